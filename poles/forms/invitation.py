"""Inviting somebody into a pôle's team, and saying what the year is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from poles.lignes import LIGNES_MAX, Ligne, lire
from poles.models import Campagne, Fonction, Titre
from poles.models.mandat import POURQUOI_PAS_LES_AUTRES
from poles.queries import personne_connue

from .etablissement import EtablissementField

# What is chosen in the form, and what the mandate says: a fonction and, for a coordinator, a title.
ROLES_D_EQUIPE = {
    "enseignant": (Fonction.ENSEIGNANT, "", "Enseignante ou enseignant : produit et relit des ressources"),
    "observateur": (Fonction.OBSERVATEUR, "", "Observatrice ou observateur : lit, sans intervenir"),
}
ROLES_DE_RESPONSABLES = {
    "predac": (Fonction.COORDINATEUR, Titre.PREDAC, "PREDAC : conduit le pôle"),
    "ian": (Fonction.COORDINATEUR, Titre.IAN, "IAN : conduit le pôle"),
    "inspecteur": (Fonction.INSPECTEUR, "", "Inspectrice ou inspecteur : donne la validation pédagogique"),
    "drane": (Fonction.DRANE, "", "Représentant de la DRANE : donne la validation de l'usage du numérique"),
}


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="L'adresse professionnelle, par exemple prenom.nom@ac-academie.fr.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    prenom = forms.CharField(label="Prénom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    nom = forms.CharField(label="Nom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label="Rôle dans le pôle", widget=forms.RadioSelect)
    etablissement = EtablissementField(required=False)

    def __init__(self, *args: Any, campagne: Campagne, responsables: bool, **kwargs: Any) -> None:
        """`responsables`: may the person who invites also name a coordinator, an inspector, the DRANE?"""
        super().__init__(*args, **kwargs)
        self.campagne = campagne
        self.roles = ROLES_D_EQUIPE | (ROLES_DE_RESPONSABLES if responsables else {})
        self.fields["role"].choices = [(code, libelle) for code, (_, _, libelle) in self.roles.items()]
        if not responsables:
            self.fields["role"].help_text = POURQUOI_PAS_LES_AUTRES
        if campagne.pole.academie is None:
            del self.fields["etablissement"]
        else:
            self.fields["etablissement"].academie = campagne.pole.academie

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        self.deja_connue = personne_connue(donnees.get("email", ""))
        for champ in ("prenom", "nom"):
            if self.deja_connue and self.has_error(champ, "required"):
                # Their account says who they are.
                del self.errors[champ]
                donnees[champ] = ""
        if role := donnees.get("role"):
            donnees["fonction"], donnees["titre"], _ = self.roles[role]
        return donnees


class InvitationsForm(forms.Form):
    """Several people at once, with one role; each line is answered by itself."""

    personnes = forms.CharField(
        label="Personnes à inviter",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        help_text=f"Une par ligne, ou séparées par des points-virgules, {LIGNES_MAX} au plus : "
        "prenom.nom@ac-academie.fr, ou Prénom Nom <adresse>.",
        error_messages={"required": "Écrivez au moins une adresse."},
    )
    role = forms.ChoiceField(
        label="Leur rôle dans le pôle",
        choices=[(code, libelle) for code, (_, _, libelle) in ROLES_D_EQUIPE.items()],
        widget=forms.RadioSelect,
        help_text=POURQUOI_PAS_LES_AUTRES,
    )

    def clean_personnes(self) -> list[Ligne]:
        lues = lire(self.cleaned_data["personnes"])
        if len(lues) > LIGNES_MAX:
            raise ValidationError(
                f"Il y a {len(lues)} lignes ; invitez {LIGNES_MAX} personnes au plus à la fois, puis les suivantes."
            )
        return lues

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if role := donnees.get("role"):
            donnees["fonction"] = ROLES_D_EQUIPE[role][0]
        return donnees
