"""Splitting a resource: the second one's title, and who goes with which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from productions.models import Producteur

PREMIERE, SECONDE, LES_DEUX = "premiere", "seconde", "deux"


class ScissionForm(forms.Form):
    titre = forms.CharField(
        label="Titre de la seconde ressource",
        max_length=200,
        error_messages={"required": "Donnez un titre à la seconde ressource."},
    )

    def __init__(
        self, *args: Any, producteurs: Sequence[Producteur], deposants: Collection[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.producteurs = producteurs
        choix = [(PREMIERE, "La première"), (SECONDE, "La seconde"), (LES_DEUX, "Les deux")]
        for lien in producteurs:
            depose = lien.personne_id in deposants
            self.fields[f"qui_{lien.personne_id}"] = forms.ChoiceField(
                label=f"Que produit {lien.personne.nom_complet} ?",
                choices=choix,
                initial=LES_DEUX,
                disabled=depose,
                widget=forms.RadioSelect,
                help_text="A déposé une version : son nom reste parmi ceux des deux." if depose else "",
            )

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        for cle, sauf in (("restent", SECONDE), ("partent", PREMIERE)):
            donnees[cle] = [p.personne for p in self.producteurs if donnees.get(f"qui_{p.personne_id}") != sauf]
        if not donnees["restent"] or not donnees["partent"]:
            self.add_error(None, "Chacune des deux ressources garde au moins une personne qui la produit.")
        return donnees
