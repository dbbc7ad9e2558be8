"""The moments of the year and the meetings, as they were recorded on the pôles' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import QuerySet

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces, LignesLues
from commun.administration.rubriques import Rubrique
from commun.ensembles import Parmi
from poles.admin.perimetre import conduites, de_la_campagne
from productions.admin.perimetre import DuPerimetre, cadre
from suivi.models import Decision, EtapeTenue, Participation, Reunion

if TYPE_CHECKING:
    from comptes.models import Personne


def reunions(table: QuerySet[Reunion], personne: Personne, par_mandat: bool) -> QuerySet[Reunion]:
    """Those that gather a campaign that one leads: its own, or that of another pôle that has joined."""
    reunies = Reunion.campagnes.through.objects.filter(campagne__in=conduites(personne, par_mandat).values("pk"))
    return table.visibles_par(personne).filter(Parmi("pk", reunies.values("reunion")))


@admin.register(EtapeTenue)
class EtapeTenueAdmin(LectureSeule):
    acces = Acces(de_la_campagne("campagne"))
    rubrique = Rubrique.BILANS
    list_display = ["__str__", "campagne", "jour", "consignee_par", "consignee_le"]
    list_filter = ["nature", "campagne__cycle__libelle", "campagne__pole__academie"]
    list_select_related = ["campagne__pole", "campagne__cycle", "consignee_par"]
    search_fields = ["campagne__pole__nom", "consignee_par__nom", "notes"]
    date_hierarchy = "jour"


class ParticipationEnLigne(LignesLues):
    model = Participation
    fields = ["personne", "fonction", "reponse", "repondue_le", "presence"]
    show_change_link = False


class DecisionEnLigne(LignesLues):
    model = Decision
    fields = ["texte", "responsable", "echeance", "faite_le", "faite_par"]
    show_change_link = False


@admin.register(Reunion)
class ReunionAdmin(DuPerimetre):
    acces = Acces(reunions)
    rubrique = Rubrique.BILANS
    list_display = ["__str__", "genre", "campagne", "debut", "etat", "financee", "organisee_par"]
    list_filter = ["etat", "genre", "financee", *cadre("campagne")]
    list_select_related = ["campagne__pole", "campagne__cycle", "organisee_par"]
    search_fields = ["objet", "campagne__pole__nom", "organisee_par__nom"]
    ordering = ["-debut", "-pk"]
    inlines = [ParticipationEnLigne, DecisionEnLigne]
