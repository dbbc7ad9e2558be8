"""One's own account: who I am for the service, and what each room lets me change of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.horloge import aujourdhui
from comptes.rubriques import rubriques


@require_safe
def mon_compte(request: HttpRequest) -> HttpResponse:
    contexte = {
        "changement": request.user.changements_adresse.vivants().first(),
        "rubriques": rubriques(request.user, aujourdhui()),
        "fil": [("Mon compte", "")],
    }
    return render(request, "comptes/mon_compte.html", contexte)
