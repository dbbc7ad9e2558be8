"""Exchanges of relectures to answer, and answers that the authors of remarks contest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q
from django.urls import reverse

from calendrier.obligations import Demande, Obligation
from commun.ensembles import Parmi
from productions.etats import EtatRemarque, EtatRessource
from productions.models import Echange, Producteur, Remarque, Ressource

_RESSOURCE = "version__ressource__campagne_suivi"


def fournir(demande: Demande) -> Iterator[Obligation]:
    """Two queries."""
    for echange in _echanges(demande):
        yield _echange(echange)
    for remarque in _contestees(demande):
        yield _contestee(remarque)


def _echanges(demande: Demande) -> list[Echange]:
    return list(
        Echange.objects.en_attente()
        .filter(_campagnes(demande, f"relecture__{_RESSOURCE}__"), demande.q_personne("vers"))
        .select_related("relecture__relecteur", "relecture__version__ressource__campagne_suivi__pole__academie")
    )


def _contestees(demande: Demande) -> list[Remarque]:
    """By the person's own few resources; the others' remarks are not looked at."""
    contestees = Remarque.objects.filter(_campagnes(demande, f"{_RESSOURCE}__"), etat=EtatRemarque.CONTESTEE).exclude(
        version__ressource__etat=EtatRessource.ABANDONNEE
    )
    if demande.personne:
        siennes = Producteur.objects.filter(personne=demande.personne).values("ressource")
        contestees = contestees.filter(Parmi("version__ressource", siennes))
    return list(
        contestees.select_related("auteur", "version__ressource__campagne_suivi__pole__academie").prefetch_related(
            Prefetch("version__ressource__liens_producteurs", Producteur.objects.all())
        )
    )


def _campagnes(demande: Demande, prefixe: str) -> Q:
    """Of the campaigns alone: it is owed wherever the person's mandate is."""
    return Demande(demande.jour, campagnes=demande.campagnes).q(prefixe)


def _echange(echange: Echange) -> Obligation:
    ressource, qui = echange.relecture.version.ressource, echange.relecture.relecteur.nom_complet
    quoi = "un échange de relectures" if echange.contre_id else "de la relire à sa place"
    return Obligation(
        cle=f"echange:{echange.pk}",
        genre="echange",
        campagne=ressource.campagne_suivi_id,
        phrase="Répondre à la proposition de relire",
        objet=ressource.titre,
        pourquoi=f"{qui} vous propose {quoi}.",
        url=echange.get_absolute_url(),
        bouton="Répondre",
        personnes=frozenset([echange.vers_id]),
        depuis=_jour(ressource, echange.propose_le),
        attendue_par=qui,
    )


def _contestee(remarque: Remarque) -> Obligation:
    ressource, qui = remarque.version.ressource, remarque.auteur.nom_complet
    return Obligation(
        cle=f"contestation:{remarque.pk}",
        genre="contestation",
        campagne=ressource.campagne_suivi_id,
        phrase="Répondre définitivement à une remarque sur",
        objet=ressource.titre,
        pourquoi=f"Vous produisez cette ressource, et {qui} conteste votre réponse.",
        url=reverse("productions:trancher_remarque", args=[remarque.pk]),
        bouton="Répondre",
        personnes=frozenset(lien.personne_id for lien in ressource.liens_producteurs.all()),
        depuis=_jour(ressource, remarque.etat_depuis),
        attendue_par=qui,
    )


def _jour(ressource: Ressource, instant: datetime) -> date:
    """A day of the resource's académie."""
    return instant.astimezone(ZoneInfo(ressource.campagne_suivi.fuseau)).date()
