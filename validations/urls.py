"""Addresses of the room: signing, asking for a validation, publishing, holding a séance."""

from django.urls import path

from validations.views import demandes, publications, tableau, visa, visas
from validations.views.seances import deroulement, liste, page, preparation, signature, table

app_name = "validations"
urlpatterns = [
    path("visas/", visas.mes_visas, name="mes_visas"),
    path("validations/", tableau.tableau, name="tableau"),
    path("validations/suivante/", tableau.suivante, name="suivante"),
    path("validations/<int:pk>/", visa.viser, name="viser"),
    path("validations/<int:pk>/preparer/", visa.preparer, name="preparer_avis"),
    path("validations/<int:pk>/oublier/", visa.supprimer, name="supprimer_avis_prepare"),
    path("validations/<int:pk>/reconfirmer/", visa.reconfirmer, name="reconfirmer_visa"),
    path("ressources/<int:pk>/validation/demander/", demandes.demander, name="demander"),
    path("ressources/<int:pk>/validation/retirer/", demandes.retirer, name="retirer_demande"),
    path("ressources/<int:pk>/validation/valider/", demandes.valider, name="valider_formation"),
    path("ressources/<int:pk>/abandonner/", demandes.abandonner_la_ressource, name="abandonner"),
    path("ressources/<int:pk>/publier/", publications.publier_la_ressource, name="publier"),
    path("publications/<int:pk>/corriger/", publications.corriger, name="corriger_publication"),
    path("publications/<int:pk>/retirer/", publications.retirer, name="retirer_publication"),
    path("seances/", liste.mes_seances, name="mes_seances"),
    path("seances/<int:pk>/", page.seance, name="seance"),
    path("seances/<int:pk>/modifier/", preparation.modifier, name="modifier_seance"),
    path("seances/<int:pk>/annuler/", preparation.annuler, name="annuler_seance"),
    path("seances/<int:pk>/demander/<int:ressource>/", preparation.demander, name="demander_en_seance"),
    path("seances/<int:pk>/ouvrir/", deroulement.ouvrir, name="ouvrir_seance"),
    path("seances/<int:pk>/presences/", deroulement.presences, name="noter_presences"),
    path("seances/<int:pk>/clore/", deroulement.clore, name="clore_seance"),
    path("seances/<int:pk>/pv/", deroulement.pv, name="pv_seance"),
    path("seances/<int:pk>/signer/", signature.signer, name="signer_seance"),
    path("seances/<int:pk>/signer/<int:personne>/", signature.avec_code, name="signer_avec_code"),
    path("seances/<int:pk>/code/<int:personne>/", signature.code, name="demander_code"),
    path("points/<int:pk>/commenter/", deroulement.commenter_le_point, name="commenter"),
    path("points/<int:pk>/avis/<int:personne>/", table.poser, name="poser_avis"),
    path("points/<int:pk>/reprendre/", table.reprendre, name="reprendre_avis_prepare"),
    path("points/<int:pk>/retirer/<int:personne>/", table.retirer, name="retirer_avis"),
    path("poles/<slug:slug>/<str:cycle>/seances/", liste.seances_du_pole, name="seances"),
    path("poles/<slug:slug>/<str:cycle>/seances/preparer/", preparation.preparer, name="preparer_seance"),
]
