"""One production of a fiche, and the set of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList

from productions.models import NatureRessource
from productions.services.fiches import Production

from .choix import absence_de

if TYPE_CHECKING:
    from comptes.models import Personne

# Far above what a pôle plans in one fiche; an abuse stops there.
PRODUCTIONS_MAX = 20


class ProductionForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    titre = forms.CharField(
        label="Titre de la production",
        max_length=200,
        required=False,
        help_text="S'il n'y a qu'une production, laissez vide pour reprendre le titre de la fiche.",
    )
    nature = forms.ChoiceField(
        label="Nature",
        choices=NatureRessource.choices,
        initial=NatureRessource.CLASSE,
        widget=forms.RadioSelect,
        help_text="Les ressources pour la classe sont relues, testées et validées ; elles ouvrent droit à vacation.",
    )
    producteurs = forms.TypedMultipleChoiceField(
        label="Qui la produit ?",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nécessaire pour soumettre la fiche. Les personnes cochées pourront modifier la fiche.",
    )
    retirer = forms.BooleanField(label="Retirer cette production de la fiche", required=False)

    def __init__(self, *args: Any, personnes: Sequence[Personne], complet: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # An added form left blank is read like the others, then left out by the set.
        self.empty_permitted = False
        self.complet = complet
        self.personnes = {personne.pk: personne for personne in personnes}
        self.fields["producteurs"].choices = [(pk, _libelle(personne)) for pk, personne in self.personnes.items()]
        if self.initial.get("numero_version"):
            # A version is there: the production can be abandoned, no longer taken off (services.fiches).
            self.fields["nature"].disabled = True
            del self.fields["retirer"]

    @property
    def gardee(self) -> bool:
        """Not taken off, and not an added form left blank."""
        nettoye = self.cleaned_data
        return not nettoye.get("retirer") and bool(nettoye["pk"] or nettoye["titre"] or nettoye["producteurs"])

    def en_production(self, titre_par_defaut: str) -> Production:
        nettoye = self.cleaned_data
        return Production(
            pk=nettoye["pk"],
            titre=nettoye["titre"] or titre_par_defaut,
            nature=nettoye["nature"],
            producteurs=[self.personnes[pk] for pk in nettoye["producteurs"]],
        )


def _libelle(personne: Personne) -> str:
    absence = absence_de(personne)
    return f"{personne.nom_complet} ({absence})" if absence else personne.nom_complet


class BaseProductionFormSet(forms.BaseFormSet):
    forms: list[ProductionForm]

    def clean(self) -> None:
        if any(self.errors):
            return
        gardees = self._gardees()
        connues = {initial["pk"] for initial in self.initial or () if initial.get("pk")}
        for form in gardees:
            if form.cleaned_data["pk"] and form.cleaned_data["pk"] not in connues:
                raise forms.ValidationError("Une production n'est plus dans cette fiche : rechargez la page.")
            if len(gardees) > 1 and not form.cleaned_data["titre"]:
                form.add_error("titre", "Donnez un titre à chaque production.")
            if form.complet and not form.cleaned_data["producteurs"]:
                form.add_error("producteurs", "Cochez au moins une personne.")

    def productions(self, titre_de_la_fiche: str) -> list[Production]:
        """Those to keep; a fiche of one production may give it its own title."""
        return [form.en_production(titre_de_la_fiche) for form in self._gardees()]

    def sans_controle(self) -> None:
        """Show what was typed as it is: nothing is to correct before it is saved."""
        self._errors, self._non_form_errors = [{} for _ in self.forms], ErrorList()
        for form in self.forms:
            form._errors = ErrorDict()
        # The cursor goes to what was added.
        self.forms[-1].fields["titre"].widget.attrs["autofocus"] = True

    def _gardees(self) -> list[ProductionForm]:
        """The forms to keep: those filled in, else the first one."""
        candidates = [form for form in self.forms if not form.cleaned_data.get("retirer")]
        return [form for form in candidates if form.gardee] or candidates[:1]


ProductionFormSet = forms.formset_factory(
    ProductionForm,
    formset=BaseProductionFormSet,
    extra=0,
    max_num=PRODUCTIONS_MAX,
    absolute_max=PRODUCTIONS_MAX + 1,
    validate_max=True,
)
