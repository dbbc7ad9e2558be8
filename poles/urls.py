from django.urls import path

from commun.liens import PREFIXE
from poles.views import (
    bienvenue,
    campagne,
    delegations,
    departs,
    etablissements,
    indisponibilites,
    invitations,
    presences,
    remplacements,
    vues,
)

POLE = "poles/<slug:slug>/<str:cycle>"
MEMBRE = f"{POLE}/equipe/<int:mandat>"
INVITATION = f"{PREFIXE}/invitation/<str:jeton>"

app_name = "poles"
urlpatterns = [
    path(f"{POLE}/inviter/", invitations.inviter, name="inviter"),
    path(f"{POLE}/inviter/plusieurs/", invitations.inviter_plusieurs, name="inviter_plusieurs"),
    path(f"{POLE}/modifier/", campagne.modifier_campagne, name="modifier_campagne"),
    path(f"{POLE}/presences/", presences.presences, name="presences"),
    path(f"{MEMBRE}/fin/", departs.terminer, name="terminer_mandat"),
    path(f"{MEMBRE}/quitter/", departs.quitter, name="quitter"),
    path(f"{MEMBRE}/reattribuer/", departs.reattribuer, name="reattribuer"),
    path(f"{MEMBRE}/remplacer/", remplacements.remplacer, name="remplacer"),
    path(f"{MEMBRE}/renvoyer-invitation/", invitations.renvoyer, name="renvoyer_invitation"),
    path(f"{MEMBRE}/annuler-invitation/", invitations.annuler, name="annuler_invitation"),
    path(f"{MEMBRE}/etablissement/", etablissements.d_un_membre, name="etablissement"),
    path(f"{MEMBRE}/indisponibilite/", indisponibilites.d_un_membre, name="indisponibilite"),
    path(f"{MEMBRE}/indisponibilite/<int:pk>/lever/", indisponibilites.lever_d_un_membre, name="lever_indisponibilite"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/nouvelle/<int:mandat>/", delegations.deleguer, name="deleguer"),
    path("delegations/<int:pk>/reprendre/", delegations.reprendre, name="reprendre_delegation"),
    path("compte/etablissement/", etablissements.le_mien, name="mon_etablissement"),
    path("compte/indisponibilite/", indisponibilites.la_mienne, name="mon_indisponibilite"),
    path("compte/indisponibilite/<int:pk>/lever/", indisponibilites.lever_la_mienne, name="lever_mon_indisponibilite"),
    path("vues/", vues.vues, name="vues"),
    path("vues/enregistrer/<slug:code>/", vues.enregistrer_vue, name="enregistrer_vue"),
    path("vues/<int:pk>/modifier/", vues.modifier_vue, name="modifier_vue"),
    path("vues/<int:pk>/supprimer/", vues.supprimer_vue, name="supprimer_vue"),
    path(f"{INVITATION}/", bienvenue.accueillir, name="accueillir"),
    path(f"{INVITATION}/nouveau/", bienvenue.nouveau_lien, name="nouveau_lien"),
]
