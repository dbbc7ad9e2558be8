"""Addresses of the fiches-projet."""

from django.urls import path

from productions.views import listes
from productions.views.fiches import decisions, impression, liste, page, planning, saisie

CAMPAGNE = "poles/<slug:slug>/<str:cycle>/fiches/"

urlpatterns = [
    path("fiches/", listes.mes_fiches, name="mes_fiches"),
    path(CAMPAGNE, liste.fiches, name="fiches"),
    path(f"{CAMPAGNE}nouvelle/", saisie.nouvelle_fiche, name="nouvelle_fiche"),
    path(f"{CAMPAGNE}pdf/", impression.pdf_fiches, name="pdf_fiches"),
    path("fiches/<int:pk>/", page.fiche, name="fiche"),
    path("fiches/<int:pk>/modifier/", saisie.modifier_fiche, name="modifier_fiche"),
    path("fiches/<int:pk>/planning/", planning.planifier, name="planifier_fiche"),
    path("fiches/<int:pk>/soumettre/", saisie.soumettre, name="soumettre_fiche"),
    path("fiches/<int:pk>/retenir/", decisions.retenir_fiche, name="retenir_fiche"),
    path("fiches/<int:pk>/renvoyer/", decisions.renvoyer_fiche, name="renvoyer_fiche"),
    path("fiches/<int:pk>/rouvrir/", decisions.rouvrir_fiche, name="rouvrir_fiche"),
    path("fiches/<int:pk>/abandonner/", decisions.abandonner_fiche, name="abandonner_fiche"),
    path("fiches/<int:pk>/reprendre/", decisions.reprendre_fiche, name="reprendre_fiche"),
    path("fiches/<int:pk>/imprimer/", impression.imprimer_fiche, name="imprimer_fiche"),
    path("fiches/<int:pk>/pdf/", impression.pdf_fiche, name="pdf_fiche"),
]
