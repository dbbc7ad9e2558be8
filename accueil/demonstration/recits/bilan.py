"""Économie-gestion begins its review in May: a draft, some texts, two resources to highlight."""

from __future__ import annotations

from datetime import datetime

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil
from bilans.etats import CauseRetard
from bilans.services import enregistrer_motifs, enregistrer_textes, ouvrir_bilan
from bilans.services.motifs import MotifSaisi
from validations.models import Publication

POLE, CONDUITE, JOUR = "economie-gestion", "sandrine", "2027-05-10"
TEXTES = {
    "edito": "Une année pour **lire, traiter et protéger les données** de l'entreprise.\n\n"
    "Deux ressources sont déjà publiées ; les autres suivent leur chemin, de relecture en relecture.",
    "difficultes": "Le test en classe a manqué de créneaux au deuxième trimestre : les salles informatiques étaient "
    "réservées aux examens blancs.",
    "perspectives": "- Reprendre à la rentrée ce qui attend sa V2\n"
    "- Ouvrir le pôle à deux lycées professionnels de plus",
}
# Of the delays of the year so far: the cause that the document prints, and a few words.
MOTIFS = {
    ("Se présenter en entretien d'embauche", "v1"): (CauseRetard.PROJET, "Deux productions réunies en une."),
    ("La facturation électronique, ce qui change", "v2"): (CauseRetard.PARTENAIRE, "Les textes officiels ont bougé."),
    ("Accueillir un client à distance", "v1"): (CauseRetard.CALENDRIER, ""),
}


def raconter(agenda: Agenda) -> None:
    agenda.noter(Fil("bilan").instant(JOUR), "commencer le bilan de l'année", _commencer)


def _commencer(maintenant: datetime) -> None:
    campagne, acteur = reperes.campagne(POLE), reperes.personne(CONDUITE)
    reperes.exiger(acteur, "bilans.ouvrir_bilan", campagne)
    bilan = ouvrir_bilan(portee=campagne, annee=campagne.cycle.libelle, acteur=acteur, maintenant=maintenant)
    publiees = Publication.objects.filter(ressource__campagne_origine=campagne, retiree_le__isnull=True)
    enregistrer_textes(
        bilan=bilan,
        textes=TEXTES,
        choix={"en_avant": sorted(set(publiees.values_list("ressource", flat=True)))[:2]},
        acteur=acteur,
        maintenant=maintenant,
    )
    motifs = {
        (reperes.ressource(titre).pk, etape): MotifSaisi(cause, mots)
        for (titre, etape), (cause, mots) in MOTIFS.items()
    }
    enregistrer_motifs(bilan=bilan, motifs=motifs, acteur=acteur, maintenant=maintenant)
