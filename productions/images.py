"""A picture that somebody sends: read within limits, then made anew, so that where and when it was taken is lost."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import PIL.Image
import PIL.ImageOps
from django.core.exceptions import ValidationError
from django.core.files import File

from commun.templatetags.dates import taille

OCTETS_MAX = 12 * 1024 * 1024
# A telephone's picture has 12 to 50 million points; what announces more is an attack on the memory.
POINTS_MAX = 60_000_000
COTE_MAX = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Image:
    """A JPEG that holds its pixels and nothing else; sides in pixels."""

    contenu: bytes
    largeur: int
    hauteur: int


def relire(fichier: File) -> Image:
    """Raises ValidationError, in words, for what is too heavy, is no picture, or is damaged."""
    if fichier.size > OCTETS_MAX:
        raise ValidationError(
            f"Cette photo pèse {taille(fichier.size)} ; la limite est de {taille(OCTETS_MAX)}. Réduisez-la d'abord."
        )
    try:
        fichier.seek(0)
        with PIL.Image.open(fichier, formats=FORMATS) as lue:
            if lue.width * lue.height > POINTS_MAX:
                raise ValidationError("Cette photo a trop de points : réduisez-la d'abord.")
            # A JPEG is decoded at the size wanted, not at its own.
            lue.draft("RGB", (COTE_MAX, COTE_MAX))
            droite = PIL.ImageOps.exif_transpose(lue).convert("RGB")
        droite.thumbnail((COTE_MAX, COTE_MAX))
        sortie = BytesIO()
        droite.save(sortie, "JPEG", quality=82, exif=b"")
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError) as erreur:
        raise ValidationError(
            "Ce fichier n'est pas une photo JPEG, PNG ou WebP, ou il est abîmé. Prenez-en une autre."
        ) from erreur
    return Image(sortie.getvalue(), droite.width, droite.height)
