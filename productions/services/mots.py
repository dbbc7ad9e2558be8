"""The words of fiches and resources, kept beside them for search: the one writer of `Mots…`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from commun.recherche import plier
from productions.models import FicheProjet, MotsFiche, MotsRessource

LOT = 500
CHAMPS = ["titre", "entete", "texte"]


@transaction.atomic
def tenir_mots(fiches: Iterable[int]) -> None:
    """Write anew the words of these fiches and of their resources, from what is in the database now."""
    fiches_lues = (
        FicheProjet.objects.filter(pk__in=list(fiches))
        .select_for_update(of=("self",), no_key=True)
        .prefetch_related("disciplines", "niveaux", "ressources")
        .order_by("pk")
    )
    des_fiches, des_ressources = [], []
    for fiche in fiches_lues:
        ressources = list(fiche.ressources.all())
        pour = [ligne.nom for ligne in (*fiche.disciplines.all(), *fiche.niveaux.all())]
        textes = plier(fiche.resume, fiche.objectifs, fiche.outils)
        entete = plier(*(r.titre for r in ressources), *pour)
        des_fiches.append(MotsFiche(fiche=fiche, titre=plier(fiche.titre), entete=entete, texte=textes))
        entete = plier(fiche.titre, *pour)
        des_ressources += [
            MotsRessource(ressource=r, titre=plier(r.titre), entete=entete, texte=textes) for r in ressources
        ]
    MotsFiche.objects.bulk_create(des_fiches, update_conflicts=True, unique_fields=["fiche"], update_fields=CHAMPS)
    MotsRessource.objects.bulk_create(
        des_ressources, update_conflicts=True, unique_fields=["ressource"], update_fields=CHAMPS
    )


def refaire_mots(fiches: QuerySet[FicheProjet]) -> int:
    """Those of all these fiches, by lots, each in its own transaction. Returns how many fiches."""
    nombre, pks = 0, fiches.order_by("pk").values_list("pk", flat=True).iterator()
    while lot := list(islice(pks, LOT)):
        tenir_mots(lot)
        nombre += len(lot)
    return nombre
