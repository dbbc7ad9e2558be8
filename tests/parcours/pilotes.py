"""Two ways of using the same pages: with a mouse or a finger, and by keyboard alone."""

from abc import ABC, abstractmethod
from datetime import date
from pathlib import Path
from re import IGNORECASE, Pattern, escape
from re import compile as compiler

from playwright.sync_api import Locator, Page, expect

# No page has as many controls: past this, the one that is wanted cannot be reached.
TABULATIONS_MAX = 150

_DE_QUEL_COTE = """cible => {
    const ici = document.activeElement;
    if (ici === cible) return 'la';
    if (cible.type === 'radio' && ici.type === 'radio' && ici.name === cible.name) return 'groupe';
    if (ici === document.body || ici.contains(cible)) return 'Tab';
    return ici.compareDocumentPosition(cible) & Node.DOCUMENT_POSITION_FOLLOWING ? 'Tab' : 'Shift+Tab';
}"""
_FOCUS_VISIBLE = """cible => {
    const trait = (e, pseudo) => {
        const style = getComputedStyle(e, pseudo);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    };
    const porteurs = [cible, ...(cible.labels || [])];
    return porteurs.some(e => [null, '::before', '::after'].some(pseudo => trait(e, pseudo)));
}"""
_FOCUS_DECOUVERT = """cible => [cible, ...(cible.labels || [])].some(e => Array.from(e.getClientRects()).some(r =>
    [[(r.left + r.right) / 2, (r.top + r.bottom) / 2], [r.left + 4, r.top + 4], [r.right - 4, r.bottom - 4]]
    .some(([x, y]) => {
        const dessus = document.elementFromPoint(x, y);
        return dessus && (e.contains(dessus) || dessus.contains(cible) && dessus.closest('a, button, label') !== null);
    })))"""


def motif(debut: str) -> Pattern[str]:
    """What begins with these words, capital or not: a hint, or what a screen reader alone is told, may follow."""
    return compiler(rf"^\s*{escape(debut)}", IGNORECASE)


