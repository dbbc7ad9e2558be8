"""« Relancer »: one mail a person about all that they owe, in one transaction, recorded as any reminder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction

from calendrier.courriels import cle_du_jour, relance_de
from calendrier.etats import EtatRappel
from calendrier.models import Rappel
from calendrier.obligations import Obligation
from calendrier.rappels.occurrences import RELANCE
from calendrier.rappels.phrases import titre
from calendrier.rappels.relance import Attendue, preparer_relance
from commun.erreurs import ActionImpossible, Perime
from commun.services.courriels import poster_ensemble
from journal.services import ecrire
from poles.models import Campagne

if TYPE_CHECKING:
    from comptes.models import Personne

CHANGE = (
    "Ce qui est dû a changé depuis que la page était affichée, ou quelqu'un vient d'être relancé : "
    "rien n'est parti. Relisez la liste, puis confirmez."
)


@transaction.atomic
def relancer(
    *,
    campagnes: Sequence[Campagne],
    sujets: Collection[str],
    personnes: Collection[int],
    vu: str,
    acteur: Personne,
    maintenant: datetime,
    jour: date,
) -> list[str]:
    """« Envoyer les relances » to those that were ticked; returns their names.

    `vu` is the digest of the list that was read. Raises Perime where it says something else by now, ActionImpossible
    where nobody is ticked.
    """
    # The same lock as the daily reminders: whoever is being written to by them is waited for, then found reminded.
    tenues = get_user_model().objects.select_for_update(no_key=True).filter(pk__in=personnes).order_by("pk")
    par_id = {personne.pk: personne for personne in tenues}
    relance = preparer_relance(campagnes, jour, acteur.pk, sujets)
    if relance.empreinte != vu:
        raise Perime(CHANGE)
    choisies = [attendue for attendue in relance.a_relancer if attendue.personne in par_id]
    if not choisies:
        raise ActionImpossible("Cochez au moins une personne à relancer.")
    rappels = {a.personne: [_rappel(a.personne, c.obligation, jour) for c in a.choses] for a in choisies}
    lettres = [relance_de(par_id[qui], siens, jour, acteur.nom_complet) for qui, siens in rappels.items()]
    courriels = {courriel.cle: courriel for courriel in poster_ensemble(lettres, maintenant)}
    for qui, siens in rappels.items():
        for rappel in siens:
            rappel.courriel = courriels[cle_du_jour(qui, jour)]
    Rappel.objects.bulk_create([rappel for siens in rappels.values() for rappel in siens])
    _ecrire_au_journal(choisies, campagnes, acteur, maintenant)
    return [attendue.nom for attendue in choisies]


def _rappel(personne: int, o: Obligation, jour: date) -> Rappel:
    return Rappel(
        cle=o.cle,
        echeance=o.echeance,
        occurrence=f"{RELANCE}{jour.isoformat()}",
        personne_id=personne,
        campagne_id=o.campagne,
        nature=o.nature,
        genre=o.genre,
        obligatoire=o.obligatoire,
        prevu_le=jour,
        jour=jour,
        etat=EtatRappel.ENVOYE,
        titre=titre(o)[:500],
        pourquoi=o.pourquoi[:500],
        url=o.url,
        demander_report=o.demander_report if personne in o.personnes else "",
        attendue_par=o.attendue_par[:500],
    )


def _ecrire_au_journal(
    choisies: Sequence[Attendue], campagnes: Sequence[Campagne], acteur: Personne, maintenant: datetime
) -> None:
    """How many people, pôle by pôle: who was late is no matter for all of those who read a pôle's journal."""
    touchees: dict[int, set[int]] = defaultdict(set)
    for attendue in choisies:
        for chose in attendue.choses:
            touchees[chose.obligation.campagne].add(attendue.personne)
    for campagne in sorted((c for c in campagnes if c.pk in touchees), key=lambda c: c.chaine):
        nombre = len(touchees[campagne.pk])
        ecrire(
            chaine=campagne.chaine,
            action="rappels.relancer",
            acteur=acteur,
            maintenant=maintenant,
            donnees={"personnes": nombre},
            texte=f"{nombre} personne{'s' if nombre > 1 else ''}",
        )
