"""Everything there is to know of a resource, loaded once for one reader: a fixed number of queries, however long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, FilteredRelation, OuterRef, Prefetch, QuerySet, When

from commun.elision import de
from commun.queries import garnir
from grilles.models import Feuille
from journal.models import Ecriture
from journal.queries import ecritures_de
from productions.etats import EtatRelecture
from productions.models import (
    DatePropre,
    Depot,
    NaturePiece,
    Piece,
    Producteur,
    Relecture,
    Remarque,
    Report,
    Ressource,
    TestEnClasse,
    Version,
)
from productions.queries.grilles import feuilles_par_numero, lit_la_relecture
from productions.queries.retards import avec_attente

from .circuit import SIGNATAIRES
from .models import DemandeValidation, Publication, Visa
from .queries import Candidats, signataires_independants

if TYPE_CHECKING:
    from comptes.models import Personne


# What lets a colleague take the resource up comes first, then the course, then the rest.
LIVRET_D_ABORD = Case(When(nature=NaturePiece.LIVRET, then=0), When(nature=NaturePiece.COURS, then=1), default=2)


@dataclass(frozen=True)
class VisaLu:
    """A visa as this reader may know it: without `avis` as long as the opinion is its author's alone."""

    nature: str
    signataire: str
    donne_le: datetime
    le_mien: bool
    par_delegation_de: str = ""
    avis: str = ""
    avis_libelle: str = ""
    motif: str = ""
    feuille: Feuille | None = None  # the grid, as secret as the opinion
    en_seance: bool = False
    reconfirme: bool = False

    @property
    def lisible(self) -> bool:
        return bool(self.avis)

    @property
    def mention(self) -> str:
        """« , par délégation de Pierre Lacroix »: follows the name of who signed."""
        return f", par délégation {de(self.par_delegation_de)}" if self.par_delegation_de else ""


def lire_visa(visa: Visa, personne: Personne, feuilles: Mapping[int, Feuille] | None = None) -> VisaLu:
    """`feuilles`: the sheets that the page has read (`Dossier.feuilles`); without them it shows no grid."""
    lisible = visa.lisible_par(personne)
    return VisaLu(
        nature=visa.get_nature_display(),
        signataire=visa.signataire.nom_complet,
        donne_le=visa.donne_le,
        le_mien=visa.signataire_id == personne.pk,
        par_delegation_de=visa.par_delegation_de.nom_complet if visa.par_delegation_de else "",
        avis=visa.avis if lisible else "",
        avis_libelle=visa.get_avis_display() if lisible else "",
        motif=visa.motif if lisible else "",
        feuille=(feuilles or {}).get(visa.feuille_id) if lisible else None,
        en_seance=visa.seance_id is not None,
        # That it says again a favourable visa says what it holds: with the opinion, or not at all.
        reconfirme=lisible and visa.reconfirme_id is not None,
    )


