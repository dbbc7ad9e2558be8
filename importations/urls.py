from django.urls import path

from importations.views import depot, importation, referentiels

TABLEAU = "importer/<slug:sorte>/<int:portee>"

app_name = "importations"
urlpatterns = [
    path("importer/", referentiels.referentiels, name="referentiels"),
    path(f"{TABLEAU}/", depot.deposer, name="deposer"),
    path(f"{TABLEAU}/modele/<slug:extension>/", depot.modele, name="modele"),
    path(f"{TABLEAU}/liste/<slug:extension>/", depot.liste, name="liste"),
    path("importations/<int:pk>/", importation.importation, name="importation"),
    path("importations/<int:pk>/importer/", importation.importer, name="importer"),
    path("importations/<int:pk>/envoi/", importation.reprendre_envoi, name="reprendre_envoi"),
    path("importations/<int:pk>/abandonner/", importation.abandonner, name="abandonner"),
]
