"""What this room's people owe: the obligatory moments of the year that have not taken place yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from calendrier.models import Echeance, NatureEcheance
from calendrier.obligations import Demande, Obligation
from calendrier.queries import echeances_effectives
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Campagne, Fonction
from productions.etats import EtatFiche
from productions.models import FicheProjet
from suivi.models import EtapeTenue

# How long before the milestone a pôle without any fiche is reminded: the « À venir » of the home page.
AVANT_LES_FICHES = timedelta(days=30)
A_CONSIGNER = (NatureEcheance.POINT_ETAPE, NatureEcheance.VISIO_BILAN)
_PHRASES = {
    NatureEcheance.POINT_ETAPE: "Tenir et consigner le point d'étape n° {rang} du pôle",
    NatureEcheance.VISIO_BILAN: "Tenir et consigner la visio de bilan du pôle",
}


def parties_obligatoires(demande: Demande) -> Iterator[Obligation]:
    """The three obligatory parts of the open cycles, for who leads the pôle: its first fiche, points d'étape, visio.

    One query, or none.
    """
    if demande.personne and not droits_de(demande.personne).conduit_quelque_part:
        return
    tenues = EtapeTenue.objects.filter(
        campagne=OuterRef("pour_campagne"), nature=OuterRef("nature"), rang=OuterRef("rang")
    )
    a_consigner = ~Exists(tenues) & Q(nature__in=A_CONSIGNER)
    vivantes = FicheProjet.objects.filter(campagne=OuterRef("pour_campagne")).exclude(etat=EtatFiche.ABANDONNEE)
    productrices = Campagne.objects.filter(pk=OuterRef("pour_campagne"), mission_production=True)
    proche = Q(nature=NatureEcheance.FICHES_PROJET, rang=1, jour__lte=demande.jour + AVANT_LES_FICHES)
    sans_fiche = proche & Exists(productrices) & ~Exists(vivantes)
    echeances = (
        echeances_effectives(demande.conduite("cycle__campagnes__"))
        .filter(a_consigner | sans_fiche, cycle__etat=EtatCycle.OUVERT)
        .annotate(nom_du_pole=F("cycle__campagnes__pole__nom"), slug_du_pole=F("cycle__campagnes__pole__slug"))
        .select_related("cycle")
    )
    for echeance in echeances:
        yield _premiere_fiche(echeance) if echeance.nature == NatureEcheance.FICHES_PROJET else _obligation(echeance)


def _premiere_fiche(echeance: Echeance) -> Obligation:
    return Obligation(
        cle=f"premiere_fiche:{echeance.pour_campagne}",
        genre="fiche",
        campagne=echeance.pour_campagne,
        phrase="Déposer une fiche-projet pour",
        objet=echeance.nom_du_pole,
        pourquoi="Le pôle n'en a pas encore, et les fiches-projet sont une des trois parties obligatoires de l'année.",
        url=reverse("productions:nouvelle_fiche", args=[echeance.slug_du_pole, echeance.cycle.libelle]),
        bouton="Ajouter une fiche",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=echeance.jour,
        nature=echeance.nature,
        obligatoire=True,
    )


def _obligation(echeance: Echeance) -> Obligation:
    return Obligation(
        cle=f"etape:{echeance.pour_campagne}:{echeance.nature}:{echeance.rang}",
        genre="etape",
        campagne=echeance.pour_campagne,
        phrase=_PHRASES[NatureEcheance(echeance.nature)].format(rang=echeance.rang),
        objet=echeance.nom_du_pole,
        pourquoi="Cela revient au PREDAC ou à l'IAN du pôle.",
        url=reverse(
            "suivi:consigner", args=[echeance.slug_du_pole, echeance.cycle.libelle, echeance.nature, echeance.rang]
        ),
        bouton="Consigner",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=echeance.jour,
        nature=echeance.nature,
        obligatoire=echeance.obligatoire,
    )
