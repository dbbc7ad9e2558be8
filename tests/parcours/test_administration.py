"""The administration's own pages, as a coordinator and as a superuser: what axe finds there that is ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import Page

from comptes.models import Personne
from tests import fabrique
from tests import monde as le_monde
from tests.conftest import COMPLET
from tests.monde import Monde
from tests.parcours.examen import Examen
from tests.parcours.test_accessibilite import ORDINATEUR, PAGE, TELEPHONE, Promenade
from tests.visites import Visite

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# What Django's own templates render, each with the reason why it is theirs and harmless enough to wait for them.
DE_DJANGO = {
    "aria-input-field-name": "inside a list that is searched, select2 gives its text the role of a nameless field",
    "empty-table-header": "the last column of related records, where « supprimer » stands, has no heading",
}
# In `make test`: one table of each kind, at 1280 px; all of them in COMPLET, at 390 px too.
MONTREES = {"superutilisateur": ("poles.Mandat", "calendrier.Cycle"), "coordination": ("productions.Ressource",)}


@pytest.fixture
def monde(transactional_db) -> Monde:
    return le_monde.creer()


def test_axe_ne_trouve_rien_qui_soit_a_nous(page: Page, base_url: str, examen: Examen, monde: Monde) -> None:
    promenade = Promenade(page, base_url, examen)
    gens = {"superutilisateur": fabrique.superutilisateur(), "coordination": monde.roles["coordination"]}
    for role, qui in gens.items():
        for adresse in adresses(qui, MONTREES[role]):
            promenade.devenir(Visite(adresse, adresse, qui, role))
            _regarder(promenade, adresse)
        for rang, adresse in enumerate(_listes_d_actions(qui)):
            if COMPLET or (rang == 0 and role == "coordination"):
                _confirmer(promenade, adresse)
    assert not promenade.fautes, "\n".join(promenade.fautes)


def adresses(qui: Personne, montrees: tuple[str, ...]) -> Iterator[str]:
    """The index; of each table its list, its filters, a record, its history, its deletion, its form to add."""
    yield reverse("admin:index")
    requete = _requete(qui)
    for modele, table in admin.site._registry.items():
        if not COMPLET and modele._meta.label not in montrees:
            continue
        if not table.has_view_permission(requete):
            continue
        yield _adresse(modele, "changelist")
        if table.has_add_permission(requete):
            yield _adresse(modele, "add")
        if objet := table.get_queryset(requete).order_by("pk").first():
            yield _adresse(modele, "change", objet)
            yield _adresse(modele, "history", objet)
            if table.has_delete_permission(requete, objet):
                yield _adresse(modele, "delete", objet)


def _adresse(modele: type[Model], page: str, *objets: Model) -> str:
    nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_{page}"
    return reverse(nom, args=[objet.pk for objet in objets])


def _requete(qui: Personne) -> HttpRequest:
    requete = RequestFactory().get("/")
    requete.user = qui
    return requete


def _regarder(promenade: Promenade, adresse: str) -> None:
    promenade.page.set_viewport_size(ORDINATEUR)
    promenade.page.goto(promenade.base_url + adresse)
    for resume in promenade.page.locator("details:not([open]) > summary").all():
        if resume.is_visible():
            resume.click()
    promenade.fautes += promenade.examen.examiner(promenade.page, DE_DJANGO, toujours=True)
    if COMPLET:
        promenade.page.set_viewport_size(TELEPHONE)
        debords = promenade.page.evaluate(PAGE)["deborde"]
        promenade.fautes += [f"{adresse} déborde à 390 px : {quoi}" for quoi in debords]
        promenade.fautes += promenade.examen.examiner(promenade.page, DE_DJANGO, toujours=True)


def _listes_d_actions(qui: Personne) -> Iterator[str]:
    requete = _requete(qui)
    for modele, table in admin.site._registry.items():
        if table.has_view_permission(requete) and table.get_queryset(requete).exists() and table.actions:
            yield _adresse(modele, "changelist")


def _confirmer(promenade: Promenade, adresse: str) -> None:
    """The page that says what an action on several records will do."""
    page = promenade.page
    page.set_viewport_size(ORDINATEUR)
    page.goto(promenade.base_url + adresse)
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option(index=1)
    page.locator("button[name=index]").click()
    promenade.fautes += promenade.examen.examiner(page, DE_DJANGO, toujours=True)
