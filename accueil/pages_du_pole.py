"""What may be done about a pôle in one cycle, by whom, and the pages where it is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from bilans.annee_suivante import moment_venu
from calendrier.rappels.demande import adresse_de_relance
from poles.models import Campagne

if TYPE_CHECKING:
    from comptes.models import Personne

PERMISSIONS = {
    "ajouter_fiche": "productions.creer_fiche",
    "importer_fiches": "productions.importer_fiches",
    "repartir": "productions.repartir_relectures",
    "inviter": "poles.inviter",
    "modifier": "poles.modifier_campagne",
    "consigner": "suivi.consigner_etape",
    "voir_absences": "poles.voir_indisponibilites",
    "voir_seances": "validations.voir_seances",
    "preparer_seance": "validations.preparer_seance",
    "dater": "calendrier.fixer_dates",
    "prevoir_reunion": "suivi.prevoir_reunion",
    "regler_rappels": "calendrier.regler_rappels",
    "relancer": "calendrier.relancer",
    "preparer_annee": "bilans.preparer_annee",
    "gerer_grilles": "grilles.gerer",
}
ADRESSES = {
    "nouvelle_fiche": "productions:nouvelle_fiche",
    "fiches": "productions:fiches",
    "pdf_fiches": "productions:pdf_fiches",
    "tableau": "accueil:tableau_de_bord",
    "ressources": "productions:ressources",
    "repartir": "productions:repartir_relectures",
    "tests": "productions:tests_du_pole",
    "seances": "validations:seances",
    "preparer_seance": "validations:preparer_seance",
    "reunions": "suivi:reunions",
    "nouvelle_reunion": "suivi:nouvelle_reunion",
    "etapes": "suivi:etapes",
    "bilan": "bilans:ouvrir",
    "inviter": "poles:inviter",
    "modifier": "poles:modifier_campagne",
    "journal": "accueil:journal_de_pole",
    "agenda": "calendrier:agenda_du_pole",
    "presences": "poles:presences",
    "dates": "calendrier:dates_du_pole",
    "rappels": "calendrier:regles",
    "annee_suivante": "bilans:preparer_annee",
    "grilles": "grilles:grilles",
}


def droits_sur(campagne: Campagne, personne: Personne, jour: date) -> dict[str, bool]:
    """What this person may do there, each as the page's buttons need it. `campagne` comes from `avec_suite`."""
    peut = {nom: personne.has_perm(permission, campagne) for nom, permission in PERMISSIONS.items()}
    if campagne.close:
        # No fiche, nobody new in a year that is over: what goes on goes on in the next one.
        return peut | dict.fromkeys(("ajouter_fiche", "importer_fiches", "inviter"), False)
    return peut | {"preparer_annee": peut["preparer_annee"] and moment_venu(campagne, jour)}


def liens_du_pole(campagne: Campagne) -> dict[str, str]:
    liens = {nom: reverse(vue, args=[campagne.pole.slug, campagne.cycle.libelle]) for nom, vue in ADRESSES.items()}
    tableaux = {f"importer_{sorte}": [sorte, campagne.pk] for sorte in ("membres", "fiches")}
    liens["relancer"] = adresse_de_relance([campagne.pk])
    return liens | {nom: reverse("importations:deposer", args=sujet) for nom, sujet in tableaux.items()}
