"""The resources of a review, read once with all that their cards and the delays say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When

from bilans.perimetre import Perimetre
from productions.etapes import Avancement, condition
from productions.etats import EtatRemarque, EtatReport, EtatRessource
from productions.models import NatureReport, Producteur, Remarque, Report, Ressource, Version
from productions.models.fiche import annoncee
from productions.queries.dates import jour_a_l_origine, jour_en_vigueur
from validations.models import DemandeValidation, Publication, Visa

# The steps of the review that the lists know too.
AVANCEMENTS = {
    "v1": Avancement.V1,
    "v2": Avancement.V2,
    "test": Avancement.TESTEE,
    "validation": Avancement.VALIDEE,
    "publication": Avancement.PUBLIEE,
}


def nees_dans(campagnes: Collection[int]) -> QuerySet[Ressource]:
    """What the figures count: born in these campaigns (`campagne_origine`), and announced by more than a draft."""
    return Ressource.objects.filter(annoncee("fiche__"), campagne_origine__in=campagnes)


def parvenues_par_etape(campagnes: Collection[int]) -> dict[str, int]:
    """How many came to each step of the review, by the rule of the lists and dashboards; what is abandoned aside.

    Also `engagees` and `abandonnees`. One query.
    """
    vivantes = ~Q(etat=EtatRessource.ABANDONNEE)
    return nees_dans(campagnes).aggregate(
        engagees=Count("pk", vivantes),
        abandonnees=Count("pk", ~vivantes),
        v3=Count("pk", vivantes & Q(numero_version__gte=3)),
        **{etape: Count("pk", vivantes & condition(jusque)) for etape, jusque in AVANCEMENTS.items()},
    )


def _jours_juges(perimetre: Perimetre) -> dict[str, Case]:
    """`prevu_v1`, `prevu_v2`, `prevu_validation`: the days of the year under review, whatever follows it.

    A resource born here and carried on since answers for the days of here; one that came from an earlier year, for
    those it was given on arriving.
    """
    nee_ici = Q(campagne_origine__in=perimetre.pks)
    return {
        f"prevu_{nature}": Case(When(nee_ici, then=jour_a_l_origine(nature)), default=jour_en_vigueur(nature))
        for nature in (NatureReport.V1, NatureReport.V2, NatureReport.VALIDATION)
    }


def ressources_de(perimetre: Perimetre) -> list[Ressource]:
    """Born in these campaigns, or followed there since; those that a draft fiche only announces are left out."""
    lignes = Ressource.objects.filter(
        Q(campagne_origine__in=perimetre.pks) | Q(campagne_suivi__in=perimetre.pks), annoncee("fiche__")
    )
    return list(
        lignes.annotate(**_jours_juges(perimetre))
        .select_related("fiche", "campagne_origine__pole", "campagne_suivi__pole")
        .prefetch_related(
            Prefetch("liens_producteurs", Producteur.objects.select_related("personne")),
            "fiche__disciplines",
            "fiche__niveaux",
            Prefetch("versions", Version.objects.filter(annulee_le__isnull=True).order_by("numero")),
            Prefetch("publications", Publication.objects.order_by("publiee_le", "pk")),
            Prefetch("demandes", DemandeValidation.objects.order_by("ouverte_le", "pk")),
            Prefetch("demandes__visas", Visa.objects.select_related("signataire", "par_delegation_de").order_by("pk")),
            Prefetch("reports", Report.objects.filter(etat=EtatReport.ACCORDE).order_by("pk"), to_attr="accordes"),
        )
        .order_by("campagne_origine__pole__nom", "campagne_origine__pole", "titre", "pk")
    )


def remarques_par_ressource(perimetre: Perimetre) -> dict[int, dict[str, int]]:
    """Of those that were handed in: `total`, `faites`, `declinees`, `sans_reponse`. One query."""
    ressource = "version__ressource"
    siennes = Q(**{f"{ressource}__campagne_origine__in": perimetre.pks}) | Q(
        **{f"{ressource}__campagne_suivi__in": perimetre.pks}
    )
    comptes: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COMPTES, 0))
    lignes = Remarque.objects.rendues().filter(siennes).order_by().values(ressource)
    for ligne in lignes.annotate(
        total=Count("pk"),
        faites=Count("pk", Q(reponse=Remarque.Reponse.FAITE)),
        declinees=Count("pk", Q(reponse=Remarque.Reponse.DECLINEE)),
        sans_reponse=Count("pk", Q(etat=EtatRemarque.OUVERTE)),
    ):
        comptes[ligne[ressource]] = {cle: ligne[cle] for cle in COMPTES}
    return comptes


COMPTES = ("total", "faites", "declinees", "sans_reponse")
