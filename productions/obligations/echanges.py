"""Exchanges of relectures to answer, and answers that the authors of remarks contest.

They are columns of the rows that relectures and resources are read by: no query more.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.urls import reverse

from calendrier.obligations import Demande, Obligation
from commun.ensembles import Parmi
from productions.etats import EtatRemarque
from productions.models import Echange, Producteur, Remarque, Ressource

from .lignes import Ligne


def proposees(demande: Demande) -> Q:
    """The relectures that somebody has proposed to this person; to anybody, when nobody is named."""
    if demande.personne is None:
        return Q()
    siens = Echange.objects.en_attente().filter(vers=demande.personne)
    return Q(Parmi("pk", siens.values("relecture")))


def colonnes_de_l_echange() -> dict[str, Any]:
    """Of each relecture, the proposal that waits for an answer: its number, to whom, since when, against what."""
    en_attente = Echange.objects.en_attente().filter(relecture=OuterRef("pk"))
    return {
        "echange": Subquery(en_attente.values("pk")[:1]),
        "echange_vers": Subquery(en_attente.values("vers")[:1]),
        "echange_le": Subquery(en_attente.values("propose_le")[:1]),
        "echange_contre": Subquery(en_attente.values("contre")[:1]),
    }


def contestees(demande: Demande) -> Q:
    """The resources of this person (of anybody) on which an answer is contested."""
    remarques = Remarque.objects.filter(etat=EtatRemarque.CONTESTEE)
    q = Q(Parmi("pk", remarques.values("version__ressource")))
    if demande.personne:
        q &= Q(Parmi("pk", Producteur.objects.filter(personne=demande.personne).values("ressource")))
    return q


def colonnes_des_contestations() -> dict[str, Any]:
    """How many, the first one, since when: of each resource."""
    siennes = Remarque.objects.filter(version__ressource=OuterRef("pk"), etat=EtatRemarque.CONTESTEE)
    nombre = siennes.order_by().values("version__ressource").annotate(nombre=Count("pk")).values("nombre")
    premiere = siennes.order_by("etat_depuis", "pk")
    return {
        "contestations": Subquery(nombre, output_field=IntegerField()),
        "contestee": Subquery(premiere.values("pk")[:1]),
        "contestee_le": Subquery(premiere.values("etat_depuis")[:1]),
    }


def echange_de(ligne: Ligne) -> Obligation:
    quoi = "un échange de relectures" if ligne.echange_contre else "de la relire à sa place"
    return Obligation(
        cle=f"echange:{ligne.echange}",
        genre="echange",
        campagne=ligne.campagne,
        sujet=ligne.sujet,
        phrase="Répondre à la proposition de relire",
        objet=ligne.titre,
        pourquoi=f"{ligne.nom} vous propose {quoi}.",
        url=reverse("productions:echange", args=[ligne.echange]),
        bouton="Répondre",
        personnes=frozenset([ligne.echange_vers]),
        depuis=ligne.jour(ligne.echange_le),
        attendue_par=ligne.nom,
    )


def contestation_de(r: Ressource) -> Obligation:
    plusieurs = r.contestations > 1
    combien = f"{r.contestations} remarques" if plusieurs else "une remarque"
    quoi = "des réponses sont contestées" if plusieurs else "une réponse est contestée"
    return Obligation(
        cle=f"contestation:{r.contestee}",
        genre="contestation",
        campagne=r.campagne_suivi_id,
        phrase=f"Répondre définitivement à {combien} sur",
        objet=r.titre,
        pourquoi=f"Vous produisez cette ressource, et {quoi}.",
        url=reverse("productions:trancher_remarque", args=[r.contestee]),
        bouton="Répondre",
        personnes=frozenset(lien.personne_id for lien in r.liens_producteurs.all()),
        depuis=_jour(r, r.contestee_le),
        attendue_par="les auteurs des remarques" if plusieurs else "l'auteur de la remarque",
    )


def _jour(ressource: Ressource, instant: datetime) -> date:
    """A day of the resource's académie."""
    return instant.astimezone(ZoneInfo(ressource.campagne_suivi.fuseau)).date()
