"""Handing a relecture in, declining it, passing it on; recording a written agreement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from comptes.models import Personne
from productions.models import Producteur, Relecture


class RenduForm(forms.Form):
    avis = forms.CharField(
        label="Appréciation d'ensemble",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce qui est réussi, ce qui rendrait la ressource plus facile à prendre en main.",
    )


class DeclinForm(forms.Form):
    motif = forms.CharField(
        label="Pourquoi vous déclinez",
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le PREDAC ou l'IAN du pôle le lira, personne d'autre. N'indiquez aucun motif médical : "
        "« pas disponible avant cette date » suffit.",
        error_messages={"required": "Dites en quelques mots pourquoi vous déclinez."},
    )


class PassageForm(forms.Form):
    """To somebody, for nothing or against one of their own relectures."""

    a = forms.ChoiceField(
        label="À qui proposer votre relecture", error_messages={"required": "Choisissez une personne ou un échange."}
    )
    message = forms.CharField(
        label="Un mot d'explication", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, personnes: Iterable[Personne], relectures: Iterable[Relecture], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.personnes = {f"p{p.pk}": p for p in personnes}
        self.relectures = {f"r{r.pk}": r for r in relectures}
        passer = [(cle, p.nom_complet) for cle, p in self.personnes.items()]
        echanger = [
            (cle, f"{r.relecteur.nom_complet}, qui relit « {r.version.ressource.titre} »")
            for cle, r in self.relectures.items()
        ]
        groupes = [("Lui passer ma relecture", passer), ("L'échanger contre la sienne", echanger)]
        self.fields["a"].choices = [("", "Choisissez"), *((nom, choix) for nom, choix in groupes if choix)]

    def clean(self) -> dict[str, Any]:
        propres = super().clean()
        contre = self.relectures.get(propres.get("a", ""))
        vers = contre.relecteur if contre else self.personnes.get(propres.get("a", ""))
        return propres | {"vers": vers, "contre": contre}


class AccordEcritForm(forms.Form):
    producteur = forms.ModelChoiceField(
        label="Accord de", queryset=Producteur.objects.none(), empty_label="Choisissez une personne"
    )
    reference = forms.CharField(
        label="Référence de l'accord",
        max_length=200,
        min_length=5,
        help_text="Ce qui permet de retrouver l'écrit, par exemple « courriel du 12 mars » ou « lettre, classeur 4 ».",
    )

    def __init__(self, *args: Any, producteurs: QuerySet[Producteur], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["producteur"].queryset = producteurs
