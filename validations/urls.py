"""Addresses of the room: signing, asking for a validation, publishing."""

from django.urls import path

from validations.views import demandes, publications, tableau, visa, visas

app_name = "validations"
urlpatterns = [
    path("visas/", visas.mes_visas, name="mes_visas"),
    path("validations/", tableau.tableau, name="tableau"),
    path("validations/suivante/", tableau.suivante, name="suivante"),
    path("validations/<int:pk>/", visa.viser, name="viser"),
    path("ressources/<int:pk>/validation/demander/", demandes.demander, name="demander"),
    path("ressources/<int:pk>/validation/retirer/", demandes.retirer, name="retirer_demande"),
    path("ressources/<int:pk>/validation/valider/", demandes.valider, name="valider_formation"),
    path("ressources/<int:pk>/abandonner/", demandes.abandonner_la_ressource, name="abandonner"),
    path("ressources/<int:pk>/publier/", publications.publier_la_ressource, name="publier"),
    path("publications/<int:pk>/corriger/", publications.corriger, name="corriger_publication"),
    path("publications/<int:pk>/retirer/", publications.retirer, name="retirer_publication"),
]
