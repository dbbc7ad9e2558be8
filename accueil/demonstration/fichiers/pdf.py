"""A small PDF writer: text alone, in a font that every reader has. Works where the system's PDF libraries are missing.

PDF 1.7, ISO 32000-1: numbered objects, then their offsets (xref), then the trailer.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

Style = tuple[str, int, int, str]  # font, size, space above (both in points), what begins each paragraph
TITRE: Style = ("F2", 20, 0, "")
SOUS_TITRE: Style = ("F2", 13, 16, "")
TEXTE: Style = ("F1", 11, 6, "")
PUCE: Style = ("F1", 11, 6, "\u2022  ")
Ligne = tuple[Style, str]

# In points; A4.
LARGEUR, HAUTEUR, MARGE = 595, 842, 62
# Helvetica's average advance, as a part of its size, rounded up: no line leaves the page.
CHASSE = 0.53
POLICE = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"


def ecrire_pdf(titre: str, lignes: Sequence[Ligne], *, pied: str, le: datetime) -> bytes:
    """Return the file's bytes; `le` is its creation date, so that the same text gives the same bytes."""
    pages = list(_pages(lignes))
    numeros = [6 + 2 * rang for rang in range(len(pages))]
    objets = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) /ViewerPreferences << /DisplayDocTitle true >> >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in numeros)}] /Count {len(pages)} >>",
        POLICE % "Helvetica",
        POLICE % "Helvetica-Bold",
        f"<< /Title {_texte_utf16(titre)} /CreationDate (D:{le.astimezone(UTC):%Y%m%d%H%M%S}Z) >>",
    ]
    for rang, corps in enumerate(pages, start=1):
        bas = _placer("F1", 9, MARGE - 26, f"{pied} - page {rang} sur {len(pages)}")
        flux = f"{corps}{bas}"
        objets.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {LARGEUR} {HAUTEUR}] /Contents {numeros[rang - 1] + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        objets.append(f"<< /Length {len(flux.encode('cp1252'))} >>\nstream\n{flux}\nendstream")
    return _assembler(objets)


def _pages(lignes: Sequence[Ligne]) -> Iterator[str]:
    """The drawing instructions of each page."""
    page, hauteur = "", HAUTEUR - MARGE
    for (police, corps, avant, tete), texte in lignes:
        largeur = int((LARGEUR - 2 * MARGE) / (corps * CHASSE))
        hauteur -= avant
        for ligne in textwrap.wrap(tete + texte, largeur, subsequent_indent=" " * len(tete), break_on_hyphens=False):
            if hauteur < MARGE + corps:
                yield page
                page, hauteur = "", HAUTEUR - MARGE
            hauteur -= int(corps * 1.4)
            page += _placer(police, corps, hauteur, ligne)
    yield page


def _placer(police: str, corps: int, hauteur: int, ligne: str) -> str:
    protegee = ligne.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{police} {corps} Tf {MARGE} {hauteur} Td ({protegee}) Tj ET\n"


def _texte_utf16(texte: str) -> str:
    return f"<FEFF{texte.encode('utf-16-be').hex().upper()}>"


def _assembler(objets: Sequence[str]) -> bytes:
    # The four high bytes tell transports that the file is binary.
    fichier, positions = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for numero, objet in enumerate(objets, start=1):
        positions.append(len(fichier))
        fichier += f"{numero} 0 obj\n{objet}\nendobj\n".encode("cp1252")
    table = "".join(f"{position:010d} 00000 n \n" for position in positions)
    fin = f"trailer\n<< /Size {len(objets) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(fichier)}\n%%EOF\n"
    return fichier + f"xref\n0 {len(objets) + 1}\n0000000000 65535 f \n{table}{fin}".encode("cp1252")
