"""The key figures, with last year's beside them. Resources count where they were born (`campagne_origine`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from bilans.perimetre import Perimetre, annee_precedente
from productions.etats import EtatFiche, EtatRelecture, EtatRemarque, EtatTest
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, Relecture, Remarque, TestEnClasse
from suivi.etats import EtatReunion
from suivi.models import Reunion

from .lecture import nees_dans, parvenues_par_etape

# In the order of the document: the key, the words for one and for several.
LIBELLES: Mapping[str, str] = {
    "fiches_retenues": "Fiches-projet retenues",
    "ressources": "Ressources engagées",
    "ressources_v1": "Ressources déposées en V1",
    "ressources_v2": "Ressources déposées en V2",
    "ressources_v3": "Ressources déposées en V3 ou au-delà",
    "ressources_validees": "Ressources validées",
    "ressources_publiees": "Ressources publiées",
    "ressources_abandonnees": "Ressources abandonnées",
    "producteurs": "Producteurs",
    "relectures_rendues": "Relectures rendues",
    "remarques": "Remarques reçues",
    "remarques_repondues": "Remarques qui ont leur réponse",
    "tests": "Tests en classe rendus",
    "eleves": "Élèves qui ont essayé une ressource",
    "reunions": "Réunions tenues",
}


@dataclass(frozen=True)
class Chiffre:
    cle: str
    libelle: str
    valeur: int
    avant: int | None  # last year's; None where there was no campaign

    @property
    def ecart(self) -> int | None:
        return None if self.avant is None else self.valeur - self.avant

    @property
    def ecart_dit(self) -> str:
        """« +3 », « −1 », « = »."""
        if not self.ecart:
            return "=" if self.ecart == 0 else ""
        return f"+{self.ecart}" if self.ecart > 0 else f"−{-self.ecart}"


def chiffres(perimetre: Perimetre) -> list[Chiffre]:
    maintenant = compter(perimetre.pks)
    precedentes = annee_precedente(perimetre)
    avant = compter([c.pk for c in precedentes]) if precedentes else {}
    return [Chiffre(cle, libelle, maintenant[cle], avant.get(cle)) for cle, libelle in LIBELLES.items()]


def compter(campagnes: Collection[int]) -> dict[str, int]:
    """The figures of these campaigns together, in a fixed number of queries."""
    return {
        "fiches_retenues": FicheProjet.objects.filter(campagne__in=campagnes, etat=EtatFiche.RETENUE).count(),
        **_ressources(campagnes),
        **_travail(campagnes),
        **_tests(campagnes),
        "reunions": Reunion.objects.filter(campagnes__in=campagnes, etat=EtatReunion.TENUE).distinct().count(),
    }


def _ressources(campagnes: Collection[int]) -> dict[str, int]:
    comptes = parvenues_par_etape(campagnes)
    vivantes = nees_dans(campagnes).exclude(etat=R.ABANDONNEE)
    return {
        "ressources": comptes["engagees"],
        "ressources_v1": comptes["v1"],
        "ressources_v2": comptes["v2"],
        "ressources_v3": comptes["v3"],
        "ressources_validees": comptes["validation"],
        "ressources_publiees": comptes["publication"],
        "ressources_abandonnees": comptes["abandonnees"],
        "producteurs": vivantes.aggregate(n=Count("producteurs", distinct=True))["n"],
    }


def _tests(campagnes: Collection[int]) -> dict[str, int]:
    rendus = TestEnClasse.objects.filter(etat=EtatTest.RENDU, version__ressource__campagne_origine__in=campagnes)
    return rendus.aggregate(tests=Count("pk"), eleves=Coalesce(Sum("nombre_eleves"), 0))


def _travail(campagnes: Collection[int]) -> dict[str, int]:
    rendues = Relecture.objects.filter(
        etat=EtatRelecture.RENDUE, version__ressource__campagne_origine__in=campagnes
    ).count()
    remarques = Remarque.objects.rendues().filter(version__ressource__campagne_origine__in=campagnes)
    return {
        "relectures_rendues": rendues,
        **remarques.aggregate(remarques=Count("pk"), remarques_repondues=Count("pk", ~Q(etat=EtatRemarque.OUVERTE))),
    }
