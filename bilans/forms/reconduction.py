"""What is kept of the next year as it is proposed, and what still follows later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from bilans.annee_suivante import Proposee, Proposition
from bilans.services.reconduction import Choix
from calendrier.annee import cle_de, dernier_jour
from calendrier.forms import DatesForm
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.forms import CampagneForm
from poles.models import Mandat

RESSOURCES_VIDE = "Vous pourrez encore en reporter plus tard, depuis cette page."


class AnneeSuivanteForm(forms.Form):
    """Everything is ticked, or filled in, as proposed."""

    ressources = forms.TypedMultipleChoiceField(
        label="Ressources à reporter", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    mandats = forms.TypedMultipleChoiceField(
        label="Personnes à garder dans l'équipe", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    theme = CampagneForm.base_fields["theme"]
    missions = CampagneForm.base_fields["missions"]
    grilles = forms.BooleanField(label="Copier les grilles du pôle", required=False)

    def __init__(self, *args: Any, proposition: Proposition, **kw: Any) -> None:
        super().__init__(*args, **kw)
        p, champs = proposition, self.fields
        self.dates = _dates(self.data if self.is_bound else None, p)
        reportables = [r for r in p.ressources if not r.empechement]
        champs["ressources"].choices = _choix(reportables)
        champs["ressources"].initial = [r.ressource.pk for r in reportables if r.cochee]
        champs["mandats"].choices = [(m.pk, _nommer(m)) for m in p.mandats]
        champs["mandats"].initial = [m.pk for m in p.mandats]
        dits = CampagneForm.valeurs(p.existante or p.campagne)
        champs["theme"].initial, champs["missions"].initial = dits["theme"], dits["missions"]
        champs["theme"].help_text = "Celui de cette année, à garder ou à changer. Vide : il se choisira plus tard."
        champs["grilles"].initial = True
        for nom, vide in (("ressources", not reportables), ("mandats", not p.mandats), ("grilles", not p.grilles)):
            if vide:
                del champs[nom]

    def is_valid(self) -> bool:
        return super().is_valid() & self.dates.is_valid()

    def choix(self) -> Choix:
        dits = self.cleaned_data
        return Choix(
            ressources=dits.get("ressources", ()),
            mandats=dits.get("mandats", ()),
            jours=self.dates.jours(),
            theme=dits["theme"],
            mission_production="production" in dits["missions"],
            mission_animation="animation" in dits["missions"],
            grilles=dits.get("grilles", False),
        )


class ReporterForm(forms.Form):
    ressources = forms.TypedMultipleChoiceField(
        label="Restées dans l'année close",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une ressource à reporter."},
    )

    def __init__(self, *args: Any, proposees: Sequence[Proposee], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["ressources"].choices = _choix(proposees)


def _choix(proposees: Iterable[Proposee]) -> list[tuple[int, str]]:
    return [(p.ressource.pk, f"{p.ressource.titre} ({p.detail})") for p in proposees]


def _nommer(mandat: Mandat) -> str:
    return f"{mandat.personne.nom_complet}, {mandat.libelle}"


def _dates(donnees: Any, p: Proposition) -> DatesForm:
    """The pôle's own days, moved; empty, the next year follows its cycle."""
    du_cycle = {cle_de(e): e.jour for e in p.cycle.echeances.filter(campagne__isnull=True)}
    aides = {}
    for cle, jour in p.jours_d_avant.items():
        suite = f" Date du cycle suivant : {en_toutes_lettres(du_cycle[cle])}." if cle in du_cycle else ""
        aides[cle] = f"Cette année : {en_toutes_lettres(jour)}.{suite} Vide : la date du cycle."
    return DatesForm(donnees, jours=p.jours, aides=aides, limites=(p.cycle.debut, dernier_jour(p.cycle)))
