from django.urls import path

from accueil.views.accueil import accueil
from accueil.views.journal import journal_de_fiche, journal_de_pole, journal_de_ressource
from accueil.views.mes_poles import mes_poles
from accueil.views.pole import pole
from accueil.views.ressource import ressource

app_name = "accueil"
urlpatterns = [
    path("", accueil, name="accueil"),
    path("poles/", mes_poles, name="mes_poles"),
    path("poles/<slug:slug>/<str:cycle>/", pole, name="pole"),
    path("poles/<slug:slug>/<str:cycle>/journal/", journal_de_pole, name="journal_de_pole"),
    path("ressources/<int:pk>/", ressource, name="ressource"),
    path("ressources/<int:pk>/journal/", journal_de_ressource, name="journal_de_ressource"),
    path("fiches/<int:pk>/journal/", journal_de_fiche, name="journal_de_fiche"),
]
