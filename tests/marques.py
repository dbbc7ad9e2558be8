"""A mark in every text of the database, as if somebody had typed it everywhere; where does it show again?"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left

# What the software writes for itself: names of things, digests, states. Nobody types them.
MACHINALES = {
    "action", "chaine", "contenu", "empreinte", "empreinte_texte", "etape", "etat_avant", "gabarit", "genre",
    "nature", "password", "place", "sceau", "sel", "sha256", "tache", "type_piece", "type_resultat", "url", "usage",
}  # fmt: skip


def textes() -> Iterator[models.Field]:
    """Every column that holds words: long enough for them, and neither a choice, an address nor a name of a thing."""
    autres = (models.URLField, models.EmailField, models.SlugField)
    for modele in apps.get_models():
        if modele.__module__.split(".")[0] in {"django", "allauth", "auditlog"}:
            continue
        for champ in modele._meta.fields:
            mots = isinstance(champ, models.CharField | models.TextField) and not isinstance(champ, autres)
            if mots and not champ.choices and champ.name not in MACHINALES and (champ.max_length or 99) >= 60:
                yield champ


def marquer(marque: str, sauf: frozenset[str] = frozenset()) -> set[str]:
    """Before the words that are there; alone where there are none, unless the database forbids words there."""
    marques = set()
    for champ in textes():
        if champ.model._meta.label in sauf:
            continue
        reste = Left(F(champ.name), champ.max_length - len(marque)) if champ.max_length else F(champ.name)
        lignes = champ.model._base_manager.all()
        for choisies in (lignes, lignes.exclude(**{champ.name: ""})):
            try:
                with transaction.atomic():
                    if choisies.update(**{champ.name: Concat(Value(marque), reste)}):
                        marques.add(f"{champ.model._meta.label}.{champ.name}")
                break
            except IntegrityError:
                continue
    return marques
