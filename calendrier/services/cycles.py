"""Opening a cycle lays its milestones and its days without class; its dates, and a pôle's own, move by their page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from calendrier import courriels_dates, semis
from calendrier.annee import Cle, cle_de, obligations_usuelles, usuelles
from calendrier.models import Echeance
from calendrier.queries import echeances_de
from commun.erreurs import ActionImpossible
from journal.services import ecrire
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle
from poles.services import changer_etat_cycle
from poles.services.campagnes import verrouiller_campagne, verrouiller_cycle

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def creer_cycle(*, cycle: Cycle, acteur: Personne, maintenant: datetime) -> Cycle:
    """« Créer le cycle », prepared: it has no date and asks nothing of anybody until it is opened.

    Raises ActionImpossible where the académie has one of that name, which somebody else may have made meanwhile.
    """
    try:
        with transaction.atomic():
            cycle.save()
    except IntegrityError as erreur:
        raise ActionImpossible("Un cycle de ce nom existe déjà : ouvrez-le plutôt.") from erreur
    ecrire(chaine=cycle.chaine, action="cycle.creer", acteur=acteur, maintenant=maintenant, donnees={"cycle": cycle.pk})
    return cycle


@transaction.atomic
def ouvrir_cycle(
    *, cycle: Cycle, acteur: Personne | None, maintenant: datetime, jours: Mapping[Cle, date] | None = None
) -> Cycle:
    """« Ouvrir le cycle »: these milestones are laid, by default the usual ones; holidays are seeded.

    Those already there are kept, unless `jours` says otherwise: it then says all of them.
    """
    cycle = changer_etat_cycle(cycle=cycle, action="ouvrir", acteur=acteur, maintenant=maintenant)
    presentes = {cle_de(e): e.jour for e in cycle.echeances.filter(campagne__isnull=True)}
    _ecrire_echeances(cycle, dict(jours) if jours is not None else usuelles(cycle) | presentes)
    if cycle.academie:
        # Late class tests run until 31 December of the year in which the cycle ends.
        semis.semer(cycle.academie, cycle.debut, date(cycle.fin.year, 12, 31))
    return cycle


@transaction.atomic
def deplacer_echeances(
    *, cycle: Cycle, jours: Mapping[Cle, date], acteur: Personne, maintenant: datetime
) -> dict[Cle, date | None]:
    """« Enregistrer les dates » of a cycle; returns what has changed. Those who lead its pôles are told.

    Raises ActionImpossible once the cycle is closed.
    """
    cycle = verrouiller_cycle(cycle)
    if cycle.etat == EtatCycle.CLOS:
        raise ActionImpossible("Ce cycle est clos : ses dates ne changent plus.")
    changees = _ecrire_echeances(cycle, jours)
    if changees:
        _noter(cycle.chaine, "cycle.dates", changees, acteur, maintenant)
        courriels_dates.dates_du_cycle(cycle, changees, acteur=acteur, maintenant=maintenant)
    return changees


@transaction.atomic
def definir_dates_du_pole(
    *,
    campagne: Campagne,
    jours: Mapping[Cle, date | None],
    acteur: Personne,
    maintenant: datetime,
    prevenir: bool = True,
) -> dict[Cle, date | None]:
    """« Enregistrer les dates du pôle »: a day of its own for each milestone, or None: the cycle's. The team is told,
    unless `prevenir` is False, where another mail tells more.

    Milestones that `jours` does not name stay as they are. Returns what has changed, with the days now in force.
    """
    campagne = verrouiller_campagne(campagne)
    changees = _ecrire_dates_propres(campagne, jours)
    if not changees:
        return {}
    en_vigueur = {cle_de(e): e.jour for e in echeances_de(campagne)}
    dites = {cle: en_vigueur.get(cle) for cle in changees}
    _noter(campagne.chaine, "campagne.dates", dites, acteur, maintenant)
    if prevenir:
        courriels_dates.dates_du_pole(campagne, dites, acteur=acteur, maintenant=maintenant)
    return dites


def _ecrire_dates_propres(campagne: Campagne, jours: Mapping[Cle, date | None]) -> list[Cle]:
    """Make, move or take away the pôle's own days; returns the milestones that have changed."""
    propres = {cle_de(e): e for e in campagne.echeances_propres.all()}
    du_cycle = {cle_de(e): e for e in campagne.cycle.echeances.filter(campagne__isnull=True)}
    changees = []
    for cle, jour in jours.items():
        propre = propres.get(cle)
        # The cycle's own day typed again is no day of one's own: the pôle follows the cycle.
        if jour and cle in du_cycle and du_cycle[cle].jour == jour:
            jour = None
        if (propre.jour if propre else None) == jour:
            continue
        changees.append(cle)
        if jour is None:
            propre.delete()
        elif propre:
            propre.jour = jour
            propre.save(update_fields=["jour"])
        else:
            obligatoire = cle in du_cycle and du_cycle[cle].obligatoire
            Echeance.objects.create(
                cycle=campagne.cycle, campagne=campagne, nature=cle[0], rang=cle[1], jour=jour, obligatoire=obligatoire
            )
    return changees


@transaction.atomic
def clore_cycle(*, cycle: Cycle, acteur: Personne | None, maintenant: datetime) -> Cycle:
    """« Clore le cycle »: nothing that is still open is lost, it only stops counting in this year."""
    return changer_etat_cycle(cycle=cycle, action="clore", acteur=acteur, maintenant=maintenant)


def _ecrire_echeances(cycle: Cycle, jours: Mapping[Cle, date]) -> dict[Cle, date | None]:
    """Make the cycle's own milestones these; pôles keep theirs. Returns what has changed, None for what is gone."""
    presentes = {cle_de(e): e for e in cycle.echeances.filter(campagne__isnull=True)}
    engagent = obligations_usuelles()
    changees: dict[Cle, date | None] = {}
    nouvelles = []
    for cle, jour in jours.items():
        if (echeance := presentes.pop(cle, None)) is None:
            nature, rang = cle
            engage = engagent.get(nature, False)
            nouvelles.append(Echeance(cycle=cycle, nature=nature, rang=rang, jour=jour, obligatoire=engage))
            changees[cle] = jour
        elif echeance.jour != jour:
            echeance.jour = jour
            echeance.save(update_fields=["jour"])
            changees[cle] = jour
    Echeance.objects.bulk_create(nouvelles)
    for cle, echeance in presentes.items():
        echeance.delete()
        changees[cle] = None
    return changees


def _noter(
    chaine: str, action: str, changees: Mapping[Cle, date | None], acteur: Personne, maintenant: datetime
) -> None:
    ecrire(
        chaine=chaine,
        action=action,
        acteur=acteur,
        maintenant=maintenant,
        donnees={f"{nature}.{rang}": jour.isoformat() if jour else "" for (nature, rang), jour in changees.items()},
        texte=courriels_dates.enoncer(changees),
    )
