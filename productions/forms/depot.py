"""What one fills in to deposit a version: files, links, what changes, the agreement to publication."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator

from commun.depots import ACCEPTES, EXTENSIONS, verifier_depot
from commun.templatetags.dates import taille
from productions.models import NaturePiece

D_APRES_LE_NOM = "nom"
_NATURES = [(D_APRES_LE_NOM, "D'après le nom du fichier"), *NaturePiece.choices]
# What a browser can count.
OCTETS_MAX = 2**53
_WEB = URLValidator(schemes=["https", "http"], message="Donnez une adresse complète, par exemple https://elea.ac-…")


def nature_probable(nom: str) -> str:
    """What a file most likely is, by its name: its depositor corrects it in the list."""
    nom = nom.lower()
    if PurePosixPath(nom).suffix == ".mbz":
        return NaturePiece.COURS
    return NaturePiece.LIVRET if "livret" in nom or "guide" in nom else NaturePiece.ANNEXE


def nature_choisie(nature: str, nom: str) -> str:
    return nature_probable(nom) if nature == D_APRES_LE_NOM else nature


class ChoixFichiers(forms.FileInput):
    allow_multiple_selected = True


class FichiersField(forms.FileField):
    """Several files at once; what each is worth is said by the form, which keeps the good ones."""

    widget = ChoixFichiers

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        fichiers = data if isinstance(data, list | tuple) else [data] if data else []
        if not fichiers:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(fichiers)


class AjoutFichiersForm(forms.Form):
    """`acceptes` holds the files that may be stored, even when another of the same choice is refused."""

    nature = forms.ChoiceField(label="Nature", choices=_NATURES)
    fichiers = FichiersField(label="Fichiers", error_messages={"required": "Choisissez au moins un fichier."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ajout_%s", **kwargs)
        maximum = settings.TAILLE_MAX_FICHIER
        self.fields["fichiers"].help_text = f"{ACCEPTES}. {taille(maximum)} au plus par fichier."
        self.fields["fichiers"].widget.attrs |= {
            "accept": ",".join(f".{extension}" for extension in EXTENSIONS),
            "data-taille-max": str(maximum),
        }

    def clean_fichiers(self) -> list[UploadedFile]:
        self.acceptes, refus = [], []
        for fichier in self.cleaned_data["fichiers"]:
            try:
                verifier_depot(fichier)
            except ValidationError as erreur:
                refus.append(erreur)
            else:
                self.acceptes.append(fichier)
        if refus:
            raise ValidationError(refus)
        return self.acceptes

    def clean(self) -> dict[str, Any]:
        if "nature" in self.errors:
            # Nothing is stored under a nature that nobody chose.
            self.acceptes = []
        return super().clean()

    def nature_de(self, fichier: UploadedFile) -> str:
        return nature_choisie(self.cleaned_data.get("nature", D_APRES_LE_NOM), fichier.name or "")


class AnnonceForm(forms.Form):
    """A file that depot.js is about to send: what is known of it before its first byte."""

    nom = forms.CharField(max_length=1000)
    taille = forms.IntegerField(min_value=0, max_value=OCTETS_MAX)
    modifie_le = forms.IntegerField(min_value=0, max_value=OCTETS_MAX, required=False)
    nature = forms.ChoiceField(choices=_NATURES, required=False)
    piece = forms.IntegerField(min_value=1, max_value=OCTETS_MAX, required=False)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if "nom" in donnees:
            donnees["nature"] = nature_choisie(donnees.get("nature") or D_APRES_LE_NOM, donnees["nom"])
        return donnees


class DebutForm(forms.Form):
    """Where the bytes that are sent stand in their file."""

    debut = forms.IntegerField(min_value=0, max_value=OCTETS_MAX)


class RemplacementForm(forms.Form):
    fichier = forms.FileField(
        label="Nouveau fichier",
        widget=forms.FileInput,
        allow_empty_file=True,
        validators=[verifier_depot],
        error_messages={"required": "Choisissez le fichier qui remplace celui-ci."},
    )


class NatureForm(forms.Form):
    nature = forms.ChoiceField(label="Nature", choices=NaturePiece.choices)


class LienForm(forms.Form):
    lien = forms.URLField(
        label="Adresse",
        max_length=500,
        assume_scheme="https",
        validators=[_WEB],
        help_text="Celle du cours sur Éléa, Moodle ou une autre plateforme. Son contenu reste susceptible de changer : "
        "seule l'adresse est scellée.",
    )
    nom = forms.CharField(label="Intitulé", max_length=200, required=False)
    nature = forms.ChoiceField(label="Nature", choices=NaturePiece.choices, initial=NaturePiece.COURS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="lien_%s", **kwargs)


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Ce qui change dans cette version",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En une phrase ou deux, pour qui la relira.",
    )
    # The draft's revision when the page was opened.
    lu = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class DeposerForm(NoteForm):
    """`numero` is the version that the person saw; a second click announces one that exists already."""

    accord = forms.BooleanField(
        label="J'accepte que cette ressource soit publiée, une fois validée, sur le site académique ou dans l'espace "
        "mutualisé, sous la licence CC BY-SA 4.0 ou une autre convenue ensemble.",
        required=False,
        help_text="Vous pourrez aussi donner votre accord plus tard.",
    )
    numero = forms.IntegerField(min_value=1, max_value=32767, widget=forms.HiddenInput)
    # What the page showed of the files; it is renewed with them.
    vues = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
