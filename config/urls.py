"""Every address of the service: one line a room, from the top of the house to the bottom."""

from django.contrib import admin
from django.urls import include, path

from config.sante import Sante

urlpatterns = [
    path("", include("accueil.urls")),
    path("", include("bilans.urls")),
    path("", include("suivi.urls")),
    path("", include("validations.urls")),
    path("", include("productions.urls")),
    path("", include("calendrier.urls")),
    path("", include("grilles.urls")),
    path("", include("courriers.urls")),
    path("", include("poles.urls")),
    path("", include("importations.urls")),
    path("", include("journal.urls")),
    path("", include("aide.urls")),
    path("", include("comptes.urls")),
    path("", include("commun.urls")),
    path("compte/", include("comptes.urls_connexion")),
    path("administration/", admin.site.urls),
    path("sante/", Sante.as_view(), name="sante"),
]

handler400 = "commun.views.erreurs.requete_incorrecte"
handler500 = "commun.views.erreurs.erreur_serveur"
