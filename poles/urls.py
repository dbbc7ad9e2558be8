from django.urls import path

from poles.views import campagne, delegations, departs, invitations, remplacements

app_name = "poles"
urlpatterns = [
    path("poles/<slug:slug>/<str:cycle>/inviter/", invitations.inviter, name="inviter"),
    path("poles/<slug:slug>/<str:cycle>/modifier/", campagne.modifier_campagne, name="modifier_campagne"),
    path("poles/<slug:slug>/<str:cycle>/equipe/<int:mandat>/fin/", departs.terminer, name="terminer_mandat"),
    path("poles/<slug:slug>/<str:cycle>/equipe/<int:mandat>/quitter/", departs.quitter, name="quitter"),
    path("poles/<slug:slug>/<str:cycle>/equipe/<int:mandat>/reattribuer/", departs.reattribuer, name="reattribuer"),
    path("poles/<slug:slug>/<str:cycle>/equipe/<int:mandat>/remplacer/", remplacements.remplacer, name="remplacer"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/nouvelle/<int:mandat>/", delegations.deleguer, name="deleguer"),
    path("delegations/<int:pk>/reprendre/", delegations.reprendre, name="reprendre_delegation"),
]
