"""What the calendar pages are narrowed by; the address is the state, the same on the year and on the month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.http import QueryDict

from calendrier.agenda.reperes import Quoi, Repere
from poles.etats import EtatCycle
from poles.models import Campagne, Fonction

# Past that, a list of names is longer to read than a name to type.
PROPOSES = 40
MOTS_MAX = 100
ROLES = [
    ("moi", "Moi"),
    (Fonction.COORDINATEUR.value, "Le PREDAC ou l'IAN"),
    (Fonction.ENSEIGNANT.value, "L'équipe enseignante"),
    (Fonction.INSPECTEUR.value, "L'inspection"),
    (Fonction.DRANE.value, "La DRANE"),
]
TOUS = [("", "Tous")]


class FiltreForm(forms.Form):
    pole = forms.ChoiceField(label="Pôle", required=False)
    quoi = forms.ChoiceField(label="Ce qui s'affiche", required=False, choices=[("", "Tout"), *Quoi.choices])
    role = forms.ChoiceField(label="Qui est attendu", required=False, choices=[*TOUS, *ROLES])
    retard = forms.ChoiceField(label="Retards", required=False, choices=[("", "Peu importe"), ("oui", "En retard")])
    cycle = forms.ChoiceField(
        label="Cycles", required=False, choices=[("", "En cours"), (EtatCycle.CLOS.value, "Clos")]
    )


class FiltreCalendrier:
    """`campagnes`: those that the person may see, in the cycles asked for."""

    def __init__(self, donnees: QueryDict, campagnes: Sequence[Campagne]) -> None:
        self.form = FiltreForm(donnees or None)
        self._par_nom = len(campagnes) > PROPOSES
        if self._par_nom:
            self.form.fields["pole"] = forms.CharField(label="Pôle (nom)", required=False, max_length=MOTS_MAX)
        else:
            noms = sorted({(str(c.pole_id), c.pole.nom) for c in campagnes}, key=lambda choix: choix[1])
            self.form.fields["pole"].choices = [*TOUS, *noms]
        self._campagnes = campagnes
        # What is not offered narrows nothing, and says so beside its field.
        self.valeurs = self.form.cleaned_data if self.form.is_bound and self.form.is_valid() else {}

    @property
    def is_bound(self) -> bool:
        return self.form.is_bound

    @property
    def campagnes(self) -> list[Campagne]:
        voulu = self.valeurs.get("pole", "")
        if not voulu:
            return list(self._campagnes)
        if self._par_nom:
            return [c for c in self._campagnes if voulu.lower() in c.pole.nom.lower()]
        return [c for c in self._campagnes if voulu == str(c.pole_id)]

    def garder(self, reperes: Iterable[Repere]) -> list[Repere]:
        quoi, role, retard = (self.valeurs.get(nom, "") for nom in ("quoi", "role", "retard"))
        return [
            r
            for r in reperes
            if (not quoi or r.quoi == quoi) and (not role or role in r.roles) and (not retard or r.retard)
        ]


def cycles_voulus(donnees: QueryDict) -> tuple[str, ...]:
    """The states of cycle that the address asks for."""
    if donnees.get("cycle") == EtatCycle.CLOS:
        return (EtatCycle.CLOS,)
    return (EtatCycle.OUVERT, EtatCycle.PREPARE)
