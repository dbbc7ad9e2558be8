import pytest
from django.test import RequestFactory

from commun import pagination
from commun.models import Courriel


@pytest.fixture
def _courriels(db, instant) -> None:
    Courriel.objects.bulk_create(
        Courriel(cle=str(n), adresse="a@b.fr", gabarit="x", sujet=f"S{n}", cree_le=instant) for n in range(7)
    )


def page(demandee: str, par_page: int = 3):
    requete = RequestFactory().get("/", {"page": demandee})
    return pagination.paginer(requete, Courriel.objects.order_by("pk"), par_page)


@pytest.mark.usefixtures("_courriels")
@pytest.mark.parametrize(("demandee", "obtenue"), [("", 1), ("2", 2), ("99", 3), ("deux", 1), ("-1", 3), ("0", 3)])
def test_la_page_la_plus_proche(demandee: str, obtenue: int) -> None:
    assert page(demandee).number == obtenue


@pytest.mark.usefixtures("_courriels")
def test_compte_borne(monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr(pagination, "LIGNES_COMPTEES", 5)
    with django_assert_num_queries(2) as requetes:
        lignes = list(page("1"))
    assert len(lignes) == 3
    assert "LIMIT 5" in requetes.captured_queries[0]["sql"]
    assert page("1").paginator.count == 5
    assert page("1").paginator.borne_atteinte


@pytest.mark.django_db
def test_une_liste_sans_ordre_est_refusee() -> None:
    with pytest.raises(ValueError, match="ordonné"):
        pagination.paginer(RequestFactory().get("/"), Courriel.objects.order_by())
