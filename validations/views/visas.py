"""« Listes », the visas: of all the resources that one sees, each as far as one may read it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.listes import Colonne, Liste
from comptes.models import Personne
from validations.forms import FiltreMesVisas
from validations.models import Visa
from validations.queries import habiller_visas, visas_visibles

SECRET = "visa donné"  # noqa: S105 - what the others read of it
DONNE = Colonne("Donné", lambda v: v.donne_le, tri="donne_le")


def _colonnes(lecteur: Personne) -> list[Colonne]:
    def avis(visa: Visa) -> str:
        return str(visa.get_avis_display()) if visa.lisible_par(lecteur) else SECRET

    def motif(visa: Visa) -> str:
        return visa.motif if visa.lisible_par(lecteur) else ""

    return [
        Colonne("Ressource", lambda v: v.demande.ressource.titre),
        Colonne("Version", lambda v: v.demande.version.numero, a_l_ecran=False),
        Colonne("Pôle", lambda v: v.demande.ressource.campagne_suivi.pole.nom),
        Colonne("Cycle", lambda v: v.demande.ressource.campagne_suivi.cycle.libelle, a_l_ecran=False),
        Colonne("Nature", Visa.get_nature_display),
        Colonne("Par", lambda v: v.signature),
        Colonne("Avis", avis),
        Colonne("Motif", motif, a_l_ecran=False),
        DONNE,
        Colonne("Issue", lambda v: v.demande.get_issue_display()),
    ]


def filtrer(donnees: QueryDict | None, personne: Personne, maintenant: datetime | None = None) -> FiltreMesVisas:
    return FiltreMesVisas(donnees, queryset=visas_visibles(personne), personne=personne)


@require_safe
def mes_visas(request: HttpRequest) -> HttpResponseBase:
    filtre = filtrer(request.GET or None, request.user)
    liste = Liste(request, filtre, _colonnes(request.user), "-donne_le", partial(habiller_visas, personne=request.user))
    if liste.a_exporter:
        return liste.exporter("visas")
    visas = list(liste.page)
    for visa in visas:
        visa.avis_lu = visa.get_avis_display() if visa.lisible_par(request.user) else SECRET
    contexte = {"liste": liste, "filtre": filtre, "page": liste.page, "lignes": visas, "fil": [("Visas", "")]}
    return render(request, "validations/visas.html", contexte)
