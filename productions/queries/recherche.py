"""What a search finds, among what a person sees already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from commun.ensembles import Parmi
from commun.recherche import Recherche
from poles.droits import droits_de
from productions.models import FicheProjet, Ressource

if TYPE_CHECKING:
    from comptes.models import Personne


def fiches_trouvees(fiches: QuerySet[FicheProjet], recherche: Recherche) -> QuerySet[FicheProjet]:
    return fiches.filter(recherche.trouve("mots"))


def ressources_trouvees(
    ressources: QuerySet[Ressource], recherche: Recherche, personne: Personne
) -> QuerySet[Ressource]:
    """The fiche's texts count for those who may read it: a proofreader from elsewhere reads the resource alone."""
    trouvees = ressources.filter(recherche.trouve("mots"))
    if droits_de(personne).tous:
        return trouvees
    lues = FicheProjet.objects.visibles_par(personne).values("pk")
    return trouvees.filter(Q(recherche.trouve("mots", entetes_seuls=True)) | Q(Parmi("fiche", lues)))
