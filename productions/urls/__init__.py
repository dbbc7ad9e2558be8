"""Addresses of the room: fiches-projet, then resources and what is deposited in them."""

from . import fiches, reports, ressources, tests_classe

app_name = "productions"
urlpatterns = [*fiches.urlpatterns, *ressources.urlpatterns, *reports.urlpatterns, *tests_classe.urlpatterns]
