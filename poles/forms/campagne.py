"""What the year is about, and which cycle a pôle enters."""

from __future__ import annotations

from typing import Any

from django import forms

from poles.models import Campagne


class CampagneForm(forms.Form):
    theme = forms.CharField(
        label="Thème commun",
        max_length=200,
        required=False,
        help_text="Ce que les ressources de l'année ont en commun, en une phrase.",
    )
    missions = forms.MultipleChoiceField(
        label="Missions de l'année",
        choices=[("production", "Produire des ressources"), ("animation", "Animer un dispositif de formation")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une mission."},
    )

    @classmethod
    def valeurs(cls, campagne: Campagne) -> dict[str, Any]:
        """What the form starts from."""
        missions = [nom for nom in ("production", "animation") if getattr(campagne, f"mission_{nom}")]
        return {"theme": campagne.theme, "missions": missions}


class CampagneAdminForm(forms.ModelForm):
    """A pôle enters a cycle of its own académie, or one open to all; one of each name, since the address holds it."""

    class Meta:
        model = Campagne
        fields = ["pole", "cycle", "theme", "mission_production", "mission_animation"]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        pole, cycle = donnees.get("pole"), donnees.get("cycle")
        if pole and cycle:
            if cycle.academie_id and cycle.academie_id != pole.academie_id:
                self.add_error("cycle", "Ce cycle est celui d'une autre académie que le pôle.")
            elif pole.campagnes.filter(cycle__libelle=cycle.libelle).exclude(cycle=cycle).exists():
                self.add_error("cycle", f"Ce pôle a déjà une campagne dans un autre cycle nommé {cycle.libelle}.")
        return donnees
