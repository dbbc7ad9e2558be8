"""Who acted meanwhile, and what: what a refusal says of the last move, and how a stale form is found out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import transaction

from commun.erreurs import Perime
from commun.gardes import Garde
from commun.templatetags.dates import instant
from journal.libelles import auteur, phrase_breve
from journal.models import Ecriture
from journal.queries import ecritures_de

# A record's last move is among the last lines of its chain that bear its name.
REGARDEES = 50
# Of a page that compares the length of the chain: any line made it longer.
TOUS_LES_GESTES = ("*",)


def etat_vu(objet: Any) -> str:
    """What a page that acts on a state has shown: every move of `changer_etat` gives another instant."""
    return objet.etat_depuis.isoformat()


def abreger(*valeurs: Any) -> str:
    """What a page that corrects values has shown, in one short word."""
    return hashlib.sha256(repr(valeurs).encode()).hexdigest()[:20]


def dernier_geste(objet: Any, gestes: Collection[str] = ()) -> str:
    """« Claire Moreau a déposé la V2 le jeudi 26 novembre à 14 h 05 »: the last of these actions on the record.

    By default the last move of its state. Empty where there is none. It says what the journal's public sentence
    says, without any reason: never what a visa holds.
    """
    ecriture = _dernier(objet, gestes)
    return dire(ecriture) if ecriture else ""


def dire(ecriture: Ecriture) -> str:
    return f"{auteur(ecriture)} {phrase_breve(ecriture)} le {instant(ecriture.ecrite_le)}"


def _dernier(objet: Any, gestes: Collection[str]) -> Ecriture | None:
    """A relecture, a remark moves in its resource's chain, where its lines name it."""
    nom, lignes = objet._meta.model_name, ecritures_de(objet.chaine).order_by("-rang")
    if gestes == TOUS_LES_GESTES:
        return lignes.first()
    lignes = lignes.filter(action__in=gestes) if gestes else lignes.filter(action__startswith=f"{nom}.")
    siennes = (e for e in lignes[:REGARDEES] if e.donnees.get(nom, objet.pk) == objet.pk)
    return next((e for e in siennes if gestes or "vers" in e.donnees), None)


def refuser_si_perime(
    objet: Any, vu: str, decrire: Callable[[Any], str] = etat_vu, gestes: Collection[str] = ()
) -> None:
    """Raises Perime when `objet`, whose row the caller has locked, is no longer what the page showed."""
    if vu != decrire(objet):
        qui = dernier_geste(objet, gestes) or "Quelque chose a changé"
        raise Perime(
            f"{qui}, après l'ouverture de cette page. Vérifiez, puis recommencez si c'est toujours ce que vous "
            "voulez : ce que vous avez tapé est gardé."
        )


@contextmanager
def tel_que_vu(
    vu: str,
    *,
    objet: Any,
    verrouiller: Callable[[Any], Any],
    decrire: Callable[[Any], str] = etat_vu,
    gestes: Collection[str] = (),
) -> Iterator[None]:
    """Lock, compare, then let the service act under the same lock: nobody can come in between."""
    with transaction.atomic():
        refuser_si_perime(verrouiller(objet), vu, decrire, gestes)
        yield


def garder(
    objet: Any,
    verrouiller: Callable[[Any], Any],
    decrire: Callable[[Any], str] = etat_vu,
    gestes: Collection[str] = (),
) -> Garde:
    """The guard of a page that shows `objet`; `decrire` says what of it the page is about."""
    comparer = partial(tel_que_vu, objet=objet, verrouiller=verrouiller, decrire=decrire, gestes=gestes)
    return Garde(decrire(objet), comparer)
