"""Addresses of the extensions and of a resource's own dates."""

from django.urls import URLPattern, path

from commun.liens import PREFIXE
from productions.views import reports, reports_par_lien

urlpatterns: list[URLPattern] = [
    path("ressources/<int:pk>/report/<slug:nature>/", reports.demander, name="demander_report"),
    path("ressources/<int:pk>/date/<slug:nature>/", reports.fixer_date, name="fixer_date"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/accorder/", reports.accorder, name="accorder_report"),
    path("reports/<int:pk>/refuser/", reports.refuser, name="refuser_report"),
    path("reports/<int:pk>/proposer/", reports.proposer, name="proposer_date"),
    path("reports/<int:pk>/accepter/", reports.accepter, name="accepter_date"),
    path("reports/<int:pk>/retirer/", reports.retirer, name="retirer_report"),
    path(f"{PREFIXE}/report/<str:signature>/", reports_par_lien.demander_par_lien, name="demander_report_par_lien"),
]
