"""A picture of the session, in which no pupil can be recognised."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from productions.images import Image, relire


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="Photo",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="Une affiche, un écran… : JPEG, PNG ou WebP, 12 Mo au plus. Le lieu et l'heure sont retirés.",
        error_messages={"required": "Choisissez d'abord une photo."},
    )
    sans_eleve = forms.BooleanField(
        label="Aucun élève n'est reconnaissable sur cette photo",
        error_messages={"required": "Confirmez-le, ou n'envoyez pas cette photo."},
    )

    def clean_photo(self) -> UploadedFile:
        fichier: UploadedFile = self.cleaned_data["photo"]
        self.image: Image = relire(fichier)
        return fichier


class RetraitForm(forms.Form):
    retirer = forms.IntegerField(widget=forms.HiddenInput)
