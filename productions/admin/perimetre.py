"""The administration shows a person what the pages would show them, and nobody types a state there."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces, Lignes
from commun.administration.rubriques import Rubrique
from commun.ensembles import Parmi
from comptes.models import Personne
from poles.admin.filtres import PoleFiltre
from poles.admin.perimetre import fonctions
from poles.droits import droits_de
from productions.models import Ressource
from productions.queries.pieces import pieces_lisibles


def cadre(campagne: str) -> list[str | tuple[str, type[PoleFiltre]]]:
    """The filters by cycle, pôle and académie."""
    return [f"{campagne}__cycle__libelle", (f"{campagne}__pole", PoleFiltre), f"{campagne}__pole__academie"]


def de_la_ressource(chemin: str = "ressource") -> Lignes:
    """For what belongs to a resource; `chemin` leads to it."""

    def lignes(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
        return table.filter(Parmi(chemin, ressources(personne, par_mandat).values("pk")))

    return lignes


def ressources(personne: Personne, par_mandat: bool) -> QuerySet[Ressource]:
    return Ressource.objects.visibles_par(personne).filter(
        droits_de(personne).q("campagne_suivi__", *fonctions(par_mandat)) if par_mandat else Q()
    )


def des_pieces(lien: str) -> Lignes:
    """What `lien` leads to from the files that the person may download: a reason may say how many people one held."""

    def lignes(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
        lisibles = pieces_lisibles(personne)
        if par_mandat:
            siennes = ressources(personne, par_mandat).values("pk")
            lisibles = lisibles.filter(Q(Parmi("version__ressource", siennes)) | Q(Parmi("depot__ressource", siennes)))
        return table.filter(Parmi("pk", lisibles.values(lien)))

    return lignes


class DuPerimetre(LectureSeule):
    """For the models whose manager knows who sees what."""

    rubrique = Rubrique.RESSOURCES
    ordering = ["-etat_depuis", "-pk"]


class DeLaRessource(LectureSeule):
    acces = Acces(de_la_ressource())
    rubrique = Rubrique.RESSOURCES
