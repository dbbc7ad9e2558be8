from django.urls import path

from poles.views import campagne, invitations

app_name = "poles"
urlpatterns = [
    path("poles/<slug:slug>/<str:cycle>/inviter/", invitations.inviter, name="inviter"),
    path("poles/<slug:slug>/<str:cycle>/modifier/", campagne.modifier_campagne, name="modifier_campagne"),
]
