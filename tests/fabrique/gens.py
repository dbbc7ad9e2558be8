"""People, pôles, mandates; and the instant at which the tests stand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from calendrier.services import ouvrir_cycle
from commun.models import Courriel
from comptes.models import Personne
from poles.models import (
    Academie,
    Campagne,
    Cycle,
    Delegation,
    Etablissement,
    Fonction,
    Indisponibilite,
    Mandat,
    Pole,
    Titre,
)
from poles.models.territoire import LETTRES_UAI
from poles.services import declarer_indisponibilite, deleguer, inviter, nommer
from tests.fabrique.instant import JOUR, MAINTENANT
from tests.fabrique.rejeu import rejouable

NUMEROS = count(1)


@rejouable
def personne(prenom: str = "", nom: str = "", **champs: Any) -> Personne:
    # The same number of figures for all: who is made later comes later in the lists, which sort by name.
    n = f"{next(NUMEROS):05}"
    email = champs.pop("email", f"personne{n}@exemple.fr")
    return Personne.objects.create_user(email, prenom=prenom or f"Prénom{n}", nom=nom or f"Nom{n}", **champs)


@rejouable
def superutilisateur() -> Personne:
    return personne(is_staff=True, is_superuser=True)


def academie(nom: str = "Toulouse") -> Academie:
    return Academie.objects.get(nom=nom)


@rejouable
def etablissement(nom: str = "Collège", **champs: Any) -> Etablissement:
    numero = 310000 + next(NUMEROS)
    uai = f"{numero:07d}{LETTRES_UAI[numero % 23]}"
    return Etablissement.objects.create(uai=uai, nom=nom, academie=champs.pop("academie", None) or academie(), **champs)


@rejouable
def cycle(ouvert: bool = True, **champs: Any) -> Cycle:
    champs = {
        "academie": academie(),
        "libelle": f"2026-2027 {next(NUMEROS)}".removesuffix(" 1"),
        "debut": date(2026, 9, 1),
        "fin": date(2027, 8, 31),
    } | champs
    nouveau = Cycle.objects.create(**champs)
    return ouvrir_cycle(cycle=nouveau, acteur=None, maintenant=MAINTENANT - timedelta(days=120)) if ouvert else nouveau


@rejouable
def campagne(avec_equipe: bool = False, **champs: Any) -> Campagne:
    """A pôle in an open cycle; `avec_equipe` names a coordinator, an inspector and a DRANE representative."""
    le_cycle = champs.pop("cycle", None) or cycle()
    pole = champs.pop("pole", None)
    if pole is None:
        n = next(NUMEROS)
        pole = Pole.objects.create(slug=f"pole-{n}", nom=f"Pôle {n}", academie=le_cycle.academie)
    nouvelle = Campagne.objects.create(pole=pole, cycle=le_cycle, **({"theme": "Un thème commun"} | champs))
    if avec_equipe:
        for fonction in (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE):
            mandat(personne(), fonction, nouvelle)
    return nouvelle


@rejouable
def mandat(qui: Personne, fonction: str, portee: Any, **champs: Any) -> Mandat:
    if fonction == Fonction.COORDINATEUR:
        champs.setdefault("titre", Titre.PREDAC)
    return nommer(
        personne=qui,
        fonction=fonction,
        portee=portee,
        debut=champs.pop("debut", date(2026, 9, 1)),
        maintenant=MAINTENANT,
        **champs,
    )


@rejouable
def delegation(mandat: Mandat, a: Personne | None = None, **champs: Any) -> Delegation:
    """The signatory lends their visas, for a month from today unless told otherwise."""
    return deleguer(
        mandat=mandat,
        delegataire=a or personne(),
        acteur=mandat.personne,
        maintenant=MAINTENANT,
        jour=JOUR,
        **({"debut": JOUR, "fin": JOUR + timedelta(days=30)} | champs),
    )


@rejouable
def invitation(portee: Campagne, par: Personne | None = None, **champs: Any) -> Mandat:
    """A teacher's mandate, with the invitation that waits for them; who is invited has never come in."""
    n = next(NUMEROS)
    return inviter(
        campagne=portee,
        acteur=par or titulaire(portee, Fonction.COORDINATEUR),
        debut=JOUR,
        maintenant=champs.pop("maintenant", MAINTENANT),
        **(
            {"email": f"invitee{n}@exemple.fr", "prenom": "Inès", "nom": f"Roux{n}", "fonction": Fonction.ENSEIGNANT}
            | champs
        ),
    )


def secret_du_lien(gabarit: str) -> str:
    """What the last mail of that template has in its address, and the database has not."""
    return Courriel.objects.filter(gabarit=gabarit).latest("pk").url.rstrip("/").split("/")[-1]


@rejouable
def indisponibilite(qui: Personne, jours: int = 10, **champs: Any) -> Indisponibilite:
    """From today on, said by oneself unless told otherwise."""
    return declarer_indisponibilite(
        personne=qui,
        maintenant=MAINTENANT,
        jour=JOUR,
        **({"debut": JOUR, "fin": JOUR + timedelta(days=jours), "acteur": qui} | champs),
    )


@rejouable
def titulaire(portee: Any, fonction: str) -> Personne:
    """Whoever has this fonction on the campaign, pôle or académie; appointed on the spot if nobody has."""
    existant = portee.mandats.filter(fonction=fonction).select_related("personne").first()
    if existant:
        return Personne.objects.get(pk=existant.personne_id)
    qui = personne()
    mandat(qui, fonction, portee)
    return qui


@rejouable
def enseignant(portee: Campagne) -> Personne:
    qui = personne()
    mandat(qui, Fonction.ENSEIGNANT, portee)
    return qui
