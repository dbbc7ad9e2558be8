"""What the pages read of the journal."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from journal.models import Ecriture, Tete


def ecritures_de(*chaines: str) -> QuerySet[Ecriture]:
    """The moves of these chains, newest first, each with its actor."""
    return Ecriture.objects.filter(chaine__in=chaines).select_related("acteur").order_by("-ecrite_le", "-pk")


def avec_les_noms(ecritures: QuerySet[Ecriture]) -> QuerySet[Ecriture]:
    """Each with its actor, and in `concerne` the name of the person that it is about, whose number alone is kept."""
    personnes = get_user_model().objects.filter(pk=OuterRef("numero_concerne"))
    noms = personnes.annotate(entier=Concat("prenom", Value(" "), "nom")).values("entier")[:1]
    numero = Cast(KT("donnees__personne"), BigIntegerField())
    return ecritures.select_related("acteur").annotate(numero_concerne=numero).annotate(concerne=Subquery(noms))


def rang_de(chaine: str) -> int:
    """How long the chain is: what a page has read of it."""
    return Tete.objects.filter(chaine=chaine).values_list("rang", flat=True).first() or 0
