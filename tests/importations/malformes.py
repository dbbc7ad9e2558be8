"""Sixty tables that somebody could deposit, and what is answered: a refusal of the whole, or of some lines.

Each is a name, its bytes, and the words expected: in the refusal when `entier`, else in the reasons of a line.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tests.hostiles.briques import MO, zip_de

from .chantier import INES, TITRES, en_csv, en_xlsx

LIGNES_DU_BAS = 1_048_576
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True)
class Malforme:
    nom: str
    contenu: bytes | Callable[[], bytes]
    dit: str
    entier: bool = True  # refused as a whole, before a line is looked at

    @property
    def octets(self) -> bytes:
        return self.contenu if isinstance(self.contenu, bytes) else self.contenu()


def retouche(contenu: bytes, **membres: bytes | None) -> bytes:
    """A workbook with members replaced, added or (None) taken out; « __ » stands for « / », « _p_ » for a point."""
    changes = {nom.replace("__", "/").replace("_p_", "."): valeur for nom, valeur in membres.items()}
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as avant, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as apres:
        for nom in avant.namelist():
            if nom not in changes:
                apres.writestr(nom, avant.read(nom))
        for nom, valeur in changes.items():
            if valeur is not None:
                apres.writestr(nom, valeur)
    return sortie.getvalue()


def feuille(interieur: str, *, fusions: str = "", dimension: str = "A1:E2") -> bytes:
    """A workbook whose first sheet is written by hand."""
    entete = "".join(_texte(titre) for titre in TITRES)
    xml = (
        f'<worksheet {_NS}><dimension ref="{dimension}"/><sheetData><row r="1">{entete}</row>{interieur}</sheetData>'
        f"{fusions}</worksheet>"
    )
    return retouche(en_xlsx(INES), xl__worksheets__sheet1_p_xml=xml.encode())


def _texte(texte: str, place: str = "") -> str:
    return f'<c t="inlineStr"{place}><is><t>{texte}</t></is></c>'


def ods(rangees: str, *, avant: str = "") -> bytes:
    xml = (
        f'<?xml version="1.0"?>{avant}<office:document-content xmlns:office="{_ODF}:office:1.0" '
        f'xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="F">{_rang(*TITRES)}{rangees}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return zip_de({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml.encode()})


def _rang(*textes: str) -> str:
    cellules = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in textes
    )
    return f"<table:table-row>{cellules}</table:table-row>"


def _avec(**cellules: object) -> bytes:
    def ecrire(f: object) -> None:
        for place, valeur in cellules.items():
            f[place] = valeur

    return en_xlsx(INES, avec=ecrire)


def _vides() -> bytes:
    """Formatted to its last row, with a value at the very end."""
    rangees = "".join(f'<row r="{n}"/>' for n in range(2, LIGNES_DU_BAS))
    fin = f'<row r="{LIGNES_DU_BAS}"><c r="A{LIGNES_DU_BAS}"><v>1</v></c></row>'
    return feuille(rangees + fin, dimension=f"A1:E{LIGNES_DU_BAS}")


def _bombe() -> bytes:
    return retouche(en_xlsx(INES), xl__sharedStrings_p_xml=b"<sst>" + bytes(120 * MO) + b"</sst>")


def _bombe_ods() -> bytes:
    return ods("<table:table-row/>" + " " * (100 * MO))


def _fusion(zone: str) -> bytes:
    return en_xlsx(INES, avec=lambda f: f.merge_cells(zone))


def _cachee() -> bytes:
    livre = en_xlsx(INES)
    with zipfile.ZipFile(io.BytesIO(livre)) as archive:
        sommaire = archive.read("xl/workbook.xml")
    return retouche(livre, xl__workbook_p_xml=sommaire.replace(b'state="visible"', b'state="hidden"'))


CSV = (
    Malforme("vide.csv", b"", "vide"),
    Malforme("blanc.csv", b"\n \n\n", "vide"),
    Malforme("bom.csv", b"\xef\xbb\xbf", "vide"),
    Malforme("points.csv", b";;;;\n;;;;\n", "vide"),
    Malforme("utf16-coupe.csv", b"\xff\xfea\x00b", "caractères"),
    Malforme("nuls.csv", en_csv(INES) + b"\0\0", "caractères"),
    Malforme("utf16-sans-marque.csv", en_csv(INES, codage="utf-16-le"), "caractères"),
    Malforme("octet-inconnu.csv", en_csv(INES) + b"\x81\x8d\xff", "caractères"),
    Malforme("guillemet.csv", en_csv(INES) + b'"a;b;c\nx;y', "guillemet"),
    Malforme("guillemet-colle.csv", en_csv(INES) + b'"a"b;c', "guillemet"),
    Malforme("sans-titres.csv", en_csv(INES, titres=()), "titres des colonnes"),
    Malforme("titres-seuls.csv", en_csv(), "aucune ligne"),
    Malforme("autre-liste.csv", b"Produit;Prix\nStylo;2\n", "Produit"),
    Malforme("deux-adresses.csv", en_csv(INES, titres=("Courriel", "mail", "Nom", "Fonction", "UAI")), "Deux colonnes"),
    Malforme("titres-trop-bas.csv", b"x\n" * 12 + en_csv(INES), "titres des colonnes"),
    Malforme("large.csv", en_csv(INES, tuple("x" for _ in range(80))), "colonnes"),
    Malforme("long.csv", lambda: en_csv(*[(f"p{n}@exemple.fr", "A", "B", "", "") for n in range(10_001)]), "10 000"),
    Malforme("lourd.csv", lambda: b"a" * (10 * MO + 1), "10 Mo"),
    Malforme("binaire.csv", bytes(range(256)) * 8, "caractères"),
    Malforme("classeur.csv", lambda: en_xlsx(INES), "nom ne dit pas"),
    Malforme("separateur.csv", en_csv(INES, separateur="|"), "titres des colonnes"),
    Malforme("formule.csv", en_csv(('=HYPERLINK("x")', "A", "B", "", "")), "formule", entier=False),
    Malforme("formule-nom.csv", en_csv((INES[0], "A", "=1+1", "", "")), "formule", entier=False),
    Malforme("doublon.csv", en_csv(INES, (INES[0].upper(), "I", "R", "enseignante", "")), "ligne 2", entier=False),
    Malforme("deux-fonctions.csv", en_csv(INES, (*INES[:3], "observateur", "")), "autre fonction", entier=False),
    Malforme("sans-adresse.csv", en_csv(("", "Inès", "Roux", "", "")), "à remplir", entier=False),
    Malforme("adresse.csv", en_csv(("ines.roux", "Inès", "Roux", "", "")), "adresse électronique", entier=False),
    Malforme("deux-en-une.csv", en_csv(("a@b.fr, c@d.fr", "I", "R", "", "")), "adresse électronique", entier=False),
    Malforme("nom-long.csv", en_csv((INES[0], "I", "R" * 101, "", "")), "101 caractères", entier=False),
    Malforme("cellule-enorme.csv", en_csv((INES[0], "I", "R" * 40_000, "", "")), "démesuré", entier=False),
    Malforme("fonction.csv", en_csv((*INES[:3], "chef", "")), "fonction du service", entier=False),
    Malforme("uai-inconnu.csv", en_csv((*INES[:4], "0310012V")), "pas dans la liste", entier=False),
    Malforme("uai-faux.csv", en_csv((*INES[:4], "0310012A")), "lettre de contrôle", entier=False),
    Malforme("uai-mot.csv", en_csv((*INES[:4], "Moulin")), "sept chiffres", entier=False),
    Malforme("sans-nom.csv", en_csv(("contact@exemple.fr", "", "", "", "")), "nom manque", entier=False),
)
EXCEL = (
    Malforme("vide.xlsx", b"", "vide"),
    Malforme("coupe.xlsx", lambda: en_xlsx(INES)[:-200], "abîmé"),
    Malforme("texte.xlsx", en_csv(INES), "abîmé"),
    Malforme("zip.xlsx", zip_de({"a.txt": b"a"}), "abîmé"),
    Malforme("sans-feuille.xlsx", lambda: retouche(en_xlsx(INES), xl__worksheets__sheet1_p_xml=None), "feuille"),
    Malforme("xml.xlsx", lambda: retouche(en_xlsx(INES), xl__worksheets__sheet1_p_xml=b"<worksheet><"), "abîmé"),
    Malforme("entites.xlsx", lambda: retouche(en_xlsx(INES), xl__workbook_p_xml=ENTITES), "abîmé"),
    Malforme("utf16.xlsx", lambda: retouche(en_xlsx(INES), xl__styles_p_xml="<a/>".encode("utf-16")), "abîmé"),
    Malforme("cachee.xlsx", _cachee, "feuille"),
    Malforme("macros.xlsm", lambda: en_xlsx(INES), "macros"),
    Malforme("macros.xlsx", lambda: retouche(en_xlsx(INES), xl__vbaProject_p_bin=b"\xd0\xcf"), "macros"),
    Malforme("ancien.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien format"),
    Malforme("mot-de-passe.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "mot de passe"),
    Malforme("bombe.xlsx", _bombe, "démesuré"),
    Malforme("vides.xlsx", _vides, "100 000"),
    Malforme("large.xlsx", lambda: en_xlsx(INES, tuple("x" for _ in range(80))), "colonnes"),
    Malforme("titres-fusionnes.xlsx", lambda: _fusion("A1:B1"), "titres des colonnes"),
    Malforme("fusion.xlsx", lambda: _fusion("A2:B2"), "fusionnée", entier=False),
    Malforme("fusion-haute.xlsx", lambda: _fusion("A2:A4"), "fusionnée", entier=False),
    Malforme("formule.xlsx", lambda: _avec(A2='=CONCAT("a","@b.fr")'), "formule", entier=False),
    Malforme("erreur.xlsx", lambda: _avec(C2="#REF!"), "erreur du tableur", entier=False),
    Malforme("date-pour-nom.xlsx", lambda: _avec(A2=date(2027, 1, 2)), "adresse électronique", entier=False),
    Malforme("nombre.xlsx", lambda: _avec(A2=12.5), "adresse électronique", entier=False),
)
LIBRE = (
    Malforme("coupe.ods", lambda: ods(_rang(*INES))[:-50], "abîmé"),
    Malforme("sans-contenu.ods", zip_de({"mimetype": b"x"}), "abîmé"),
    Malforme("texte.ods", en_csv(INES), "abîmé"),
    Malforme("xml.ods", ods("<table:table-row>"), "abîmé"),
    Malforme("entites.ods", lambda: ods(_rang("&a;"), avant='<!DOCTYPE x [<!ENTITY a "b">]>'), "démesuré"),
    Malforme("bombe.ods", _bombe_ods, "démesuré"),
    Malforme(
        "repetee.ods",
        lambda: ods(
            _rang(*INES).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048570">')
        ),
        "10 000",
    ),
    Malforme(
        "formule.ods",
        lambda: ods(_rang(*INES).replace("table-cell ", 'table-cell table:formula="of:=1" ', 1)),
        "formule",
        entier=False,
    ),
    Malforme(
        "fusion.ods",
        lambda: ods(_rang(*INES).replace("table-cell ", 'table-cell table:number-rows-spanned="2" ', 1)),
        "fusionnée",
        entier=False,
    ),
)
ENTITES = f'<!DOCTYPE x [<!ENTITY a "b">]><workbook {_NS}><sheets><sheet name="&a;"/></sheets></workbook>'.encode()


def tous() -> Iterator[Malforme]:
    yield from (*CSV, *EXCEL, *LIBRE)
