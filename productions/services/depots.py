"""The deposit in preparation: files and links come and go, saved as one goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.fichiers import empreinte_sha256, nom_propre
from journal.mouvements import refus, trouver
from productions.etats import EtatFiche
from productions.models import Depot, Piece, Ressource

from .verrous import derniere_version, verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne

COPIES = ("nature", "fichier", "nom", "taille", "sha256", "lien")


@transaction.atomic
def ouvrir_depot(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Depot:
    """« Préparer la V2 »: a new version starts from the previous one's files. Opening twice gives the same draft."""
    ressource = verrouiller_ressource(ressource)
    if depot := Depot.objects.filter(ressource=ressource).first():
        return depot
    refuser_depot_impossible(ressource)
    depot = Depot.objects.create(ressource=ressource, ouvert_par=acteur, ouvert_le=maintenant)
    if version := derniere_version(ressource):
        copier_pieces(version.pieces.all(), depot)
    return depot


def refuser_depot_impossible(ressource: Ressource) -> None:
    """Raises ActionImpossible with what to do first."""
    if trouver(ressource, "deposer") is None:
        raise ActionImpossible(refus(ressource, "deposer"))
    if ressource.fiche.etat == EtatFiche.BROUILLON:
        raise ActionImpossible("Soumettez d'abord la fiche-projet : elle annonce ce que vous déposez.")
    if ressource.fiche.etat == EtatFiche.ABANDONNEE:
        raise ActionImpossible("La fiche-projet est abandonnée : rien ne se dépose tant qu'elle n'est pas reprise.")


def copier_pieces(pieces: Iterable[Piece], depot: Depot) -> None:
    Piece.objects.bulk_create(Piece(depot=depot, **{champ: getattr(p, champ) for champ in COPIES}) for p in pieces)


def ajouter_fichier(*, depot: Depot, nature: str, fichier: UploadedFile) -> Piece:
    """« Ajouter »: the file is hashed and stored before the row is written, outside any transaction."""
    return _ecrire_piece(Piece(depot=depot, nature=nature), fichier)


def remplacer_fichier(*, piece: Piece, fichier: UploadedFile) -> Piece:
    """« Remplacer »: the same place in the list, another content; the previous version keeps its own file."""
    ancien = piece.fichier.name
    piece.lien = ""
    nouvelle = _ecrire_piece(piece, fichier)
    _effacer_si_orphelin(ancien)
    return nouvelle


def _ecrire_piece(piece: Piece, fichier: UploadedFile) -> Piece:
    piece.nom, piece.taille, piece.sha256 = nom_propre(fichier.name or ""), fichier.size or 0, empreinte_sha256(fichier)
    fichier.seek(0)
    piece.fichier.save(piece.nom, fichier, save=False)
    piece.save()
    return piece


def ajouter_lien(*, depot: Depot, nature: str, lien: str, nom: str) -> Piece:
    """« Ajouter un lien »: the content stays online and may change; only the address is sealed."""
    return Piece.objects.create(depot=depot, nature=nature, lien=lien, nom=nom or lien[:200])


def retirer_piece(*, piece: Piece) -> None:
    """« Retirer » from the draft; a file that a version holds stays there."""
    ancien = piece.fichier.name
    piece.delete()
    _effacer_si_orphelin(ancien)


def _effacer_si_orphelin(nom: str | None) -> None:
    if nom and not Piece.objects.filter(fichier=nom).exists():
        Piece._meta.get_field("fichier").storage.delete(nom)
