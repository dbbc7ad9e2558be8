"""To whom a proofreader may propose their relecture, and what they have been proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from productions.etats import EtatRelecture, EtatRessource
from productions.models import Echange, Producteur, Relecture

from .candidats import candidats

if TYPE_CHECKING:
    from comptes.models import Personne


def partenaires(relecture: Relecture, jour: date) -> tuple[list[Personne], list[Relecture]]:
    """The team's people who could read this version; and what they read in the pôle that its proofreader could."""
    moi, ressource = relecture.relecteur_id, relecture.version.ressource
    personnes = list(candidats(relecture.version, jour).order_by("nom", "prenom", "pk"))
    je_produis = Producteur.objects.filter(ressource=OuterRef("version__ressource"), personne=moi)
    je_relis = Relecture.objects.filter(version=OuterRef("version"), relecteur=moi)
    relectures = (
        Relecture.objects.filter(
            relecteur__in=[p.pk for p in personnes],
            etat=EtatRelecture.ATTENDUE,
            version__ressource__campagne_suivi=ressource.campagne_suivi_id,
            version__ressource__etat=EtatRessource.EN_RELECTURE,
        )
        .exclude(Exists(je_produis))
        .exclude(Exists(je_relis))
        .select_related("relecteur", "version__ressource")
        .order_by("relecteur__nom", "relecteur__prenom", "version__ressource__titre", "pk")
    )
    return personnes, list(relectures)


def propositions_de(relectures: Sequence[int]) -> list[Echange]:
    """Those that wait for an answer, of these relectures."""
    return list(Echange.objects.en_attente().filter(relecture__in=relectures).select_related("vers"))
