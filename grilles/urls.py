from django.urls import path

from grilles.views import pages, redaction, versions

GRILLES = "poles/<slug:slug>/<str:cycle>/grilles"
VERSION = f"{GRILLES}/<slug:usage>/<int:numero>"

app_name = "grilles"
urlpatterns = [
    path(f"{GRILLES}/", pages.grilles, name="grilles"),
    path(f"{GRILLES}/copier/", versions.copier, name="copier"),
    path(f"{GRILLES}/<slug:usage>/", pages.grille, name="grille"),
    path(f"{GRILLES}/<slug:usage>/apercu/<int:pk>/", pages.apercu, name="apercu"),
    path(f"{GRILLES}/<slug:usage>/adapter/", versions.adapter, name="adapter"),
    path(f"{VERSION}/", redaction.brouillon, name="brouillon"),
    path(f"{VERSION}/mettre-en-vigueur/", versions.en_vigueur, name="en_vigueur"),
    path(f"{VERSION}/revenir/", versions.revenir, name="revenir"),
    path(f"{VERSION}/abandonner/", versions.abandonner, name="abandonner"),
    path(f"{VERSION}/deplacer/", redaction.deplacer_dans_la_grille, name="deplacer"),
    path(f"{VERSION}/retirer/<slug:quoi>/<int:pk>/", redaction.retirer, name="retirer"),
    path(f"{VERSION}/sections/nouvelle/", redaction.section, name="nouvelle_section"),
    path(f"{VERSION}/sections/<int:pk>/", redaction.section, name="section"),
    path(f"{VERSION}/questions/nouvelle/", redaction.question, name="nouvelle_question"),
    path(f"{VERSION}/questions/<int:pk>/", redaction.question, name="question"),
]
