from django.urls import path

from accueil.views.accueil import accueil
from accueil.views.mes_poles import mes_poles
from accueil.views.pole import pole
from accueil.views.ressource import ressource

app_name = "accueil"
urlpatterns = [
    path("", accueil, name="accueil"),
    path("poles/", mes_poles, name="mes_poles"),
    path("poles/<slug:slug>/<str:cycle>/", pole, name="pole"),
    path("ressources/<int:pk>/", ressource, name="ressource"),
]
