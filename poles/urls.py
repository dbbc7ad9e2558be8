from django.urls import path

from poles import views

app_name = "poles"
urlpatterns = [
    path("poles/<slug:slug>/<str:cycle>/inviter/", views.inviter, name="inviter"),
    path("poles/<slug:slug>/<str:cycle>/modifier/", views.modifier_campagne, name="modifier_campagne"),
]
