"""Who changed what in the administration: django-auditlog, held to what is written there and to what may be kept.

A table names the fields that are followed (`historique`): dates, links, settings; never a secret, an address, or what
a person wrote freely. What the pages of the service do is in the journal. Entries go after `GARDE` (a nightly task).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from auditlog.signals import pre_log
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, QuerySet
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse

from commun.horloge import maintenant

# Who is at work in the administration, in this thread; nobody elsewhere.
_qui: ContextVar[Any] = ContextVar("qui_administre", default=None)
GESTES = {LogEntry.Action.CREATE: "créé", LogEntry.Action.UPDATE: "modifié", LogEntry.Action.DELETE: "supprimé"}
ABSENT = {"None", "", None}
HORS_DE_VUE = "(hors de votre périmètre)"
# The rows of a table that the reader may be told of.
Nommables = Callable[[type[Model]], QuerySet[Any]]
# By table and key.
Noms = dict[tuple[type[Model], str], str]
CHANGEMENTS_LUS = 100


@dataclass(frozen=True)
class Changement:
    """One line of « Historique »."""

    quand: datetime
    qui: str
    geste: str
    champs: list[tuple[str, str, str]]  # label, before, after


def suivre(modele: type[Model], champs: Sequence[str]) -> None:
    """Keep what becomes of these fields; of none, nothing is kept."""
    if champs and not auditlog.contains(modele):
        auditlog.register(modele, include_fields=list(champs))


def tenu(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the administration, during which changes are kept under the name of who makes them."""

    @wraps(vue)
    def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jeton = _qui.set(request.user)
        try:
            return vue(request, *args, **kwargs)
        finally:
            _qui.reset(jeton)

    return gardee


def _seulement_ici(**kwargs: Any) -> bool:
    return _qui.get() is not None


def _le_necessaire(sender: type[LogEntry], instance: LogEntry, **kwargs: Any) -> None:
    """No name of whom the record is about, no address: the number of who acted, and the product's own clock."""
    qui = _qui.get()
    instance.actor_id = qui.pk if qui is not None else None
    instance.object_repr, instance.actor_email, instance.timestamp = "", None, maintenant()


pre_log.connect(_seulement_ici, dispatch_uid="historique_seulement_ici")
pre_save.connect(_le_necessaire, sender=LogEntry, dispatch_uid="historique_le_necessaire")


def changements(objet: Model, nommables: Nommables) -> tuple[list[Changement], bool]:
    """The latest first, CHANGEMENTS_LUS at most, and whether there are older ones. Records that one does not find in
    their own lists are not named here either."""
    lignes = list(LogEntry.objects.get_for_object(objet).select_related("actor")[: CHANGEMENTS_LUS + 1])
    lues = lignes[:CHANGEMENTS_LUS]
    noms = _noms(type(objet), lues, nommables)
    lus = [
        Changement(
            quand=ligne.timestamp,
            qui=ligne.actor.nom_complet if ligne.actor else "compte effacé",
            geste=GESTES.get(ligne.action, ""),
            champs=[_dit(type(objet), noms, *champ) for champ in (ligne.changes or {}).items()],
        )
        for ligne in lues
    ]
    return lus, len(lignes) > len(lues)


def _noms(modele: type[Model], lignes: list[LogEntry], nommables: Nommables) -> Noms:
    """What their relations lead to, as it is named today; what has gone since is said by its number. Two queries a
    table, however many lines."""
    cles: dict[type[Model], set[str]] = defaultdict(set)
    for ligne in lignes:
        for nom, valeurs in (ligne.changes or {}).items():
            champ = _champ(modele, nom)
            if champ is not None and champ.remote_field:
                cles[champ.related_model] |= {str(valeur) for valeur in valeurs if valeur not in ABSENT}
    noms: Noms = {}
    for table, demandees in cles.items():
        presents = table._base_manager.filter(pk__in=demandees).values_list("pk", flat=True)
        noms |= {(table, cle): f"n° {cle}" for cle in demandees}
        noms |= {(table, str(pk)): HORS_DE_VUE for pk in presents}
        noms |= {(table, str(un.pk)): str(un) for un in nommables(table).filter(pk__in=demandees).select_related()}
    return noms


def _champ(modele: type[Model], nom: str) -> Field | None:
    try:
        return modele._meta.get_field(nom)
    except FieldDoesNotExist:
        return None


def _dit(modele: type[Model], noms: Noms, nom: str, valeurs: Sequence[Any]) -> tuple[str, str, str]:
    champ = _champ(modele, nom)
    if champ is None:
        return nom, str(valeurs[0]), str(valeurs[1])
    avant, apres = (_en_mots(champ, valeur, noms) for valeur in valeurs)
    return str(getattr(champ, "verbose_name", nom)), avant, apres


def _en_mots(champ: Field, valeur: Any, noms: Noms) -> str:
    if valeur in ABSENT:
        return ""
    if champ.remote_field:
        return noms[champ.related_model, str(valeur)]
    if champ.choices:
        return str(dict(champ.flatchoices).get(valeur, valeur))
    return {"True": "oui", "False": "non"}.get(str(valeur), str(valeur))
