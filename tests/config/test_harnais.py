"""The guards of the tests catch what they are there for."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.template import Origin, engines
from django.template.base import Template
from django.test import RequestFactory

from tests.gardes import LectureSeule


def gabarit(texte: str, nom: str) -> Template:
    return Template(texte, Origin(str(settings.BASE_DIR / nom)), nom, engines["django"].engine)


def rendre(texte: str, nom: str = "templates/essai.html") -> str:
    from django.template import Context

    return gabarit(texte, nom).render(Context({"connue": "oui"}))


def test_variable_inconnue_dans_nos_gabarits() -> None:
    with pytest.raises(AssertionError, match="absente"):
        rendre("{{ connue }} {{ absente }}")


@pytest.mark.parametrize(
    "texte", ['{{ absente|default:"-" }}', '{{ absente|default_if_none:"-" }}{% if absente %}x{% endif %}']
)
def test_variable_facultative_admise(texte: str) -> None:
    attendu = "-" if "default:" in texte else ""
    assert rendre(texte) == attendu


def test_variable_inconnue_ailleurs_admise() -> None:
    assert rendre("[{{ absente }}]", ".venv/lib/essai.html") == "[]"


@pytest.mark.django_db
@pytest.mark.sqlite
def test_une_lecture_qui_ecrit_est_refusee() -> None:
    def vue(request: object) -> HttpResponse:
        with connection.cursor() as curseur:
            curseur.execute("DELETE FROM django_content_type WHERE id = -1")
        return HttpResponse()

    requetes = RequestFactory()
    assert LectureSeule(vue)(requetes.post("/")).status_code == 200
    with pytest.raises(AssertionError, match="GET / écrit en base"):
        LectureSeule(vue)(requetes.get("/"))


@pytest.mark.parametrize("tour", [1, 2])
def test_cache_vide_a_chaque_essai(tour: int) -> None:
    assert cache.get("trace") is None
    cache.set("trace", tour)
    assert cache.get("trace") == tour
