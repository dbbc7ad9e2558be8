"""Many people join a team at once: the rules of `nommer`, a few queries for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q

from commun.erreurs import ActionImpossible
from journal.services import Mouvement, ecrire_plusieurs
from poles import courriels
from poles.models import Affectation, Campagne, Etablissement, Mandat
from poles.queries import personnes_connues

from .campagnes import refuser_si_close, verrouiller_campagne
from .invitations import envoyer_un_lien

if TYPE_CHECKING:
    from comptes.models import Personne

LOT = 500


@dataclass(frozen=True)
class Entree:
    """Who joins. The names serve for who has no account yet, the establishment for who has none."""

    email: str
    prenom: str
    nom: str
    fonction: str
    titre: str = ""
    etablissement: Etablissement | None = None


@transaction.atomic
def faire_entrer(
    *, campagne: Campagne, entrees: Sequence[Entree], acteur: Personne, debut: date, maintenant: datetime
) -> list[Mandat]:
    """« Importer » members: an account for who has none and a mandate each, all of them or nobody; nobody is told yet.

    Raises ActionImpossible when one of them has the mandate already, or has just been added by somebody else.
    """
    campagne = verrouiller_campagne(campagne)
    refuser_si_close(campagne)
    try:
        with transaction.atomic():
            return _ecrire(campagne, entrees, acteur, debut, maintenant)
    except IntegrityError as conflit:
        raise ActionImpossible(
            "Rien n'est importé : quelqu'un vient d'ajouter une de ces personnes. Importez de nouveau."
        ) from conflit


def _ecrire(
    campagne: Campagne, entrees: Sequence[Entree], acteur: Personne, debut: date, maintenant: datetime
) -> list[Mandat]:
    personnes = _personnes(entrees)
    _refuser_les_doublons(campagne, entrees, personnes, debut)
    mandats = Mandat.objects.bulk_create(
        [
            Mandat(personne=personnes[e.email], campagne=campagne, fonction=e.fonction, titre=e.titre, debut=debut)
            for e in entrees
        ],
        batch_size=LOT,
    )
    _affecter(entrees, personnes, debut)
    ecrire_plusieurs(
        chaine=campagne.chaine,
        mouvements=[
            Mouvement(
                "mandat.nommer",
                acteur.pk,
                maintenant,
                {"mandat": m.pk, "personne": m.personne_id, "fonction": m.fonction},
            )
            for m in mandats
        ],
    )
    return mandats


def _personnes(entrees: Sequence[Entree]) -> dict[str, Personne]:
    """By address; those who have no account get one, without a password."""
    modele = get_user_model()
    connues = personnes_connues(e.email for e in entrees)
    # Held as `nommer` holds them: two invitations at once meet one after the other.
    for numeros in _par_lots(sorted(p.pk for p in connues.values())):
        list(modele.objects.select_for_update(no_key=True).filter(pk__in=numeros).order_by("pk"))
    nouvelles = {
        e.email: modele(email=e.email, prenom=e.prenom, nom=e.nom, password=make_password(None))
        for e in entrees
        if e.email not in connues
    }
    modele.objects.bulk_create(nouvelles.values(), batch_size=LOT)
    return connues | nouvelles


def _refuser_les_doublons(
    campagne: Campagne, entrees: Sequence[Entree], personnes: dict[str, Personne], debut: date
) -> None:
    """A mandate that is already there, though its last day be set: the database alone knows those without an end."""
    durent = Q(fin__isnull=True) | Q(fin__gte=debut)
    presents = set(campagne.mandats.filter(durent, termine_le__isnull=True).values_list("personne", "fonction"))
    for entree in entrees:
        personne = personnes[entree.email]
        if (personne.pk, entree.fonction) in presents:
            raise ActionImpossible(f"{personne.nom_complet} exerce déjà cette fonction ici.")


def _affecter(entrees: Sequence[Entree], personnes: dict[str, Personne], debut: date) -> None:
    """Who has no establishment gets the one of their line; the others keep theirs."""
    voulus = {personnes[e.email].pk: e for e in entrees if e.etablissement}
    for numeros in _par_lots(list(voulus)):
        deja = set(Affectation.objects.filter(personne__in=numeros).values_list("personne", flat=True))
        Affectation.objects.bulk_create(
            Affectation(personne=personnes[voulus[pk].email], etablissement=voulus[pk].etablissement, debut=debut)
            for pk in numeros
            if pk not in deja
        )


def prevenir_les_entrants(*, mandats: Iterable[Mandat], par: Personne, maintenant: datetime) -> None:
    """In the caller's transaction: a personal link to who has never come in, a welcome to the others.

    Who has left meanwhile hears nothing.
    """
    for mandat in mandats:
        if mandat.termine_le or not mandat.personne.is_active:
            continue
        if mandat.personne.last_login is None:
            envoyer_un_lien(mandat, par, maintenant)
        else:
            courriels.bienvenue_dans_l_equipe(mandat, par=par, maintenant=maintenant)


def _par_lots(valeurs: Sequence[int]) -> Iterable[Sequence[int]]:
    return (valeurs[debut : debut + LOT] for debut in range(0, len(valeurs), LOT))
