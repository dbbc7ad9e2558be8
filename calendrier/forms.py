"""What is checked before a cycle, a date, a rule or a preference is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from calendrier.etats import Rythme
from calendrier.models import Echeance
from poles.models import Campagne, Cycle


class CycleForm(forms.ModelForm):
    class Meta:
        model = Cycle
        fields = ["academie", "libelle", "debut", "fin", "formation_continue_payee"]

    def clean_libelle(self) -> str:
        libelle = self.cleaned_data["libelle"].strip()
        if "/" in libelle:
            raise ValidationError("Ce libellé figure dans l'adresse des pages : écrivez-le sans barre oblique.")
        return libelle

    def clean(self) -> dict[str, Any]:
        """A cycle in use keeps its pôles, and their addresses, which hold the pôle's name and the cycle's."""
        donnees = super().clean()
        campagnes = Campagne.objects.filter(pole__campagnes__cycle=self.instance.pk) if self.instance.pk else None
        if campagnes is None:
            return donnees
        academie = donnees.get("academie")
        if academie and campagnes.filter(cycle=self.instance).exclude(pole__academie=academie).exists():
            self.add_error("academie", "Un pôle d'une autre académie travaille déjà dans ce cycle.")
        if campagnes.exclude(cycle=self.instance).filter(cycle__libelle=donnees.get("libelle")).exists():
            self.add_error("libelle", "Un pôle de ce cycle a déjà une campagne dans un autre cycle de ce nom.")
        return donnees


class EcheanceForm(forms.ModelForm):
    class Meta:
        model = Echeance
        fields = ["cycle", "campagne", "nature", "rang", "jour", "obligatoire"]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        cycle, campagne = donnees.get("cycle"), donnees.get("campagne")
        if cycle and campagne and campagne.cycle_id != cycle.pk:
            self.add_error("campagne", f"Cette campagne est d'un autre cycle ({campagne.cycle}).")
        return donnees


class EcheanceDuCycleForm(forms.ModelForm):
    """A line of the cycle's table, whose columns' headings are not labels for a screen reader."""

    class Meta:
        model = Echeance
        fields = ["nature", "rang", "jour", "obligatoire"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for champ in self.fields.values():
            champ.widget.attrs["aria-label"] = champ.label


class EcheancesDuCycleFormSet(forms.BaseInlineFormSet):
    """The database holds this rule for a cycle's own dates; the form says it where it is broken."""

    def clean(self) -> None:
        super().clean()
        # Those that stand in the database too: a colleague's new one, or a line that only this page moves away.
        siennes = Echeance.objects.filter(cycle=self.instance.pk, campagne__isnull=True)
        prises = {(nature, rang): pk for pk, nature, rang in siennes.values_list("pk", "nature", "rang")}
        vues = set()
        for form in self.forms:
            donnees = getattr(form, "cleaned_data", None)
            if not donnees or donnees.get("DELETE") or "nature" not in donnees:
                continue
            cle = (donnees["nature"], donnees.get("rang"))
            if cle in vues or prises.get(cle, form.instance.pk) != form.instance.pk:
                form.add_error("rang", "Cette échéance est déjà dans la liste : changez son numéro ou sa date.")
            vues.add(cle)


class PreferencesRappelsForm(forms.Form):
    """One's own reminders. What binds is always reminded: there is nothing to tick for it."""

    rythme = forms.ChoiceField(
        label="Quand recevoir mes rappels",
        choices=[
            (Rythme.QUOTIDIEN, "Le jour où ils sont utiles, en un courriel par jour au plus"),
            (Rythme.HEBDOMADAIRE, "En un seul courriel par semaine, le premier jour ouvré où il y a quelque chose"),
        ],
        widget=forms.RadioSelect,
    )
    indicatifs = forms.BooleanField(
        label="Me rappeler aussi les dates indicatives",
        required=False,
        help_text="Décochez pour ne recevoir que les rappels de ce qui est obligatoire.",
    )
