"""Who is told about a fiche or a resource."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from poles.models import Campagne, Fonction
from poles.queries import personnes_exercant
from productions.models import FicheProjet, Producteur, Ressource

if TYPE_CHECKING:
    from comptes.models import Personne


def coordination(campagne: Campagne, maintenant: datetime) -> QuerySet[Personne]:
    """The PREDAC or IAN; without any, the académie's administrators, so that nothing waits for nobody."""
    jour = maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
    coordinateurs = personnes_exercant(campagne, jour, Fonction.COORDINATEUR)
    return coordinateurs if coordinateurs.exists() else personnes_exercant(campagne, jour, Fonction.ADMINISTRATEUR)


def producteurs(ressource: Ressource) -> QuerySet[Personne]:
    return get_user_model().objects.filter(
        Exists(Producteur.objects.filter(ressource=ressource, personne=OuterRef("pk")))
    )


def equipe(ressource: Ressource, maintenant: datetime) -> list[Personne]:
    """Whoever produces it and whoever leads its pôle."""
    return [*producteurs(ressource), *coordination(ressource.campagne_suivi, maintenant)]


def auteurs(fiche: FicheProjet) -> QuerySet[Personne]:
    """Who wrote the fiche and who produces what it announces."""
    produit = Producteur.objects.filter(ressource__fiche=fiche, personne=OuterRef("pk"))
    return get_user_model().objects.filter(Q(pk=fiche.redigee_par_id) | Exists(produit))
