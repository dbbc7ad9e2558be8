"""A fiche-projet as it is typed: the fiche itself, and as many productions as wanted, in one form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.utils import ErrorDict
from django.http import QueryDict

from commun.templatetags.dates import jour as en_toutes_lettres
from poles.models import Discipline, Niveau
from productions.models import FicheProjet, NatureRessource
from productions.planning import JOURS
from productions.services.fiches import Production

from .choix import alphabetiques
from .production import ProductionFormSet

if TYPE_CHECKING:
    from comptes.models import Personne

POUR_SOUMETTRE = "Nécessaire pour soumettre la fiche."
AIDES = {
    "titre": "Par exemple : « Les documents commerciaux ».",
    "resume": "En quelques phrases : ce que les élèves feront, et dans quelle situation.",
    "objectifs": "Ce que les élèves sauront ou sauront faire.",
    "disciplines": POUR_SOUMETTRE,
    "niveaux": POUR_SOUMETTRE,
}
MANQUES = {"disciplines": "Cochez au moins une discipline.", "niveaux": "Cochez au moins un niveau."}


class FicheForm(forms.ModelForm):
    """`echeances` gives, by field, the pôle's milestone; `lu` is the journal's rank when the page was opened."""

    lu = forms.IntegerField(required=False, widget=forms.HiddenInput)
    disciplines = forms.ModelMultipleChoiceField(
        Discipline.objects.all(), label="Disciplines", required=False, help_text=AIDES["disciplines"]
    )
    niveaux = forms.ModelMultipleChoiceField(
        Niveau.objects.all(), label="Niveaux", required=False, help_text=AIDES["niveaux"]
    )

    class Meta:
        model = FicheProjet
        fields = ["titre", "resume", "objectifs", "disciplines", "niveaux", "outils", *JOURS]
        widgets = {"resume": forms.Textarea(attrs={"rows": 4}), "objectifs": forms.Textarea(attrs={"rows": 4})}
        help_texts = AIDES
        error_messages = {"titre": {"required": "Donnez un titre à la fiche."}}

    def __init__(self, *args: Any, echeances: dict[str, date], complet: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complet = complet
        self.fields["disciplines"].choices = alphabetiques(self.fields["disciplines"].choices)
        for champ, jour in echeances.items():
            self.fields[champ].help_text = f"Échéance du pôle : {en_toutes_lettres(jour)}."

    def clean(self) -> dict[str, Any]:
        """A draft may be incomplete; what is submitted is not."""
        nettoye = super().clean()
        self._refuser_les_annees_lointaines(nettoye)
        for champ, message in MANQUES.items():
            if self.complet and champ not in self.errors and not nettoye.get(champ):
                self.add_error(champ, message)
        return nettoye

    def _refuser_les_annees_lointaines(self, nettoye: dict[str, Any]) -> None:
        """A slip of the keyboard (« 0207 », « 9999 »): no drawing of the year could hold it."""
        cycle = self.instance.campagne.cycle
        for champ in JOURS:
            jour = nettoye.get(champ)
            if jour and not cycle.debut.year - 1 <= jour.year <= cycle.fin.year + 1:
                self.add_error(champ, f"Vérifiez l'année : cette date est trop loin de {cycle}.")

    def signaler_concurrence(self, message: str, rang: int) -> None:
        """Somebody changed the fiche meanwhile: say it once; saving again then overwrites, knowingly."""
        self.data = self.data.copy()
        self.data[self.add_prefix("lu")] = str(rang)
        self.add_error(None, message)


class SaisieFiche:
    """The two forms of the page, as one: valid together, redisplayed together."""

    def __init__(
        self,
        fiche: FicheProjet,
        personnes: Sequence[Personne],
        *,
        echeances: dict[str, date],
        initial: dict[str, Any],
        productions: list[dict[str, Any]],
        data: QueryDict | None = None,
        complet: bool = False,
    ) -> None:
        self.form = FicheForm(data, instance=fiche, initial=initial, echeances=echeances, complet=complet)
        self.formset = ProductionFormSet(
            data, initial=productions, prefix="productions", form_kwargs={"personnes": personnes, "complet": complet}
        )

    def est_valide(self) -> bool:
        # Both, always: all that is to correct is said at once.
        valides = [self.form.is_valid(), self.formset.is_valid()]
        return all(valides)

    def sans_controle(self) -> None:
        """Show what was typed as it is: nothing is to correct before it is saved."""
        self.form._errors = ErrorDict()
        self.formset.sans_controle()

    def productions(self) -> list[Production]:
        return self.formset.productions(self.form.cleaned_data["titre"])


def une_production_de_plus(data: QueryDict) -> QueryDict:
    """What was typed, with room for one production more."""
    formset = ProductionFormSet(data, prefix="productions", form_kwargs={"personnes": (), "complet": False})
    # A number that no page of ours sends counts for none.
    rang, plus = max(0, formset.total_form_count()), data.copy()
    plus[f"productions-{TOTAL_FORM_COUNT}"] = str(rang + 1)
    plus[f"productions-{rang}-nature"] = NatureRessource.CLASSE
    return plus
