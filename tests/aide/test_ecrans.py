"""Each screen leads to its own page of help."""

import pytest
from django.urls import reverse

from aide.conseils import CONSEILS
from aide.ecrans import ADMINISTRATION, ECRANS, SANS_AIDE, page_de
from aide.guide import pages
from tests import fabrique, visites

# Files: no page shows a link there.
FICHIERS = {
    "bilans:classeur",
    "bilans:telecharger",
    "calendrier:flux",
    "importations:liste",
    "importations:modele",
    "productions:attestation_test",
    "productions:attestation_test_par_lien",
    "productions:fichier_du_test",
    "productions:fichier_du_test_par_lien",
    "productions:photo_test",
    "productions:photo_test_par_lien",
    "productions:qr_test_par_lien",
    "productions:telecharger",
    "suivi:agenda",
}


def test_chaque_ecran_a_sa_page_d_aide() -> None:
    connus = visites.noms_des_adresses()
    manquent = connus - visites.SANS_GET - FICHIERS - set(ECRANS) - set(SANS_AIDE)
    assert manquent == set(), "à ajouter dans aide/ecrans.py, sous la page du guide qui en parle (ou SANS_AIDE)"
    assert (set(ECRANS) | set(SANS_AIDE)) - connus == set(), "n'existent plus"
    assert set(ECRANS) & set(SANS_AIDE) == set()


def test_les_pages_et_les_sections_visees_existent() -> None:
    toutes = pages()
    assert all(page_de(ecran) for ecran in CONSEILS)
    for cible in {*ECRANS.values(), ADMINISTRATION}:
        slug, _, ancre = cible.partition("#")
        assert slug in toutes, cible
        assert not ancre or ancre in {s.ancre for s in toutes[slug].sections}, cible


@pytest.mark.django_db
def test_le_lien_d_un_ecran_mene_a_son_aide_et_en_ramene(client) -> None:
    personne = fabrique.enseignant(fabrique.campagne())
    client.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    ecran = reverse("productions:mes_fiches") + "?etat=retenue"
    assert f'href="/aide/listes/?retour={"%2Ffiches%2F%3Fetat%3Dretenue"}"' in client.get(ecran).text
    aide = client.get("/aide/listes/", {"retour": ecran}).text
    assert f'href="{ecran}">Revenir' in aide
    # From page to page, the way back is kept.
    assert "/aide/pole/?retour=%2Ffiches%2F%3Fetat%3Dretenue" in aide


@pytest.mark.parametrize(
    "ailleurs", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", "/lien/x/y/"]
)
def test_l_aide_ne_ramene_que_chez_nous_et_jamais_a_un_lien_personnel(client, ailleurs: str) -> None:
    page = client.get("/aide/listes/", {"retour": ailleurs}).text
    assert "Revenir à l'écran" not in page
    assert "ailleurs" not in page.partition("<main")[2]
