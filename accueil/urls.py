from django.urls import path

from accueil.views.academie import academie, academies
from accueil.views.accueil import accueil
from accueil.views.journal import journal_de_fiche, journal_de_pole, journal_de_ressource
from accueil.views.mes_poles import mes_poles
from accueil.views.pole import pole
from accueil.views.ressource import ressource
from accueil.views.tableau import tableau_de_bord

app_name = "accueil"
urlpatterns = [
    path("", accueil, name="accueil"),
    path("academies/", academies, name="academies"),
    path("academies/<str:academie>/", academie, name="academie"),
    path("poles/", mes_poles, name="mes_poles"),
    path("poles/<slug:slug>/<str:cycle>/", pole, name="pole"),
    path("poles/<slug:slug>/<str:cycle>/tableau-de-bord/", tableau_de_bord, name="tableau_de_bord"),
    path("poles/<slug:slug>/<str:cycle>/journal/", journal_de_pole, name="journal_de_pole"),
    path("ressources/<int:pk>/", ressource, name="ressource"),
    path("ressources/<int:pk>/journal/", journal_de_ressource, name="journal_de_ressource"),
    path("fiches/<int:pk>/journal/", journal_de_fiche, name="journal_de_fiche"),
]
