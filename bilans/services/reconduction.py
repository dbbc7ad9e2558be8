"""« Préparer l'année suivante »: all of it in one transaction, once; then what had been left may still follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from bilans.annee_suivante import cycle_suivant, proposees
from bilans.courriels import reconduction as courriels
from bilans.models import Reconduction
from calendrier.annee import Cle
from calendrier.services import definir_dates_du_pole
from commun.erreurs import ActionImpossible
from grilles.models import Grille
from grilles.services import copier_grilles
from journal.models import Ecriture
from journal.services import ecrire
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle, Fonction, Mandat
from poles.queries import personnes_exercant
from poles.services.campagnes import modifier_campagne, refuser_si_close, verrouiller_campagne, verrouiller_cycle
from poles.services.reconduction import clore_campagne, entrer_dans_le_cycle, renouveler_mandats
from productions.models import Ressource
from productions.services.reconduction import reconduire_ressources, verrouiller_campagnes_entieres

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Choix:
    """What was kept of the proposition: numbers of resources and of mandates, the days of the pôle's own."""

    ressources: Collection[int]
    mandats: Collection[int]
    jours: Mapping[Cle, date | None]
    theme: str = ""
    mission_production: bool = True
    mission_animation: bool = False
    grilles: bool = True


def verrouiller_annee(campagne: Campagne) -> Campagne:
    """The campaign with all that may leave it, in the order of everybody's locks: fiches, resources, then itself."""
    verrouiller_campagnes_entieres(campagne)
    return verrouiller_campagne(campagne)


@transaction.atomic
def preparer_annee_suivante(
    *, campagne: Campagne, choix: Choix, acteur: Personne, maintenant: datetime
) -> Reconduction:
    """« Préparer l'année … »: the campaign is closed, what was chosen goes on to the next cycle; all are told.

    Raises ActionImpossible when it is done already, when there is no next cycle, or when a resource cannot go on.
    """
    campagne = verrouiller_annee(campagne)
    cycle = _cycle_ou_refus(campagne)
    ressources = _choisies(campagne, choix.ressources)
    vers, creee = entrer_dans_le_cycle(pole=campagne.pole, cycle=cycle, acteur=acteur, maintenant=maintenant)
    vers = verrouiller_campagne(vers)
    avant = {} if creee else _dits(vers)
    passage = reconduire_ressources(ressources=ressources, vers=vers, acteur=acteur, maintenant=maintenant)
    reconduction = Reconduction.objects.create(de=campagne, vers=vers, faite_par=acteur, faite_le=maintenant)
    reconduction.ressources.set(passage.ressources)
    mandats = _renouveler(campagne, vers, choix, acteur, maintenant)
    reconduction.fait = {
        "campagne_creee": creee,
        "avant": avant,
        "fiches": passage.fiches,
        "mandats": [m.pk for m in mandats],
        "echeances": _poser_les_dates(vers, choix.jours, acteur, maintenant),
        "grilles": _copier_les_grilles(campagne, vers, acteur, maintenant) if choix.grilles else [],
    }
    reconduction.save(update_fields=["fait"])
    reconduction.vers = _dire_l_annee(vers, choix, acteur, maintenant)
    _clore_et_prevenir(reconduction, passage.ressources, mandats, acteur, maintenant)
    return reconduction


def _renouveler(
    campagne: Campagne, vers: Campagne, choix: Choix, acteur: Personne, maintenant: datetime
) -> list[Mandat]:
    """At once, on the day of the académie's clocks."""
    jour = maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
    gardes = campagne.mandats.actifs(jour).filter(pk__in=choix.mandats).select_related("personne")
    return renouveler_mandats(mandats=gardes, vers=vers, debut=jour, acteur=acteur, maintenant=maintenant)


def _clore_et_prevenir(
    reconduction: Reconduction, ressources: list[int], mandats: list[Mandat], acteur: Personne, maintenant: datetime
) -> None:
    de, vers = reconduction.de, reconduction.vers
    # The last line of the next year's chain: what comes after it is somebody's work there.
    ecrire(
        chaine=vers.chaine,
        action="reconduction.preparer",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"campagne": de.pk, "ressources": ressources},
    )
    clore_campagne(campagne=de, vers=vers, acteur=acteur, maintenant=maintenant)
    courriels.mandats_renouveles(reconduction, mandats, acteur=acteur, maintenant=maintenant)
    renouveles = [m.personne_id for m in mandats]
    courriels.annee_preparee(reconduction, renouveles=renouveles, acteur=acteur, maintenant=maintenant)


def refus_de_preparer(campagne: Campagne) -> str:
    """Why the next year cannot be prepared; empty when it can, a next cycle aside."""
    faite = Reconduction.objects.filter(de=campagne).select_related("vers__cycle", "faite_par").first()
    if faite:
        return (
            f"L'année {faite.vers.cycle} est déjà préparée, par {faite.faite_par.nom_complet}, le "
            f"{faite.faite_le.astimezone(ZoneInfo(campagne.fuseau)):%d/%m/%Y}. Rien n'a été fait deux fois."
        )
    if campagne.cycle.etat == EtatCycle.PREPARE:
        return f"L'année {campagne.cycle} n'a pas commencé : il n'y a encore rien à faire passer à la suivante."
    return ""


def _cycle_ou_refus(campagne: Campagne) -> Cycle:
    if raison := refus_de_preparer(campagne):
        raise ActionImpossible(raison)
    cycle = cycle_suivant(campagne)
    if cycle is None:
        raise ActionImpossible(
            "Le cycle suivant n'existe pas encore : l'administration académique le prépare, puis vous pourrez revenir."
        )
    cycle = verrouiller_cycle(cycle)
    if cycle.etat == EtatCycle.CLOS:
        raise ActionImpossible(f"Le cycle {cycle} vient d'être clos : rechargez la page.")
    return cycle


