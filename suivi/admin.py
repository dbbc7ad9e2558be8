"""The moments of the year that took place, as they were recorded on the pôle's page."""

from django.contrib import admin

from commun.admin.lecture_seule import LectureSeule
from suivi.models import EtapeTenue


@admin.register(EtapeTenue)
class EtapeTenueAdmin(LectureSeule):
    list_display = ["__str__", "campagne", "jour", "consignee_par", "consignee_le"]
    list_filter = ["nature", "campagne__cycle__libelle", "campagne__pole__academie"]
    list_select_related = ["campagne__pole", "campagne__cycle", "consignee_par"]
    search_fields = ["campagne__pole__nom", "consignee_par__nom", "notes"]
    date_hierarchy = "jour"
