"""A view's name, and who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from poles.models import Pole, VueEnregistree
from poles.permissions import poles_conduits

if TYPE_CHECKING:
    from comptes.models import Personne


class VueForm(forms.Form):
    nom = forms.CharField(
        label="Nom de la vue", max_length=80, help_text="Par exemple : « En retard de plus d'une semaine »."
    )
    pole = forms.ModelChoiceField(
        Pole.objects.none(),
        label="Qui la voit",
        required=False,
        empty_label="moi seulement",
        help_text="Partagée, elle est proposée aux membres du pôle : chacun n'y lit que ce qu'il peut déjà lire.",
    )

    def __init__(self, *args: Any, personne: Personne, vue: VueEnregistree | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["pole"]
        # The one it is shared with stays a choice for whoever may change it.
        actuel = Pole.objects.filter(pk=vue.pole_id if vue else None)
        champ.queryset = poles_conduits(personne) | actuel.order_by("nom", "pk")
        champ.label_from_instance = lambda pole: f"les membres du pôle « {pole.nom} »"
        if vue is not None and vue.personne_id != personne.pk:
            champ.empty_label = f"{vue.personne.nom_complet} seulement"
        # Who leads nothing shares nothing.
        if not champ.queryset.exists():
            del self.fields["pole"]

    @property
    def choix(self) -> dict[str, Any]:
        return {"nom": self.cleaned_data["nom"], "pole": self.cleaned_data.get("pole")}
