"""The team of a pôle: who is in it, since when, what one may do of each mandate, and who has left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, DateTimeField, OuterRef, Prefetch, Q, Subquery, Value
from django.urls import reverse

from poles.models import Campagne, Delegation, Fonction, Indisponibilite, Invitation, Mandat
from poles.queries import affectations_du, portant_sur
from poles.services.remplacements import REMPLACABLES

if TYPE_CHECKING:
    from comptes.models import Personne

# The groups in the order of the page, and what to say of one that has nobody.
GROUPES = {
    Fonction.COORDINATEUR: (
        "Conduite du pôle",
        "Personne pour l'instant : l'administration académique nomme un PREDAC.",
    ),
    Fonction.ENSEIGNANT: ("Enseignants", "Personne pour l'instant."),
    Fonction.INSPECTEUR: ("Inspection", "Personne pour l'instant : la validation pédagogique attendra."),
    Fonction.DRANE: ("DRANE", "Personne pour l'instant : la validation de l'usage du numérique attendra."),
    Fonction.ADMINISTRATEUR: ("Administration académique", ""),
    Fonction.OBSERVATEUR: ("Observation", ""),
}
# Who may hold something that is given to others.
PORTEURS = (Fonction.ENSEIGNANT, Fonction.COORDINATEUR)


def equipe_de(campagne: Campagne, personne: Personne, jour: date) -> dict[str, Any]:
    """`groupes`, by fonction, each person once in a group; `anciens`, who were there in this cycle. Three queries."""
    membres: dict[str, dict[int, Mandat]] = {fonction: {} for fonction in GROUPES}
    anciens: list[Mandat] = []
    for mandat in mandats_de(campagne, jour, personne.has_perm("poles.voir_indisponibilites", campagne)):
        if mandat.a_venir or mandat.actif(jour):
            membres[mandat.fonction].setdefault(mandat.personne_id, mandat)
        else:
            anciens.append(mandat)
    partis = [m for m in anciens if m.personne_id not in membres[m.fonction]]
    for mandat in [*(m for groupe in membres.values() for m in groupe.values()), *partis]:
        mandat.actions = list(actions_sur(mandat, campagne, personne, jour))
    groupes = [
        {"titre": titre, "mandats": list(membres[fonction].values()), "vide": vide}
        for fonction, (titre, vide) in GROUPES.items()
        if membres[fonction] or vide
    ]
    return {"groupes": groupes, "anciens": partis}


def mandats_de(campagne: Campagne, jour: date, sait: bool) -> Iterator[Mandat]:
    """Those in force, to come (`a_venir`), or ended during the cycle.

    `sait`: may the reader know who is away until when, and whose invitation has not served?
    """
    du_cycle = Q(fin__isnull=True) | Q(fin__gte=campagne.cycle.debut)
    absences = Indisponibilite.objects.le(jour).filter(personne=OuterRef("personne"))
    invitations = Invitation.objects.en_attente().filter(mandat=OuterRef("pk"))
    delegations = Delegation.objects.vivantes(jour).select_related("delegataire").order_by("debut")
    mandats = (
        Mandat.objects.filter(portant_sur(campagne), du_cycle, debut__lte=campagne.cycle.fin)
        .select_related("personne")
        .prefetch_related(
            Prefetch("personne__affectations", affectations_du(jour), to_attr="affectations_du_jour"),
            Prefetch("delegations", delegations, to_attr="delegations_vivantes"),
        )
        .annotate(
            absente_jusqu_au=Subquery(absences.values("fin")[:1]) if sait else Value(None, DateField()),
            invitee_le=Subquery(invitations.values("envoye_le")[:1]) if sait else Value(None, DateTimeField()),
        )
        .order_by("personne__nom", "personne__prenom", "debut", "pk")
    )
    for mandat in mandats:
        mandat.a_venir = mandat.debut > jour and not mandat.termine_le
        # Already at hand: what a mandate's rights are read from.
        if mandat.campagne_id:
            mandat.campagne = campagne
        elif mandat.pole_id:
            mandat.pole = campagne.pole
        else:
            mandat.academie = campagne.pole.academie
        yield mandat


def actions_sur(mandat: Mandat, campagne: Campagne, personne: Personne, jour: date) -> Iterator[tuple[str, str]]:
    """`mandat` is one of `mandats_de`."""
    fini = not mandat.a_venir and not mandat.actif(jour)

    def action(libelle: str, vue: str) -> tuple[str, str]:
        return libelle, reverse(f"poles:{vue}", args=[campagne.pole.slug, campagne.cycle.libelle, mandat.pk])

    if mandat.fonction in PORTEURS and personne.has_perm("poles.reattribuer", campagne):
        yield action("Réattribuer", "reattribuer")
    if fini:
        return
    if mandat.invitee_le and personne.has_perm("poles.relancer_invitation", mandat):
        yield action("Renvoyer l'invitation", "renvoyer_invitation")
        yield action("Annuler l'invitation", "annuler_invitation")
        return
    if mandat.fonction in REMPLACABLES and personne.has_perm("poles.remplacer", mandat):
        yield action("Remplacer", "remplacer")
    if personne.has_perm("poles.terminer_mandat", mandat):
        yield action("Mettre fin", "terminer_mandat")
    if mandat.personne_id == personne.pk and personne.has_perm("poles.quitter", mandat):
        yield action("Quitter le pôle", "quitter")
