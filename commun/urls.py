"""Addresses of the plumbing: the pages at the foot of every page."""

from django.urls import path

from commun.views import pages

app_name = "commun"
urlpatterns = [
    path("accessibilite/", pages.accessibilite, name="accessibilite"),
    path("donnees-personnelles/", pages.donnees_personnelles, name="donnees_personnelles"),
    path("aide/", pages.aide, name="aide"),
]
