"""The file of a table."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from commun.tableaux import ACCEPTES, EXTENSIONS, TableauRefuse
from commun.tableaux.lecture import verifier_tableau


class TableauForm(forms.Form):
    fichier = forms.FileField(
        label="Votre tableau",
        allow_empty_file=True,
        help_text=f"{ACCEPTES}. Rien n'est importé avant que vous ayez lu ce qui va changer.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(EXTENSIONS), "class": "fr-upload"}),
        error_messages={"required": "Choisissez un fichier.", "max_length": "Le nom de ce fichier est trop long."},
    )

    def clean_fichier(self) -> UploadedFile:
        fichier = self.cleaned_data["fichier"]
        tete = fichier.read(8)
        fichier.seek(0)
        try:
            verifier_tableau(fichier.name, fichier.size, tete)
        except TableauRefuse as refus:
            raise ValidationError(str(refus)) from refus
        return fichier
