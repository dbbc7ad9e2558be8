"""The page of a review: who writes, who reads, what is kept."""

import pytest
from django.conf import settings
from django.urls import reverse
from rules.permissions import permissions

from bilans.models import Bilan
from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db
RACINE = settings.BASE_DIR


def test_ouvrir(client, campagne, coordination) -> None:
    client.force_login(coordination)
    adresse = reverse("bilans:ouvrir", args=[campagne.pole.slug, campagne.cycle.libelle])
    assert "Ouvrir le bilan" in client.get(adresse).content.decode()
    assert not Bilan.objects.exists()
    for _ in range(2):
        client.post(adresse)
    bilan = Bilan.objects.get()
    assert client.get(adresse).url == bilan.get_absolute_url()
    assert client.get(bilan.get_absolute_url()).status_code == 200
    assert client.get(reverse("bilans:apercu", args=[bilan.pk])).status_code == 200


def test_ecrire(client, bilan, coordination) -> None:
    client.force_login(coordination)
    page = client.get(bilan.get_absolute_url())
    client.post(bilan.get_absolute_url(), {"edito": "Une **belle** année.", "vu": page.context["vu"]})
    apercu = client.get(reverse("bilans:apercu", args=[bilan.pk])).content.decode()
    assert "Une <strong>belle</strong> année." in apercu
    perimee = client.post(bilan.get_absolute_url(), {"edito": "Autre", "vu": page.context["vu"]})
    assert perimee.status_code == 409
    assert "Autre" in perimee.content.decode()
    assert bilan.textes.get().texte == "Une **belle** année."


def test_aller_aux_motifs_enregistre_d_abord(client, bilan, coordination) -> None:
    client.force_login(coordination)
    vu = client.get(bilan.get_absolute_url()).context["vu"]
    suite = client.post(bilan.get_absolute_url(), {"edito": "Gardé.", "vu": vu, "geste": "motifs"})
    assert suite.url == reverse("bilans:motifs", args=[bilan.pk])
    assert bilan.textes.get().texte == "Gardé."


def test_un_brouillon_n_est_lu_que_de_qui_l_ecrit(client, campagne, bilan) -> None:
    for fonction in (Fonction.INSPECTEUR, Fonction.DRANE):
        client.force_login(fabrique.titulaire(campagne, fonction))
        assert "en préparation" in client.get(bilan.get_absolute_url()).content.decode()
        assert client.get(reverse("bilans:apercu", args=[bilan.pk])).status_code == 403
        assert client.post(bilan.get_absolute_url(), {"edito": "x"}).status_code == 403


def test_l_administration_n_ouvre_aucune_liste_de_ce_qui_a_ete_choisi(client, bilan, coordination) -> None:
    client.force_login(coordination)
    page = client.get(reverse("admin:bilans_bilan_change", args=[bilan.pk])).content.decode()
    assert "field-annee" in page
    for champ in ("mises_en_avant", "verbatims", "impressions"):
        assert f"field-{champ}" not in page


def test_chaque_permission_du_bilan_est_demandee_quelque_part() -> None:
    pages = [f for motif in ("bilans/**/*.py", "accueil/**/*.py", "templates/**/*.html") for f in RACINE.glob(motif)]
    # acces.py receives the name of a permission, and asks none by itself but what a page asks too.
    textes = "".join(f.read_text() for f in pages if f.name not in ("permissions.py", "acces.py"))
    siennes = [nom for nom in permissions if nom.startswith("bilans.")]
    assert siennes
    assert [nom for nom in siennes if nom not in textes] == []
