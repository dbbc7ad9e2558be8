"""The texts of mails: what is written in place of the shipped ones, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commun.courriels import TexteRedige
from commun.gabarits import TexteLivre, gabarits, texte_livre, verifier
from courriers.models import TexteDeCourriel
from poles.models import Academie


def rediges(gabarit: str) -> Sequence[TexteRedige]:
    """What composing a mail asks for, each time: one query, nearly always empty."""
    textes = TexteDeCourriel.objects.en_vigueur().filter(gabarit=gabarit)
    lignes = textes.values_list("academie", "sujet", "corps")
    return [TexteRedige(*ligne) for ligne in lignes]


@dataclass(frozen=True)
class Ligne:
    """A mail in the list: `redige` is the text in force for the place, `du_service` one that it inherits."""

    livre: TexteLivre
    redige: TexteDeCourriel | None
    du_service: TexteDeCourriel | None

    @property
    def gabarit(self) -> str:
        return self.livre.gabarit

    @property
    def livre_a_change(self) -> bool:
        texte = self.redige or self.du_service
        return texte is not None and texte.empreinte_livree != self.livre.empreinte

    @property
    def ne_convient_plus(self) -> bool:
        """The shipped text leaves in its place: it holds a word that the mail no longer has."""
        texte = self.redige or self.du_service
        return texte is not None and bool(verifier(self.livre, texte.sujet, texte.corps))


def lignes(academie: Academie | None) -> list[Ligne]:
    """Every mail that may be rewritten for an académie, or for the service; one query."""
    en_vigueur = TexteDeCourriel.objects.en_vigueur().select_related("redige_par")
    du_service = {texte.gabarit: texte for texte in en_vigueur.de(None)}
    siens = {texte.gabarit: texte for texte in en_vigueur.de(academie)} if academie else du_service
    return [
        Ligne(livre, siens.get(livre.gabarit), du_service.get(livre.gabarit) if academie else None)
        for livre in map(texte_livre, gabarits())
        if modifiable(livre, academie)
    ]


def modifiable(livre: TexteLivre, academie: Academie | None) -> bool:
    """What protects an account, or belongs to no académie, is the service's own."""
    return academie is None or not livre.du_service
