"""Addresses of the help, open to everybody, and of the hints."""

from django.urls import path

from aide import views

app_name = "aide"
urlpatterns = [
    path("aide/", views.aide, name="aide"),
    path("aide/<slug:sujet>/", views.page, name="page"),
    path("compte/conseils/", views.mes_conseils, name="mes_conseils"),
    path("compte/conseils/<slug:code>/masquer/", views.masquer_conseil, name="masquer_conseil"),
]
