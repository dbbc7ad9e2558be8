from django.urls import path

from calendrier.views import agendas, calendrier, cycles, dates, preferences, rappels, regles, relances
from commun.liens import PREFIXE

RAPPELS = "poles/<slug:slug>/<str:cycle>/rappels"

app_name = "calendrier"
urlpatterns = [
    path(f"{RAPPELS}/", regles.regles, name="regles"),
    path(f"{RAPPELS}/envoyes/", rappels.rappels, name="rappels"),
    path(f"{RAPPELS}/<slug:code>/", regles.regler, name="regler"),
    path(f"{RAPPELS}/<slug:code>/retablir/", regles.retablir, name="retablir"),
    path("relancer/", relances.relancer, name="relancer"),
    path("calendrier/", calendrier.annee, name="annee"),
    path("calendrier/<int:annee>/<int:mois>/", calendrier.mois, name="mois"),
    path("calendrier/abonnement/", agendas.mon_agenda, name="mon_agenda"),
    path("poles/<slug:slug>/<str:cycle>/agenda/", agendas.agenda_du_pole, name="agenda_du_pole"),
    path(f"{PREFIXE}/agenda/<str:cle>.ics", agendas.flux, name="flux"),
    path("poles/<slug:slug>/<str:cycle>/dates/", dates.dates_du_pole, name="dates_du_pole"),
    path("cycles/", cycles.cycles, name="cycles"),
    path("cycles/nouveau/", cycles.nouveau, name="nouveau_cycle"),
    path("cycles/<int:pk>/", cycles.cycle, name="cycle"),
    path("compte/rappels/", preferences.mes_rappels, name="mes_rappels"),
    path(f"{PREFIXE}/desabonnement/<str:signature>/", preferences.desabonnement, name="desabonnement"),
]
