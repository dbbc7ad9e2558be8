"""Inviting somebody into a pôle's team, and saying what the year is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from poles.models import Campagne, Etablissement, Fonction, Titre
from poles.queries import etablissements_nommes, personne_connue

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
POURQUOI_PAS_LES_AUTRES = (
    "Les PREDAC, les IAN, l'inspection et la DRANE sont nommés par l'administration académique : "
    "leur décision engage l'académie."
)
CANDIDATS_CITES = 6


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
    etablissement = forms.CharField(
        label="Établissement",
        max_length=150,
        required=False,
        help_text="Son code UAI, par exemple 0750655E, ou son nom et sa commune.",
    )

    def __init__(self, *args: Any, campagne: Campagne, responsables: bool, **kwargs: Any) -> None:
        """`responsables`: may the person who invites also name a coordinator, an inspector, the DRANE?"""
        super().__init__(*args, **kwargs)
        self.campagne = campagne
        self.roles = ROLES_D_EQUIPE | (ROLES_DE_RESPONSABLES if responsables else {})
        self.fields["role"].choices = [(code, libelle) for code, (_, _, libelle) in self.roles.items()]
        if not responsables:
            self.fields["role"].help_text = POURQUOI_PAS_LES_AUTRES
        if campagne.pole.academie_id is None:
            del self.fields["etablissement"]

    def clean_etablissement(self) -> Etablissement | None:
        texte = self.cleaned_data["etablissement"].strip()
        if not texte:
            return None
        trouves = list(etablissements_nommes(self.campagne.pole.academie, texte)[: CANDIDATS_CITES + 1])
        if len(trouves) == 1:
            return trouves[0]
        if not trouves:
            raise ValidationError(
                "Aucun établissement de l'académie ne porte ce nom ou ce code. Vérifiez-le, ou laissez ce champ vide : "
                "l'administration académique le complétera."
            )
        cites = " ; ".join(f"{e} ({e.uai})" for e in trouves[:CANDIDATS_CITES])
        suite = "…" if len(trouves) > CANDIDATS_CITES else ""
        raise ValidationError(f"Plusieurs établissements correspondent : {cites}{suite}. Recopiez le code du bon.")

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
