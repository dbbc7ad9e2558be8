from django.contrib import admin

from commun.admin.effacement import EffacableSiInutilise
from commun.administration.perimetre import Acces
from poles.admin.perimetre import DansMonAcademie, de_l_academie
from poles.models import Academie, Etablissement

ADMINISTRER = "poles.administrer"
DE_L_ACADEMIE = Acces(
    de_l_academie(),
    ouvrir="administration.academie",
    ajouter=ADMINISTRER,
    modifier=ADMINISTRER,
    effacer=ADMINISTRER,
)


@admin.register(Academie)
class AcademieAdmin(EffacableSiInutilise):
    acces = Acces(de_l_academie("pk"), ouvrir="administration.academie")
    historique = ["code", "nom", "region_academique", "zone", "fuseau"]
    list_display = ["nom", "code", "region_academique", "zone", "fuseau"]
    list_filter = ["zone", "region_academique"]
    search_fields = ["nom", "code", "region_academique"]


@admin.register(Etablissement)
class EtablissementAdmin(EffacableSiInutilise, DansMonAcademie):
    acces = DE_L_ACADEMIE
    historique = ["uai", "nom", "commune", "academie"]
    list_display = ["nom", "commune", "uai", "academie"]
    list_filter = ["academie"]
    list_select_related = ["academie"]
    search_fields = ["nom", "commune", "uai"]
    autocomplete_fields = ["academie"]
