"""Every address × everybody, against the table written by hand (table.txt)."""

import os
from itertools import count

import pytest

from tests import monde as le_monde
from tests import visites
from tests.conftest import COMPLET
from tests.permissions.gens import COLONNES, Gens, convoquer
from tests.permissions.lecture import Ligne, Porte, lignes
from tests.permissions.sujets import arguments

A_AJOUTER = (
    "Adresses à ajouter dans tests/permissions/table.txt, une lettre par colonne (légende en tête de la table). "
    "Pour n'essayer qu'elles : ADRESSES=poles:inviter pytest tests/permissions"
)
SEULEMENT = os.environ.get("ADRESSES", "").split()


def test_chaque_adresse_a_ses_deux_lignes() -> None:
    ecrites = {(ligne.methode, ligne.adresse) for ligne in lignes()}
    prevues = {(methode, nom) for nom in visites.noms_des_adresses() for methode in ("GET", "POST")}
    manquent = "\n".join(f"{m:5}{nom:38}-{'':25}{' ?' * len(COLONNES)}" for m, nom in sorted(prevues - ecrites))
    assert not manquent, f"{A_AJOUTER}\n{manquent}"
    assert ecrites - prevues == set(), "n'existent plus : à retirer de tests/permissions/table.txt"


@pytest.mark.django_db
def test_chacun_passe_ou_la_table_le_dit(settings) -> None:
    """One test, because the world takes longer to make than a door to open."""
    settings.DEMO = True  # some pages exist there only
    monde = le_monde.creer()
    gens = convoquer(monde)
    porte, fautes, tour = Porte(gens), [], count()
    for ligne in (ligne for ligne in lignes() if not SEULEMENT or ligne.adresse in SEULEMENT):
        objet = arguments(monde, ligne.adresse, ligne.sujet)
        essayes = gens if COMPLET else _quelques_uns(gens, ligne, next(tour))
        vues = {
            colonne: "".join(porte.frapper(ligne.methode, ligne.adresse, objet, qui) for qui in groupe.values())
            for colonne, groupe in essayes.items()
        }
        fautes += _differences(ligne, vues, essayes)
    assert not fautes, "\n".join(fautes)


def _quelques_uns(gens: Gens, ligne: Ligne, tour: int) -> Gens:
    """Spare `make test` what it would see twice; `make test-complet` tries everybody everywhere.

    Three people try a door that is open, or closed, to all. Ended mandates differ in nothing but the fonction:
    they take turns, one a line.
    """
    if ligne.la_meme_pour_tous:
        return {colonne: gens[colonne] for colonne in "ACN"}
    finis = list(gens["T"].items())
    return gens | {"T": dict([finis[tour % len(finis)]])} if len(ligne.lettres["T"]) == 1 else gens


def _differences(ligne: Ligne, vues: dict[str, str], gens: Gens) -> list[str]:
    attendues = {c: "".join(ligne.attendue(c, rang) for rang, _ in enumerate(gens[c])) for c in gens}
    if vues == attendues:
        return []
    ou = ", ".join(f"{c} : {vues[c]} au lieu de {attendues[c]}" for c in gens if vues[c] != attendues[c])
    observee = " ".join(v if len(set(v)) > 1 else v[0] for v in vues.values())
    return [f"{ligne.methode} {ligne.adresse} ({ligne.sujet}) — {ou}\n    le service répond : {observee}"]
