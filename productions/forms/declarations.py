"""The grid of declarations as it is typed: commitments, words, tools, media; saved whatever it lacks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import QueryDict

from commun.resume import lignes
from productions.declarations import ENGAGEMENTS, GenreOutil, Grille

# Far above what a resource uses; an abuse stops there.
LIGNES_MAX = 40


class EngagementsForm(forms.Form):
    sans_donnees_eleves = forms.BooleanField(label=ENGAGEMENTS["sans_donnees_eleves"], required=False)
    rgpd = forms.BooleanField(label=ENGAGEMENTS["rgpd"], required=False)
    precisions = forms.CharField(
        label="Comment le RGPD est respecté",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Par exemple : comptes pseudonymes, activité sans inscription, outil au registre de l'établissement.",
    )
    sans_media = forms.BooleanField(
        label="Aucun média de tiers : tout a été fait par les producteurs de la ressource.", required=False
    )


class LigneForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every line is read, even one that a co-producer has just typed the same: which are blank is told afterwards.
        self.empty_permitted = False


class OutilForm(LigneForm):
    nom = forms.CharField(label="Nom de l'outil", max_length=100, required=False)
    genre = forms.ChoiceField(
        label="D'où vient-il ?", choices=GenreOutil.choices, initial=GenreOutil.INSTITUTION, required=False
    )
    motif = forms.CharField(
        label="Pourquoi lui ?",
        max_length=300,
        required=False,
        help_text="Nécessaire pour un outil « autre ».",
    )


class MediaForm(LigneForm):
    quoi = forms.CharField(label="Média", max_length=200, required=False, help_text="Image, son, vidéo, extrait…")
    source = forms.CharField(label="Auteur ou source", max_length=300, required=False)
    licence = forms.CharField(
        label="Licence ou autorisation", max_length=100, required=False, help_text="Par exemple CC BY 4.0."
    )


def _lignes(modele: type[forms.Form]) -> type[forms.BaseFormSet]:
    return forms.formset_factory(modele, extra=1, max_num=LIGNES_MAX, absolute_max=LIGNES_MAX + 1, validate_max=True)


_FORMSETS = {"outils": _lignes(OutilForm), "medias": _lignes(MediaForm)}


class SaisieDeclarations:
    """The three forms as one: valid together, shown together. A line left blank is no line."""

    def __init__(self, grille: Grille, data: QueryDict | None = None) -> None:
        self.form = EngagementsForm(data, initial=dict(grille), auto_id="declare_%s")
        self.outils, self.medias = (
            formset(data, initial=list(grille.get(nom, ())), prefix=nom) for nom, formset in _FORMSETS.items()
        )

    @property
    def parties(self) -> list[tuple[str, forms.BaseFormSet]]:
        return [("outils", self.outils), ("medias", self.medias)]

    @property
    def formulaires(self) -> list[tuple[str, forms.BaseForm]]:
        """Each with what it is about, as the summary of errors says it."""
        return [("", self.form), *lignes("Outil", self.outils), *lignes("Média", self.medias)]

    def est_valide(self) -> bool:
        # All of them, always: what is to correct is said at once.
        valides = [self.form.is_valid(), *(formset.is_valid() for _, formset in self.parties)]
        return all(valides)

    def grille(self) -> dict[str, Any]:
        """What is kept, in the draft then in the seal."""
        return dict(self.form.cleaned_data) | {
            nom: [_propre(form.cleaned_data) for form in formset if _est_saisie(form.cleaned_data)]
            for nom, formset in self.parties
        }


def _est_saisie(ligne: dict[str, Any]) -> bool:
    """A kind alone is the list's own first choice, not something typed."""
    return any(valeur for cle, valeur in ligne.items() if cle != "genre")


def _propre(ligne: dict[str, Any]) -> dict[str, str]:
    if "genre" in ligne:
        return ligne | {"genre": ligne["genre"] or GenreOutil.INSTITUTION.value}
    return ligne


def envoyees(data: QueryDict) -> bool:
    """Whether this request holds the grid: a page opened before it existed, or a bare note, does not."""
    return all(f"{nom}-{TOTAL_FORM_COUNT}" in data for nom in _FORMSETS)


def sans_la_ligne(data: QueryDict) -> QueryDict:
    """What was typed, without the line whose « Retirer » was chosen (« outils-2 »)."""
    nom, _, rang = data.get("retirer", "").partition("-")
    if nom not in _FORMSETS or not rang.isdecimal() or len(rang) > len(str(LIGNES_MAX)):
        return data
    restes = data.copy()
    for cle in list(restes):
        if cle.startswith(f"{nom}-{int(rang)}-"):
            del restes[cle]
    return restes
