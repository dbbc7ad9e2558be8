"""`manage.py generer_bilan`: by hand, whole or not at all."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from bilans.etats import GenreDocument
from bilans.management.commands import generer_bilan
from bilans.models import Bilan
from commun.pdf import PdfIndisponible
from tests.bilans import annee
from tests.bilans_du_pole import generation, pdf_blanc

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("portee", ["pole", "academie"])
def test_un_pdf_et_son_html(campagne, tmp_path, monkeypatch, portee) -> None:
    """Nothing has to be opened first, and nothing is written in the service."""
    recus = []
    monkeypatch.setattr(generer_bilan, "rendre_pdf", lambda html: recus.append(html) or pdf_blanc())
    ressources = annee.vivre(campagne)
    choix = {"pole": campagne.pole.slug} if portee == "pole" else {"academie": campagne.pole.academie.code}
    sortie, html = tmp_path / "b.pdf", tmp_path / "b.html"
    call_command("generer_bilan", annee=campagne.cycle.libelle, sortie=sortie, html=html, **choix)
    assert sortie.read_bytes() == pdf_blanc()
    assert [html.read_text()] == recus
    assert all(ressource.titre in recus[0] for ressource in ressources)
    assert not Bilan.objects.exists()


@pytest.mark.parametrize("choix", [{"pole": "inconnu"}, {"academie": "99"}, {"academie": "16"}])
def test_ce_qui_n_existe_pas_se_dit(db, tmp_path, choix) -> None:
    with pytest.raises(CommandError, match=r"en 1999-2000|de code"):
        call_command("generer_bilan", annee="1999-2000", sortie=tmp_path / "b.pdf", **choix)


def test_un_echec_laisse_le_fichier_d_avant(campagne, tmp_path, monkeypatch) -> None:
    def refuser(html: str) -> bytes:
        raise PdfIndisponible("Il manque Pango.")

    monkeypatch.setattr(generer_bilan, "rendre_pdf", refuser)
    sortie = tmp_path / "b.pdf"
    sortie.write_bytes(b"avant")
    with pytest.raises(CommandError, match="Pango"):
        call_command("generer_bilan", pole=campagne.pole.slug, annee=campagne.cycle.libelle, sortie=sortie)
    assert sortie.read_bytes() == b"avant"
    assert list(tmp_path.iterdir()) == [sortie]


def test_elle_ne_se_dit_jamais_definitive(campagne, bilan, coordination, tmp_path, monkeypatch) -> None:
    """What the command makes is sealed by nobody, before as after the final document."""
    recus = []
    monkeypatch.setattr(generer_bilan, "rendre_pdf", lambda html: recus.append(html) or pdf_blanc())
    portee = {"pole": campagne.pole.slug, "annee": campagne.cycle.libelle}
    call_command("generer_bilan", sortie=tmp_path / "b.pdf", **portee)
    generation(bilan, GenreDocument.DEFINITIF, coordination)
    call_command("generer_bilan", sortie=tmp_path / "b.pdf", **portee)
    assert ["bilan-brouillon.css" in html for html in recus] == [True, False]
    for html in recus:
        assert "Édition de travail du jeudi 14 janvier 2027" in html
        assert "Document définitif" not in html
