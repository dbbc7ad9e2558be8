"""What is deposited. A version is sealed: its files are given by the service's own pages, never from here."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces, LignesLues
from commun.administration.rubriques import Rubrique
from commun.templatetags.dates import taille
from productions.models import Depot, Piece, Version
from productions.queries.pieces import ressources_suivies

from .filtres import NumeroFiltre
from .filtres_de_la_fiche import de_la_fiche
from .perimetre import DeLaRessource, cadre, des_pieces

SUIVI = "ressource__campagne_suivi"
CHAMPS_PIECE = ["nature", "nom", "taille_lue", "lien", "sha256"]


class TailleLue:
    @admin.display(description="taille", ordering="taille")
    def taille_lue(self, piece: Piece) -> str:
        return taille(piece.taille) if piece.taille else ""


class PiecesDeposees(TailleLue, LignesLues):
    model = Piece
    fields = readonly_fields = CHAMPS_PIECE


@admin.register(Version)
class VersionAdmin(DeLaRessource):
    list_display = ["__str__", "ressource", "deposee_par", "deposee_le", "ouverte_le", "annulee_le"]
    list_filter = [
        NumeroFiltre,
        "ressource__nature",
        *de_la_fiche("ressource__fiche__"),
        ("deposee_le", admin.DateFieldListFilter),
        ("annulee_le", admin.EmptyFieldListFilter),
        *cadre(SUIVI),
    ]
    list_select_related = ["ressource", "deposee_par"]
    search_fields = ["ressource__titre", "sceau", "deposee_par__nom", "deposee_par__prenom"]
    ordering = ["-deposee_le", "-pk"]
    inlines = [PiecesDeposees]
    exclude = ["etat_avant"]


@admin.register(Depot)
class DepotAdmin(DeLaRessource):
    list_display = ["__str__", "ouvert_par", "ouvert_le"]
    list_select_related = ["ressource", "ouvert_par"]
    search_fields = ["ressource__titre", "ouvert_par__nom", "ouvert_par__prenom"]
    inlines = [PiecesDeposees]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Depot]:
        return super().get_queryset(request).filter(ressource__in=ressources_suivies(request.user))


@admin.register(Piece)
class PieceAdmin(TailleLue, LectureSeule):
    acces = Acces(des_pieces("pk"))
    rubrique = Rubrique.RESSOURCES
    list_display = ["nom", "nature", "taille_lue", "version", "depot"]
    list_filter = ["nature"]
    list_select_related = ["version__ressource", "depot__ressource"]
    search_fields = ["nom", "lien", "sha256", "version__ressource__titre", "depot__ressource__titre"]
    ordering = ["-pk"]
    fields = readonly_fields = [*CHAMPS_PIECE, "version", "depot"]
