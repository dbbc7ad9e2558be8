"""Every page, on a computer and on a phone: what axe finds, and what every page of ours must have."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import monde as le_monde
from tests import services, visites
from tests.gardes import NOS_GABARITS
from tests.monde import Monde
from tests.parcours.examen import Examen
from tests.parcours.pages_provoquees import demander_un_code, ecarter_un_texte, faire_des_erreurs
from tests.visites import Visite

ORDINATEUR, TELEPHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# What no screen of this walk shows, and why.
SANS_ECRAN = {
    "courriels/": "e-mails",
    "account/messages/": "sentences, said in a page",
    "bilans/document/complement.html": "the same, of the results that come later",
    "bilans/document/bilan.html": "the paper of the PDFs; its sections are on the page that previews it",
    "impression.html": "the paper of the PDFs, never a page",
    "productions/pdf/": "the paper of the PDFs, never a page",
    "suivi/pdf/": "the same",
    "validations/pdf/": "the same",
    "commun/travail_etat.html": "a part of travail.html, asked for by htmx",
    "productions/depot/_suivi.html": "parts of the deposit page, asked for by htmx",
    "crispy_dsfr/layout/": "the form library's layouts: see tests/commun/test_composants.py",
    "crispy_dsfr/inputs.html": "the same",
    "crispy_dsfr/display_form.html": "the same",
    "crispy_dsfr/errors_formset.html": "the same",
    "crispy_dsfr/uni_formset.html": "the same",
    "crispy_dsfr/whole_uni_form.html": "the same",
    "crispy_dsfr/whole_uni_formset.html": "the same",
}
# Answers without a page of ours, or that send to another page.
SANS_PAGE = {
    "sante",
    "bilans:classeur",
    "bilans:tableau",
    "bilans:telecharger",
    "calendrier:flux",
    "productions:telecharger",
    "productions:attestation_test",
    "productions:attestation_test_par_lien",
    "productions:fichier_du_test",
    "productions:fichier_du_test_par_lien",
    "productions:photo_de_resultat",
    "productions:photo_test",
    "productions:photo_test_par_lien",
    "productions:qr_test_par_lien",
    "productions:televersement",
    "suivi:agenda",
    "commun:resultat_travail",
    "courriers:textes",
    "importations:liste",
    "importations:modele",
    "validations:suivante",
    "account_confirm_login_code",
}
FICHIER = re.compile(r"\bformat=(csv|xlsx)\b")
# In the administration our templates set the frame and the colours; one page of each kind shows them.
ADMINISTRATION = (
    "index",
    "campagne_changelist",
    "ficheprojet_changelist",
    "campagne_change",
    "campagne_history",
    "personne_add",
    "ressource_change",
)
# Two halves of the rooms, about as long as each other, walked at the same time in two processes.
RESSOURCES, AUTRES = PARTIES = ("ressources", "autres")
SALLES_DES_RESSOURCES = {"accueil", "productions", "suivi", "validations"}
# What axe says there of Django's own tables of related records.
DE_DJANGO = {"empty-table-header"}

PAGE = """() => {
    const racine = document.documentElement;
    const nommes = e => (e.labels && e.labels.length) || e.ariaLabel || e.hasAttribute('aria-labelledby');
    const champs = document.querySelectorAll('input:not([type=hidden]):not([type=submit]), select, textarea');
    return {
        h1: document.querySelectorAll('h1').length,
        langue: racine.lang,
        titre: document.title,
        main: document.querySelectorAll('main').length,
        sans_nom: [...champs].filter(e => !nommes(e)).map(e => e.outerHTML.slice(0, 120)),
        doublons: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, tous) => tous.indexOf(id) !== i),
        deborde: racine.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 3).map(e => e.outerHTML.slice(0, 150)).concat(racine.scrollWidth + ' px'),
    };
}"""


# The DSFR's script turns the phone's menu from a dialog into a plain block some frames after the page is made wide.
_MENU_POSE = """() => new Promise((fini) => {
    const attendre = (images) => {
        const menu = document.getElementById('menu-mobile');
        const pose = !menu || menu.hasAttribute('role') === menu.hasAttribute('aria-labelledby');
        if ((images > 2 && pose) || images > 300) fini();
        else requestAnimationFrame(() => attendre(images + 1));
    };
    attendre(0);
})"""


class Promenade:
    """One browser that becomes each person in turn, and what it finds."""

    def __init__(self, page: Page, base_url: str, examen: Examen) -> None:
        self.page, self.base_url, self.examen = page, base_url, examen
        self.fautes: list[str] = []
        self.titres: dict[str, set[str]] = defaultdict(set)
        self.gabarits: set[str] = set()
        self._sessions: dict[str, str] = {}
        self._role = ""

    def voir(self, visite: Visite) -> None:
        self.devenir(visite)
        self.page.goto(visite.url)
        self.regarder(visite.nom, visite.role)

    def regarder(self, nom: str, role: str) -> None:
        """What is on screen: a phone's, which is made wide only where axe has something to see there."""
        self.gabarits |= self.examen.gabarits(self.page)
        self.fautes += [f"{self.page.url} ({role}) : {faute}" for faute in self._structure(nom)]
        self.fautes += self.examen.examiner(self.page)
        if self.examen.nouveaux(self.page, etroit=False):
            self.page.set_viewport_size(ORDINATEUR)
            self.page.evaluate(_MENU_POSE)
            self.fautes += self.examen.examiner(self.page)
            self.page.set_viewport_size(TELEPHONE)

    def cliquer(self, bouton: str) -> None:
        """A form that leaves: what is looked at next is the page that answers."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=bouton).click()

    def devenir(self, visite: Visite) -> None:
        if visite.role == self._role:
            return
        self._role = visite.role
        self.page.context.clear_cookies()
        if visite.qui is None:
            return
        if visite.role not in self._sessions:
            client = Client()
            client.force_login(visite.qui, backend="django.contrib.auth.backends.ModelBackend")
            self._sessions[visite.role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self._sessions[visite.role], "url": self.base_url}
        self.page.context.add_cookies([cookie])

    def _structure(self, nom: str) -> Iterator[str]:
        page = self.page.evaluate(PAGE)
        # The same page by two doors: one's account, and a personal link.
        self.titres[page["titre"]].add(nom.removesuffix("_par_lien"))
        if page["h1"] != 1:
            yield f"{page['h1']} h1"
        if page["main"] != 1:
            yield f"{page['main']} main"
        if page["langue"] != "fr":
            yield f"langue « {page['langue']} »"
        if len(page["titre"].strip(" —")) < 8 or page["titre"].startswith(" —"):
            yield f"titre « {page['titre']} »"
        if page["sans_nom"]:
            yield f"champs sans étiquette : {page['sans_nom']}"
        if page["doublons"]:
            yield f"id en double : {page['doublons']}"
        yield from (f"déborde à 390 px : {debord}" for debord in page["deborde"])


@pytest.fixture
def monde(transactional_db) -> Monde:
    return le_monde.creer()


@pytest.fixture
def promenade(page: Page, base_url: str, examen: Examen, settings) -> Promenade:
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.parcours.adresses"
    page.set_viewport_size(TELEPHONE)
    return Promenade(page, base_url, examen)


@pytest.mark.long
@pytest.mark.parametrize("partie", PARTIES)
def test_toutes_les_pages(partie: str, promenade: Promenade, monde: Monde, anomalies: list[str]) -> None:
    # A list asked as a file is no page: the browser saves it.
    a_voir = [v for v in visites.visites(monde) if v.nom not in SANS_PAGE and not FICHIER.search(v.url)]
    for visite in sorted((v for v in a_voir if _partie(v) == partie), key=lambda v: v.role):
        promenade.voir(visite)
    if partie == AUTRES:
        faire_des_erreurs(promenade, monde)
        ecarter_un_texte(promenade, monde)
        demander_un_code(promenade)
        _administrer(promenade, monde)
        # The browser writes the statuses of the pages of error in its console.
        anomalies[:] = [a for a in anomalies if "the server responded with a status of 500" not in a]
    fautes = [*promenade.fautes, *_fautes_de_l_ensemble(partie, promenade)]
    assert not fautes, "\n".join(fautes)


def _partie(visite: Visite) -> str:
    return RESSOURCES if visite.nom.split(":")[0] in SALLES_DES_RESSOURCES else AUTRES


def _fautes_de_l_ensemble(partie: str, promenade: Promenade) -> Iterator[str]:
    """What only all the parts together show: the one that ends last reads what the others noted."""
    notes = services.dossier() / "pages"
    notes.mkdir(exist_ok=True)
    vu = {"gabarits": list(promenade.gabarits), "titres": {t: list(noms) for t, noms in promenade.titres.items()}}
    # Renamed once whole: no other part finds half of it.
    (notes / f"{partie}.brouillon").write_text(json.dumps(vu))
    (notes / f"{partie}.brouillon").rename(notes / partie)
    if not all((notes / autre).exists() for autre in PARTIES):
        return
    gabarits, titres = set[str](), defaultdict[str, set[str]](set)
    for autre in PARTIES:
        note = json.loads((notes / autre).read_text())
        gabarits.update(note["gabarits"])
        for titre, noms in note["titres"].items():
            titres[titre].update(noms)
    # Two pages never have the same title.
    yield from (f"titre partagé : {titre}, {sorted(noms)}" for titre, noms in titres.items() if len(noms) > 1)
    yield from (f"gabarit qu'aucune visite ne montre : {nom}" for nom in sorted(_nos_gabarits() - gabarits))


def _administrer(promenade: Promenade, monde: Monde) -> None:
    for visite in visites.visites_de_l_administration(monde):
        if visite.nom.endswith(ADMINISTRATION):
            promenade.devenir(visite)
            promenade.page.set_viewport_size(ORDINATEUR)
            promenade.page.goto(visite.url)
            promenade.fautes += promenade.examen.examiner(promenade.page, DE_DJANGO, toujours=True)
            promenade.gabarits |= promenade.examen.gabarits(promenade.page)
    _choisir_plusieurs(promenade)


def _choisir_plusieurs(promenade: Promenade) -> None:
    """What is asked before an export of a list, and before an action on several rows."""
    page, liste = promenade.page, reverse("admin:productions_ficheprojet_changelist")
    page.goto(liste)
    page.get_by_role("button", name="Exporter cette liste").click()
    page.get_by_role("heading", name="Exporter").wait_for()
    promenade.fautes += promenade.examen.examiner(page, DE_DJANGO, toujours=True)
    promenade.gabarits |= promenade.examen.gabarits(page)
    page.goto(liste)
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("renvoyer")
    page.locator("button[name=index]").click()
    page.get_by_role("heading", name="Ce qui va se passer").wait_for()
    promenade.fautes += promenade.examen.examiner(page, DE_DJANGO, toujours=True)
    promenade.gabarits |= promenade.examen.gabarits(page)


def _nos_gabarits() -> set[str]:
    """All our templates that a screen can show."""
    tous = (str(chemin.relative_to(NOS_GABARITS)) for chemin in Path(NOS_GABARITS).rglob("*.html"))
    return {nom for nom in tous if not nom.startswith(tuple(SANS_ECRAN))}
