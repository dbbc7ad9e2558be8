"""The help as it is read: index, pages, search."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from aide import recherche
from aide.guide import GROUPES, pages, voisines
from aide.recherche import chercher
from commun.textes import mots


def test_l_index_range_toutes_les_pages_par_role(client) -> None:
    page = client.get(reverse("aide:aide")).text
    for titre, _ in GROUPES.values():
        assert escape(titre) in page
    for slug in pages():
        assert f'href="/aide/{slug}/"' in page


def test_chaque_page_se_lit(client) -> None:
    for slug, page in pages().items():
        reponse = client.get(reverse("aide:page", args=[slug]))
        assert reponse.status_code == 200, slug
        assert reponse.text.count("<h1") == 1
        # Nothing of the markup is left to be read.
        corps = reponse.text.partition("<article")[2].partition("</article")[0]
        assert "**" not in corps, slug
        assert "](" not in corps, slug
        assert ".md" not in corps, slug
        assert escape(page.titre) in reponse.text


def test_une_page_inconnue_n_existe_pas(client) -> None:
    assert client.get("/aide/inconnue/").status_code == 404


def test_on_va_de_page_en_page() -> None:
    toutes = list(pages().values())
    assert voisines(toutes[0]) == (None, toutes[1])
    assert voisines(toutes[-1]) == (toutes[-2], None)


@pytest.mark.parametrize(
    ("question", "attendue"),
    [
        ("report", "reports"),
        ("comment demander un délai ou un report ?", "reports"),
        ("REMARQUE bloquante", "relire"),
        ("delegation visa", "deleguer"),
        ("sauvegarde utilisateurs", "sauvegarder-un-cours"),
        ("importer tableaux", "importer"),
        ("mot de passe", "premiers-pas"),
        ("séances", "preparer-une-seance"),
    ],
)
def test_la_recherche_trouve_avec_des_mots_simples(question: str, attendue: str) -> None:
    assert attendue in [r.page.slug for r in chercher(question)][:3]


@pytest.mark.parametrize("question", ["xyzzy", "le la de", "???", "<script>"])
def test_la_recherche_dit_qu_elle_n_a_rien(client, question: str) -> None:
    page = client.get(reverse("aide:aide"), {"texte": question}).text
    assert "Rien sur «" in page
    assert "<script>" not in page.partition("<main")[2].partition("</main")[0]
    # And leaves nobody without a way on.
    assert "/aide/vocabulaire/" in page


def test_un_resultat_montre_le_mot_et_mene_a_sa_section(client) -> None:
    page = client.get(reverse("aide:aide"), {"texte": "indisponibilité"}).text
    assert "<mark>" in page
    assert "#etre-indisponible" in page


def test_une_question_de_lettres_ne_coute_pas_plus_qu_une_phrase(monkeypatch) -> None:
    """Anybody may ask: the guide is cut into words once, and eight words are looked for."""
    chercher("visa")
    plies, comptes = [], []
    monkeypatch.setattr(recherche, "mots", lambda texte: plies.append(texte) or mots(texte))
    compter = recherche._compter
    monkeypatch.setattr(recherche, "_compter", lambda racine, texte: comptes.append(racine) or compter(racine, texte))
    question = " ".join("bcdfghjkpqrvwxz" * 6)
    chercher(question)
    assert plies == [question]
    assert set(comptes) == set("bfghkpqr")
