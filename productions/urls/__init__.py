"""Addresses of the room: fiches-projet, then resources and what is deposited in them."""

from . import fiches, ressources

app_name = "productions"
urlpatterns = [*fiches.urlpatterns, *ressources.urlpatterns]