class Pilote(ABC):
    """What a person does on a page, said in the page's own words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.page.set_default_timeout(10_000)
        self.ici: Page | Locator = page

    # What is wanted, by its visible name.

    def lien(self, nom: str) -> Locator:
        return self.ici.get_by_role("link", name=motif(nom)).filter(visible=True).first

    def bouton(self, nom: str) -> Locator:
        return self.ici.get_by_role("button", name=motif(nom)).filter(visible=True)

    def champ(self, etiquette: str) -> Locator:
        """The first of that label: the fields of a page come in the order in which one fills them."""
        controles = self.page.locator("input, select, textarea")
        return self.ici.get_by_label(motif(etiquette)).and_(controles).filter(visible=True).first

    # What is done with it.

    def ouvrir(self, adresse: str) -> None:
        self.page.goto(adresse)

    def suivre(self, nom: str) -> None:
        self._activer_et_changer_de_page(self.lien(nom))

    def appuyer(self, nom: str) -> None:
        self._activer_et_changer_de_page(self.bouton(nom))

    def appuyer_sur_place(self, nom: str) -> None:
        """Press a button whose script does the work in the page."""
        self._activer(self.bouton(nom))

    def dans_le_menu(self, cible: Locator) -> None:
        """Follow a link or press a button of the header, which a phone folds."""
        menu = self.page.get_by_role("button", name="Menu", exact=True)
        if menu.is_visible():
            self._activer(menu)
        self._activer_et_changer_de_page(cible.filter(visible=True))

    def deplier(self, titre: str) -> None:
        self._deplier(self.page.locator("summary").filter(has_text=titre))

    def ecrire(self, etiquette: str, texte: str) -> None:
        self._ecrire(self.champ(etiquette), texte)

    def cocher(self, etiquette: str) -> None:
        self._cocher(self.champ(etiquette))

    def choisir(self, etiquette: str) -> None:
        self._choisir(self.champ(etiquette))

    def dater(self, etiquette: str, jour: date) -> None:
        self._dater(self.champ(etiquette), jour)

    def selectionner(self, etiquette: str, option: str) -> None:
        champ = self.champ(etiquette)
        self._selectionner(champ, option)
        assert champ.locator("option:checked").inner_text() == option

    def joindre(self, etiquette: str, fichier: Path) -> None:
        self._joindre(self.champ(etiquette), fichier)

    def telecharger(self, nom: str) -> Path:
        with self.page.expect_download() as telechargement:
            self._activer(self.lien(nom))
        return telechargement.value.path()

    def _activer_et_changer_de_page(self, cible: Locator) -> None:
        with self.page.expect_navigation():
            self._activer(cible)

    @abstractmethod
    def _activer(self, cible: Locator) -> None: ...

    @abstractmethod
    def _deplier(self, cible: Locator) -> None: ...

    @abstractmethod
    def _ecrire(self, cible: Locator, texte: str) -> None: ...

    @abstractmethod
    def _cocher(self, cible: Locator) -> None: ...

    @abstractmethod
    def _choisir(self, cible: Locator) -> None: ...

    @abstractmethod
    def _dater(self, cible: Locator, jour: date) -> None: ...

    @abstractmethod
    def _selectionner(self, cible: Locator, option: str) -> None: ...

    @abstractmethod
    def _joindre(self, cible: Locator, fichier: Path) -> None: ...


class Souris(Pilote):
    def _activer(self, cible: Locator) -> None:
        cible.click()

    def _deplier(self, cible: Locator) -> None:
        cible.click()

    def _ecrire(self, cible: Locator, texte: str) -> None:
        cible.fill(texte)

    def _cocher(self, cible: Locator) -> None:
        self._etiquette(cible).click()
        expect(cible).to_be_checked()

    def _choisir(self, cible: Locator) -> None:
        self._cocher(cible)

    def _dater(self, cible: Locator, jour: date) -> None:
        cible.fill(jour.isoformat())

    def _selectionner(self, cible: Locator, option: str) -> None:
        cible.select_option(label=option)

    def _joindre(self, cible: Locator, fichier: Path) -> None:
        cible.set_input_files(fichier)

    def _etiquette(self, cible: Locator) -> Locator:
        """The DSFR draws the box in the label: this is what one clicks on."""
        return self.page.locator(f'label[for="{cible.get_attribute("id")}"]')


class Clavier(Pilote):
    """Tab, Shift+Tab, Enter, Space, arrows and letters; each control reached shows its focus, and nothing hides it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        # Playwright answers for the system's window as long as somebody listens; asked at the last moment, it is late.
        page.on("filechooser", lambda choix: None)

    def atteindre(self, cible: Locator) -> None:
        cible.wait_for(state="visible")
        self._sauter_au_contenu(cible)
        for _ in range(TABULATIONS_MAX):
            cote = cible.evaluate(_DE_QUEL_COTE)
            if cote == "la":
                break
            # Tab reaches one radio button of a group; the arrows go from one to the next.
            self.page.keyboard.press("ArrowDown" if cote == "groupe" else cote)
        else:
            ici = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            raise AssertionError(f"{cible} ne s'atteint pas en {TABULATIONS_MAX} tabulations ; arrêté sur {ici}")
        assert cible.evaluate(_FOCUS_VISIBLE), f"{cible} : le focus ne se voit pas ({self.page.url})"
        assert cible.evaluate(_FOCUS_DECOUVERT), f"{cible} : le focus est caché ({self.page.url})"

    def _sauter_au_contenu(self, cible: Locator) -> None:
        """On a page just opened, take the skip link, as one does."""
        fraiche = self.page.evaluate("document.activeElement === document.body && window.scrollY === 0")
        if fraiche and cible.evaluate("cible => document.querySelector('main').contains(cible)"):
            self.page.keyboard.press("Tab")
            self.page.keyboard.press("Enter")
            assert self.page.evaluate("document.activeElement.tagName") == "MAIN", f"lien d'évitement, {self.page.url}"

    def _activer(self, cible: Locator) -> None:
        self.atteindre(cible)
        self.page.keyboard.press("Enter")

    def _deplier(self, cible: Locator) -> None:
        self.atteindre(cible)
        self.page.keyboard.press("Space")

    def _ecrire(self, cible: Locator, texte: str) -> None:
        self.atteindre(cible)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(texte)

    def _cocher(self, cible: Locator) -> None:
        self.atteindre(cible)
        self.page.keyboard.press("Space")
        expect(cible).to_be_checked()

    def _choisir(self, cible: Locator) -> None:
        self.atteindre(cible)
        if not cible.is_checked():
            self.page.keyboard.press("Space")
        expect(cible).to_be_checked()

    def _dater(self, cible: Locator, jour: date) -> None:
        self.atteindre(cible)
        self.page.keyboard.type(f"{jour:%d%m%Y}")
        expect(cible).to_have_value(jour.isoformat())

    def _selectionner(self, cible: Locator, option: str) -> None:
        self.atteindre(cible)
        self.page.keyboard.press("Home")
        options = cible.locator("option").all_inner_texts()
        for _ in range(options.index(option)):
            self.page.keyboard.press("ArrowDown")

    def _joindre(self, cible: Locator, fichier: Path) -> None:
        self.atteindre(cible)
        with self.page.expect_file_chooser() as choix:
            self.page.keyboard.press("Space")
        choix.value.set_files(fichier)
