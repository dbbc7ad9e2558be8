"""The forms of the pages, as a browser would find them: what each asks, and what fills it decently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from tests.fabrique import JOUR
from tests.importations.chantier import INES, en_csv
from tests.monde import ETABLISSEMENT

PHRASE = "Une phrase assez longue pour être un motif."
DECENTS = {
    "date": JOUR.isoformat(),
    "email": "quelquun@exemple.fr",
    "number": "1",
    "time": "14:30",
    "url": "https://elea.exemple.fr/cours/9",
}
# Where the general answer does not do.
NOMMES = {
    "debut": "2027-06-01",
    "etablissement": ETABLISSEMENT,
    "fin": "2027-06-30",
    "personnes": "Jeanne Roux <quelquun@exemple.fr>",
    "rgpd": "on",
    "sans_donnees_eleves": "on",
}
# A later day than the one in force, which the page says in words.
SELON_LA_PAGE = {
    # A file is read once: made anew each time.
    ("importations:deposer", "fichier"): lambda: SimpleUploadedFile("equipe.csv", en_csv(INES)),
    # The shipped text, as the page shows it, is nothing to save.
    ("courriers:texte", "sujet"): "À lire cette semaine",
    ("productions:proposer_date", "jour"): "2027-06-18",
    # Somebody of the team, or a name and an address: not both.
    ("productions:planifier_test", "testeur"): "",
    ("productions:planifier_test", "etablissement"): "Collège de Muret",
    # What a question lets one choose among: one answer a line.
    ("grilles:nouvelle_question", "choix"): "Plutôt non\nPlutôt oui",
}
NON_ENVOYES = {"submit", "button", "reset", "image"}
VIDES = {"input", "br", "hr", "img", "meta", "link", "source", "wbr"}


@dataclass
class Champ:
    nom: str
    genre: str  # the input's type, or textarea, select
    valeur: str = ""
    choix: list[str] = field(default_factory=list)
    multiple: bool = False

    @property
    def texte(self) -> bool:
        return self.genre in {"text", "search", "textarea"}

    @property
    def choisi(self) -> bool:
        """Does it name something among others (a person, a nature, a record)?"""
        case_seule = self.genre == "checkbox" and len(self.choix) == 1  # ticked, whatever it is worth
        return self.genre in {"select", "radio", "checkbox", "hidden"} and not case_seule

    @property
    def compte(self) -> bool:
        """A number that the page keeps for itself: how many rows, which version."""
        return self.genre == "number" or self.nom.endswith("_FORMS")


@dataclass
class Formulaire:
    methode: str
    url: str
    champs: dict[str, Champ] = field(default_factory=dict)
    boutons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, its own address

    @property
    def adresse(self) -> str:
        return resolve(self.url.partition("?")[0]).view_name

    @property
    def cle(self) -> tuple:
        return self.adresse, tuple(sorted(self.champs))

    def valeurs(self) -> dict[str, object]:
        """What somebody careful would send: what the page proposes, else something that fits."""
        decentes = {c.nom: _de_la_page(self.adresse, c) or _decente(c) for c in self.champs.values()}
        return {nom: valeur for nom, valeur in decentes.items() if valeur not in ("", [])}


def _de_la_page(adresse: str, champ: Champ) -> object:
    valeur = SELON_LA_PAGE.get((adresse, champ.nom))
    return valeur() if callable(valeur) else valeur


def _decente(champ: Champ) -> object:
    if champ.genre == "file":
        return SimpleUploadedFile("livret.pdf", b"%PDF-1.4\n%%EOF\n")
    if champ.nom in NOMMES and champ.genre != "select":
        return NOMMES[champ.nom]
    if champ.nom.startswith("choix-"):
        # What becomes of a piece of work: « nothing changes » comes first.
        return champ.choix[-1]
    if champ.genre == "checkbox" and len(champ.choix) == 1:
        return champ.valeur
    if champ.choix:
        return champ.valeur or next(filter(None, champ.choix), "")
    return champ.valeur or DECENTS.get(champ.genre, "" if champ.genre in {"hidden", "select"} else PHRASE)


class _Lecteur(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.trouves, self.courant, self.texte = page, [], None, None

    def handle_starttag(self, balise: str, attributs: list) -> None:
        a = {cle: valeur or "" for cle, valeur in attributs}
        if balise == "form":
            url = urljoin(self.page, a.get("action") or self.page)
            self.courant = Formulaire(a.get("method", "get").upper(), url)
            self.trouves.append(self.courant)
        elif self.courant is None:
            return
        elif balise == "button" and ("name" in a or "formaction" in a):
            self.courant.boutons.append((a.get("name", ""), a.get("value", ""), a.get("formaction", "")))
        elif balise in {"textarea", "select"} and a.get("name") and "disabled" not in a:
            self.texte = self._champ(a["name"], balise)
            self.texte.multiple = "multiple" in a
        elif balise == "option" and self.texte:
            self.texte.choix.append(a.get("value", ""))
            self._retenir(self.texte, a, "selected")
        elif balise == "input" and a.get("name"):
            self._saisie(a)

    def _saisie(self, a: dict[str, str]) -> None:
        # The administration's dates are plain text fields.
        genre = "date" if "vDateField" in a.get("class", "") else a.get("type", "text")
        # A browser never sends what is disabled, and the form ignores it.
        if genre in NON_ENVOYES or "disabled" in a:
            return
        champ = self._champ(a["name"], genre)
        if genre in {"radio", "checkbox"}:
            champ.choix.append(a.get("value", "on"))
            self._retenir(champ, a, "checked")
        else:
            champ.valeur = a.get("value", "")

    @staticmethod
    def _retenir(champ: Champ, a: dict[str, str], marque: str) -> None:
        if marque in a and not champ.valeur:
            champ.valeur = a.get("value", "on")

    def _champ(self, nom: str, genre: str) -> Champ:
        return self.courant.champs.setdefault(nom, Champ(nom, genre))

    def handle_data(self, texte: str) -> None:
        if self.texte and self.texte.genre == "textarea":
            self.texte.valeur += texte

    def handle_endtag(self, balise: str) -> None:
        if balise in {"textarea", "select"} and self.texte:
            self.texte.valeur = self.texte.valeur.removeprefix("\n")
            self.texte = None
        elif balise == "form":
            self.courant = None


def formulaires(page: str, url: str) -> Iterator[Formulaire]:
    """Those of a page; one more for each button that says something of its own."""
    lecteur = _Lecteur(url)
    lecteur.feed(page)
    for trouve in lecteur.trouves:
        trouve.champs.pop("csrfmiddlewaretoken", None)
        if not all(nom for nom, _, _ in trouve.boutons) or not trouve.boutons:
            yield trouve
        for nom, valeur, ailleurs in trouve.boutons:
            bouton = {nom: Champ(nom, "hidden", valeur or "1")} if nom else {}
            yield replace(trouve, champs={**trouve.champs, **bouton}, url=urljoin(url, ailleurs or trouve.url))
