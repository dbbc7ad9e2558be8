"""allauth's forms in this service's words: visible labels, plain hints, no placeholder standing for a label."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.password_validation import validate_password

from comptes.models import Personne

ADRESSE = "Adresse électronique"
REGLES_MOT_DE_PASSE = (
    "Au moins 12 caractères ; ni votre nom, ni un mot de passe répandu, ni seulement des chiffres. "
    "Une phrase de quatre mots convient."
)


def _habiller(champ: forms.Field, libelle: str, aide: str = "") -> None:
    champ.label = libelle
    champ.help_text = aide
    champ.widget.attrs.pop("placeholder", None)


class ConnexionForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self.fields["login"], ADRESSE)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _habiller(self.fields["password"], "Mot de passe")


class CodeForm(allauth.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self.fields["email"], ADRESSE, "Celle que connaît votre pôle, en général prenom.nom@ac-academie.fr")


class SaisieCodeForm(allauth.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self.fields["code"], "Code reçu par courriel", "Huit chiffres")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class OubliForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self.fields["email"], ADRESSE)


class _DeuxFois:
    """The two fields of a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self.fields["password1"], "Nouveau mot de passe", REGLES_MOT_DE_PASSE)
        _habiller(self.fields["password2"], "Nouveau mot de passe, une seconde fois")


class NouveauMotDePasseForm(_DeuxFois, allauth.ResetPasswordKeyForm):
    pass


class ChoixMotDePasseForm(_DeuxFois, allauth.SetPasswordForm):
    pass


class ChangementMotDePasseForm(_DeuxFois, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self.fields["oldpassword"], "Mot de passe actuel")


class AdresseForm(forms.Form):
    """One's own new address; whoever has a password gives it again, as a session left open is not a proof."""

    adresse = forms.EmailField(
        label="Nouvelle adresse électronique",
        max_length=254,
        help_text="Le lien de confirmation y sera envoyé. Par exemple prenom.nom@ac-academie.fr.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    mot_de_passe = forms.CharField(
        label="Votre mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, personne: Personne, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personne = personne
        if not personne.has_usable_password():
            del self.fields["mot_de_passe"]

    def clean_mot_de_passe(self) -> str:
        mot_de_passe = self.cleaned_data["mot_de_passe"]
        if not self.personne.check_password(mot_de_passe):
            raise forms.ValidationError("Ce n'est pas votre mot de passe actuel.")
        return mot_de_passe


class NouvellePersonneForm(forms.ModelForm):
    """In the administration: without a password, the person signs in with a code."""

    mot_de_passe = forms.CharField(
        label="Mot de passe",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=f"Facultatif : sans lui, la personne entre avec un code reçu par courriel. {REGLES_MOT_DE_PASSE}",
    )

    class Meta:
        model = Personne
        fields = ["email", "prenom", "nom"]

    def clean_mot_de_passe(self) -> str:
        mot_de_passe = self.cleaned_data["mot_de_passe"]
        if mot_de_passe:
            validate_password(mot_de_passe, self.instance)
        return mot_de_passe

    def save(self, commit: bool = True) -> Personne:
        personne = super().save(commit=False)
        personne.set_password(self.cleaned_data["mot_de_passe"] or None)
        if commit:
            personne.save()
        return personne


class PersonneForm(UserChangeForm):
    """In the administration; the password is changed on its own page."""

    class Meta:
        model = Personne
        fields = "__all__"
        field_classes = {}
