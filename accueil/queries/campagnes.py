"""Campaigns with their figures, for cards and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accueil.annee import TITRES, etape_du_jour
from calendrier.queries import jour_effectif
from poles.droits import Droits
from poles.etats import EtatCycle
from poles.models import Academie, Campagne, Fonction
from poles.queries import mandats_actifs
from productions.etapes import Avancement, parvenues
from productions.etats import EtatFiche
from productions.models import FicheProjet, Ressource

if TYPE_CHECKING:
    from comptes.models import Personne
    from poles.models import Mandat

# Among how many campaigns the years are looked for; how many are shown.
ANNEES_LUES, ANNEES_MONTREES = 200, 4
SUIVEURS = tuple(f for f in Fonction.values if f != Fonction.ADMINISTRATEUR)


def _nombre(lignes: QuerySet[Any], lien: str) -> Coalesce:
    """The number of rows of each campaign, as a column: no query of its own."""
    comptees = lignes.filter(**{lien: OuterRef("pk")}).order_by().values(lien).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(comptees, output_field=IntegerField()), 0)


def avec_chiffres(campagnes: QuerySet[Campagne], personne: Personne) -> QuerySet[Campagne]:
    """With what its card shows: the figures, and the days of the year's steps (`jalons_de`).

    The resources are counted as this person's lists show them.
    """
    jours = {f"jour_{nature}": jour_effectif("", nature) for nature in TITRES}
    ressources = Ressource.objects.visibles_par(personne)
    return campagnes.select_related("pole__academie", "cycle").annotate(
        fiches_retenues=_nombre(FicheProjet.objects.filter(etat=EtatFiche.RETENUE), "campagne"),
        fiches_soumises=_nombre(FicheProjet.objects.filter(etat=EtatFiche.SOUMISE), "campagne"),
        nombre_de_ressources=_nombre(ressources, "campagne_suivi"),
        ressources_publiees=_nombre(parvenues(ressources, Avancement.PUBLIEE), "campagne_suivi"),
        **jours,
    )


def jalons_de(campagne: Campagne) -> dict[str, date | None]:
    return {nature: getattr(campagne, f"jour_{nature}") for nature in TITRES}


def en_cours(campagnes: QuerySet[Campagne]) -> QuerySet[Campagne]:
    return campagnes.exclude(cycle__etat=EtatCycle.CLOS)


def suivies(droits: Droits) -> QuerySet[Campagne]:
    """The campaigns of this year that a person takes part in, an administrator's whole académie aside."""
    return en_cours(Campagne.objects.filter(droits.q("", *SUIVEURS)))


def administrees(droits: Droits) -> QuerySet[Campagne]:
    """Those of the académies that a person administers; all of them for a superuser."""
    q = Q() if droits.tous else droits.q("", Fonction.ADMINISTRATEUR)
    return en_cours(Campagne.objects.filter(q))


def annees_administrees(droits: Droits) -> list[tuple[Academie, str]]:
    """The académies and the years of which a person may write the review, the latest first: one query."""
    q = Q() if droits.tous else droits.q("", Fonction.ADMINISTRATEUR)
    lignes = Campagne.objects.filter(q, pole__academie__isnull=False).select_related("pole__academie", "cycle")
    distinctes = {
        (c.pole.academie, c.cycle.libelle): None for c in lignes.order_by("-cycle__debut", "pk")[:ANNEES_LUES]
    }
    return list(distinctes)[:ANNEES_MONTREES]


def avec_conduite(campagnes: QuerySet[Campagne], jour: date) -> QuerySet[Campagne]:
    """With their PREDAC and IAN: `conduite` on the campaign, and on its pôle."""
    conduite = mandats_actifs(jour).filter(fonction=Fonction.COORDINATEUR).select_related("personne")
    return campagnes.prefetch_related(
        Prefetch("mandats", conduite, to_attr="conduite"), Prefetch("pole__mandats", conduite, to_attr="conduite")
    )


def conduite_de(campagne: Campagne) -> list[Mandat]:
    return [*campagne.conduite, *campagne.pole.conduite]


def noms_distincts(campagnes: Iterable[Campagne]) -> dict[int, str]:
    """By the pôle's name, with the year where two of these are of one pôle: the present one, and the one prepared."""
    lues = {campagne.pk: campagne for campagne in campagnes}
    annees = Counter(campagne.pole_id for campagne in lues.values())
    return {pk: str(c) if annees[c.pole_id] > 1 else c.pole.nom for pk, c in lues.items()}


def carte(campagne: Campagne, jour: date, sous_titre: str = "", nom: str = "") -> dict[str, Any]:
    """What composants/carte_pole.html shows."""
    return {
        "titre": nom or campagne.pole.nom,
        "url": campagne.get_absolute_url(),
        "sous_titre": sous_titre,
        "etape": etape_du_jour(jalons_de(campagne), jour),
        "chiffres": chiffres(campagne),
        "tableau": reverse("accueil:tableau_de_bord", args=[campagne.pole.slug, campagne.cycle.libelle]),
    }


def chiffres(campagne: Campagne) -> list[dict[str, Any]]:
    adresse = [campagne.pole.slug, campagne.cycle.libelle]
    fiches, ressources = reverse("productions:fiches", args=adresse), reverse("productions:ressources", args=adresse)
    return [
        _chiffre(campagne.fiches_retenues, "fiche retenue", "fiches retenues", f"{fiches}?etat={EtatFiche.RETENUE}"),
        _chiffre(campagne.nombre_de_ressources, "ressource", "ressources", ressources),
        _chiffre(campagne.ressources_publiees, "publiée", "publiées", f"{ressources}?avancement={Avancement.PUBLIEE}"),
    ]


def _chiffre(valeur: int, singulier: str, pluriel: str, url: str) -> dict[str, Any]:
    colonne = pluriel[0].upper() + pluriel[1:]
    return {"valeur": valeur, "libelle": singulier if valeur < 2 else pluriel, "colonne": colonne, "url": url}
