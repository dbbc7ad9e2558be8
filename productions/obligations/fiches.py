"""Fiches to complete, to take up again, to decide. The pôle that has none yet is a matter of `suivi`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from calendrier.models import NatureEcheance
from calendrier.obligations import Demande, Obligation
from calendrier.queries import jour_effectif, obligation_effective
from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Fonction
from productions.etats import EtatFiche
from productions.models import FicheProjet, Producteur
from productions.parcours import COORDINATION, enumerer
from productions.queries.fiches import producteurs_par_fiche

if TYPE_CHECKING:
    from comptes.models import Personne

A_REPRENDRE = (EtatFiche.A_REVOIR, EtatFiche.ROUVERTE)


def fournir(demande: Demande) -> Iterator[Obligation]:
    """At most two queries, however many fiches and campaigns there are."""
    # Few press at once, and a date presses none of them before the others: the oldest will do.
    retenues = demande.retenir(
        _fiches(demande), echeance=None, depuis=F("etat_depuis"), attendue=~Q(etat=EtatFiche.BROUILLON)
    )
    fiches = list(
        _habillees(retenues).annotate(
            jour_prevu=jour_effectif("campagne__", NatureEcheance.FICHES_PROJET),
            engage=obligation_effective("campagne__", NatureEcheance.FICHES_PROJET),
        )
    )
    producteurs = producteurs_par_fiche(fiches) if fiches else {}
    for fiche in fiches:
        auteurs = list({p.pk: p for p in [fiche.redigee_par, *producteurs[fiche.pk]]}.values())
        # A date that had passed when the fiche came to this state is nobody's lateness.
        encore = fiche.jour_prevu if fiche.jour_prevu and fiche.jour_prevu >= _jour(fiche) else None
        yield _OBLIGATION_DE[fiche.etat](fiche, auteurs, encore)


def _fiches(demande: Demande) -> QuerySet[FicheProjet]:
    """Those that wait for this person, or for anybody in these campaigns; a year that is closed asks nothing more."""
    brouillon, a_reprendre, soumise = Q(etat=EtatFiche.BROUILLON), Q(etat__in=A_REPRENDRE), Q(etat=EtatFiche.SOUMISE)
    if demande.personne:
        redigee = Q(redigee_par=demande.personne)
        liens = Producteur.objects.filter(personne=demande.personne)
        produit = Parmi("pk", liens.values("ressource__fiche"))
        brouillon &= redigee
        a_reprendre &= redigee | Q(produit)
        soumise &= droits_de(demande.personne).conduite("campagne__")
    campagnes = Demande(demande.jour, campagnes=demande.campagnes).q("campagne__")
    closes = Q(campagne__cycle__etat=EtatCycle.CLOS) | Q(campagne__close_le__isnull=False)
    return FicheProjet.objects.filter(campagnes, brouillon | a_reprendre | soumise).exclude(closes)


def _habillees(fiches: QuerySet[FicheProjet]) -> QuerySet[FicheProjet]:
    return fiches.select_related("campagne__pole__academie", "campagne__cycle", "redigee_par").order_by("pk")


def _completer(fiche: FicheProjet, auteurs: Sequence[Personne], echeance: date | None) -> Obligation:
    return Obligation(
        cle=f"fiche_a_completer:{fiche.pk}",
        genre="fiche",
        campagne=fiche.campagne_id,
        sujet=fiche.chaine,
        phrase="Compléter la fiche",
        objet=fiche.titre,
        pourquoi="Vous l'avez commencée : elle n'est pas encore soumise.",
        url=reverse("productions:modifier_fiche", args=[fiche.pk]),
        bouton="Compléter",
        personnes=frozenset([fiche.redigee_par_id]),
        **_quand(fiche, echeance),
    )


def _reprendre(fiche: FicheProjet, auteurs: Sequence[Personne], echeance: date | None) -> Obligation:
    comment = "renvoyée pour reprise" if fiche.etat == EtatFiche.A_REVOIR else "rouverte"
    return Obligation(
        cle=f"fiche_a_reprendre:{fiche.pk}:{_jour(fiche)}",
        genre="fiche",
        campagne=fiche.campagne_id,
        sujet=fiche.chaine,
        phrase="Reprendre la fiche",
        objet=fiche.titre,
        pourquoi=f"Elle est {comment} : le motif est sur la fiche.",
        # The fiche's page, not the form: the reason is read first.
        url=fiche.get_absolute_url(),
        bouton="Reprendre",
        personnes=frozenset(personne.pk for personne in auteurs),
        attendue_par=COORDINATION,
        **_quand(fiche, echeance),
    )


def _decider(fiche: FicheProjet, auteurs: Sequence[Personne], echeance: date | None) -> Obligation:
    return Obligation(
        cle=f"fiche_a_decider:{fiche.pk}:{_jour(fiche)}",
        genre="decision_fiche",
        campagne=fiche.campagne_id,
        sujet=fiche.chaine,
        phrase="Décider de la fiche",
        objet=fiche.titre,
        pourquoi="Elle est soumise : la retenir ou la renvoyer pour reprise vous revient.",
        url=fiche.get_absolute_url(),
        bouton="Décider",
        fonctions=(Fonction.COORDINATEUR,),
        **_quand(fiche, echeance),
        attendue_par=enumerer([personne.nom_complet for personne in auteurs]),
    )


_OBLIGATION_DE = {
    EtatFiche.BROUILLON: _completer,
    EtatFiche.A_REVOIR: _reprendre,
    EtatFiche.ROUVERTE: _reprendre,
    EtatFiche.SOUMISE: _decider,
}


def _quand(fiche: FicheProjet, echeance: date | None) -> dict[str, Any]:
    """The milestone that a fiche must meet: it binds as long as it is still to come when the fiche is waited for."""
    return {
        "echeance": echeance,
        "depuis": _jour(fiche),
        "obligatoire": bool(echeance and fiche.engage),
        "nature": NatureEcheance.FICHES_PROJET,
    }


def _jour(fiche: FicheProjet) -> date:
    """Since when the fiche waits, as a day of its académie."""
    return fiche.etat_depuis.astimezone(ZoneInfo(fiche.campagne.fuseau)).date()
