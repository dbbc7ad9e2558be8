from django.urls import path

from commun.liens import PREFIXE
from suivi.views import compte_rendu, consigner, deroulement, etapes, liste, page, planification, reponses

app_name = "suivi"
_POLE = "poles/<slug:slug>/<str:cycle>"
urlpatterns = [
    path(f"{_POLE}/etapes/", etapes.etapes, name="etapes"),
    path(f"{_POLE}/etapes/<slug:nature>/<int:rang>/", consigner.consigner, name="consigner"),
    path("etapes/<int:pk>/", etapes.etape, name="etape"),
    path(f"{_POLE}/reunions/", liste.reunions, name="reunions"),
    path(f"{_POLE}/reunions/nouvelle/", planification.nouvelle, name="nouvelle_reunion"),
    path("reunions/", liste.mes_reunions, name="mes_reunions"),
    path("reunions/<int:pk>/", page.reunion, name="reunion"),
    path("reunions/<int:pk>/reunion.ics", page.agenda, name="agenda"),
    path("reunions/<int:pk>/modifier/", planification.modifier, name="modifier_reunion"),
    path("reunions/<int:pk>/annuler/", planification.annuler, name="annuler_reunion"),
    path("reunions/<int:pk>/repondre/", reponses.repondre, name="repondre"),
    path("reunions/<int:pk>/presences/", deroulement.presences, name="presences"),
    path("reunions/<int:pk>/feuille-de-presence/", deroulement.feuille, name="feuille_presence"),
    path("reunions/<int:pk>/compte-rendu/", compte_rendu.rediger, name="rediger"),
    path("reunions/<int:pk>/decisions/", compte_rendu.ajouter_decision, name="ajouter_decision"),
    path("reunions/<int:pk>/point-etape/<int:campagne>/", compte_rendu.compter, name="compter_comme_point"),
    path("decisions/<int:pk>/", compte_rendu.corriger_decision, name="modifier_decision"),
    path("decisions/<int:pk>/faite/", compte_rendu.faire, name="faire_decision"),
    path(f"{PREFIXE}/reunion/<str:jeton>/", reponses.repondre_par_lien, name="repondre_par_lien"),
]
