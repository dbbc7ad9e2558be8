"""All that the deposit page shows of a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from commun.templatetags.dates import taille
from journal.peremption import abreger
from productions.declarations import conseils as conseils_sur
from productions.declarations import engagements_manquants, raisons_manquantes
from productions.etats import EtatRemarque
from productions.models import Depot, NaturePiece, Piece, Producteur, Remarque, Ressource, Version

from .analyses import pieces_retenues
from .pieces import dans_l_ordre


@dataclass(frozen=True)
class Preparation:
    """A draft against the version before it: what is kept, added, left out, what is still missing."""

    ressource: Ressource
    depot: Depot
    precedente: Version | None

    @property
    def numero(self) -> int:
        return self.ressource.numero_suivant

    @cached_property
    def pieces(self) -> list[Piece]:
        """Those of the draft, each with `gardee`: it comes as it was from the previous version."""
        pieces = dans_l_ordre(self.depot.pieces.select_related("analyse"))
        connues = {_contenu(p) for p in self._precedentes}
        for piece in pieces:
            piece.gardee = _contenu(piece) in connues
        return pieces

    @property
    def vues(self) -> str:
        """What the page has shown of them."""
        return pieces_vues(self.pieces)

    @property
    def en_analyse(self) -> list[Piece]:
        """Those whose content is still being read."""
        return [p for p in self.pieces if p.analyse and p.analyse.inachevee]

    @cached_property
    def ecartees(self) -> list[Piece]:
        """What the previous version held and the draft no longer does."""
        presentes = {_contenu(p) for p in self.pieces}
        return [p for p in self._precedentes if _contenu(p) not in presentes]

    @cached_property
    def _precedentes(self) -> list[Piece]:
        return dans_l_ordre(self.precedente.pieces.all()) if self.precedente else []

    @property
    def poids(self) -> str:
        """« 3 fichiers et 1 lien, 12 Mo »."""
        retenues = [p for p in self.pieces if not p.refus]
        liens = sum(1 for p in retenues if p.lien)
        fichiers = len(retenues) - liens
        quoi = " et ".join(filter(None, [_compte(fichiers, "fichier"), _compte(liens, "lien")]))
        return f"{quoi}, {taille(sum(p.taille for p in retenues))}" if fichiers else quoi

    @cached_property
    def remarques(self) -> list[Remarque]:
        """Those handed in whose answer no version carries yet: open first, blocking ones before the others."""
        remarques = (
            Remarque.objects.rendues()
            .filter(version__ressource=self.ressource, version_reponse__isnull=True)
            .select_related("auteur", "version", "version_reponse", "contestation")
        )
        return sorted(remarques, key=lambda r: (bool(r.reponse), not r.bloquante, r.cree_le))

    @cached_property
    def contestees(self) -> list[Remarque]:
        """Those whose last answer is awaited, or promises something of this version."""
        promise = Q(etat=EtatRemarque.TRANCHEE, contestation__reponse=Remarque.Reponse.FAITE)
        return list(
            Remarque.objects.filter(version__ressource=self.ressource)
            .filter(Q(etat=EtatRemarque.CONTESTEE) | promise & Q(contestation__version_reponse__isnull=True))
            .select_related("auteur", "version", "version_reponse", "contestation__version_reponse")
            .order_by("etat", "-bloquante", "pk")
        )

    @property
    def sans_reponse(self) -> list[Remarque]:
        return [r for r in self.remarques if not r.reponse]

    @property
    def manques(self) -> list[tuple[str, str]]:
        """What prevents the deposit, each with the place of the page where it is mended."""
        bloquantes = sum(1 for r in self.sans_reponse if r.bloquante)
        declarations, classe = self.depot.declarations, self.ressource.pour_la_classe
        parties = {
            "fichiers": pieces_retenues(self.pieces) if self.pieces else ["un fichier ou un lien"],
            "remarques": [f"une réponse à {_compte(bloquantes, 'remarque bloquante')}"] if bloquantes else [],
            "engagements": engagements_manquants(declarations, pour_la_classe=classe),
            "outils": raisons_manquantes(declarations),
        }
        return [(manque, partie) for partie, manques in parties.items() for manque in manques]

    @property
    def conseils(self) -> list[str]:
        """What does not prevent the deposit, and will be missed later."""
        livret = any(p.nature == NaturePiece.LIVRET for p in self.pieces)
        autres = sum(1 for r in self.sans_reponse if not r.bloquante)
        conseils = []
        if self.ressource.pour_la_classe and not livret:
            conseils.append(
                "Il n'y a pas encore de livret d'utilisation : la validation ne pourra pas être demandée sans lui."
            )
        if attendues := sum(1 for r in self.contestees if r.etat == EtatRemarque.CONTESTEE):
            conseils.append(
                f"{_compte(attendues, 'réponse contestée')} : votre réponse définitive est attendue. "
                "Elle peut aussi venir après le dépôt."
            )
        if autres:
            pluriel = "s" if autres > 1 else ""
            conseils.append(
                f"{autres} remarque{pluriel} non bloquante{pluriel} sans réponse : y répondre n'est pas obligatoire."
            )
        return conseils + conseils_sur(self.depot.declarations, pour_la_classe=self.ressource.pour_la_classe)

    @cached_property
    def producteurs(self) -> list[Producteur]:
        return list(self.ressource.liens_producteurs.select_related("personne"))


def preparation(ressource: Ressource, precedente: Version | None) -> Preparation | None:
    """The resource's draft, None when nobody has begun one; `precedente` is the version in force."""
    depot = Depot.objects.filter(ressource=ressource).first()
    return depot and Preparation(ressource, depot, precedente)


def reponses_preparees(ressource: Ressource) -> QuerySet[Remarque]:
    """The remarks whose answer, done or declined, goes with the next version."""
    return Remarque.objects.filter(version__ressource=ressource, version_reponse__isnull=True).exclude(reponse="")


def pieces_vues(pieces: Iterable[Piece]) -> str:
    """The list of files and links in one short word: whoever deposits it has seen that one and no other."""
    return abreger(*sorted((p.nature, p.nom, p.sha256, p.lien) for p in pieces))


def _contenu(piece: Piece) -> tuple[str, str]:
    return piece.fichier.name or "", piece.lien


def _compte(nombre: int, mot: str) -> str:
    """« 2 remarques bloquantes »; nothing for none."""
    mots = " ".join(f"{m}s" if nombre > 1 else m for m in mot.split())
    return f"{nombre} {mots}" if nombre else ""
