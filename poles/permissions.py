"""Who may do what on a campaign. A predicate receives a person and a record; `droits` knows the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet

from .droits import droits_de
from .models import (
    DELEGABLES,
    Academie,
    Campagne,
    Cycle,
    Delegation,
    Etablissement,
    Fonction,
    Mandat,
    Pole,
    VueEnregistree,
)

if TYPE_CHECKING:
    from datetime import date

    from comptes.models import Personne


def _exerce(nom: str, *fonctions: str) -> rules.Predicate:
    @rules.predicate(name=nom)
    def predicat(personne: Personne, campagne: Campagne | None) -> bool:
        return campagne is not None and droits_de(personne).a(campagne, *fonctions)

    return predicat


@rules.predicate
def est_superutilisateur(personne: Personne) -> bool:
    return droits_de(personne).tous


a_un_mandat = _exerce("a_un_mandat")
est_coordinateur = _exerce("est_coordinateur", Fonction.COORDINATEUR)
est_enseignant = _exerce("est_enseignant", Fonction.ENSEIGNANT)
est_inspecteur = _exerce("est_inspecteur", Fonction.INSPECTEUR)
est_drane = _exerce("est_drane", Fonction.DRANE)
est_administrateur = _exerce("est_administrateur", Fonction.ADMINISTRATEUR) | est_superutilisateur

# The académie's administrator may stand in for a coordinator who is away: a pôle is never stuck.
conduit = est_coordinateur | est_administrateur
participe = est_enseignant | conduit

# Who leads: what they may do, the administration opens to them too.
CONDUIRE = (Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR)


@rules.predicate
def conduit_quelque_part(personne: Personne) -> bool:
    return droits_de(personne).exerce(*CONDUIRE) or droits_de(personne).tous


@rules.predicate
def administre_une_academie(personne: Personne) -> bool:
    """Which is all that an administrator can have: the database refuses the fonction on a pôle or a campaign."""
    return bool(droits_de(personne).academies_administrees) or droits_de(personne).tous


@rules.predicate
def administre(personne: Personne, objet: Academie | Pole | Cycle | Etablissement) -> bool:
    """An académie, or what belongs to one: its own administration. What belongs to none is the service's own."""
    droits = droits_de(personne)
    academie = objet.pk if isinstance(objet, Academie) else objet.academie_id
    return droits.tous or academie in droits.academies_administrees


# Whom the coordinator has invited, they may see off; who leads or signs was named by the académie.
INVITES = (Fonction.ENSEIGNANT, Fonction.OBSERVATEUR)


@rules.predicate
def administre_le_mandat(personne: Personne, mandat: Mandat) -> bool:
    """An administrator of the académie; never of their own mandate, so that it is not left without anybody."""
    droits = droits_de(personne)
    if droits.tous:
        return True
    administres = (m for m in droits.mandats if m.fonction == Fonction.ADMINISTRATEUR)
    return mandat.personne_id != personne.pk and any(m.contient(mandat) for m in administres)


@rules.predicate
def coordonne_le_mandat(personne: Personne, mandat: Mandat) -> bool:
    """A PREDAC or an IAN, of the mandates given by invitation on a campaign that they lead."""
    if mandat.fonction not in INVITES or mandat.campagne is None:
        return False
    return droits_de(personne).a(mandat.campagne, Fonction.COORDINATEUR)


@rules.predicate
def peut_quitter(personne: Personne, mandat: Mandat) -> bool:
    return mandat.personne_id == personne.pk and mandat.fonction in INVITES and mandat.campagne_id is not None


@rules.predicate
def est_signataire_titulaire(personne: Personne, mandat: Mandat) -> bool:
    return mandat.personne_id == personne.pk and mandat.fonction in DELEGABLES


@rules.predicate
def a_accorde(personne: Personne, delegation: Delegation) -> bool:
    return delegation.mandat.personne_id == personne.pk or administre_le_mandat(personne, delegation.mandat)


def poles_conduits(personne: Personne) -> QuerySet[Pole]:
    """Those that one leads today, of whatever year."""
    campagnes = Campagne.objects.filter(droits_de(personne).q("", *CONDUIRE), pole=OuterRef("pk"))
    return Pole.objects.filter(Exists(campagnes)).order_by("nom", "pk")


@rules.predicate
def conduit_le_pole(personne: Personne, pole: Pole) -> bool:
    droits = droits_de(personne)
    return droits.tous or poles_conduits(personne).filter(pk=pole.pk).exists()


@rules.predicate
def tient_la_vue(personne: Personne, vue: VueEnregistree) -> bool:
    """Who shared a view and has left finds it still: it is the pôle's. Where nobody leads it any more, it is theirs."""
    if vue.pole is not None and conduit_le_pole(personne, vue.pole):
        return True
    if vue.personne_id != personne.pk:
        return False
    return vue.pole is None or not _est_coordonne(vue.pole, droits_de(personne).jour)


def _est_coordonne(pole: Pole, jour: date) -> bool:
    coordination = Mandat.objects.actifs(jour).filter(fonction=Fonction.COORDINATEUR)
    return coordination.filter(Q(pole=pole) | Q(campagne__pole=pole)).exists()


rules.add_perm("poles.administrer_academie", administre)  # on an académie
rules.add_perm("poles.gerer_vue", tient_la_vue)
rules.add_perm("poles.voir_campagne", a_un_mandat | est_superutilisateur)
rules.add_perm("poles.inviter", conduit)
# Who leads a pôle or signs for the académie is named by the académie's administration, never by a peer.
rules.add_perm("poles.nommer_responsables", est_administrateur)
rules.add_perm("poles.modifier_campagne", conduit)
rules.add_perm("poles.reattribuer", conduit)
# Who is away is known by the person and by whoever leads the pôle, never by the rest of the team.
rules.add_perm("poles.voir_indisponibilites", conduit)
rules.add_perm("poles.gerer_presences", conduit)
# Without a record: who enters the administration, and who finds there what belongs to a whole académie.
rules.add_perm("administration.entrer", conduit_quelque_part)
rules.add_perm("administration.academie", administre_une_academie)
rules.add_perm("poles.administrer", administre)  # on an académie, a pôle, a cycle, an establishment
# Of a campaign that is not written yet, which has no number: what its pôle says.
rules.add_perm("poles.ouvrir_campagne", rules.predicate(lambda qui, campagne: administre(qui, campagne.pole)))
# On a mandate, that it be there or about to be given.
rules.add_perm("poles.nommer", coordonne_le_mandat | administre_le_mandat)
rules.add_perm("poles.terminer_mandat", coordonne_le_mandat | administre_le_mandat)
rules.add_perm("poles.remplacer", administre_le_mandat)
rules.add_perm("poles.quitter", peut_quitter)
rules.add_perm("poles.deleguer", est_signataire_titulaire)
rules.add_perm("poles.revoquer_delegation", a_accorde)  # on a delegation
rules.add_perm("poles.relancer_invitation", coordonne_le_mandat | administre_le_mandat)
