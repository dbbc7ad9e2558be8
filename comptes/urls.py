"""Addresses of one's own account. Signing in keeps the names that allauth expects: see urls_connexion.py."""

from django.urls import path

from comptes import views

app_name = "comptes"
urlpatterns = [
    path("compte/", views.mon_compte, name="mon_compte"),
    path("compte/demonstration/<int:pk>/", views.connexion_demonstration, name="connexion_demonstration"),
]
