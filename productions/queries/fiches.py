"""Questions about fiches-projet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from poles.models import Campagne, Fonction
from poles.queries import equipe, mandats_actifs, portant_sur
from productions.etats import EtatFiche
from productions.models import FicheProjet, Producteur, Ressource

from .retards import avec_attente

if TYPE_CHECKING:
    from comptes.models import Personne

# A draft is not announced yet; what was given up is no longer planned.
NON_IMPRIMEES = (EtatFiche.BROUILLON, EtatFiche.ABANDONNEE)


def fiches_entieres(personne: Personne) -> QuerySet[FicheProjet]:
    """With all that a fiche's page or its printed sheet says."""
    liens = Prefetch("liens_producteurs", queryset=Producteur.objects.select_related("personne"))
    ressources = avec_attente(Ressource.objects.prefetch_related(liens))
    return (
        FicheProjet.objects.visibles_par(personne)
        .select_related("campagne__pole__academie", "campagne__cycle", "redigee_par")
        .prefetch_related(
            "disciplines",
            "niveaux",
            Prefetch("ressources", queryset=ressources),
        )
    )


def fiches_a_imprimer(campagne: Campagne, personne: Personne) -> QuerySet[FicheProjet]:
    return fiches_entieres(personne).filter(campagne=campagne).exclude(etat__in=NON_IMPRIMEES).order_by("titre", "pk")


def producteurs_par_fiche(fiches: Iterable[FicheProjet]) -> dict[int, list[Personne]]:
    """Who produces something in each fiche, each person once, in one query."""
    resultat: dict[int, list[Personne]] = {fiche.pk: [] for fiche in fiches}
    liens = Producteur.objects.filter(ressource__fiche__in=resultat).select_related("personne", "ressource")
    for lien in liens:
        if lien.personne not in resultat[lien.ressource.fiche_id]:
            resultat[lien.ressource.fiche_id].append(lien.personne)
    return resultat


def producteurs_possibles(campagne: Campagne, jour: date, fiche: FicheProjet | None = None) -> QuerySet[Personne]:
    """The campaign's teachers and coordinator; and who produces in the fiche already, even gone since."""
    mandats = mandats_actifs(jour).filter(
        portant_sur(campagne), personne=OuterRef("pk"), fonction__in=(Fonction.ENSEIGNANT, Fonction.COORDINATEUR)
    )
    q = Q(Exists(mandats), is_active=True)
    if fiche and fiche.pk:
        q |= Exists(Producteur.objects.filter(ressource__fiche=fiche, personne=OuterRef("pk")))
    return get_user_model().objects.filter(q)


def coordination(campagne: Campagne, jour: date) -> list[str]:
    """Who leads the pôle, as people say it: « Claire Moreau (PREDAC) »."""
    mandats = equipe(campagne, jour, Fonction.COORDINATEUR)
    return list(dict.fromkeys(f"{m.personne.nom_complet} ({m.libelle})" for m in mandats))


def manques(fiche: FicheProjet) -> list[str]:
    """What is still missing before the fiche can be submitted: the obligatory fields."""
    manquants = []
    if not fiche.disciplines.all():
        manquants.append("une discipline")
    if not fiche.niveaux.all():
        manquants.append("un niveau")
    ressources = fiche.ressources.all()
    if not ressources:
        manquants.append("une production")
    return manquants + [f"les producteurs de « {r.titre} »" for r in ressources if not r.liens_producteurs.all()]
