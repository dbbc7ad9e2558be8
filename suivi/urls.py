from django.urls import path

from suivi import views

app_name = "suivi"
urlpatterns = [
    path("poles/<slug:slug>/<str:cycle>/etapes/<slug:nature>/<int:rang>/", views.consigner, name="consigner"),
]
