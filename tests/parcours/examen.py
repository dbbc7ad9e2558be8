"""Has axe look at each of our templates once, at each width, in the light; on a computer in the dark too."""

import threading
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.signals import request_started
from django.test.signals import template_rendered
from playwright.sync_api import Page

from tests.conftest import COMPLET
from tests.gardes import NOS_GABARITS

# Under this width the DSFR folds its menu and the tables become cards.
ETROIT = 768
# axe would fetch the style sheets again to read them, which says nothing more and costs a second.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
# In the dark the page is the same but for its colours; a phone's are the computer's, so that COMPLET alone looks there.
COULEURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
THEMES: dict[str, dict] = {"light": {}, "dark": {"runOnly": COULEURS}}
_AXE = (Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text()
# The pages' own theme, and the administration's.
_CHANGER = (
    "theme => { for (const nom of ['data-fr-theme', 'data-theme']) document.documentElement.setAttribute(nom, theme); }"
)
_ici = threading.local()


class Examen:
    """What each address was made of, and what has been looked at so far."""

    def __init__(self) -> None:
        self.rendus: dict[str, set[str]] = {}
        self.vus: set[tuple[str, bool]] = set()

    def ecouter(self) -> None:
        request_started.connect(self._commencer)
        template_rendered.connect(self._noter)

    def cesser(self) -> None:
        request_started.disconnect(self._commencer)
        template_rendered.disconnect(self._noter)

    def _commencer(self, environ: dict | None = None, **signal: object) -> None:
        # The test client's requests have no environ; what they render is not on a screen.
        _ici.rendus = set() if environ else None
        if environ:
            self.rendus[environ["PATH_INFO"]] = _ici.rendus

    def _noter(self, template: object, **signal: object) -> None:
        rendus = getattr(_ici, "rendus", None)
        if rendus is not None and str(template.origin).startswith(NOS_GABARITS):
            rendus.add(str(Path(str(template.origin)).relative_to(NOS_GABARITS)))

    def gabarits(self, page: Page) -> set[str]:
        """Those of our templates that the page on screen is made of, its parents and components included."""
        return self.rendus.get(unquote(urlsplit(page.url).path), set())

    def nouveaux(self, page: Page, *, etroit: bool) -> set[tuple[str, bool]]:
        """Those that have not been looked at yet at that width."""
        return {(gabarit, etroit) for gabarit in self.gabarits(page)} - self.vus

    def examiner(self, page: Page, ignorees: Iterable[str] = (), *, toujours: bool = False) -> list[str]:
        """What axe finds, unless each template of the page has been looked at already at this width.

        `ignorees` names rules left out on this page; `toujours` looks even when its templates are known.
        """
        etroit = page.viewport_size["width"] < ETROIT
        nouveaux = self.nouveaux(page, etroit=etroit)
        if not (nouveaux or toujours):
            return []
        self.vus |= nouveaux
        trouvees = []
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(_AXE)
        ecartees = {regle: {"enabled": False} for regle in ignorees}
        for theme in THEMES if COMPLET or not etroit else ("light",):
            options = {**OPTIONS, **THEMES[theme], "rules": ecartees}
            page.evaluate(_CHANGER, theme)
            for faute in page.evaluate("options => axe.run(document, options)", options)["violations"]:
                ou = " | ".join(f"{noeud['html'][:200]} ({noeud['failureSummary']})" for noeud in faute["nodes"][:3])
                trouvees.append(f"{page.url} ({theme}, {page.viewport_size['width']} px) {faute['id']} : {ou}")
        page.evaluate(_CHANGER, "light")
        return trouvees
