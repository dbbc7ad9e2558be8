"""The texts of mails: what is written in place of the shipped ones, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q

from commun.courriels import TexteRedige
from commun.gabarits import TexteLivre, gabarits, texte_livre, verifier
from commun.models import Courriel
from courriers.models import TexteDeCourriel
from poles.models import Academie, Campagne


def rediges(gabarit: str) -> Sequence[TexteRedige]:
    """What composing a mail asks for, each time: one query, nearly always empty."""
    textes = TexteDeCourriel.objects.en_vigueur().filter(gabarit=gabarit)
    lignes = textes.values_list("pk", "academie", "sujet", "corps", "livre")
    return [TexteRedige(*ligne) for ligne in lignes]


@dataclass(frozen=True)
class Ligne:
    """A mail in the list: `redige` is the text in force for the place, `du_service` one that it inherits.

    `ecart`: the latest mail in whose place the shipped text left, because the written one did not work.
    """

    livre: TexteLivre
    redige: TexteDeCourriel | None
    du_service: TexteDeCourriel | None
    ecart: Courriel | None = None

    @property
    def gabarit(self) -> str:
        return self.livre.gabarit

    @property
    def dit(self) -> TexteDeCourriel | None:
        """The written text that leaves; None where it is the shipped one."""
        texte = self.redige or self.du_service
        return None if texte is None or texte.livre else texte

    @property
    def livre_choisi(self) -> bool:
        return self.redige is not None and self.redige.livre

    @property
    def livre_a_change(self) -> bool:
        return self.dit is not None and self.dit.empreinte_livree != self.livre.empreinte

    @property
    def ne_convient_plus(self) -> bool:
        """The shipped text leaves in its place: it holds a word that the mail no longer has."""
        return self.dit is not None and bool(verifier(self.livre, self.dit.sujet, self.dit.corps))


def ligne(livre: TexteLivre, academie: Academie | None) -> Ligne:
    """One mail, as it is said there."""
    return _lignes([livre], academie)[0]


def lignes(academie: Academie | None) -> list[Ligne]:
    """Every mail that may be rewritten for an académie, or for the service."""
    return _lignes([livre for livre in map(texte_livre, gabarits()) if modifiable(livre, academie)], academie)


def _lignes(livres: list[TexteLivre], academie: Academie | None) -> list[Ligne]:
    """As many queries however many mails, whatever is written."""
    en_vigueur = TexteDeCourriel.objects.en_vigueur().filter(gabarit__in=[livre.gabarit for livre in livres])
    en_vigueur = en_vigueur.select_related("redige_par")
    du_service = {texte.gabarit: texte for texte in en_vigueur.de(None)}
    siens = {texte.gabarit: texte for texte in en_vigueur.de(academie)} if academie else du_service
    ecarts = _ecarts((du_service | siens).values(), academie)
    return [
        Ligne(
            livre,
            siens.get(livre.gabarit),
            du_service.get(livre.gabarit) if academie else None,
            ecarts.get(livre.gabarit),
        )
        for livre in livres
    ]


def _ecarts(textes: Iterable[TexteDeCourriel], academie: Academie | None) -> dict[str, Courriel]:
    """By mail, the latest that could not say its written text: of the académie's own, where the service wrote it."""
    ecartes = Courriel.objects.filter(texte_ecarte__in=[texte.pk for texte in textes])
    if academie:
        siennes = Campagne.objects.filter(pole__academie=academie).values("pk")
        ecartes = ecartes.filter(Q(campagne__in=siennes) | Q(academie=academie.pk))
    derniers = ecartes.order_by().values("gabarit").annotate(dernier=Max("pk")).values("dernier")
    return {courriel.gabarit: courriel for courriel in Courriel.objects.filter(pk__in=derniers)}


def modifiable(livre: TexteLivre, academie: Academie | None) -> bool:
    """What protects an account, or belongs to no académie, is the service's own."""
    return academie is None or not livre.du_service
