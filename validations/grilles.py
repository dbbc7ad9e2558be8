"""The grids beside the visa form, one for each visa that the person may give; all of them optional."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import QueryDict

from grilles.etats import Usage
from grilles.forms import FeuilleForm
from grilles.models import Feuille
from grilles.queries import grille_a_remplir
from poles.models import Campagne

from .models import DemandeValidation, FeuillePreparee, NatureVisa, Visa
from .queries import decides
from .services.grilles import Remplie

if TYPE_CHECKING:
    from comptes.models import Personne

USAGES = {
    NatureVisa.PEDAGOGIQUE: Usage.VISA_PEDAGOGIQUE,
    NatureVisa.NUMERIQUE: Usage.VISA_NUMERIQUE,
}


class GrillesDuVisa:
    def __init__(
        self,
        demande: DemandeValidation,
        personne: Personne,
        natures: Sequence[str],
        donnees: QueryDict | None = None,
    ) -> None:
        """`natures`: those of the visa form; `donnees`: what its page sends."""
        preparees = FeuillePreparee.objects.filter(demande=demande, personne=personne)
        feuilles = {p.nature: p.feuille_id for p in preparees}
        lues = Feuille.objects.avec_reponses().in_bulk(feuilles.values()) if feuilles else {}
        self.formulaires = {n: _formulaire(demande, n, lues.get(feuilles.get(n)), donnees) for n in natures}

    def valides(self) -> bool:
        """All are looked at: what is to correct is said at once."""
        verdicts = [form.is_valid() for form in self.formulaires.values() if form.is_bound]
        return all(verdicts)

    def remplies(self) -> dict[str, Remplie]:
        return {n: Remplie(form.grille, form.valeurs) for n, form in self.formulaires.items() if form.is_bound}

    def panneaux(self) -> list[tuple[str, FeuilleForm]]:
        """What the page shows: which visa each grid goes with, and its form."""
        return [(NatureVisa(nature).label, form) for nature, form in self.formulaires.items()]


def _formulaire(
    demande: DemandeValidation, nature: str, feuille: Feuille | None, donnees: QueryDict | None
) -> FeuilleForm:
    prefix = f"grille-{nature}"
    # A page that shows no grid sends none: what was prepared stays.
    envoyee = donnees if donnees is not None and f"{prefix}-version" in donnees else None
    grille = grille_a_remplir(demande.ressource.campagne_suivi, USAGES[NatureVisa(nature)], feuille, envoyee, prefix)
    return FeuilleForm(envoyee, grille=grille, feuille=feuille, prefix=prefix, brouillon=True)


def feuilles_decidees(nature: str, campagne: Campagne) -> QuerySet:
    """Of the rounds that are decided: until then nobody but its author knows that a grid was filled in."""
    du_pole = Visa.objects.filter(nature=nature, demande__ressource__campagne_suivi=campagne)
    return du_pole.filter(decides(), feuille__isnull=False).values("feuille")
