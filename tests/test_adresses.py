"""Every page answers: to whom it is for, and properly to everybody else."""

from django.http import HttpResponse
from django.test import Client, TestCase, override_settings

from commun.pagination import PaginateurBorne
from comptes.models import Personne
from tests import monde, visites
from tests.test_listes import LISTES

# Some send elsewhere; what the software writes by itself is neither added nor deleted in the administration.
AUTRE_STATUT = {
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


@override_settings(DEMO=True)  # some pages exist there only
class AdressesTest(TestCase):
    """A class, so that the world is made once for the three tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.monde = monde.creer()
        cls.roles: dict[str, Personne | None] = {**cls.monde.roles, "": None}

    def client_de(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if self.roles[role]:
            client.force_login(self.roles[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_chaque_page_repond_a_qui_elle_s_adresse(self) -> None:
        clients = {role: self.client_de(role) for role in self.roles}
        fautes, pagines = [], set()
        for visite in [*visites.visites(self.monde), *visites.visites_de_l_administration(self.monde)]:
            reponse = _lire(clients[visite.role], visite.url)
            prevus = {200, AUTRE_STATUT.get(visite.nom), AUTRE_STATUT.get(visite.nom.rsplit("_")[-1])}
            if reponse.status_code not in prevus:
                fautes.append((visite.nom, visite.url, visite.role, reponse.status_code))
            if _est_paginee(reponse.context):
                pagines.add(visite.nom)
        assert not fautes, "\n".join(map(str, fautes))
        assert pagines - set(LISTES) == set(), "à ajouter dans tests/test_listes.py"

    def test_chaque_page_repond_a_tout_le_monde(self) -> None:
        """No role, and nobody, ever gets an error of ours; one address of each page is enough here."""
        adresses = {visite.nom: visite.url for visite in visites.visites(self.monde)}
        fautes = []
        for role in self.roles:
            client = self.client_de(role)
            for url in adresses.values():
                reponse = _lire(client, url)
                if reponse.status_code not in {200, 302, 403, 404, 405, 409}:
                    fautes.append((url, role, reponse.status_code))
        assert not fautes, "\n".join(map(str, fautes))

    def test_un_get_sur_une_action_est_refuse(self) -> None:
        client = self.client_de("superutilisateur")
        statuts = {url: client.get(url).status_code for url in visites.visites_sans_get(self.monde)}
        assert {url: statut for url, statut in statuts.items() if statut != 405} == {}


def _lire(client: Client, url: str) -> HttpResponse:
    reponse = client.get(url)
    if reponse.streaming:
        # A file is closed once read to its end.
        b"".join(reponse)
    return reponse


def _est_paginee(contexte: object) -> bool:
    page = contexte.get("page") if contexte else None
    return isinstance(getattr(page, "paginator", None), PaginateurBorne)
