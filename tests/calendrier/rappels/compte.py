"""Compares what was promised with what was sent and what shows as stuck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from calendrier.etats import EtatRappel
from calendrier.models import Rappel
from commun.etats import EtatCourriel
from commun.models import Courriel
from commun.services.renvois import renvoyer_a_la_personne
from tests.calendrier.rappels.promesse import Annee, Promis


def cles(**filtre: object) -> set[Promis]:
    return set(Rappel.objects.filter(**filtre).values_list("cle", "echeance", "occurrence", "personne"))


def en_panne(maintenant: datetime) -> set[int]:
    """The mails that somebody must look at: stuck, or given up."""
    echecs = Courriel.objects.filter(etat=EtatCourriel.ECHEC).values_list("pk", flat=True)
    return {*Courriel.objects.bloques(maintenant).values_list("pk", flat=True), *echecs}


def verifier(annee: Annee, maintenant: datetime, recus: Counter[str], *, pannes_max: int) -> dict[str, int]:
    """Sent or visibly stuck, never both, never twice, nothing else. `recus`: what the mail server took, how often."""
    plus_tard = maintenant + timedelta(days=1)
    pannes = en_panne(plus_tard)
    envoyes = cles(etat=EtatRappel.ENVOYE, courriel__etat=EtatCourriel.ENVOYE)
    bloques = cles(etat=EtatRappel.ENVOYE, courriel__in=pannes)
    promis = set(annee.envoyes)
    assert not promis - (envoyes | bloques), sorted(promis - (envoyes | bloques), key=str)[:5]
    assert not (envoyes | bloques) - promis, sorted((envoyes | bloques) - promis, key=str)[:5]
    assert not envoyes & bloques
    assert cles(etat=EtatRappel.SAUTE) == set(annee.sautes)
    assert not Rappel.objects.filter(etat=EtatRappel.A_ENVOYER).exists()
    assert len(pannes) <= pannes_max, f"{len(pannes)} courriels bloqués, {pannes_max} au plus"
    assert {(cle, due, code, qui): jour for cle, due, code, qui, jour in _jours()} == annee.envoyes
    partis = Courriel.objects.filter(gabarit="rappels", etat=EtatCourriel.ENVOYE)
    assert all(recus[identite(courriel)] == 1 for courriel in partis)
    return {"promis": len(promis), "envoyés": len(envoyes), "bloqués": len(bloques), "courriels": partis.count()}


def _jours() -> list[tuple]:
    lignes = Rappel.objects.filter(etat=EtatRappel.ENVOYE)
    return list(lignes.values_list("cle", "echeance", "occurrence", "personne", "jour"))


def completer(annee: Annee, maintenant: datetime, partir: Callable[[], None]) -> None:
    """Sending the stuck ones again completes the set."""
    plus_tard = maintenant + timedelta(days=1)
    for courriel in Courriel.objects.filter(pk__in=en_panne(plus_tard)):
        renvoyer_a_la_personne(courriel, par=1, maintenant=plus_tard)
    partir()
    assert cles(etat=EtatRappel.ENVOYE, courriel__etat=EtatCourriel.ENVOYE) == set(annee.envoyes)


def identite(courriel: Courriel) -> str:
    """Its Message-ID, without the domain."""
    return f"courriel-{courriel.pk}-{courriel.cree_le:%Y%m%d%H%M%S%f}"
