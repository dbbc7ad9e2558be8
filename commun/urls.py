"""Addresses of the plumbing: the pages at the foot of every page, background jobs, the demonstration's mails."""

from django.urls import path

from commun.views import courriels, pages, travaux

app_name = "commun"
urlpatterns = [
    path("accessibilite/", pages.accessibilite, name="accessibilite"),
    path("donnees-personnelles/", pages.donnees_personnelles, name="donnees_personnelles"),
    path("travaux/<uuid:pk>/", travaux.travail, name="travail"),
    path("travaux/<uuid:pk>/annuler/", travaux.annuler, name="annuler_travail"),
    path("travaux/<uuid:pk>/resultat/", travaux.resultat, name="resultat_travail"),
    path("courriels-envoyes/", courriels.courriels_envoyes, name="courriels_envoyes"),
    path("courriels-envoyes/<int:pk>/", courriels.courriel_envoye, name="courriel_envoye"),
]
