"""Makes meetings through the services: one to come, one held with its minutes, one cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from comptes.models import Personne
from poles.models import Campagne, Fonction
from suivi import services
from suivi.etats import Reponse
from suivi.models import Reunion
from suivi.queries.reunions import EQUIPE, invitables
from suivi.services.planification import RendezVous
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from tests.fabrique.rejeu import rejouable

if TYPE_CHECKING:
    from tests.monde import Monde

DEBUT = datetime(2027, 1, 26, 8, 0, tzinfo=MAINTENANT.tzinfo)
HIER = MAINTENANT - timedelta(days=1)


def rendez_vous(**champs: Any) -> RendezVous:
    debut = champs.pop("debut", DEBUT)
    return RendezVous(
        **{"genre": "reunion", "debut": debut, "fin": debut + timedelta(hours=7), "lieu": "Lycée Monteil, Rodez"}
        | champs
    )


@rejouable
def prevoir(
    campagne: Campagne | None = None,
    invites: Iterable[Personne] | None = None,
    *,
    avec: Iterable[Campagne] = (),
    maintenant: datetime = MAINTENANT,
    **champs: Any,
) -> Reunion:
    """By the pôle's coordinator; the whole team is invited unless told otherwise."""
    campagne = campagne or fabrique.campagne(avec_equipe=True)
    # Two at the same hour have something that tells them apart.
    if "objet" not in champs and campagne.reunions_organisees.filter(debut=champs.get("debut", DEBUT)).exists():
        champs["objet"] = f"Réunion n° {campagne.reunions_organisees.count() + 1}"
    if invites is None:
        invites = invitables(campagne, JOUR).filter(mandats__fonction__in=EQUIPE).distinct()
    return services.prevoir_reunion(
        campagne=campagne,
        rendez_vous=rendez_vous(**champs),
        invites=list(invites),
        avec=list(avec),
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=maintenant,
    )


def conduite(reunion: Reunion) -> dict[str, Any]:
    return {"acteur": fabrique.titulaire(reunion.campagne, Fonction.COORDINATEUR), "maintenant": MAINTENANT}


@rejouable
def tenir(reunion: Reunion, presents: Iterable[Personne] | None = None) -> Reunion:
    if presents is None:
        presents = [p.personne for p in reunion.participations.select_related("personne")]
    return services.noter_presences(reunion=reunion, presents={p.pk for p in presents}, **conduite(reunion))


@rejouable
def tenue(campagne: Campagne | None = None, compte_rendu: str = "", **champs: Any) -> Reunion:
    """Held yesterday; with minutes when there are words."""
    reunion = tenir(prevoir(campagne, debut=HIER, **champs))
    if compte_rendu:
        reunion = services.rediger_compte_rendu(reunion=reunion, texte=compte_rendu, **conduite(reunion))
    return reunion


@rejouable
def repondre(reunion: Reunion, qui: Personne, reponse: str = Reponse.PARTICIPE) -> None:
    services.repondre(participation=reunion.participations.get(personne=qui), reponse=reponse, maintenant=MAINTENANT)


def peupler(monde: Monde) -> dict[str, Reunion]:
    """Each state, each kind, what people answered, decisions to do and done."""
    campagne, roles = monde.campagne, monde.roles
    gens = [roles[r] for r in ("coordination", "enseignant", "coproducteur", "relecteur", "inspection")]
    prevue = prevoir(
        campagne, gens, lien="https://visio.exemple.fr/pole", ordre_du_jour="Les V1, puis les tests.", financee=True
    )
    repondre(prevue, roles["relecteur"])
    repondre(prevue, roles["coproducteur"], Reponse.NE_PEUT_PAS)
    relecture = prevoir(campagne, gens, genre="relecture", objet="Relire ensemble", debut=DEBUT + timedelta(days=3))
    annulee = services.annuler_reunion(
        reunion=(a_annuler := prevoir(campagne, gens, debut=DEBUT + timedelta(days=9))),
        motif="La salle est prise.",
        **conduite(a_annuler),
    )
    passee = prevoir(campagne, gens, debut=HIER, objet="À noter")
    faite = tenue(campagne, "Les V1 sont relues. La durée manque.", invites=gens)
    decider(faite, "Redire la durée dans le livret.", roles["enseignant"])
    services.faire_decision(decision=decider(faite, "Réserver la salle.", roles["coordination"]), **conduite(faite))
    decider(faite, "On garde le thème.", None)
    services.compter_comme_point(reunion=faite, campagne=campagne, **conduite(faite))
    muette = tenue(campagne, invites=gens, objet="Sans compte rendu")
    return {
        "prevue": prevue,
        "relecture": relecture,
        "annulee": annulee,
        "passee": passee,
        "tenue": faite,
        "sans_compte_rendu": muette,
    }


@rejouable
def decider(reunion: Reunion, texte: str, qui: Personne | None, **champs: Any) -> Any:
    echeance = {"echeance": JOUR + timedelta(days=20) if qui else None}
    return services.noter_decision(
        reunion=reunion, texte=texte, responsable=qui, **(echeance | champs), **conduite(reunion)
    )
