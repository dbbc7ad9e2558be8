"""« À faire »: what waits for me, then where my pôles are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accueil.a_faire import bornes, trier
from accueil.annee import etape_du_jour
from accueil.queries.campagnes import SUIVEURS, administrees, avec_chiffres, carte, jalons_de, noms_distincts, suivies
from accueil.queries.personnes import administrateurs_a_contacter, noms_des_poles, roles
from accueil.queries.personnes import role_dans as mon_role
from calendrier.obligations import Demande, obligations
from commun.horloge import aujourdhui
from commun.pagination import paginer
from poles.droits import Droits, droits_de
from poles.models import Campagne, Fonction

CARTES = 4


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    droits, jour = droits_de(request.user), aujourdhui()
    dues = list(obligations(Demande(jour, request.user, bornes=bornes(jour))))
    if not (droits.mandats or droits.tous or dues):
        contacts = administrateurs_a_contacter(request.user, jour)
        return render(request, "accueil/sans_mandat.html", {"contacts": contacts})
    contexte = {"roles": roles(droits), **_poles(request, droits, jour)}
    contexte["absence"] = droits.absence
    noms = noms_des_poles(droits, contexte["campagnes"])
    contexte["a_faire"] = trier(dues, jour, noms, excuse=droits.absence is not None)
    if not contexte["a_faire"].pressees:
        contexte["nouvelle_fiche"] = _nouvelle_fiche(droits, contexte["campagnes"])
    return render(request, "accueil/accueil.html", contexte)


def _nouvelle_fiche(droits: Droits, campagnes: list[Campagne]) -> str:
    """Where one begins when nothing waits: a fiche in one's pôle. In several, each pôle's page offers it."""
    if len(campagnes) != 1 or not droits.exerce(Fonction.ENSEIGNANT):
        return ""
    return reverse("productions:nouvelle_fiche", args=[campagnes[0].pole.slug, campagnes[0].cycle.libelle])


def _poles(request: HttpRequest, droits: Droits, jour: date) -> dict[str, Any]:
    """The cards of the pôles I take part in and, for an administration, the list of those it runs."""
    suivis: list[Campagne] = []
    if droits.exerce(*SUIVEURS):
        suivis = list(avec_chiffres(suivies(droits), request.user).order_by("pole__nom", "pk")[: CARTES + 1])
    page = None
    if droits.tous or droits.exerce(Fonction.ADMINISTRATEUR):
        campagnes_administrees = avec_chiffres(administrees(droits), request.user)
        page = paginer(request, campagnes_administrees.order_by("pole__nom", "pk"), 20)
    campagnes = [*suivis[:CARTES], *(page or ())]
    etapes = [etape for c in campagnes if (etape := etape_du_jour(jalons_de(c), jour)) and etape.fin >= jour]
    noms = noms_distincts(campagnes)
    return {
        "campagnes": campagnes,
        "prochaine": min(etapes, key=lambda etape: etape.fin, default=None),
        "cartes": [carte(c, jour, mon_role(droits, c), noms[c.pk]) for c in suivis[:CARTES]],
        "autres_poles": len(suivis) > CARTES,
        "page": page,
        "lignes": [carte(c, jour, nom=noms[c.pk]) for c in page or ()],
    }
