"""Every form of every page against what nobody should send: no error, nothing lost, nothing stored that should not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.html import escape

from comptes.models import Personne
from poles.models import Mandat
from tests import fabrique, visites
from tests.conftest import COMPLET
from tests.entrees.attaques import INVISIBLES, Attaque, attaques, decent
from tests.entrees.formulaires import Formulaire, formulaires
from tests.entrees.guichet import Essai, Guichet, page_de
from tests.gardes import ECRITURE
from tests.monde import Monde

pytestmark = pytest.mark.django_db

# A refused deposit keeps in the draft, and nowhere else, what was typed beside it.
GARDENT = {"productions:deposer": {"productions_depot", "productions_piece"}}
REFUS = {200, 400, 404, 409, 410, 413, 422}
# What is decent there is nobody's guess: a password, a code, the name of an establishment, a list of people.
JAMAIS_ACCEPTES = {
    "account_change_password",
    "account_login",
    "account_set_password",
    "comptes:changer_adresse",
    "poles:etablissement",
    "poles:inviter_plusieurs",
    "poles:mon_etablissement",
    "validations:signer_avec_code",
}


def _a_attaquer(monde: Monde, guichet: Guichet) -> Iterator[tuple[Formulaire, Personne | None]]:
    """Each form once, where somebody careful is let through if there is such a place."""
    candidats: dict[tuple, list[tuple[Formulaire, Personne | None]]] = {}
    seulement = os.environ.get("ADRESSES", "").split()
    for visite in (v for v in visites.visites(monde) if not seulement or v.nom in seulement):
        page = page_de(guichet.client(visite.qui).get(visite.url))
        for formulaire in formulaires(page, visite.url):
            if formulaire.methode == "POST":
                # Its buttons are one form each in `make test-complet`.
                cle = formulaire.cle if COMPLET else formulaire.adresse
                candidats.setdefault(cle, []).append((formulaire, visite.qui))
    refuses = set()
    for semblables in candidats.values():
        decents = (couple for couple in semblables if guichet.envoyer(*couple, decent(couple[0])).accepte)
        choisi = next(decents, None)
        if choisi is None:
            refuses.add(semblables[0][0].adresse)
        yield choisi or semblables[0]
    assert refuses - JAMAIS_ACCEPTES == set(), "un envoi soigneux y est refusé : les attaques n'y prouvent rien"


def _etrangers() -> list[str]:
    """Numbers of things that exist in another académie: a person, a resource, a mandate, a version's piece."""
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Bordeaux")))
    ressource = fabrique.ressource(ailleurs, "en_relecture")
    return [str(fabrique.enseignant(ailleurs).pk), str(ressource.pk), str(Mandat.objects.latest("pk").pk)]


def test_aucun_formulaire_ne_cede(monde, settings):
    settings.DEMO = True  # the accounts of the demonstration have a form each
    guichet = Guichet()
    _attaquer(guichet, list(_a_attaquer(monde, guichet)))


def _attaquer(guichet: Guichet, cibles: list[tuple[Formulaire, Personne | None]]) -> None:
    etrangers, fautes = _etrangers(), []
    for tour, (formulaire, qui) in enumerate(cibles):
        for attaque in attaques(formulaire, etrangers, tour):
            try:
                essai = guichet.envoyer(formulaire, qui, attaque)
            except Exception as erreur:
                fautes.append(f"{formulaire.adresse} {attaque.nom} : {type(erreur).__name__} {str(erreur)[:150]}")
                continue
            fautes += [f"{formulaire.adresse} {attaque.nom} : {faute}" for faute in _fautes(formulaire, attaque, essai)]
    assert not fautes, "\n".join(fautes)


def _fautes(formulaire: Formulaire, attaque: Attaque, essai: Essai) -> Iterator[str]:
    statut = essai.reponse.status_code
    if statut not in REFUS | {201, 204, 302}:
        yield f"répond {statut}"
    permis = GARDENT.get(formulaire.adresse, set())
    if not essai.accepte and (ecrits := [sql for sql, _ in essai.ecrits if ECRITURE.match(sql)[2] not in permis]):
        yield f"refusé, mais écrit {ecrits[0][:80]}"
    if attaque.forgee and essai.ecrits:
        yield f"écrit {essai.ecrits[0][0][:80]}"
    for sql, params in essai.ecrits:
        if set(INVISIBLES) & set(_textes(params)):
            yield f"range des caractères invisibles : {sql[:60]}"
            break
    # The rows of a page whose own count was falsified are nobody's typing.
    if not essai.accepte and not attaque.brut and "_FORMS" not in attaque.nom:
        yield from _perdus(formulaire, attaque, essai)


def _textes(params: Any) -> str:
    return "".join(str(p) for p in params or () if isinstance(p, str))


def _perdus(formulaire: Formulaire, attaque: Attaque, essai: Essai) -> Iterator[str]:
    page = essai.reponse.content.decode()
    for champ in formulaire.champs.values():
        tape = attaque.donnees.get(champ.nom)
        if champ.texte and isinstance(tape, str) and escape(_vu(tape)) not in page:
            yield f"« {champ.nom} » n'est plus dans la page ({essai.reponse.status_code})"


def _vu(tape: str) -> str:
    """What the person saw in the field."""
    return "".join(" " if c in "\x0b\x85" else c for c in tape if c not in INVISIBLES or c in "\x0b\x85").strip()
