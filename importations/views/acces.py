"""Which table, about what, for whoever may import it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from commun.acces import obtenir
from importations.models import Importation
from importations.sortes import Sorte, sorte_de


def sujet_de(request: HttpRequest, code: str, pk: int) -> tuple[Sorte, Any]:
    """404 for what does not exist or is not seen, 403 for who may not import it."""
    sorte = sorte_de(code)
    if sorte is None:
        raise Http404("Ce genre de tableau n'existe pas.")
    visibles = sorte.portees(request.user)
    return sorte, obtenir(visibles, request.user, sorte.permission, reserve_a=sorte.reserve_a, pk=pk)


def importation_de(request: HttpRequest, pk: int) -> tuple[Importation, Sorte, Any]:
    """What a person has deposited is theirs alone, as long as they may import it."""
    siennes = Importation.objects.filter(demandeur=request.user).select_related("travail", "demandeur")
    trouvee = obtenir(siennes, request.user, pk=pk)
    return trouvee, *sujet_de(request, trouvee.sorte, trouvee.portee)


def fil_de(sorte: Sorte, portee: Any, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    """« Mes pôles › Pôle de mathématiques › Importer : membres de l'équipe »."""
    depart = ("Importer : " + sorte.titre.lower(), reverse("importations:deposer", args=[sorte.code, portee.pk]))
    fil = [("Mes pôles", reverse("accueil:mes_poles")), (str(portee), sorte.adresse(portee)), depart, *suite]
    return [*fil[:-1], (fil[-1][0], "")]
