"""Background jobs: asked for in a transaction, run once by a worker, taken back when their worker dies."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import F, Q

from commun.erreurs import ActionImpossible
from commun.etats import TRAVAIL_INACHEVE, EtatTravail
from commun.horloge import maintenant as lire_horloge
from commun.models import Travail
from commun.noms import nom_propre
from commun.taches import lancer

logger = logging.getLogger(__name__)

# A step longer than this looks like a dead worker.
SILENCE_MAX = timedelta(minutes=2)
ESSAIS_MAX = 3


class TravailAnnule(Exception):
    """The job was cancelled, or given to another worker: stop here."""


@dataclass(frozen=True)
class Resultat:
    """What a job hands over: a file's name, its media type, its content."""

    nom: str
    type: str
    contenu: bytes


@dataclass(frozen=True)
class Suivi:
    """What a running job tells about itself."""

    travail: Travail
    horloge: Callable[[], datetime]

    def etape(self, libelle: str, avancement: int) -> None:
        """Show the step and its progress (0 to 100); raises TravailAnnule when there is no reason to go on."""
        tenu = Travail.objects.filter(pk=self.travail.pk, etat=EtatTravail.EN_COURS, essais=self.travail.essais)
        if not tenu.update(etape=libelle, avancement=avancement, battement=self.horloge()):
            raise TravailAnnule


def demander(
    *, genre: str, titre: str, demandeur: int, parametres: dict[str, Any], tache: str, maintenant: datetime
) -> Travail:
    """Write the job and start `tache` (a task's name, called with the job's id) once the transaction is committed.

    `demandeur` is the id of the person who alone sees the job and its result.
    """
    travail = Travail.objects.create(
        genre=genre,
        titre=titre,
        demandeur=demandeur,
        parametres=parametres,
        tache=tache,
        cree_le=maintenant,
        battement=maintenant,
    )
    lancer(tache, str(travail.pk))
    return travail


def executer(
    travail_id: str | UUID,
    fonction: Callable[[Travail, Suivi], Resultat | None],
    horloge: Callable[[], datetime] = lire_horloge,
) -> None:
    """Run the job unless somebody else has it; safe to call twice. Never call it inside a transaction.

    A job whose work is in its rows hands over no file.
    A heartbeat is read off the clock while the work goes on, hence the clock rather than an instant.
    """
    travail = _reclamer(travail_id, horloge())
    if travail is None:
        return
    try:
        resultat = fonction(travail, Suivi(travail, horloge))
    except TravailAnnule:
        return
    except ActionImpossible as refus:
        _echouer(travail, str(refus), horloge())
    except Exception:
        logger.exception("Travail %s (%s) en échec", travail.pk, travail.genre)
        _echouer(travail, "Une erreur inattendue a interrompu ce travail. Elle est signalée.", horloge())
    else:
        _rendre(travail, resultat, horloge())


def tenir(travail: Travail) -> None:
    """Inside the transaction that keeps its work: until it ends, nobody cancels the job nor takes it back.

    Raises TravailAnnule when that has happened already.
    """
    tenu = Travail.objects.select_for_update(no_key=True).filter(etat=EtatTravail.EN_COURS, essais=travail.essais)
    if tenu.filter(pk=travail.pk).first() is None:
        raise TravailAnnule


def annuler(travail: Travail, *, maintenant: datetime) -> None:
    """Cancel what is not finished; raises ActionImpossible when it is."""
    inacheve = Travail.objects.filter(pk=travail.pk, etat__in=TRAVAIL_INACHEVE)
    if not inacheve.update(etat=EtatTravail.ANNULE, fini_le=maintenant):
        raise ActionImpossible("Ce travail est déjà fini : il n'y a plus rien à annuler.")


def reprendre(maintenant: datetime) -> int:
    """Give to another worker what has been silent for SILENCE_MAX, at most ESSAIS_MAX times. Returns how many."""
    muets = Travail.objects.filter(etat__in=TRAVAIL_INACHEVE, battement__lte=maintenant - SILENCE_MAX)
    epuises = Q(etat=EtatTravail.EN_COURS, essais__gte=ESSAIS_MAX)
    muets.filter(epuises).update(
        etat=EtatTravail.ECHOUE,
        fini_le=maintenant,
        erreur="Ce travail s'est interrompu plusieurs fois. Demandez-le de nouveau ; s'il échoue encore, "
        "prévenez l'administrateur.",
    )
    repris = 0
    for pk, tache in muets.exclude(epuises).values_list("pk", "tache"):
        # The new heartbeat keeps the next sweeps from queueing the same job while no worker is free.
        if muets.filter(pk=pk).update(etat=EtatTravail.EN_ATTENTE, battement=maintenant):
            lancer(tache, str(pk))
            repris += 1
    return repris


def _reclamer(travail_id: str | UUID, maintenant: datetime) -> Travail | None:
    libre = Travail.objects.filter(pk=travail_id, etat=EtatTravail.EN_ATTENTE)
    pris = libre.update(
        etat=EtatTravail.EN_COURS,
        essais=F("essais") + 1,
        battement=maintenant,
        debute_le=maintenant,
        etape="",
        avancement=0,
    )
    return Travail.objects.get(pk=travail_id) if pris else None


def _echouer(travail: Travail, erreur: str, maintenant: datetime) -> None:
    tenu = Travail.objects.filter(pk=travail.pk, etat=EtatTravail.EN_COURS, essais=travail.essais)
    tenu.update(etat=EtatTravail.ECHOUE, erreur=erreur[:500], fini_le=maintenant)


def _rendre(travail: Travail, resultat: Resultat | None, maintenant: datetime) -> None:
    """Store the file whole, then name it in the row: who reads the row finds all of it or nothing."""
    if resultat is None:
        _conclure(travail, maintenant)
        return
    champ = travail.resultat
    champ.save(resultat.nom, ContentFile(resultat.contenu), save=False)
    rendu = _conclure(
        travail,
        maintenant,
        resultat=champ.name,
        nom_resultat=nom_propre(resultat.nom),
        type_resultat=resultat.type,
    )
    if not rendu:
        champ.delete(save=False)


def _conclure(travail: Travail, maintenant: datetime, **champs: str) -> int:
    inacheve = Travail.objects.filter(pk=travail.pk, etat__in=TRAVAIL_INACHEVE)
    return inacheve.update(etat=EtatTravail.REUSSI, avancement=100, etape="", erreur="", fini_le=maintenant, **champs)
