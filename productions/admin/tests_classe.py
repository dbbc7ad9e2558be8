"""Class tests, read only. Drafts and secrets are nobody's to read, and what is masked on the pages is masked here."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.administration.perimetre import Acces
from poles.admin.perimetre import visibles
from productions.models import Constat, LienDeTest, PhotoDeTest, TestEnClasse

from .perimetre import DeLaRessource, DuPerimetre, cadre, de_la_ressource

DU_TEST = Acces(de_la_ressource("test__version__ressource"))
CADRE = cadre("version__ressource__campagne_suivi")
CADRE_DU_TEST = cadre("test__version__ressource__campagne_suivi")


@admin.register(TestEnClasse)
class TestEnClasseAdmin(DuPerimetre):
    acces = Acces(visibles("version__ressource__campagne_suivi"))
    list_display = ["__str__", "etat", "etat_depuis", "jour_prevu", "niveau", "etablissement"]
    list_filter = ["etat", ("jour_prevu", admin.DateFieldListFilter), *CADRE]
    list_select_related = ["version__ressource", "niveau"]
    search_fields = ["version__ressource__titre", "etablissement"]
    ordering = ["-jour_prevu", "-pk"]
    fields = [
        "version",
        "niveau",
        "etablissement",
        "jour_prevu",
        "periode",
        "nombre_eleves",
        "motif_tardif",
        "planifie_par",
        "planifie_le",
        "etat",
        "etat_depuis",
        "rendu_le",
        "corrige_le",
        "acces_ferme_le",
        "testeur_efface_le",
    ]


@admin.register(Constat)
class ConstatAdmin(DeLaRessource):
    acces = DU_TEST
    list_display = ["__str__", "theme", "test"]
    list_filter = ["genre", "theme", *CADRE_DU_TEST]
    list_select_related = ["test__version__ressource"]
    search_fields = ["texte", "test__version__ressource__titre"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Constat]:
        return super().get_queryset(request).filter(masque=False)


@admin.register(LienDeTest)
class LienDeTestAdmin(DeLaRessource):
    acces = DU_TEST
    list_display = ["__str__", "envoye_le", "expire_le", "remplace_le", "occurrence"]
    list_select_related = ["test__version__ressource"]
    search_fields = ["test__version__ressource__titre"]
    ordering = ["-pk"]
    fields = ["test", "envoye_le", "expire_le", "remplace_le", "echeance", "occurrence"]


@admin.register(PhotoDeTest)
class PhotoDeTestAdmin(DeLaRessource):
    """That there are pictures, and when; they are seen with the results."""

    acces = DU_TEST
    list_display = ["__str__", "test", "ajoutee_le"]
    list_select_related = ["test__version__ressource"]
    search_fields = ["test__version__ressource__titre"]
    ordering = ["-pk"]
    fields = ["test", "largeur", "hauteur", "sans_eleve", "ajoutee_le"]
