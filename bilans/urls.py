from django.urls import path

from bilans.views import bilan, cloture, exports, generations, motifs, ouverture, reconduction

app_name = "bilans"
urlpatterns = [
    path("poles/<slug:slug>/<str:cycle>/bilan/", ouverture.ouvrir, name="ouvrir"),
    path("poles/<slug:slug>/<str:cycle>/annee-suivante/", reconduction.preparer, name="preparer_annee"),
    path("poles/<slug:slug>/<str:cycle>/annee-suivante/cycle/", reconduction.demander_cycle, name="demander_cycle"),
    path("poles/<slug:slug>/<str:cycle>/annee-suivante/reporter/", reconduction.reporter, name="reporter"),
    path("poles/<slug:slug>/<str:cycle>/annee-suivante/annuler/", reconduction.annuler, name="annuler_preparation"),
    path("academies/<str:code>/<str:annee>/bilan/", ouverture.ouvrir_academie, name="ouvrir_academie"),
    path("bilans/<int:pk>/", bilan.bilan, name="bilan"),
    path("bilans/<int:pk>/apercu/", bilan.apercu, name="apercu"),
    path("bilans/<int:pk>/motifs/", motifs.motifs, name="motifs"),
    path("bilans/<int:pk>/definitif/", cloture.definitif, name="declarer_definitif"),
    path("bilans/<int:pk>/complement/", cloture.complement, name="completer"),
    path("bilans/<int:pk>/tableaux.xlsx", exports.classeur, name="classeur"),
    path("bilans/<int:pk>/tableaux/<slug:nom>.csv", exports.tableau, name="tableau"),
    path("bilans/generations/<int:pk>/", generations.generation, name="generation"),
    path("bilans/generations/<int:pk>/fichier/", generations.telecharger, name="telecharger"),
]