def _choisies(campagne: Campagne, voulues: Collection[int]) -> list[Ressource]:
    """Under the locks: each is still there to go on."""
    possibles = {p.ressource.pk: p for p in proposees(campagne)}
    if set(voulues) - possibles.keys():
        raise ActionImpossible("Une ressource choisie n'est plus à reporter : rechargez la page.")
    choisies = [possibles[pk] for pk in sorted(set(voulues))]
    for proposee in choisies:
        if proposee.empechement:
            raise ActionImpossible(f"« {proposee.ressource.titre} » : {proposee.empechement}.")
    return [proposee.ressource for proposee in choisies]


def _dits(campagne: Campagne) -> dict[str, Any]:
    return {champ: getattr(campagne, champ) for champ in ("theme", "mission_production", "mission_animation")}


def _dire_l_annee(vers: Campagne, choix: Choix, acteur: Personne, maintenant: datetime) -> Campagne:
    dits = {champ: getattr(choix, champ) for champ in _dits(vers)}
    if dits == _dits(vers):
        return vers
    return modifier_campagne(campagne=vers, **dits, acteur=acteur, maintenant=maintenant)


def _poser_les_dates(
    vers: Campagne, jours: Mapping[Cle, date | None], acteur: Personne, maintenant: datetime
) -> list[int]:
    """The days of the pôle's own that were kept; returns the rows that this made."""
    avant = set(vers.echeances_propres.values_list("pk", flat=True))
    poses = {cle: jour for cle, jour in jours.items() if jour}
    definir_dates_du_pole(campagne=vers, jours=poses, acteur=acteur, maintenant=maintenant, prevenir=False)
    return sorted(set(vers.echeances_propres.values_list("pk", flat=True)) - avant)


def _copier_les_grilles(de: Campagne, vers: Campagne, acteur: Personne, maintenant: datetime) -> list[int]:
    siennes = Grille.objects.filter(campagne=vers)
    avant = set(siennes.values_list("pk", flat=True))
    copier_grilles(de=de, vers=vers, acteur=acteur, maintenant=maintenant)
    return sorted(set(siennes.values_list("pk", flat=True)) - avant)


@transaction.atomic
def reporter_aussi(
    *, campagne: Campagne, ressources: Collection[int], acteur: Personne, maintenant: datetime
) -> list[Ressource]:
    """« Reporter aussi »: what had been left in the closed year follows. Who produces it is told."""
    campagne = verrouiller_annee(campagne)
    reconduction = Reconduction.objects.filter(de=campagne).select_related("de", "vers__pole", "vers__cycle").first()
    if reconduction is None:
        raise ActionImpossible("L'année suivante n'est pas préparée, ou sa préparation vient d'être annulée.")
    if not ressources:
        raise ActionImpossible("Choisissez au moins une ressource à reporter.")
    cycle = verrouiller_cycle(reconduction.vers.cycle)
    if cycle.etat == EtatCycle.CLOS:
        raise ActionImpossible(f"Le cycle {cycle} est clos : plus rien ne peut y être reporté.")
    vers = verrouiller_campagne(reconduction.vers)
    refuser_si_close(vers)
    choisies = _choisies(campagne, ressources)
    passage = reconduire_ressources(ressources=choisies, vers=vers, acteur=acteur, maintenant=maintenant)
    reconduction.ressources.add(*passage.ressources)
    reconduction.fait["fiches"] += passage.fiches
    reconduction.save(update_fields=["fait"])
    ecrire(
        chaine=campagne.chaine,
        action="reconduction.reporter",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"ressources": passage.ressources, "nombre": len(choisies)},
    )
    courriels.ressources_reportees(reconduction, choisies, acteur=acteur, maintenant=maintenant)
    return choisies


@transaction.atomic
def demander_cycle_suivant(*, campagne: Campagne, acteur: Personne, maintenant: datetime) -> list[Personne]:
    """« Le demander à l'administration »: returns who is asked; once a day on the académie's clocks, whoever asks.

    Raises ActionImpossible, also where whoever asks is the only one who could answer.
    """
    campagne = verrouiller_campagne(campagne)
    if cycle := cycle_suivant(campagne):
        raise ActionImpossible(f"Le cycle {cycle} existe déjà : rechargez la page pour préparer l'année.")
    jour = maintenant.astimezone(ZoneInfo(campagne.fuseau))
    demandes = Ecriture.objects.filter(chaine=campagne.chaine, action="reconduction.demander_cycle")
    if demandes.filter(ecrite_le__gte=jour.replace(hour=0, minute=0, second=0, microsecond=0)).exists():
        raise ActionImpossible("La demande est déjà partie aujourd'hui : aucun autre courriel n'est envoyé.")
    administration = list(personnes_exercant(campagne, jour.date(), Fonction.ADMINISTRATEUR))
    if administration == [acteur]:
        raise ActionImpossible("Vous seul administrez cette académie : préparez le cycle suivant, page « Cycles ».")
    if not administration:
        raise ActionImpossible("Personne n'administre cette académie dans le service : adressez-vous au rectorat.")
    prevenus = [personne for personne in administration if personne != acteur]
    courriels.cycle_suivant_demande(campagne, prevenus, acteur=acteur, maintenant=maintenant)
    ecrire(chaine=campagne.chaine, action="reconduction.demander_cycle", acteur=acteur, maintenant=maintenant)
    return prevenus
