"""A séance as one reader may know it: its resources, the marks of each visa, what lies on the table.

An opinion on the table is read by those recorded as present, as long as the séance is open, and by nobody else; a
prepared one shows as a mark, never its content; a visa follows its own rule (`Visa.lisible_par`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from poles.models import Campagne, Fonction
from poles.queries import personnes_exercant
from productions.etats import EtatRessource
from productions.models import NatureRessource, Piece, Producteur, Remarque, Ressource

from .attente import nommer_signataires
from .circuit import SIGNATAIRES
from .dossier import LIVRET_D_ABORD, VisaLu, lire_visa
from .models import (
    AvisPrepare,
    AvisSeance,
    CommentaireSeance,
    DemandeValidation,
    FeuillePreparee,
    NatureVisa,
    PointSeance,
    Presence,
    PresenceSeance,
    Seance,
    Visa,
)
from .permissions import natures_a_donner, pourquoi_pas_viser
from .queries import signataires_par_ressource

if TYPE_CHECKING:
    from comptes.models import Personne

INVITES = (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE)
_CADRE = (
    "version",
    "ressource__fiche",
    "ressource__campagne_suivi__pole__academie",
    "ressource__campagne_suivi__cycle",
)
CADRE_DU_POINT = tuple(f"demande__{parent}" for parent in _CADRE)


def seances_visibles(personne: Personne) -> QuerySet[Seance]:
    return Seance.objects.visibles_par(personne).select_related("campagne__pole__academie", "campagne__cycle")


def invitables(campagne: Campagne, jour: date) -> QuerySet[Personne]:
    """The inspection, the DRANE, the PREDAC or IAN."""
    return personnes_exercant(campagne, jour, *INVITES)


def fonctions_des_invites(campagne: Campagne, maintenant: datetime) -> dict[int, str]:
    """Of each person who can be invited, the fonction under which they sit, by delegation too; signing comes first."""
    jour = maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
    return {p.pk: fonction for fonction in INVITES for p in personnes_exercant(campagne, jour, fonction)}


def inscriptibles(campagne: Campagne) -> QuerySet[DemandeValidation]:
    """The open rounds of the campaign."""
    return (
        DemandeValidation.objects.filter(ressource__campagne_suivi=campagne, close_le__isnull=True)
        .select_related(*_CADRE)
        .order_by("ouverte_le", "pk")
    )


def a_demander(campagne: Campagne) -> QuerySet[Ressource]:
    """Those that are ready: one click asks for their validation and puts them on the agenda."""
    return Ressource.objects.filter(
        campagne_suivi=campagne, etat=EtatRessource.PRETE_A_VALIDER, nature=NatureRessource.CLASSE
    ).order_by("titre", "pk")


def a_signer(seance: Seance, personne: Personne) -> list[AvisSeance]:
    """What this person has on the table, on rounds still open, in the order in which it is signed.

    `grille_du`: when they last changed the answers that will go with that visa; None where there are none.
    """
    preparee = FeuillePreparee.objects.filter(
        demande=OuterRef("point__demande"), personne=personne, nature=OuterRef("nature")
    )
    poses = AvisSeance.objects.filter(
        point__seance=seance, signataire=personne, point__demande__close_le__isnull=True
    ).select_related("point__demande__version", "point__demande__ressource__campagne_suivi__pole")
    poses = poses.annotate(grille_du=Subquery(preparee.values("feuille__modifie_le")))
    return list(poses.order_by("point__demande__ressource", "pk"))


@dataclass(frozen=True)
class Place:
    """One of the two visas of a resource: given, on the table, prepared, awaited."""

    nature: str
    libelle: str
    attendus: str  # who can give it, in words
    visa: VisaLu | None = None
    pose: AvisSeance | None = None
    sur_la_table: bool = False
    prepare: bool = False
    la_mienne: bool = False  # this reader may put their opinion there
    mon_prepare: bool = False
    autres: tuple[Personne, ...] = ()  # those present for whom the shared screen may write


@dataclass
class Ligne:
    point: PointSeance
    places: list[Place]
    raison: str  # why this reader gives no visa there; empty when they may
    remarques: list[Remarque] = field(default_factory=list)
    commentaires: list[CommentaireSeance] = field(default_factory=list)
    mon_commentaire: str = ""

    @property
    def demande(self) -> DemandeValidation:
        return self.point.demande

    @property
    def ressource(self) -> Ressource:
        return self.point.demande.ressource


class OrdreDuJour:
    """A fixed number of queries, however many resources there are."""

    def __init__(self, seance: Seance, personne: Personne, jour: date) -> None:
        self.seance, self.personne, self.jour = seance, personne, jour

    @cached_property
    def presences(self) -> list[PresenceSeance]:
        return list(self.seance.presences.select_related("personne"))

    @cached_property
    def presents(self) -> set[int]:
        return {p.personne_id for p in self.presences if p.presence == Presence.PRESENTE}

    @property
    def je_suis_la(self) -> bool:
        return self.personne.pk in self.presents

    @cached_property
    def lignes(self) -> list[Ligne]:
        points = list(self._points)
        ressources = [p.demande.ressource for p in points]
        candidats = signataires_par_ressource(ressources, self.jour) if points else {}
        remarques = self._remarques(ressources)
        return [self._ligne(p, candidats[p.demande.ressource_id], remarques[p.demande.ressource_id]) for p in points]

    @property
    def _points(self) -> QuerySet[PointSeance]:
        producteurs = Producteur.objects.select_related("personne")
        return self.seance.points.select_related(*CADRE_DU_POINT).prefetch_related(
            Prefetch("demande__version__pieces", Piece.objects.order_by(LIVRET_D_ABORD, "nom", "pk")),
            Prefetch("demande__visas", Visa.objects.select_related("signataire", "par_delegation_de", "demande")),
            Prefetch("demande__ressource__liens_producteurs", producteurs),
            Prefetch("commentaires", CommentaireSeance.objects.select_related("auteur")),
        )

    def _remarques(self, ressources: list[Ressource]) -> dict[int, list[Remarque]]:
        par_ressource: dict[int, list[Remarque]] = defaultdict(list)
        lisibles = Remarque.objects.visibles_par(self.personne).filter(
            version__ressource__in=ressources, version__annulee_le__isnull=True
        )
        for remarque in lisibles.select_related("auteur", "version", "version_reponse"):
            par_ressource[remarque.version.ressource_id].append(remarque)
        return par_ressource

    @cached_property
    def _prepares(self) -> set[tuple[int, int]]:
        """(round, person) of the prepared opinions: that there is one, not what it says."""
        lignes = AvisPrepare.objects.filter(demande__points__seance=self.seance)
        return set(lignes.values_list("demande", "personne"))

    @cached_property
    def _table(self) -> dict[tuple[int, str], AvisSeance]:
        poses = AvisSeance.objects.filter(point__seance=self.seance).select_related("signataire")
        return {(pose.point_id, pose.nature): pose for pose in poses}

    def _ligne(self, point: PointSeance, candidats: dict[str, list[Personne]], remarques: list[Remarque]) -> Ligne:
        commentaires = list(point.commentaires.all())
        mien = next((c.texte for c in commentaires if c.auteur_id == self.personne.pk), "")
        raison = pourquoi_pas_viser(self.personne, point.demande)
        miennes = [] if raison else natures_a_donner(self.personne, point.demande)
        return Ligne(
            point,
            [self._place(point, nature, candidats[nature], nature in miennes) for nature in SIGNATAIRES],
            raison,
            remarques,
            [c for c in commentaires if c.auteur_id != self.personne.pk],
            mien,
        )

    def _place(self, point: PointSeance, nature: str, candidats: list[Personne], la_mienne: bool) -> Place:
        visas = {v.nature: v for v in point.demande.visas.all()}
        libelle = NatureVisa(nature).label
        if nature in visas:
            return Place(nature, libelle, "", visa=lire_visa(visas[nature], self.personne))
        pose = self._table.get((point.pk, nature))
        return Place(
            nature,
            libelle,
            nommer_signataires({nature: [p.nom_complet for p in candidats]})[0],
            pose=pose if self.seance.ouverte and self.je_suis_la else None,
            sur_la_table=pose is not None,
            prepare=any((point.demande_id, p.pk) in self._prepares for p in candidats),
            la_mienne=la_mienne and self.seance.ouverte and self.je_suis_la,
            mon_prepare=la_mienne and (point.demande_id, self.personne.pk) in self._prepares,
            autres=tuple(p for p in candidats if p.pk in self.presents and p != self.personne),
        )

    @property
    def a_signer(self) -> int:
        """How many opinions of this reader wait on the table for their signature."""
        return self.poses_de(self.personne.pk)

    def poses_de(self, personne_id: int) -> int:
        ouverts = {ligne.point.pk for ligne in self.lignes if ligne.demande.ouverte}
        return sum(1 for p in self._table.values() if p.signataire_id == personne_id and p.point_id in ouverts)

    @property
    def signataires_presents(self) -> list[tuple[Personne, int]]:
        """Those present, this reader aside, who have something to sign: for the shared screen."""
        comptes = [(p.personne, self.poses_de(p.personne_id)) for p in self.presences if p.personne_id in self.presents]
        return [(qui, nombre) for qui, nombre in comptes if nombre and qui != self.personne]


def lignes_du_bilan(seance: Seance, maintenant: datetime) -> list[tuple[Ressource, str]]:
    """Each resource and how it stands: its outcome, or who signs later. Never an opinion of an open round."""
    jour = maintenant.astimezone(ZoneInfo(seance.campagne.fuseau)).date()
    points = seance.points.select_related(*CADRE_DU_POINT).prefetch_related("demande__visas")
    demandes = [p.demande for p in points]
    candidats = signataires_par_ressource([d.ressource for d in demandes], jour)
    return [(d.ressource, ou_en_est(d, candidats[d.ressource_id])) for d in demandes]


def ou_en_est(demande: DemandeValidation, candidats: dict[str, list[Personne]]) -> str:
    if not demande.ouverte:
        return demande.get_issue_display()
    donnes = {v.nature for v in demande.visas.all()}
    attendus = {nature: [p.nom_complet for p in candidats[nature]] for nature in SIGNATAIRES if nature not in donnes}
    return f"on attend encore {' et '.join(nommer_signataires(attendus))}"
