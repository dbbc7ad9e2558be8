"""« Qui a été rappelé de quoi »: for whoever leads the pôle."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendrier.filtres import FiltreRappels
from calendrier.models import Rappel
from calendrier.rappels.phrases import a_un_tiers, moment
from calendrier.views.regles import REGLER, adresse_des_regles, fil_des_rappels
from commun.horloge import maintenant
from commun.listes import Colonne, Liste
from poles.views.acces import campagne_de


@require_safe
def rappels(request: HttpRequest, slug: str, cycle: str) -> HttpResponseBase:
    campagne = campagne_de(request, REGLER, slug, cycle)
    instant = maintenant()
    siens = Rappel.objects.filter(campagne=campagne)
    filtre = FiltreRappels(request.GET or None, queryset=siens, maintenant=instant)
    liste = Liste(request, filtre, _colonnes(instant), "-jour", _habiller)
    if liste.a_exporter:
        return liste.exporter("rappels")
    contexte = {
        "campagne": campagne,
        "filtre": filtre,
        "liste": liste,
        "page": liste.page,
        "lignes": [{"rappel": r, **_dite(r, instant)} for r in liste.page],
        "regles": adresse_des_regles(campagne),
        "fil": fil_des_rappels(campagne, ("Rappels envoyés", "")),
    }
    return render(request, "calendrier/rappels.html", contexte)


def _dite(rappel: Rappel, instant: datetime) -> dict[str, str]:
    """The row's words, as somebody else than its person reads them."""
    return {
        "titre": a_un_tiers(rappel.titre),
        "moment": moment(rappel.occurrence),
        "etat": rappel.etat_affiche(instant),
    }


def _habiller(lignes: QuerySet[Rappel]) -> QuerySet[Rappel]:
    return lignes.select_related("personne", "courriel")


def _colonnes(instant: datetime) -> list[Colonne]:
    return [
        Colonne("Jour", lambda r: r.jour, tri="jour"),
        Colonne("Personne", lambda r: r.personne.nom_complet),
        Colonne("De quoi", lambda r: a_un_tiers(r.titre)),
        Colonne("Échéance", lambda r: r.echeance),
        Colonne("Rappel", lambda r: moment(r.occurrence)),
        Colonne("État", lambda r: r.etat_affiche(instant)),
    ]
