"""What is wrong with an answer to a form that nobody should have sent; how all the forms are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.html import escape

from comptes.models import Personne
from tests.conftest import COMPLET
from tests.entrees.attaques import INVISIBLES, Attaque, attaques, decent
from tests.entrees.formulaires import Formulaire, formulaires
from tests.entrees.guichet import Essai, Guichet, page_de
from tests.gardes import ECRITURE
from tests.visites import Visite

Cible = tuple[Formulaire, Personne | None]
# A refused deposit keeps in the draft, and nowhere else, what was typed beside it.
GARDENT = {"productions:deposer": {"productions_depot", "productions_piece"}}
REFUS = {200, 400, 404, 409, 410, 413, 422}


def a_attaquer(
    guichet: Guichet,
    visites: Iterable[Visite],
    jamais_acceptes: set[str],
    retenir: Callable[[Formulaire], bool] = lambda formulaire: True,
) -> Iterator[Cible]:
    """Each form once, where somebody careful is let through if there is such a place; `retenir` may complete it."""
    candidats: dict[tuple | str, list[Cible]] = {}
    for visite in visites:
        page = page_de(guichet.client(visite.qui).get(visite.url))
        for formulaire in formulaires(page, visite.url):
            if formulaire.methode == "POST" and retenir(formulaire):
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
    refuses -= jamais_acceptes
    assert not refuses, f"un envoi soigneux y est refusé, les attaques n'y prouvent rien : {refuses}"


def attaquer(guichet: Guichet, cibles: list[Cible], etrangers: list[str]) -> list[str]:
    """Everything on every form; returns what is wrong, in words."""
    trouvees = []
    for tour, (formulaire, qui) in enumerate(cibles):
        for attaque in attaques(formulaire, etrangers, tour):
            trouvees += essayer(guichet, formulaire, qui, attaque)
    return trouvees


def essayer(guichet: Guichet, formulaire: Formulaire, qui: Personne | None, attaque: Attaque) -> list[str]:
    ou = f"{formulaire.adresse} {attaque.nom}"
    try:
        essai = guichet.envoyer(formulaire, qui, attaque)
    except Exception as erreur:
        return [f"{ou} : {type(erreur).__name__} {str(erreur)[:150]}"]
    return [f"{ou} : {faute}" for faute in _fautes(formulaire, attaque, essai)]


def _fautes(formulaire: Formulaire, attaque: Attaque, essai: Essai) -> Iterator[str]:
    statut = essai.reponse.status_code
    if statut not in REFUS | {201, 204, 302}:
        yield f"répond {statut}"
    permis = GARDENT.get(formulaire.adresse, set())
    ecrits = [sql for sql, _ in essai.ecrits if ECRITURE.match(sql)[2] not in permis]
    if ecrits and not essai.accepte and not essai.en_partie:
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
