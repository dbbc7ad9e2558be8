"""Signing in, with allauth's flows and the demonstration's accounts."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from comptes.connexion import ouvrir_session
from comptes.demo import comptes_de_demonstration
from comptes.forms import CodeForm
from comptes.models import Personne


class Connexion(LoginView):
    """allauth's page, with the code asked on the same screen and the tiles of the demonstration below."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, formulaire_code=CodeForm(auto_id="code_%s"), comptes_demo=comptes_de_demonstration()
        )


connexion = Connexion.as_view()


@require_POST
@login_not_required
def connexion_demonstration(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a demonstration account without a password; 404 for any other account, and outside demo mode."""
    if not settings.DEMO:
        raise Http404
    personne = get_object_or_404(Personne.objects.filter(is_active=True).exclude(demo_libelle=""), pk=pk)
    ouvrir_session(request, personne)
    suite = request.POST.get("next", "")
    return redirect(suite if get_adapter(request).is_safe_url(suite) else settings.LOGIN_REDIRECT_URL)
