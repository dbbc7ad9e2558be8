"""May this text replace the shipped one? Only with what the shipped text of that very mail holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commun.gabarits.arbre import ErreurDeGabarit, Noeud, lire, visiter
from commun.gabarits.livre import TexteLivre

SUJET_MAX = 400
CORPS_MAX = 6_000
# Past this, nobody reads a mail to its end.
MOTS_CONSEILLES = 200
# A subject is read in the lists of the outbox by more people than its mail, and stays when the text is erased: besides
# what the shipped subject says, it may say what its mail is about, and where. Never who, nor why, nor a code.
AU_SUJET = frozenset(
    {
        "campagne.cycle",
        "campagne.cycle.libelle",
        "campagne.pole",
        "campagne.pole.nom",
        "fiche.campagne.pole.nom",
        "fiche.titre",
        "nom_service",
        "relecture.version",
        "ressource.campagne_suivi.pole.nom",
        "ressource.titre",
        "test.version",
        "version",
    }
)
_ENTRE_ACCOLADES = re.compile(r"\{[{%#].*?[}%#]\}")
_SORTES = {"jeton": "{{{{ {0} }}}}", "si": "{{% if {0} %}}", "pour": "{{% for {0} %}}"}


@dataclass(frozen=True)
class Faute:
    """`champ`: « sujet » or « corps »."""

    champ: str
    phrase: str


def verifier(livre: TexteLivre, sujet: str, corps: str) -> list[Faute]:
    """What forbids to keep this text, in the order of its lines; nothing when it can replace the shipped one."""
    fautes = _longueurs(sujet, corps)
    arbres = {}
    for champ, source in (("sujet", sujet), ("corps", corps)):
        try:
            arbres[champ] = lire(source)
            fautes += [Faute(champ, phrase) for phrase in _inconnus(livre, arbres[champ], champ)]
        except (ErreurDeGabarit, RecursionError) as erreur:
            fautes.append(Faute(champ, _en_clair(champ, erreur)))
    return fautes or _exiges(livre, arbres)


def manquants(livre: TexteLivre, sujet: str, corps: str) -> list[str]:
    """The words that the shipped text fills in and this one leaves out; none, of a text that cannot be read."""
    try:
        presents = {code for _, code in _mots(lire(sujet)) | _mots(lire(corps))}
    except (ErreurDeGabarit, RecursionError):
        return []
    attendus = [code for sorte, code in livre.mots if sorte == "jeton" and "|pluralize" not in code]
    return [code for code in attendus if code not in presents]


def nombre_de_mots(corps: str) -> int:
    """As its readers count: what is filled in counts for one."""
    return len(re.findall(r"\w[\w'’-]*", _ENTRE_ACCOLADES.sub(" x ", re.sub(r"\{%.*?%\}", " ", corps))))


def ecrire(sorte: str, code: str) -> str:
    """As it is typed: « {{ ressource.titre }} »."""
    return _SORTES[sorte].format(code)


def _mots(arbre: list[Noeud]) -> set[tuple[str, str]]:
    return {(sorte, code) for sorte, code, _, _ in visiter(arbre)}


def _longueurs(sujet: str, corps: str) -> list[Faute]:
    fautes = []
    if "\n" in sujet.strip():
        fautes.append(Faute("sujet", "Le sujet tient sur une seule ligne."))
    for champ, texte, maximum in (("sujet", sujet, SUJET_MAX), ("corps", corps, CORPS_MAX)):
        if len(texte) > maximum:
            fautes.append(Faute(champ, f"{len(texte)} caractères : {maximum} au plus."))
    return fautes


def _inconnus(livre: TexteLivre, arbre: list[Noeud], champ: str) -> list[str]:
    phrases = []
    for sorte, code, ligne, boucles in visiter(arbre):
        voulu = livre.mots.get((sorte, code))
        if voulu is None:
            phrases.append(_a_la_ligne(champ, ligne, f"« {ecrire(sorte, code)} » n'existe pas dans ce courriel."))
        elif champ == "sujet" and not _au_sujet(livre, sorte, code):
            phrases.append(
                f"« {ecrire(sorte, code)} » ne s'écrit pas dans le sujet, que d'autres lisent dans la liste des "
                "courriels envoyés : dites-le dans le texte."
            )
        elif not any(set(places) <= set(boucles) for places in voulu):
            seule = ecrire("pour", min(voulu)[-1])
            phrases.append(
                _a_la_ligne(champ, ligne, f"« {ecrire(sorte, code)} » ne s'écrit qu'entre {seule} et {{% endfor %}}.")
            )
        elif sorte == "pour" and code in boucles:
            phrases.append(_a_la_ligne(champ, ligne, f"« {ecrire(sorte, code)} » est déjà ouvert."))
        elif len(boucles) + (sorte == "pour") > _profondeur(livre):
            phrases.append(_a_la_ligne(champ, ligne, "Trop de listes l'une dans l'autre."))
    return phrases


def _au_sujet(livre: TexteLivre, sorte: str, code: str) -> bool:
    return code not in livre.exiges and (code in AU_SUJET or (sorte, code) in _mots(livre.arbre_sujet))


def _profondeur(livre: TexteLivre) -> int:
    """Of the shipped loops; a text without any allows none."""
    return max((len(b) + (sorte == "pour") for (sorte, _), places in livre.mots.items() for b in places), default=0)


def _exiges(livre: TexteLivre, arbres: dict[str, list[Noeud]]) -> list[Faute]:
    """Outside any « si » or loop: what the reader cannot do without must always be there."""
    toujours = {getattr(noeud, "code", "") for noeud in arbres["corps"]}
    return [
        Faute("corps", f"« {ecrire('jeton', code)} » manque : sans lui, ce courriel ne sert à rien.")
        for code in livre.exiges
        if code not in toujours
    ]


def _en_clair(champ: str, erreur: Exception) -> str:
    if isinstance(erreur, ErreurDeGabarit):
        return _a_la_ligne(champ, erreur.ligne, erreur.phrase)
    return "Trop de blocs l'un dans l'autre."


def _a_la_ligne(champ: str, ligne: int, phrase: str) -> str:
    return phrase if champ == "sujet" else f"Ligne {ligne} : {phrase}"
