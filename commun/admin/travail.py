"""The background jobs, for whoever must find out why one does not end."""

from django.contrib import admin

from commun.admin.lecture_seule import LectureSeule
from commun.models import Travail


@admin.register(Travail)
class TravailAdmin(LectureSeule):
    list_display = ["titre", "genre", "etat", "etape", "avancement", "essais", "cree_le", "fini_le"]
    list_filter = ["etat", "genre", ("cree_le", admin.DateFieldListFilter)]
    search_fields = ["titre", "genre", "=demandeur"]
    search_help_text = "Titre, genre, ou numéro du compte qui l'a demandé."
    # The result is its owner's alone: no link to it here.
    exclude = ["resultat"]
