"""Addresses of the extensions and of a resource's own dates."""

from django.urls import URLPattern, path

from commun.liens import PREFIXE
from productions.views.reports import dates, demandes, par_lien, reponses

urlpatterns: list[URLPattern] = [
    path("ressources/<int:pk>/report/<slug:nature>/", demandes.demander, name="demander_report"),
    path("ressources/<int:pk>/date/<slug:nature>/", dates.fixer_date, name="fixer_date"),
    path("reports/<int:pk>/", demandes.report, name="report"),
    *(
        path(f"reports/<int:pk>/{geste}/", reponses.repondre, {"geste": geste}, name=nom)
        for geste, nom in (
            ("accorder", "accorder_report"),
            ("refuser", "refuser_report"),
            ("proposer", "proposer_date"),
            ("accepter", "accepter_date"),
            ("retirer", "retirer_report"),
        )
    ),
    path(f"{PREFIXE}/report/<str:signature>/", par_lien.demander_par_lien, name="demander_report_par_lien"),
]
