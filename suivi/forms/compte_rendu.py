"""The minutes, and each decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commun.templatetags.dates import jour as en_toutes_lettres
from suivi.models import Decision, Reunion
from suivi.queries.reunions import convies


class CompteRenduForm(forms.Form):
    texte = forms.CharField(
        label="Compte rendu",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Ce qui s'est dit et fait. L'équipe des pôles réunis le lira ; n'y nommez pas d'élève. "
        "Les décisions s'ajoutent ensuite, une par une.",
        error_messages={"required": "Écrivez au moins une phrase."},
    )


class _Responsable(forms.ModelChoiceField):
    def label_from_instance(self, personne: Any) -> str:
        return personne.nom_complet


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["texte", "responsable", "echeance"]
        field_classes = {"responsable": _Responsable}
        labels = {"texte": "Ce qui est décidé", "responsable": "Qui s'en charge", "echeance": "Pour le"}
        widgets = {"texte": forms.Textarea(attrs={"rows": 3}), "echeance": forms.DateInput}
        help_texts = {
            "responsable": "La personne reçoit un courriel, et la décision entre dans son « À faire ».",
            "echeance": "Avec une personne, il faut une date.",
        }

    def __init__(self, *args: Any, reunion: Reunion, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.premier_jour, self.dernier_jour = (
            reunion.quand.date(),
            reunion.campagne.cycle.fin.replace(month=12, day=31, year=reunion.campagne.cycle.fin.year + 1),
        )
        self.fields["responsable"].queryset = convies(reunion, jour)
        self.fields["responsable"].empty_label = "Personne en particulier"

    def clean_echeance(self) -> date | None:
        jour = self.cleaned_data["echeance"]
        if jour and jour < self.premier_jour:
            raise forms.ValidationError(
                f"La réunion a eu lieu le {en_toutes_lettres(self.premier_jour)} : choisissez un jour d'après."
            )
        if jour and jour > self.dernier_jour:
            raise forms.ValidationError("Cette date est trop lointaine : vérifiez l'année.")
        return jour

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if self.errors:
            return donnees
        if donnees["responsable"] and not donnees["echeance"]:
            self.add_error("echeance", "Dites pour quand.")
        elif donnees["echeance"] and not donnees["responsable"]:
            self.add_error("responsable", "Dites qui s'en charge, ou retirez la date.")
        return donnees

    @property
    def decision(self) -> dict[str, Any]:
        return {champ: self.cleaned_data[champ] for champ in ("texte", "responsable", "echeance")}
