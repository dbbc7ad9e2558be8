"""An establishment, found by its UAI or by its name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from poles.models import Academie, Etablissement
from poles.queries import etablissements_de, etablissements_nommes

CANDIDATS_CITES = 6
# How far back a forgotten change is entered, how far ahead a known one.
AMPLITUDE = timedelta(days=366)
# The browser suggests among these while one types; a longer list would weigh more than the page.
SUGGESTIONS = 400


class EtablissementInput(forms.TextInput):
    """A text field that suggests the establishments it may hold."""

    parmi: Iterable[Etablissement] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        parmi = list(self.parmi)
        if not parmi or len(parmi) > SUGGESTIONS:
            return super().render(name, value, attrs, renderer)
        liste = f"{name}-parmi"
        champ = super().render(name, value, (attrs or {}) | {"list": liste, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{} ({})"></option>', ((str(e), e.uai) for e in parmi))
        return format_html('{}<datalist id="{}">{}</datalist>', champ, liste, options)


class EtablissementField(forms.CharField):
    """One establishment: of `academie`, or of any when there is none."""

    widget = EtablissementInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": "Établissement",
                "max_length": 150,
                "help_text": "Son code UAI, par exemple 0750655E, ou son nom et sa commune.",
            }
            | kwargs
        )
        self.academie: Academie | None = None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        # Read when the page is drawn: only then is the académie known. One more, to tell that there are too many.
        self.widget.parmi = etablissements_de(self.academie)[: SUGGESTIONS + 1]
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Etablissement | None:
        texte = super().clean(value)
        if not texte:
            return None
        trouves = etablissements_nommes(self.academie, texte, CANDIDATS_CITES + 1)
        if len(trouves) == 1:
            return trouves[0]
        if not trouves:
            ou = "Aucun établissement de l'académie" if self.academie else "Aucun établissement connu du service"
            raise ValidationError(f"{ou} ne porte ce nom ou ce code. Vérifiez-le{self._sinon}.")
        cites = " ; ".join(f"{e} ({e.uai})" for e in trouves[:CANDIDATS_CITES])
        suite = "…" if len(trouves) > CANDIDATS_CITES else ""
        raise ValidationError(f"Plusieurs établissements correspondent : {cites}{suite}. Recopiez le code du bon.")

    @property
    def _sinon(self) -> str:
        if self.required:
            return ", ou demandez à l'administration académique de l'ajouter"
        return ", ou laissez ce champ vide : l'administration académique le complétera"


class ChangementEtablissementForm(forms.Form):
    etablissement = EtablissementField(label="Nouvel établissement")
    debut = forms.DateField(
        label="À partir du",
        widget=forms.DateInput,
        help_text="L'établissement précédent est gardé jusqu'à la veille. Donnez sa date de début pour le corriger.",
    )

    def __init__(self, *args: Any, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jour = jour

    def clean_debut(self) -> date:
        debut: date = self.cleaned_data["debut"]
        if abs(debut - self.jour) > AMPLITUDE:
            raise ValidationError("Choisissez un jour à moins d'un an d'aujourd'hui.")
        return debut
