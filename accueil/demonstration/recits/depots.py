"""The story of one resource: its versions, their files, the producers' agreements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from accueil.demonstration import declarations, reperes
from accueil.demonstration.fichiers import Contenu, Edition, annexe, livret, sauvegarde
from accueil.demonstration.personnes import IDENTITES
from comptes.models import Personne
from productions import services
from productions.models import Depot, NaturePiece, Ressource

if TYPE_CHECKING:
    from .projet import Projet


class Depots:
    def __init__(
        self, projet: Projet, titre: str, producteurs: tuple[str, ...], contenu: Contenu | None = None
    ) -> None:
        self.projet, self.titre, self.producteurs, self.contenu = projet, titre, producteurs, contenu

    def ressource(self) -> Ressource:
        return reperes.ressource(self.titre)

    def producteur(self, permission: str, cle: str = "") -> tuple[Personne, Ressource]:
        """Who acts for the producers, once their right is checked, and the resource as it stands."""
        return self._acteur(cle or self.producteurs[0], permission)

    def coordination(self, permission: str) -> tuple[Personne, Ressource]:
        return self._acteur(self.projet.coordination, permission)

    def _acteur(self, cle: str, permission: str) -> tuple[Personne, Ressource]:
        acteur, ressource = reperes.personne(cle), self.ressource()
        reperes.exiger(acteur, permission, ressource)
        return acteur, ressource

    def noter(self, jour: str, quoi: str, action: Callable[[datetime], None]) -> None:
        self.projet.agenda.noter(self.projet.fil.instant(jour), f"{self.titre} : {quoi}", action)

    def deposer(self, jour: str, note: str = "", *, sans_livret: bool = False, lien: str = "") -> None:
        """A version: the course, its livret, the annexe that goes with it; or a `lien` to a platform."""

        def action(maintenant: datetime) -> None:
            acteur, ressource = self.producteur("productions.deposer_version")
            depot = services.ouvrir_depot(ressource=ressource, acteur=acteur, maintenant=maintenant)
            if lien and not depot.pieces.exists():
                nom = f"Parcours « {self.titre} »"
                services.ajouter_lien(depot=depot, nature=NaturePiece.COURS, lien=lien, nom=nom)
            elif not lien:
                self._joindre(depot, ressource, note, maintenant, sans_livret)
            self._declarer(depot, acteur, maintenant)
            services.deposer_version(
                ressource=ressource,
                numero=ressource.numero_suivant,
                note=note,
                accord=True,
                acteur=acteur,
                maintenant=maintenant,
            )

        self.noter(jour, "déposer", action)

    def preparer(self, jour: str, note: str) -> None:
        """The next version begun, not deposited."""

        def action(maintenant: datetime) -> None:
            acteur, ressource = self.producteur("productions.deposer_version")
            depot = services.ouvrir_depot(ressource=ressource, acteur=acteur, maintenant=maintenant)
            services.noter_depot(depot=depot, note=note, acteur=acteur, maintenant=maintenant)
            self._joindre(depot, ressource, note, maintenant, sans_livret=True)

        self.noter(jour, "préparer la version suivante", action)

    def annuler_depot(self, jour: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, ressource = self.producteur("productions.annuler_depot")
            services.annuler_depot(ressource=ressource, acteur=acteur, maintenant=maintenant)

        self.noter(jour, "annuler le dépôt", action)

    def donner_accord(self, jour: str, cle: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, ressource = self.producteur("productions.donner_accord", cle)
            services.donner_accord(ressource=ressource, acteur=acteur, maintenant=maintenant)

        self.noter(jour, f"accord de {cle}", action)

    def _declarer(self, depot: Depot, acteur: Personne, maintenant: datetime) -> None:
        grille = depot.declarations or declarations.grille(self.titre, self.projet.outils)
        services.noter_depot(
            depot=depot, declarations=grille | declarations.ENGAGES, acteur=acteur, maintenant=maintenant
        )

    def _joindre(
        self, depot: Depot, ressource: Ressource, note: str, maintenant: datetime, sans_livret: bool = False
    ) -> None:
        """New files stand in for the former ones of the same nature; the annexe is deposited once."""
        edition = self._edition(ressource, note, maintenant)
        fichiers = [(NaturePiece.COURS, sauvegarde(edition))]
        if not sans_livret:
            fichiers.append((NaturePiece.LIVRET, livret(edition)))
        presentes = {piece.nature: piece for piece in depot.pieces.all()}
        if self.contenu.annexe and NaturePiece.ANNEXE not in presentes:
            fichiers.append((NaturePiece.ANNEXE, annexe(edition)))
        for nature, (nom, contenu) in fichiers:
            fichier = SimpleUploadedFile(nom, contenu)
            if piece := presentes.get(nature):
                services.remplacer_fichier(piece=piece, fichier=fichier, maintenant=maintenant)
            else:
                services.ajouter_fichier(depot=depot, nature=nature, fichier=fichier, maintenant=maintenant)

    def _edition(self, ressource: Ressource, note: str, maintenant: datetime) -> Edition:
        identites = [IDENTITES[cle] for cle in self.producteurs]
        return Edition(
            titre=self.titre,
            public=", ".join(self.projet.niveaux),
            auteurs=tuple(f"{i.prenom} {i.nom}" for i in identites),
            contenu=self.contenu,
            cours=100 + crc32(self.titre.encode()) % 900,
            numero=ressource.numero_suivant,
            deposee_le=maintenant,
            changements=note,
        )
