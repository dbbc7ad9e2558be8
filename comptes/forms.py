"""allauth's forms in this service's words: visible labels, plain hints, no placeholder standing for a label."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

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