class Dossier:
    """What a page shows of a resource to one person; nothing here is written."""

    def __init__(self, ressource: Ressource, personne: Personne, jour: date) -> None:
        """`ressource` comes from `ressources_du_dossier`; `jour` says who exercises which fonction."""
        self.ressource, self.personne, self.jour = ressource, personne, jour

    @cached_property
    def versions(self) -> list[Version]:
        """Newest first, the cancelled ones among them; of the remarks, those this person may read."""
        remarques = Remarque.objects.visibles_par(self.personne)
        return list(
            self.ressource.versions.select_related("deposee_par").prefetch_related(
                Prefetch("pieces", Piece.objects.select_related("analyse").order_by(LIVRET_D_ABORD, "nom", "pk")),
                Prefetch("relectures", Relecture.objects.select_related("relecteur")),
                Prefetch(
                    "remarques",
                    remarques.select_related(
                        "auteur", "repondue_par", "version_reponse", "relecture", "contestation__version_reponse"
                    ),
                ),
            )
        )

    @cached_property
    def derniere(self) -> Version | None:
        """The version in force."""
        en_vigueur = (v for v in self.versions if v.annulee_le is None and v.numero == self.ressource.numero_version)
        return next(en_vigueur, None)

    @cached_property
    def demandes(self) -> list[DemandeValidation]:
        """Each with its visas. One row a visa, one query: both are read on every page."""
        lignes = (
            self.ressource.demandes.annotate(visa=FilteredRelation("visas"))
            .select_related("version", "visa__signataire", "visa__par_delegation_de")
            .order_by("ouverte_le", "pk", "visa__donne_le", "visa__pk")
        )
        demandes: dict[int, DemandeValidation] = {}
        visas: dict[int, list[Visa]] = defaultdict(list)
        for ligne in lignes:
            demandes.setdefault(ligne.pk, ligne)
            # Django sets nothing where the joined row is missing.
            if visa := getattr(ligne, "visa", None):
                visa.demande = demandes[ligne.pk]
                visas[ligne.pk].append(visa)
        for demande in demandes.values():
            garnir(demande, "visas", visas[demande.pk])
        return list(demandes.values())

    @cached_property
    def feuilles(self) -> dict[int, Feuille]:
        """The grids that this person may read, of relectures and of visas: two queries, none where there is none."""
        relectures = (r for v in self.versions for r in v.relectures.all() if lit_la_relecture(r, v, self.personne))
        visas = (v for d in self.demandes for v in d.visas.all() if v.lisible_par(self.personne))
        return feuilles_par_numero(chose.feuille_id for chose in (*relectures, *visas))

    @property
    def demande_ouverte(self) -> DemandeValidation | None:
        return next((d for d in self.demandes if d.ouverte), None)

    @cached_property
    def publications(self) -> list[Publication]:
        return list(self.ressource.publications.select_related("version")) if self.ressource.a_ete_publiee else []

    @cached_property
    def reports(self) -> list[Report]:
        """The later days asked for, the newest first."""
        return list(self.ressource.reports.all()) if self.ressource.a_des_reports else []

    @cached_property
    def dates_propres(self) -> list[DatePropre]:
        """The days that are this resource's own."""
        return list(self.ressource.dates_propres.select_related("report")) if self.ressource.a_des_dates else []

    @cached_property
    def ecritures(self) -> list[Ecriture]:
        return list(ecritures_de(self.ressource.chaine))

    @cached_property
    def depot(self) -> Depot | None:
        """The draft of the next version."""
        return getattr(self.ressource, "depot", None)

    @cached_property
    def signataires(self) -> Candidats:
        visas = self.demande_ouverte.visas.all() if self.demande_ouverte else ()
        engages = {lien.personne_id for lien in self.ressource.liens_producteurs.all()}
        engages |= {pk for visa in visas for pk in (visa.signataire_id, visa.par_delegation_de_id) if pk}
        return signataires_independants(self.ressource, self.jour, engages)

    @property
    def relectures_attendues(self) -> list[Relecture]:
        return [r for v in self.versions for r in v.relectures.all() if r.etat == EtatRelecture.ATTENDUE]

    @property
    def sans_accord(self) -> list[Producteur]:
        return [lien for lien in self.ressource.liens_producteurs.all() if not lien.accord]

    @property
    def visas_attendus(self) -> dict[str, list[str]]:
        """For each visa that the open round still misses, the names of who can give it."""
        demande = self.demande_ouverte
        if demande is None:
            return {}
        donnes = {v.nature for v in demande.visas.all()}
        return {
            nature: [p.nom_complet for p in self.signataires[nature]] for nature in SIGNATAIRES if nature not in donnes
        }


def ressources_du_dossier(personne: Personne, jour: date | None = None) -> QuerySet[Ressource]:
    """The resources that this person sees, with what every part of the page reads. `jour`: to excuse who is away."""
    return (
        avec_attente(Ressource.objects.visibles_par(personne), jour)
        .select_related(
            "fiche", "depot", "campagne_suivi__pole__academie", "campagne_suivi__cycle", "campagne_origine__cycle"
        )
        # What few resources have is not asked for when they have none.
        .annotate(
            a_ete_publiee=Exists(Publication.objects.filter(ressource=OuterRef("pk"))),
            a_des_reports=Exists(Report.objects.filter(ressource=OuterRef("pk"))),
            a_des_tests=Exists(TestEnClasse.objects.filter(version__ressource=OuterRef("pk"))),
            a_des_dates=Exists(DatePropre.objects.filter(ressource=OuterRef("pk"))),
        )
        .prefetch_related(Prefetch("liens_producteurs", Producteur.objects.select_related("personne")))
    )
