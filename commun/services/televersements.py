"""Uploads: announced, received piece by piece, taken by the room that wanted them, purged when nobody comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from commun import morceaux
from commun.depots import TETE, verifier_annonce, verifier_debut, verifier_depot
from commun.erreurs import ActionImpossible
from commun.etats import EtatTeleversement
from commun.models import Televersement
from commun.morceaux import FichierArrive
from commun.noms import nom_propre
from commun.templatetags.dates import taille as en_clair

# In bytes, what one request may bring.
MORCEAU_MAX = 8 * 1024 * 1024
# How long an upload waits for whoever began it; how long a finished one answers « it is done » to a late request.
DELAI_ABANDON, DELAI_TRACE = timedelta(days=7), timedelta(days=1)
# What one person may have on its way at once, and in how many times the largest file.
EN_COURS_MAX, POIDS_MAX = 10, 4
# In bytes, what the database and the logs need on the same disk.
RESERVE = 256 * 1024 * 1024


class DejaConclu(Exception):
    """Another request took the file first, or cancelled it."""


def commencer(
    *,
    proprietaire: int,
    usage: str,
    cible: int,
    place: str,
    nom: str,
    taille: int,
    modifie_le: int,
    parametres: dict[str, Any],
    maintenant: datetime,
) -> Televersement:
    """An upload that waits for its bytes; the same file announced again is the one that began.

    Raises ValidationError when the name or the size cannot be accepted, ActionImpossible when there is no room.
    """
    nom = nom_propre(nom)
    verifier_annonce(nom, taille)
    identite = {
        "proprietaire": proprietaire,
        "usage": usage,
        "cible": cible,
        "place": place,
        "nom": nom,
        "taille": taille,
        "modifie_le": modifie_le,
        "etat": EtatTeleversement.EN_COURS,
    }
    if not Televersement.objects.filter(**identite).exists():
        _refuser_sans_place(proprietaire, taille)
    # The row first: a file without its row is swept.
    televersement, _ = Televersement.objects.update_or_create(
        **identite,
        defaults={"parametres": parametres, "recu_le": maintenant},
        create_defaults={"parametres": parametres, "recu_le": maintenant, "commence_le": maintenant},
    )
    morceaux.creer(_cle(televersement))
    return televersement


def _refuser_sans_place(proprietaire: int, taille: int) -> None:
    siens = Televersement.objects.filter(proprietaire=proprietaire, etat=EtatTeleversement.EN_COURS)
    maximum = POIDS_MAX * settings.TAILLE_MAX_FICHIER
    if siens.count() >= EN_COURS_MAX or (siens.aggregate(n=Sum("taille"))["n"] or 0) + taille > maximum:
        raise ActionImpossible(
            f"Vous avez déjà commencé beaucoup d'envois ({EN_COURS_MAX} à la fois, {en_clair(maximum)} en tout) : "
            "finissez-les ou annulez-en, puis recommencez."
        )
    if morceaux.place_libre() < taille + RESERVE:
        raise ActionImpossible(
            "Le service n'a plus assez de place pour ce fichier. Prévenez l'administrateur ; rien n'a été envoyé."
        )


def octets_arrives(televersement: Televersement) -> int:
    return morceaux.arrives(_cle(televersement))


def recevoir(*, televersement: Televersement, debut: int, blocs: Iterable[bytes], maintenant: datetime) -> int:
    """Add what follows the first `debut` bytes, as far as it comes; returns how many have arrived in all.

    Raises MauvaisDebut when as many have not arrived, or more; ValidationError, and the upload is over, when the
    first bytes are not those of such a file.
    """
    _refuser_hors_cours(televersement)
    try:
        arrives = morceaux.ajouter(_cle(televersement), debut, blocs, televersement.taille)
    except FileNotFoundError:
        raise ActionImpossible(
            f"L'envoi de « {televersement.nom} » est annulé, ou ce qui était arrivé est perdu : choisissez de nouveau "
            "le fichier."
        ) from None
    _noter(televersement, arrives, maintenant)
    if debut < TETE and (arrives >= TETE or arrives == televersement.taille):
        with _annule_si_refuse(televersement, maintenant):
            verifier_debut(televersement.nom, morceaux.tete(_cle(televersement), TETE))
    return arrives


@contextmanager
def fichier_arrive(televersement: Televersement, maintenant: datetime) -> Iterator[FichierArrive]:
    """The whole file, its content checked, to be stored under another name. Never inside a transaction.

    Raises DejaConclu when another request took it, ActionImpossible when bytes are missing, ValidationError, and the
    upload is over, when the content is not what the name says.
    """
    televersement.refresh_from_db()
    if televersement.etat != EtatTeleversement.EN_COURS:
        raise DejaConclu
    arrives = octets_arrives(televersement)
    if arrives != televersement.taille:
        raise ActionImpossible(
            f"« {televersement.nom} » n'est pas arrivé en entier : {en_clair(arrives)} sur "
            f"{en_clair(televersement.taille)}. Reprenez l'envoi."
        )
    with ExitStack() as pile:
        try:
            fichier = pile.enter_context(morceaux.preter(_cle(televersement), televersement.nom))
        except FileNotFoundError:
            raise DejaConclu from None
        with _annule_si_refuse(televersement, maintenant):
            verifier_depot(fichier)
        yield fichier


def conclure(*, televersement: Televersement, resultat: int, maintenant: datetime) -> None:
    """Say, in the transaction that takes the file, what it has become. Raises DejaConclu for the second to come."""
    pris = _en_cours(televersement).update(
        etat=EtatTeleversement.FINI, resultat=resultat, recus=televersement.taille, recu_le=maintenant
    )
    if not pris:
        raise DejaConclu
    transaction.on_commit(partial(morceaux.effacer, _cle(televersement)))


def annuler(*, televersement: Televersement, maintenant: datetime) -> bool:
    """« Annuler » what is not finished: what had arrived goes. Whether there was something to cancel."""
    annule = _en_cours(televersement).update(etat=EtatTeleversement.ANNULE, recu_le=maintenant)
    if annule:
        transaction.on_commit(partial(morceaux.effacer, _cle(televersement)))
    return bool(annule)


def purger(*, maintenant: datetime, restes_avant: datetime) -> int:
    """Let go of what nobody came back for, and of what killed processes left; returns how many files went.

    `restes_avant` is an instant of the machine's own clock, which dates the files; `maintenant` may be shifted.
    """
    # The files first: the row of one that appears meanwhile is found below.
    presentes = morceaux.cles()
    perimes = Q(recu_le__lte=maintenant - DELAI_ABANDON)
    traces = ~Q(etat=EtatTeleversement.EN_COURS) & Q(recu_le__lte=maintenant - DELAI_TRACE)
    Televersement.objects.filter(perimes | traces).delete()
    attendus = {
        pk.hex for pk in Televersement.objects.filter(etat=EtatTeleversement.EN_COURS).values_list("pk", flat=True)
    }
    for cle in presentes - attendus:
        morceaux.effacer(cle)
    return len(presentes - attendus) + morceaux.effacer_les_restes(restes_avant.timestamp())


def _noter(televersement: Televersement, arrives: int, maintenant: datetime) -> None:
    """For the pages. Two requests may end in the other order: what is shown never goes back."""
    _en_cours(televersement).filter(recus__lte=arrives).update(recus=arrives, recu_le=maintenant)


def _refuser_hors_cours(televersement: Televersement) -> None:
    if televersement.etat == EtatTeleversement.ANNULE:
        raise ActionImpossible(f"L'envoi de « {televersement.nom} » est annulé : choisissez de nouveau le fichier.")
    if televersement.etat == EtatTeleversement.FINI:
        raise ActionImpossible(f"« {televersement.nom} » est déjà arrivé en entier.")


@contextmanager
def _annule_si_refuse(televersement: Televersement, maintenant: datetime) -> Iterator[None]:
    """Sending the rest, or again the same, would change nothing."""
    try:
        yield
    except ValidationError:
        annuler(televersement=televersement, maintenant=maintenant)
        raise


def _en_cours(televersement: Televersement) -> QuerySet[Televersement]:
    return Televersement.objects.filter(pk=televersement.pk, etat=EtatTeleversement.EN_COURS)


def _cle(televersement: Televersement) -> str:
    return televersement.pk.hex
