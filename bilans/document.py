"""The review as HTML: the same sections for the page that previews it and for the PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from bilans.codes_qr import code_qr
from bilans.contenu.assemblage import Contenu
from bilans.contenu.complement import Complement
from bilans.etats import SectionTexte
from bilans.graphiques import annee, barres
from bilans.perimetre import Perimetre
from bilans.texte_riche import en_html

# The sections of the table of contents: the anchor, the heading.
SECTIONS = (
    ("chiffres", "Les chiffres de l’année"),
    ("avancement", "Le déroulement de l’année"),
    ("equipe", "L’équipe et ses réunions"),
    ("ressources", "Les ressources"),
    ("difficultes", "Retards et difficultés"),
    ("tests", "Les tests en classe"),
    ("obligations", "Ce qui est obligatoire"),
    ("perspectives", "Perspectives et suites"),
    ("annexes", "Annexes"),
)


def contexte(contenu: Contenu) -> dict[str, Any]:
    """What the templates of the sections show, whether on a page or on paper."""
    return {
        "contenu": contenu,
        "perimetre": contenu.perimetre,
        "textes": {section: en_html(contenu.textes.get(section, "")) for section in SectionTexte.values},
        "sections": SECTIONS,
        "graphique_annee": annee.dessiner(contenu.etapes, contenu.perimetre.debut, contenu.perimetre.fin),
        "graphique_etapes": barres.dessiner([(e.libelle, e.atteintes, e.sur) for e in contenu.etapes]),
        "cartes": [(c, code_qr(c.publications[0].adresse) if c.publications else "") for c in contenu.cartes],
        "jour": contenu.perimetre.jour,
    }


def document(contenu: Contenu, *, brouillon: bool, de_travail: bool = False) -> str:
    """The whole document, ready for `rendre_pdf`; equal for equal content. Its day and hour are the content's.

    `de_travail`: made by hand, sealed by nobody, it never says that it is the final one.
    """
    mentions = {"brouillon": brouillon, "de_travail": de_travail, "fait_le": _heure_locale(contenu.perimetre)}
    return render_to_string("bilans/document/bilan.html", {**contexte(contenu), **mentions})


def document_du_complement(complement: Complement) -> str:
    """The same for what class tests have said since."""
    perimetre = complement.perimetre
    donnees = {
        "contenu": complement,
        "perimetre": perimetre,
        "textes": {"tests": ""},
        "depuis": perimetre.jour_de(complement.depuis),
        "fait_le": _heure_locale(perimetre),
    }
    return render_to_string("bilans/document/complement.html", donnees)


def _heure_locale(perimetre: Perimetre) -> datetime:
    """Without a zone: a template would turn it into the server's."""
    return perimetre.instant.astimezone(ZoneInfo(perimetre.fuseau)).replace(tzinfo=None)


def corps(contenu: Contenu) -> SafeString:
    """The sections alone, for the page."""
    return SafeString(render_to_string("bilans/document/_sections.html", contexte(contenu)))
