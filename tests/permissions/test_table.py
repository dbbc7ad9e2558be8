"""Every address × everybody, against the table written by hand (table.txt)."""

import os
from itertools import count

import pytest

from comptes.models import Personne
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


@pytest.mark.long
@pytest.mark.django_db
def test_chacun_passe_ou_la_table_le_dit(settings) -> None:
    """One test, because the world takes longer to make than a door to open."""
    monde = le_monde.creer()
    gens = convoquer(monde)
    settings.DEMO = True  # some pages exist there only
    porte, fautes, tour, seules = Porte(), [], count(), _seules()
    for ligne in (ligne for ligne in lignes() if not SEULEMENT or ligne.adresse in SEULEMENT):
        objet = arguments(monde, ligne.adresse, ligne.sujet)
        # A page and its form, one line after the other, take the same turn.
        essayes = gens if COMPLET else _quelques_uns(gens, ligne, next(tour) // 2, seules)
        vues = {
            colonne: "".join(porte.frapper(ligne.methode, ligne.adresse, objet, qui) for qui in groupe.values())
            for colonne, groupe in essayes.items()
        }
        fautes += _differences(ligne, vues, essayes)
    assert not fautes, "\n".join(fautes)


def _seules() -> set[tuple[str, str]]:
    """The doors that take one method: a page without a form, or a form without a page."""
    prises = [(ligne.adresse, ligne.sujet) for ligne in lignes() if not ligne.fermee]
    return {porte for porte in prises if prises.count(porte) == 1}


def _quelques_uns(gens: Gens, ligne: Ligne, tour: int, seules: set[tuple[str, str]]) -> Gens:
    """Spare `make test` what it would see twice; `make test-complet` tries everybody everywhere.

    A method that the address does not take is refused before anybody is looked at: one person tries it. A door that is
    open to all is tried without signing in, and by one of two who are far apart. Elsewhere one person tries each letter
    of a line, from one end of the columns for a page, from the other for its form: a check that is missing lets both
    in, and one that is too wide meets two people whom it should refuse. Where there is but one line, two try each
    refusal. The people of a column that has one letter differ in nothing but the fonction: they take turns.
    """
    if ligne.fermee:
        return {colonne: gens[colonne] for colonne in "C"}
    if ligne.la_meme_pour_tous:
        return {colonne: gens[colonne] for colonne in ("A", "CN"[tour % 2])}
    essayes = {colonne: _a_son_tour(groupe, len(ligne.lettres[colonne]), tour) for colonne, groupe in gens.items()}
    tourne = list(gens)[tour % len(gens) :] + list(gens)[: tour % len(gens)]
    if ligne.methode == "POST":
        tourne.reverse()
    retenues = set({ligne.lettres[colonne]: colonne for colonne in tourne}.values())
    if (ligne.adresse, ligne.sujet) in seules:
        autres = {ligne.lettres[colonne]: colonne for colonne in reversed(tourne)}
        retenues |= {colonne for lettre, colonne in autres.items() if lettre not in ("L", "2")}
    return {colonne: groupe for colonne, groupe in essayes.items() if colonne in retenues}


def _a_son_tour(groupe: dict[str, Personne | None], lettres: int, tour: int) -> dict[str, Personne | None]:
    return groupe if lettres > 1 else dict([list(groupe.items())[tour % len(groupe)]])


def _differences(ligne: Ligne, vues: dict[str, str], gens: Gens) -> list[str]:
    attendues = {c: "".join(ligne.attendue(c, rang) for rang, _ in enumerate(gens[c])) for c in gens}
    if vues == attendues:
        return []
    ou = ", ".join(f"{c} : {vues[c]} au lieu de {attendues[c]}" for c in gens if vues[c] != attendues[c])
    observee = " ".join(v if len(set(v)) > 1 else v[0] for v in vues.values())
    return [f"{ligne.methode} {ligne.adresse} ({ligne.sujet}) — {ou}\n    le service répond : {observee}"]
