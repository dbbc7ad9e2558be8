"""PDFs written by hand, so that every figure can lie and every reference can turn in a circle."""

import io
import zlib
from collections.abc import Callable

import pypdf

from .briques import MO

TEXTE = b"BT /F1 12 Tf 72 720 Td (La s\xe9ance dure une heure.) Tj ET"
POLICE = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def flux(contenu: bytes, entete: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entete, len(contenu), contenu)


def pdf(*objets: bytes, fin: bytes = b"", depart: int | None = None) -> bytes:
    """Objects numbered from 1; `fin` goes into the trailer, `depart` replaces where the table of objects would be."""
    corps, places = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for numero, objet in enumerate(objets, start=1):
        places.append(len(corps))
        corps += b"%d 0 obj\n%s\nendobj\n" % (numero, objet)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ou = len(corps) if depart is None else depart
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objets) + 1, fin, ou)
    return corps + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objets) + 1, table, trailer)


def page(contenu: bytes = TEXTE, entete: bytes = b"", *suite: bytes, police: bytes = POLICE, **cles: bytes) -> bytes:
    """One page; its content is object 4, its font object 5, what follows begins at 6."""
    autres = cles.get("ressources", b"")
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        cles.get("arbre", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> %s >> >>" % autres,
        flux(contenu, entete),
        police,
        *suite,
        fin=cles.get("fin", b""),
        depart=int(cles["depart"]) if "depart" in cles else None,
    )


def _zeros(mo: int) -> bytes:
    presse = zlib.compressobj(9)
    return b"".join(presse.compress(bytes(MO)) for _ in range(mo)) + presse.flush()


def _emboite(etages: int) -> tuple[bytes, bytes]:
    contenu = TEXTE
    for _ in range(etages):
        contenu = zlib.compress(contenu)
    return contenu, b"/Filter [%s]" % (b"/FlateDecode " * etages)


def _objets_en_flux(mo: int) -> bytes:
    """The catalogue stands in a stream of objects that opens to far more than it says."""
    presse = zlib.compressobj(9)
    dedans = b"1 0 << /Type /Catalog /Pages 2 0 R >> "
    contenu = presse.compress(dedans) + b"".join(presse.compress(b" " * MO) for _ in range(mo)) + presse.flush()
    corps = b"%PDF-1.5\n"
    objets = flux(contenu, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    place = len(corps)
    corps += b"3 0 obj\n%s\nendobj\n" % objets
    table = len(corps)
    lignes = bytes([0, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1]) + place.to_bytes(3, "big") + b"\0"
    entete = b"/Type /XRef /Size 4 /W [1 3 1] /Index [0 4] /Root 1 0 R"
    return corps + b"4 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (flux(lignes[:20], entete), table)


def _pages(nombre: int) -> bytes:
    numeros = b" ".join(b"%d 0 R" % (n + 5) for n in range(nombre))
    police = b"/Resources << /Font << /F1 4 0 R >> >>"
    une = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R %s >>" % police
    arbre = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (numeros, nombre)
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", arbre, flux(TEXTE), POLICE, *[une] * nombre)


def _chiffre() -> bytes:
    ecrivain, sortie = pypdf.PdfWriter(clone_from=io.BytesIO(page())), io.BytesIO()
    ecrivain.encrypt("secret", algorithm="RC4-128")
    ecrivain.write(sortie)
    return sortie.getvalue()


def _aes() -> bytes:
    cle = b"<" + b"00" * 48 + b">"
    filtre = b"<< /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
    chiffrement = b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O %s /U %s /OE %s /UE %s /CF %s >>" % (
        *[cle] * 4,
        filtre,
    )
    return page(TEXTE, b"", chiffrement, fin=b"/Encrypt 6 0 R /ID [<00> <00>]")


def _police_demesuree() -> bytes:
    """Each of its ten thousand lines maps all characters again."""
    plages = b"1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n" * 10_000
    return b"/CIDInit /ProcSet findresource begin\n" + plages + b"end"


BIEN: dict[str, Callable[[], bytes]] = {
    "pdf-bon.pdf": page,
    "pdf-table-menteuse.pdf": lambda: page(depart=b"99999999"),
    "pdf-piece-jointe.pdf": lambda: page(TEXTE, b"", flux(b"MZ" * 400, b"/Type /EmbeddedFile")),
    "pdf-filtres.pdf": lambda: page(*_emboite(3)),
}
PARTIEL: dict[str, Callable[[], bytes]] = {"pdf-deux-mille-pages.pdf": lambda: _pages(2_000)}
PROTEGES: dict[str, Callable[[], bytes]] = {"pdf-mot-de-passe.pdf": _chiffre, "pdf-aes.pdf": _aes}
SANS_TEXTE: dict[str, Callable[[], bytes]] = {"pdf-numerise.pdf": lambda: page(b"0 0 100 100 re f")}
ABIMES: dict[str, Callable[[], bytes]] = {
    "pdf-vide.pdf": lambda: b"%PDF-1.4\n%%EOF\n",
    "pdf-coupe.pdf": lambda: page()[:300],
    "pdf-coupe-au-debut.pdf": lambda: b"%PDF-1.5\n" + page()[600:],
    "pdf-arbre-en-rond.pdf": lambda: page(arbre=b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"),
    "pdf-bombe.pdf": lambda: page(_zeros(300), b"/Filter /FlateDecode"),
    "pdf-bombe-de-bombe.pdf": lambda: page(zlib.compress(_zeros(300)), b"/Filter [/FlateDecode /FlateDecode]"),
    "pdf-objets-en-bombe.pdf": lambda: _objets_en_flux(300),
    "pdf-trop-de-filtres.pdf": lambda: page(*_emboite(40)),
}
# Whatever is made of them, as long as it is quick.
AU_CHOIX: dict[str, Callable[[], bytes]] = {
    "pdf-table-en-rond.pdf": lambda: page(fin=b"/Prev 15"),
    "pdf-compte-menteur.pdf": lambda: page(arbre=b"<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>"),
    "pdf-dessin-en-rond.pdf": lambda: page(
        b"/X Do " + TEXTE,
        b"",
        flux(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >>"),
        ressources=b"/XObject << /X 6 0 R >>",
    ),
    "pdf-police.pdf": lambda: page(TEXTE, b"", flux(_police_demesuree()), police=POLICE[:-2] + b"/ToUnicode 6 0 R >>"),
    "pdf-operateurs.pdf": lambda: page(zlib.compress(b"q Q " * 3_000_000), b"/Filter /FlateDecode"),
    "pdf-entier-demesure.pdf": lambda: page(b"BT " + b"9" * 500_000 + b" Tf (x) Tj ET"),
}
