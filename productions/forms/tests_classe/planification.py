"""Who tests, where, when. The tester is of the team, or a name and an address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from comptes.models import Personne
from productions.models import TestEnClasse
from productions.services.tests_classe.planification import Seance

TESTEUR = ("testeur", "testeur_nom", "testeur_courriel")


class ModificationForm(forms.ModelForm):
    """Whatever may change of a test that is planned: another tester is another test."""

    class Meta:
        model = TestEnClasse
        fields = ["niveau", "etablissement", "jour_prevu", "periode", "nombre_eleves", "motif_tardif"]
        widgets = {"motif_tardif": forms.Textarea(attrs={"rows": 3})}
        labels = {"motif_tardif": "Si le test a lieu après la fin du cycle, pourquoi ?"}
        help_texts = {
            "motif_tardif": "Demandé seulement dans ce cas : par exemple, la notion est au programme de septembre."
        }
        error_messages = {"niveau": {"required": "Choisissez le niveau de la classe."}}

    @property
    def seance(self) -> Seance:
        noms = ModificationForm.Meta.fields
        return Seance(**{nom: self.cleaned_data[nom] for nom in noms})

    def _get_validation_exclusions(self) -> set[str]:
        # The tester is checked by this form and the service, not field by field by the model.
        return super()._get_validation_exclusions() | {*TESTEUR, "version", "etat"}

    def validate_constraints(self) -> None:
        """The service says the same in words, under its lock."""


class _Personnes(forms.ModelChoiceField):
    def label_from_instance(self, personne: Personne) -> str:
        return personne.nom_complet


class PlanificationForm(ModificationForm):
    vide_explique = TESTEUR
    # One of the two ways is asked for: neither alone is required, and the fields say which is.
    testeur = _Personnes(
        label="Qui teste ?",
        queryset=Personne.objects.none(),
        required=False,
        empty_label="Une autre personne, que je nomme ci-dessous",
        help_text="Une personne de l'équipe trouve le test sur son accueil. Qui produit la ressource ne la teste pas.",
    )
    testeur_nom = forms.CharField(
        label="Prénom et nom de l'autre personne",
        max_length=150,
        required=False,
        help_text="Demandé si vous n'avez choisi personne de l'équipe.",
    )
    testeur_courriel = forms.EmailField(
        label="Courriel de l'autre personne",
        required=False,
        max_length=254,
        help_text="Demandé avec le nom : elle y reçoit un lien personnel, sans compte à créer. Nom et adresse sont "
        "effacés ensuite.",
    )

    field_order = [*TESTEUR, *ModificationForm.Meta.fields]

    def __init__(self, *args: Any, candidats: QuerySet[Personne], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["testeur"].queryset = candidats

    def clean(self) -> dict[str, Any]:
        propres = super().clean()
        if propres.get("testeur"):
            propres["testeur_nom"] = propres["testeur_courriel"] = ""
            return propres
        for nom, manque in (
            ("testeur_nom", "Dites qui teste : choisissez une personne de l'équipe, ou écrivez un nom."),
            ("testeur_courriel", "Donnez l'adresse où lui écrire."),
        ):
            if nom not in self.errors and not propres.get(nom):
                self.add_error(nom, manque)
        return propres

    @property
    def qui(self) -> dict[str, Any]:
        return {nom: self.cleaned_data[nom] for nom in TESTEUR}
