"""The two doors of one test's pages: the tester's own account, or a personal link that opens nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commun.horloge import maintenant
from commun.liens import lien_personnel
from productions.models import LienDeTest, TestEnClasse
from productions.queries.tests_classe import PARENTS

INCONNU = "Ce lien n'est pas complet, ou il n'a jamais existé : recopiez-le en entier depuis le courriel."


@dataclass(frozen=True)
class Porte:
    """`jeton` is the link's secret, as the address holds it; empty for who is signed in."""

    test: TestEnClasse
    jeton: str = ""
    lien: LienDeTest | None = None

    def adresse(self, page: str, *suite: object) -> str:
        """Another page of the same test, by the same door."""
        if self.jeton:
            return reverse(f"productions:{page}_par_lien", args=[self.jeton, *suite])
        return reverse(f"productions:{page}", args=[self.test.pk, *suite])

    @property
    def adresses(self) -> dict[str, str]:
        """Those that the templates name."""
        pages = ("mon_test", "date_du_test", "renoncer_test", "reponses_test", "attestation_test", "photos_test")
        return {page: self.adresse(page) for page in (*pages, "brouillon_test")}

    @property
    def acteur(self) -> object:
        """Who acts: nobody, for the journal, when it is by a link."""
        return None if self.jeton else self.test.testeur


Vue = Callable[..., HttpResponse]


def par_compte(vue: Vue, *methodes: str) -> Vue:
    """For the tester alone, whoever else may see the resource; a superuser tests nothing in somebody's stead."""

    @require_http_methods(_avec_head(methodes))
    @never_cache
    @wraps(vue)
    def gardee(request: HttpRequest, pk: int, **suite: object) -> HttpResponse:
        siens = TestEnClasse.objects.filter(testeur=request.user).select_related(*PARENTS)
        return vue(request, Porte(get_object_or_404(siens, pk=pk)), **suite)

    return gardee


def par_lien(vue: Vue, *methodes: str) -> Vue:
    """For whoever holds a link that serves; any other is told kindly why it does not."""

    @lien_personnel(*methodes, limite=getattr(vue, "limite", "lien_personnel"))
    @wraps(vue)
    def gardee(request: HttpRequest, jeton: str, **suite: object) -> HttpResponse:
        lien = lien_du_jeton(jeton)
        if lien is None:
            # Guessing costs: who tries secrets is soon told to wait.
            trop = ratelimit.consume_or_429(request, action="lien_inconnu", limit_get=True)
            return trop or ferme(request, INCONNU, statut=404)
        if refus := lien.refus(maintenant()):
            return ferme(request, refus, jeton=jeton if lien.renouvelable(maintenant()) else "")
        return vue(request, Porte(lien.test, jeton, lien), **suite)

    return gardee


def lien_du_jeton(jeton: str) -> LienDeTest | None:
    """The row of a secret: one query, by its digest."""
    parents = (f"test__{parent}" for parent in PARENTS)
    return LienDeTest.objects.de(jeton).select_related("test", *parents).first()


def ferme(request: HttpRequest, refus: str, *, jeton: str = "", statut: int = 410) -> HttpResponse:
    """`jeton`: of a link that may be replaced by another, sent to the same address."""
    contexte = {"refus": refus, "jeton": jeton}
    return render(request, "productions/tests/lien_ferme.html", contexte, status=statut)


def _avec_head(methodes: tuple[str, ...]) -> list[str]:
    return [*methodes, "HEAD"] if "GET" in methodes else list(methodes)
