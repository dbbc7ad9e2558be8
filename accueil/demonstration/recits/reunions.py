"""Économie-gestion meets: in October, for a day of proofreading, in May; the visio de bilan comes last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil, a_l_heure
from suivi import services
from suivi.etats import GenreReunion, Reponse
from suivi.models import Decision, Reunion
from suivi.queries.reunions import EQUIPE, invitables
from suivi.services.planification import RendezVous

POLE, CONDUITE = "economie-gestion", "sandrine"
OUI, NON = Reponse.PARTICIPE, Reponse.NE_PEUT_PAS


@dataclass(frozen=True)
class Rencontre:
    prevue: str  # the day on which it is planned
    jour: str
    heures: tuple[int, int]
    genre: str
    objet: str
    lieu: str = ""
    lien: str = ""
    ordre_du_jour: str = ""
    financee: bool = False
    reponses: tuple[tuple[str, str], ...] = ()
    tenue: bool = False
    compte_rendu: str = ""
    # What is decided, by whom, by when; when it was done.
    decisions: tuple[tuple[str, str, str, str], ...] = ()


RENCONTRES = (
    Rencontre(
        prevue="2026-10-01",
        jour="2026-10-14",
        heures=(9, 16),
        genre=GenreReunion.REUNION,
        objet="Qui produit quoi, pour quand",
        lieu="Lycée professionnel Simone-Iff, Muret",
        ordre_du_jour="Le thème de l'année, les idées de chacun, les fiches-projet.\nPrise en main d'Éléa (une heure).",
        financee=True,
        reponses=(("lea", OUI), ("karim", OUI), ("anne-sophie", OUI), ("jerome", NON), ("fatou", OUI)),
        tenue=True,
        compte_rendu="Neuf idées, réparties sur cinq personnes. Les relectures seront croisées, deux par ressource. "
        "Le modèle de livret est adopté ; chaque fiche dira dès maintenant quelle classe testera.",
        decisions=(("Partager le modèle de livret à tout le pôle.", "sandrine", "2026-11-06", "2026-11-04"),),
    ),
    Rencontre(
        prevue="2027-01-11",
        jour="2027-01-26",
        heures=(9, 17),
        genre=GenreReunion.RELECTURE,
        objet="",
        lieu="Lycée des Coteaux, Saint-Gaudens",
        ordre_du_jour="Chacun présente sa V1 en dix minutes, puis on relit, on répond, on dépose la V2.",
        financee=True,
        reponses=(("lea", OUI), ("karim", OUI), ("anne-sophie", OUI), ("jerome", OUI), ("fatou", NON)),
        tenue=True,
        compte_rendu="Trois V2 sont presque prêtes. Les autres attendent le test en classe.",
    ),
    Rencontre(
        prevue="2027-04-22",
        jour="2027-05-04",
        heures=(14, 17),
        genre=GenreReunion.REUNION,
        objet="Préparer la séance de validation",
        lieu="Lycée professionnel Simone-Iff, Muret",
        financee=True,
        reponses=(("lea", OUI), ("karim", OUI)),
        tenue=True,
        decisions=(("Ajouter au livret la durée de chaque séance.", "lea", "2027-05-21", ""),),
    ),
    Rencontre(
        prevue="2027-05-10",
        jour="2027-05-26",
        heures=(17, 18),
        genre=GenreReunion.DISTANCE,
        objet="Relire les livrets",
        lien="https://visio.exemple.fr/economie-gestion",
        ordre_du_jour="Les livrets qui reviennent de la séance de validation.",
        reponses=(("anne-sophie", OUI), ("jerome", NON)),
    ),
    Rencontre(
        prevue="2027-05-11",
        jour="2027-06-15",
        heures=(14, 15),
        genre=GenreReunion.BILAN,
        objet="",
        lien="https://visio.exemple.fr/economie-gestion",
        ordre_du_jour="Ce qui a été produit, ce qui reste, le thème de l'an prochain.",
        reponses=(("karim", OUI), ("anne-sophie", OUI)),
        tenue=True,
        compte_rendu="Six ressources publiées, une à reprendre à la rentrée.",
    ),
)


def raconter(agenda: Agenda) -> None:
    for rencontre in RENCONTRES:
        fil = Fil(f"réunion du {rencontre.jour}")
        agenda.noter(fil.instant(rencontre.prevue), "prévoir une réunion", partial(_prevoir, rencontre))
        for cle, reponse in rencontre.reponses:
            action = partial(_repondre, rencontre, cle, reponse)
            agenda.noter(fil.instant(rencontre.prevue), "répondre à une invitation", action)
        if rencontre.tenue:
            _raconter_la_suite(agenda, rencontre)


def _raconter_la_suite(agenda: Agenda, rencontre: Rencontre) -> None:
    jour, fin = date.fromisoformat(rencontre.jour), rencontre.heures[1]
    suite: list[tuple[time, str, Callable[[datetime], object]]] = [
        (time(fin, 5), "noter les présences", partial(_tenir, rencontre)),
        (time(fin, 15), "récapituler la journée", services.recapituler_journees),
    ]
    if rencontre.compte_rendu:
        suite.append((time(fin, 40), "rédiger un compte rendu", partial(_rediger, rencontre)))
    for decision in rencontre.decisions:
        suite.append((time(fin, 50), "noter une décision", partial(_decider, rencontre, decision)))
        if faite := decision[3]:
            agenda.noter(a_l_heure(date.fromisoformat(faite), time(18)), "c'est fait", partial(_faire, decision))
    for heure, quoi, action in suite:
        agenda.noter(a_l_heure(jour, heure), quoi, action)


def _reunion(rencontre: Rencontre) -> Reunion:
    debut = a_l_heure(date.fromisoformat(rencontre.jour), time(rencontre.heures[0]))
    return Reunion.objects.select_related("campagne__pole__academie", "campagne__cycle").get(debut=debut)


def _prevoir(rencontre: Rencontre, maintenant: datetime) -> None:
    campagne, acteur = reperes.campagne(POLE), reperes.personne(CONDUITE)
    reperes.exiger(acteur, "suivi.prevoir_reunion", campagne)
    jour, (debut, fin) = date.fromisoformat(rencontre.jour), rencontre.heures
    equipe = invitables(campagne, maintenant.date()).filter(mandats__fonction__in=EQUIPE, mandats__fin=None).distinct()
    services.prevoir_reunion(
        campagne=campagne,
        rendez_vous=RendezVous(
            genre=rencontre.genre,
            debut=a_l_heure(jour, time(debut)),
            fin=a_l_heure(jour, time(fin)),
            objet=rencontre.objet,
            lieu=rencontre.lieu,
            lien=rencontre.lien,
            ordre_du_jour=rencontre.ordre_du_jour,
            financee=rencontre.financee,
        ),
        invites=equipe,
        acteur=acteur,
        maintenant=maintenant,
    )


def _repondre(rencontre: Rencontre, cle: str, reponse: str, maintenant: datetime) -> None:
    participation = _reunion(rencontre).participations.get(personne=reperes.personne(cle))
    services.repondre(participation=participation, reponse=reponse, maintenant=maintenant)


def _conduire(rencontre: Rencontre) -> tuple[Reunion, dict[str, object]]:
    reunion, acteur = _reunion(rencontre), reperes.personne(CONDUITE)
    reperes.exiger(acteur, "suivi.conduire_reunion", reunion)
    return reunion, {"acteur": acteur}


def _tenir(rencontre: Rencontre, maintenant: datetime) -> None:
    reunion, qui = _conduire(rencontre)
    la = reunion.participations.exclude(reponse=NON).values_list("personne", flat=True)
    services.noter_presences(reunion=reunion, presents=set(la), maintenant=maintenant, **qui)


def _rediger(rencontre: Rencontre, maintenant: datetime) -> None:
    reunion, qui = _conduire(rencontre)
    services.rediger_compte_rendu(reunion=reunion, texte=rencontre.compte_rendu, maintenant=maintenant, **qui)


def _decider(rencontre: Rencontre, decision: tuple[str, str, str, str], maintenant: datetime) -> None:
    (reunion, qui), (texte, responsable, pour, _) = _conduire(rencontre), decision
    services.noter_decision(
        reunion=reunion,
        texte=texte,
        responsable=reperes.personne(responsable),
        echeance=date.fromisoformat(pour),
        maintenant=maintenant,
        **qui,
    )


def _faire(decision: tuple[str, str, str, str], maintenant: datetime) -> None:
    faite, acteur = Decision.objects.get(texte=decision[0]), reperes.personne(decision[1])
    reperes.exiger(acteur, "suivi.faire_decision", faite)
    services.faire_decision(decision=faite, acteur=acteur, maintenant=maintenant)
