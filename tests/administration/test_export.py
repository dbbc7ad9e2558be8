"""« Exporter » in the administration: what the list gives and says, in a file, and nothing else."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.urls import reverse

from commun.tableaux import lire_tableau
from poles.models import Fonction
from productions.models import FicheProjet
from tests import fabrique
from validations.admin.circuit import MASQUE
from validations.etats import Avis, NatureVisa
from validations.models import Visa

pytestmark = pytest.mark.django_db
FICHES = "productions_ficheprojet"


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def exporter(client, campagne):
    """What the answer holds, read back as whoever receives the file would."""
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))

    def _exporter(table: str, *lignes, question: str = "", code: str = "csv", **saisie) -> list[list[str]]:
        choix = {"action": "exporter_la_selection", "_selected_action": [ligne.pk for ligne in lignes], **saisie}
        adresse = reverse(f"admin:{table}_changelist") + question
        reponse = client.post(adresse, {**choix, "confirmer": "1", "format": code})
        assert reponse["Content-Disposition"].startswith("attachment")
        fichier = ContentFile(b"".join(reponse.streaming_content))
        return [rangee.cellules for rangee in lire_tableau(fichier, f"liste.{code}").rangees]

    return _exporter


@pytest.mark.parametrize("code", ["csv", "xlsx", "ods"])
def test_les_lignes_choisies_avec_les_colonnes_de_la_liste(exporter, campagne, code):
    gardee = fabrique.fiche(campagne, titre="Devis et factures", soumise=True)
    fabrique.fiche(campagne, titre="Pas choisie")
    titres, *lignes = exporter(FICHES, gardee, code=code)
    assert titres[:3] == ["Titre", "Campagne", "État"]
    assert [ligne[0] for ligne in lignes] == ["Devis et factures"]
    assert lignes[0][2] == gardee.get_etat_display()


def test_toute_la_liste_telle_qu_elle_est_filtree(exporter, client, campagne):
    soumise = fabrique.fiche(campagne, titre="Devis et factures", soumise=True)
    fabrique.fiche(campagne, titre="Un brouillon")
    fabrique.fiche(fabrique.campagne(), titre="Chez les voisins", soumise=True)
    filtre = f"?etat__exact={soumise.etat}"
    page = client.get(reverse(f"admin:{FICHES}_changelist") + filtre).text
    assert "Exporter cette liste" in page
    _, *lignes = exporter(FICHES, soumise, question=filtre, select_across="1")
    assert [ligne[0] for ligne in lignes] == ["Devis et factures"]


def test_la_page_demande_le_format_et_dit_combien(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    fiches = [fabrique.fiche(campagne, titre=f"Fiche {n}") for n in range(2)]
    choix = {"action": "exporter_la_selection", "_selected_action": [f.pk for f in fiches]}
    page = client.post(reverse(f"admin:{FICHES}_changelist"), choix).text
    assert "2 lignes" in page
    assert "LibreOffice" in page
    refus = client.post(reverse(f"admin:{FICHES}_changelist"), {**choix, "confirmer": "1", "format": "exe"}).text
    assert "errorlist" in refus


def test_ce_qui_n_est_pas_a_soi_ne_donne_pas_de_fichier(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    ailleurs = fabrique.fiche(fabrique.campagne(), titre="Chez les voisins")
    choix = {"action": "exporter_la_selection", "_selected_action": [ailleurs.pk], "confirmer": "1", "format": "csv"}
    page = client.post(reverse(f"admin:{FICHES}_changelist"), choix, follow=True).text
    assert "Rien à exporter" in page
    assert "Chez les voisins" not in page


def test_un_visa_masque_a_l_ecran_l_est_dans_le_fichier(exporter, campagne):
    ressource = fabrique.ressource(campagne, "prete_a_valider")
    fabrique.visa(fabrique.demande(ressource), NatureVisa.PEDAGOGIQUE, Avis.FAVORABLE)
    _, ligne = exporter("validations_visa", Visa.objects.get())
    assert ligne[-1] == MASQUE


def test_un_export_ne_coute_pas_plus_a_trois_lignes_qu_a_une(exporter, campagne, django_assert_max_num_queries):
    fiches = [fabrique.fiche(campagne, titre=f"Fiche {n}") for n in range(3)]
    exporter(FICHES, fiches[0])
    with django_assert_max_num_queries(12):
        exporter(FICHES, *fiches)


def test_chaque_table_s_exporte(client, campagne):
    """Whatever its columns are made of."""
    fabrique.fiche(campagne)
    client.force_login(fabrique.superutilisateur())
    essayees = 0
    for modele, table in admin.site._registry.items():
        ligne = modele._base_manager.first()
        if ligne is None or modele is FicheProjet:
            continue
        adresse = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
        choix = {"action": "exporter_la_selection", "_selected_action": [ligne.pk], "confirmer": "1", "format": "csv"}
        fichier = b"".join(client.post(adresse, choix).streaming_content).decode()
        assert len(fichier.splitlines()) >= 2, table
        essayees += 1
    assert essayees > 12
