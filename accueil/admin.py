"""From the administration to the pages of the service: this room alone knows them all. It registers no table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from accueil.pages_du_pole import droits_sur, liens_du_pole
from accueil.queries.equipe import actions_sur, mandats_de
from bilans.annee_suivante import avec_suite
from commun.admin.courriel import CourrielAdmin
from commun.administration.rubriques import Rubrique as R
from commun.administration.sur_le_site import Groupe, Page, mener_a
from commun.horloge import aujourdhui
from poles.admin.equipe import MandatAdmin
from poles.admin.pole import CampagneAdmin
from poles.droits import droits_de
from poles.models import DELEGABLES, Campagne, Mandat
from poles.permissions import administre_une_academie

if TYPE_CHECKING:
    from commun.models import Courriel
    from comptes.models import Personne


def _delegue(personne: Personne) -> bool:
    return droits_de(personne).exerce(*DELEGABLES)


mener_a(
    {
        R.MES_POLES: [
            Page("Mes pôles", "accueil:mes_poles"),
            Page("L'académie", "accueil:academies", administre_une_academie),
        ],
        R.EQUIPE: [Page("Déléguer mes visas", "poles:delegations", _delegue)],
        R.FICHES: [Page("Fiches-projet de tous mes pôles", "productions:mes_fiches")],
        R.RESSOURCES: [
            Page("Ressources de tous mes pôles", "productions:mes_ressources"),
            Page("Versions", "productions:mes_versions"),
            Page("Remarques", "productions:mes_remarques"),
            Page("Visas", "validations:mes_visas"),
            Page("Séances de validation", "validations:mes_seances"),
            Page("Mes vues", "poles:vues"),
        ],
        R.CALENDRIER: [
            Page("Calendrier", "calendrier:annee"),
            Page("Réunions", "suivi:mes_reunions"),
            Page("S'abonner", "calendrier:mon_agenda"),
            Page("Préparer les cycles", "calendrier:cycles", administre_une_academie),
        ],
        R.COURRIELS: [
            Page("Courriels envoyés", "courriers:envois"),
            Page("Textes des courriels", "courriers:textes", administre_une_academie),
        ],
        R.REGLAGES: [Page("Importer les listes de l'académie", "importations:referentiels", administre_une_academie)],
    }
)

# What the page says, the name of its address, the right that it asks (none: whoever sees the pôle).
DU_POLE = {
    "Équipe": (
        ("Inviter", "inviter", "inviter"),
        ("Importer ou exporter des membres", "importer_membres", "inviter"),
        ("Indisponibilités et établissements", "presences", "voir_absences"),
    ),
    "Fiches et ressources": (
        ("Tableau de bord", "tableau", ""),
        ("Ajouter une fiche", "nouvelle_fiche", "ajouter_fiche"),
        ("Toutes les fiches", "fiches", ""),
        ("Importer ou exporter des fiches", "importer_fiches", "importer_fiches"),
        ("Toutes les ressources", "ressources", ""),
        ("Répartir les relectures", "repartir", "repartir"),
        ("Tests en classe", "tests", ""),
        ("Relancer", "relancer", "relancer"),
        ("Grilles", "grilles", "gerer_grilles"),
    ),
    "Réunions et séances": (
        ("Toutes les réunions", "reunions", ""),
        ("Prévoir une réunion", "nouvelle_reunion", "prevoir_reunion"),
        ("Séances de validation", "seances", "voir_seances"),
        ("Préparer une séance", "preparer_seance", "preparer_seance"),
    ),
    "Dates et rappels": (
        ("Points d'étape et visio de bilan", "etapes", ""),
        ("Changer les dates du pôle", "dates", "dater"),
        ("Régler les rappels du pôle", "rappels", "regler_rappels"),
        ("S'abonner à l'agenda du pôle", "agenda", ""),
    ),
    "L'année": (
        ("Bilan de l'année", "bilan", ""),
        ("Préparer l'année suivante", "annee_suivante", "preparer_annee"),
        ("Journal du pôle", "journal", ""),
    ),
}  # fmt: skip


def pages_du_pole(campagne: Campagne, personne: Personne) -> list[Groupe]:
    lue = avec_suite(Campagne.objects.select_related("pole__academie", "cycle")).get(pk=campagne.pk)
    peut, liens = droits_sur(lue, personne, aujourdhui(lue.fuseau)), liens_du_pole(lue)
    return [
        Groupe(titre, [(libelle, liens[nom]) for libelle, nom, droit in pages if not droit or peut[droit]])
        for titre, pages in DU_POLE.items()
    ]


def pages_du_mandat(mandat: Mandat, personne: Personne) -> Iterator[Groupe]:
    """What the pôle's page offers of it: sending the invitation anew, replacing, ending. None for a whole académie."""
    campagne = mandat.campagne or (mandat.pole and mandat.pole.campagnes.order_by("-cycle__debut").first())
    if campagne is None or not personne.has_perm("poles.voir_campagne", campagne):
        return
    jour = aujourdhui(campagne.fuseau)
    equipe = [("L'équipe du pôle", f"{campagne.get_absolute_url()}#equipe")]
    sait = personne.has_perm("poles.voir_indisponibilites", campagne)
    for sien in mandats_de(campagne, jour, sait):
        if sien.pk == mandat.pk:
            equipe += actions_sur(sien, campagne, personne, jour)
    yield Groupe("Équipe", equipe)


def pages_du_courriel(courriel: Courriel, personne: Personne) -> Iterator[Groupe]:
    if personne.has_perm("courriers.lire_envois"):
        yield Groupe(
            "Courriels", [("Ce courriel, et pourquoi il est parti", reverse("courriers:envoi", args=[courriel.pk]))]
        )


CampagneAdmin.pages = staticmethod(pages_du_pole)
MandatAdmin.pages = staticmethod(pages_du_mandat)
CourrielAdmin.pages = staticmethod(pages_du_courriel)
