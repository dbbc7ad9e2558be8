"""The texts of mails, and what left."""

from django.urls import path

from courriers.views import envois, textes

app_name = "courriers"
urlpatterns = [
    path("courriels/", envois.envois, name="envois"),
    path("courriels/<int:pk>/", envois.envoi, name="envoi"),
    path("courriels/<int:pk>/renvoyer/", envois.renvoyer, name="renvoyer"),
    path("courriels/textes/", textes.textes, name="textes"),
    path("courriels/textes/<str:territoire>/", textes.textes_de, name="textes_de"),
    path("courriels/textes/<str:territoire>/<slug:gabarit>/", textes.texte, name="texte"),
    path("courriels/textes/<str:territoire>/<slug:gabarit>/livre/", textes.retablir, name="retablir"),
]
