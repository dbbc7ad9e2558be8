"""Who was there, all in one list; who came without an invitation, in another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from suivi.etats import Reponse
from suivi.models import Reunion
from suivi.queries.reunions import invitables


class _Convies(forms.ModelMultipleChoiceField):
    def label_from_instance(self, personne: Any) -> str:
        return personne.nom_complet


class PresencesForm(forms.Form):
    vide_explique = True

    def __init__(self, *args: Any, reunion: Reunion, jour: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        convies = list(reunion.participations.select_related("personne"))
        ids = [p.personne_id for p in convies]
        personnes = get_user_model().objects.order_by("nom", "prenom", "pk")
        cases = {"required": False, "widget": forms.CheckboxSelectMultiple}
        if convies:
            self.fields["presents"] = _Convies(
                label="Étaient là",
                queryset=personnes.filter(pk__in=ids),
                help_text="Sont cochées les personnes qui ont répondu « Je participerai ».",
                **cases,
            )
        la = [p.personne_id for p in convies if (p.presente if reunion.tenue else p.reponse == Reponse.PARTICIPE)]
        self.initial["presents"] = la
        autres = invitables(reunion.campagne, jour).exclude(pk__in=ids)
        if autres.exists():
            self.fields["arrivees"] = _Convies(label="Étaient là sans invitation", queryset=autres, **cases)

    @property
    def decision(self) -> dict[str, Any]:
        presents = self.cleaned_data.get("presents", [])
        return {"presents": {p.pk for p in presents}, "arrivees": list(self.cleaned_data.get("arrivees", []))}
