from django.urls import path

from calendrier.views import preferences
from commun.liens import PREFIXE

app_name = "calendrier"
urlpatterns = [
    path("compte/rappels/", preferences.mes_rappels, name="mes_rappels"),
    path(f"{PREFIXE}/desabonnement/<str:signature>/", preferences.desabonnement, name="desabonnement"),
]
