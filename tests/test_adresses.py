"""Every page answers to whom it is for, and says nobody's name amiss.

What it answers to everybody else stands in tests/permissions/table.txt.
"""

import pytest
from django.http import HttpResponse
from django.test import Client

from commun.pagination import PaginateurBorne
from tests import visites
from tests.conftest import COMPLET
from tests.entrees.guichet import page_de
from tests.test_elision import heurts, hors_des_pages, monde_elide
from tests.test_listes import LISTES

# Some send elsewhere; what the software writes by itself is neither added nor deleted in the administration.
AUTRE_STATUT = {
    "courriers:textes": 302,
    "validations:suivante": 302,
    "account_confirm_login_code": 302,
    "account_reset_password_from_key": 302,
    "add": 403,
    "delete": 403,
}


def test_chaque_adresse_a_son_exemple() -> None:
    connues = set(visites.EXEMPLES) | visites.SANS_GET
    assert visites.noms_des_adresses() - connues == set(), "à ajouter dans tests/visites.py"
    assert connues - visites.noms_des_adresses() == set(), "n'existent plus"


@pytest.mark.long
@pytest.mark.django_db
def test_chaque_page_repond_et_dit_bien_les_noms(settings, monkeypatch) -> None:
    """One test, because the world takes longer to make than to visit."""
    settings.DEMO = True  # some pages exist there only
    monde = monde_elide(monkeypatch)
    clients = {role: _client(personne) for role, personne in {**monde.roles, "": None}.items()}
    fautes, paginees, textes = [], set(), hors_des_pages()
    a_voir = [*visites.visites(monde), *visites.visites_de_l_administration(monde)]
    if not COMPLET:
        # The first of each address, and the lists as files: the browser's walk sees the others.
        fichiers = [v for v in a_voir if "format=csv" in v.url]
        a_voir = [*{v.nom: v for v in reversed(a_voir)}.values(), *fichiers]
    for visite in a_voir:
        reponse = _lire(clients[visite.role], visite.url)
        prevus = {200, AUTRE_STATUT.get(visite.nom), AUTRE_STATUT.get(visite.nom.rsplit("_")[-1])}
        if reponse.status_code not in prevus:
            fautes.append((visite.nom, visite.url, visite.role, reponse.status_code))
        if _est_paginee(reponse.context):
            paginees.add(visite.nom)
        if not visite.nom.startswith("admin:"):
            textes[visite.url] = page_de(reponse)
    assert not fautes, "\n".join(map(str, fautes))
    assert not heurts(textes)
    assert paginees - set(LISTES) == set(), "à ajouter dans tests/test_listes.py"


def _client(personne) -> Client:
    client = Client(raise_request_exception=False)
    if personne:
        client.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _lire(client: Client, url: str) -> HttpResponse:
    reponse = client.get(url)
    if reponse.streaming:
        # A file is closed once read to its end.
        b"".join(reponse)
    return reponse


def _est_paginee(contexte: object) -> bool:
    page = contexte.get("page") if contexte else None
    return isinstance(getattr(page, "paginator", None), PaginateurBorne)
