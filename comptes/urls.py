"""Addresses of one's own account. Signing in keeps the names that allauth expects: see urls_connexion.py."""

from django.urls import path

from commun.liens import PREFIXE
from comptes.views import adresse, compte, connexion

app_name = "comptes"
urlpatterns = [
    path("compte/", compte.mon_compte, name="mon_compte"),
    path("compte/adresse/", adresse.changer, name="changer_adresse"),
    path("compte/adresse/renoncer/", adresse.renoncer, name="renoncer_adresse"),
    path(f"{PREFIXE}/adresse/<str:jeton>/", adresse.confirmer, name="confirmer_adresse"),
    path("compte/demonstration/<int:pk>/", connexion.connexion_demonstration, name="connexion_demonstration"),
]
