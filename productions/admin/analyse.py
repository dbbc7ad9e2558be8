"""What the files contain, for whoever must find out why one is refused or not read."""

from django.contrib import admin

from commun.admin.lecture_seule import LectureSeule
from productions.models import Analyse


@admin.register(Analyse)
class AnalyseAdmin(LectureSeule):
    list_display = ["__str__", "etat", "avancement", "essais", "demandee_le", "finie_le", "motif"]
    list_filter = ["etat", "genre"]
    search_fields = ["sha256", "pieces__nom"]
    date_hierarchy = "demandee_le"
    # The outline of a course belongs to the resource's own pages.
    exclude = ["faits"]
