"""Addresses of the class tests: the pôle's pages, then the tester's, by their account or by a personal link."""

from django.urls import URLPattern, path

from commun.liens import PREFIXE
from productions.views.tests_classe import attestation, liste, mon_test, planification, reponses, resultats, suivi
from productions.views.tests_classe.porte import Vue, par_compte, par_lien

LIEN = f"{PREFIXE}/test/<str:jeton>/"
# Name, end of the address, view, methods.
PAGES: list[tuple[str, str, Vue, tuple[str, ...]]] = [
    ("mon_test", "", mon_test.mon_test, ("GET",)),
    ("fichier_du_test", "fichiers/<int:piece>/", mon_test.fichier, ("GET",)),
    ("date_du_test", "date/", mon_test.date_du_test, ("GET", "POST")),
    ("renoncer_test", "renoncer/", mon_test.renoncer, ("GET", "POST")),
    ("reponses_test", "reponses/", reponses.reponses, ("GET", "POST")),
    ("brouillon_test", "brouillon/", reponses.brouillon, ("POST",)),
    ("attestation_test", "attestation/", attestation.attestation, ("GET",)),
    ("photos_test", "photos/", mon_test.photos, ("POST",)),
    ("photo_test", "photos/<int:photo>/", mon_test.photo, ("GET",)),
]

urlpatterns: list[URLPattern] = [
    path("poles/<slug:slug>/<str:cycle>/tests/", liste.tests_du_pole, name="tests_du_pole"),
    path("ressources/<int:pk>/tests/planifier/", planification.planifier, name="planifier_test"),
    path("tests/<int:pk>/", planification.test, name="test"),
    path("tests/<int:pk>/modifier/", planification.modifier, name="modifier_test"),
    path("tests/<int:pk>/annuler/", planification.annuler, name="annuler_test"),
    path("tests/<int:pk>/lien/renvoyer/", suivi.renvoyer_lien, name="renvoyer_lien_test"),
    path("tests/<int:pk>/lien/desactiver/", suivi.fermer_lien, name="fermer_lien_test"),
    path("versions/<int:pk>/tests/", resultats.resultats, name="resultats_tests"),
    path("constats/<int:pk>/masquer/", resultats.masquer_constat, name="masquer_constat"),
    path("constats/<int:pk>/remarque/", resultats.remarquer, name="remarque_de_constat"),
    path("reponses-de-test/<int:pk>/masquer/", resultats.masquer_reponse, name="masquer_reponse"),
    path("photos-de-test/<int:pk>/", resultats.photo, name="photo_de_resultat"),
    *(path(f"mes-tests/<int:pk>/{fin}", par_compte(vue, *m), name=nom) for nom, fin, vue, m in PAGES),
    *(path(f"{LIEN}{fin}", par_lien(vue, *m), name=f"{nom}_par_lien") for nom, fin, vue, m in PAGES),
    path(f"{LIEN}qr.svg", par_lien(mon_test.qr, "GET"), name="qr_test_par_lien"),
    path(f"{LIEN}nouveau/", mon_test.nouveau_lien, name="nouveau_lien_test"),
]
