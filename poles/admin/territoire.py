from django.contrib import admin

from commun.admin.effacement import EffacableSiInutilise
from poles.models import Academie, Etablissement


@admin.register(Academie)
class AcademieAdmin(EffacableSiInutilise):
    list_display = ["nom", "code", "region_academique", "zone", "fuseau"]
    list_filter = ["zone", "region_academique"]
    search_fields = ["nom", "code", "region_academique"]


@admin.register(Etablissement)
class EtablissementAdmin(EffacableSiInutilise):
    list_display = ["nom", "commune", "uai", "academie"]
    list_filter = ["academie"]
    list_select_related = ["academie"]
    search_fields = ["nom", "commune", "uai"]
    autocomplete_fields = ["academie"]
