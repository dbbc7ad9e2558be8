from django.contrib import admin

from commun.admin.effacement import EffacableSiInutilise
from poles.models import Discipline, Niveau


@admin.register(Discipline)
class DisciplineAdmin(EffacableSiInutilise):
    historique = ["nom"]
    search_fields = ["nom"]


@admin.register(Niveau)
class NiveauAdmin(EffacableSiInutilise):
    historique = ["nom", "rang"]
    list_display = ["nom", "rang"]
    search_fields = ["nom"]
