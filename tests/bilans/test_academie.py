"""An académie's review: who reads it, who is told, and the name of the year that it is found by."""

import pytest
from django.urls import reverse

from bilans.etats import GenreDocument
from bilans.models import Bilan
from bilans.queries import bilan_d_academie, bilans_visibles, destinataires
from commun.models import Courriel
from comptes.models import Personne
from poles.models import Fonction, Pole
from tests import bilans_du_pole, fabrique
from tests.fabrique import JOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def administration(campagne) -> Personne:
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ADMINISTRATEUR, campagne.pole.academie)
    return qui


@pytest.fixture
def bilan(campagne, administration) -> Bilan:
    return bilans_du_pole.ouvrir(campagne.pole.academie, administration, campagne.cycle.libelle)


def test_ceux_qui_conduisent_et_signent_le_recoivent_et_le_lisent(campagne, bilan, administration) -> None:
    """By a mandate on the académie, on a pôle, or on one of its campaigns of that year."""
    du_pole, enseignant = fabrique.personne(), fabrique.enseignant(campagne)
    fabrique.mandat(du_pole, Fonction.INSPECTEUR, campagne.pole)
    signataires = (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE)
    attendus = {administration, du_pole, *(fabrique.titulaire(campagne, f) for f in signataires)}
    ailleurs = fabrique.campagne(avec_equipe=True, cycle=fabrique.cycle(academie=fabrique.academie("Lyon")))
    une_autre_annee = fabrique.campagne(avec_equipe=True, cycle=fabrique.cycle(libelle="2025-2026"))
    assert set(destinataires(bilan, JOUR)) == attendus
    bilans_du_pole.generation(bilan, GenreDocument.DEFINITIF, administration)
    prevenus = Courriel.objects.filter(gabarit="bilan_definitif").values_list("personne", flat=True)
    assert set(prevenus) == {p.pk for p in attendus - {administration}}
    assert all(bilan in bilans_visibles(personne) for personne in attendus)
    autres = [fabrique.titulaire(c, Fonction.COORDINATEUR) for c in (ailleurs, une_autre_annee)]
    assert not [p for p in (enseignant, *autres) if bilan in bilans_visibles(p)]


def test_qui_conduit_un_pole_sans_academie_ne_lit_que_le_sien(campagne, bilan, coordination) -> None:
    national = Pole.objects.create(slug="national", nom="National", genre=Pole.Genre.NATIONAL)
    commun = fabrique.cycle(academie=None, libelle=campagne.cycle.libelle)
    seul = fabrique.campagne(avec_equipe=True, cycle=commun, pole=national)
    bilans_du_pole.ouvrir(campagne, coordination)
    assert not bilans_visibles(fabrique.titulaire(seul, Fonction.COORDINATEUR)).exists()


def test_la_page_dit_quand_personne_n_est_a_prevenir(client, campagne, bilan, administration) -> None:
    client.force_login(administration)
    adresse, mots = reverse("bilans:declarer_definitif", args=[bilan.pk]), "aucun courriel ne partira"
    assert mots not in client.get(adresse).content.decode()
    campagne.mandats.all().delete()
    assert mots in client.get(adresse).content.decode()


@pytest.mark.parametrize("d_un_pole", [True, False])
def test_un_cycle_dont_un_bilan_est_ouvert_garde_son_nom(client, campagne, administration, d_un_pole) -> None:
    cycle, academie = campagne.cycle, campagne.pole.academie
    adresse = reverse("admin:poles_cycle_change", args=[cycle.pk])
    jalons = {"echeances-TOTAL_FORMS": 0, "echeances-INITIAL_FORMS": 0}
    saisie = {"academie": academie.pk, "debut": "2026-09-01", "fin": "2027-08-31", **jalons}
    client.force_login(administration)
    assert client.post(adresse, saisie | {"libelle": "2026-27"}).status_code == 302
    portee, annee = (campagne, "") if d_un_pole else (academie, "2026-27")
    campagne.refresh_from_db()
    bilans_du_pole.ouvrir(portee, administration, annee)
    refus = client.post(adresse, saisie | {"libelle": "Un autre nom"}).content.decode()
    assert "Un bilan de ce cycle est ouvert" in refus
    cycle.refresh_from_db()
    assert cycle.libelle == "2026-27"
    # The rest of the cycle still changes.
    assert client.post(adresse, saisie | {"libelle": "2026-27", "fin": "2027-08-30"}).status_code == 302
    if not d_un_pole:
        assert bilan_d_academie(academie, "2026-27")


def test_un_bilan_ouvert_sous_un_autre_nom_se_retrouve(client, campagne, coordination) -> None:
    """A cycle renamed before names were held: its address still leads to the review."""
    ouvert = bilans_du_pole.ouvrir(campagne, coordination, "2026-2027 d'avant")
    client.force_login(coordination)
    adresse = reverse("bilans:ouvrir", args=[campagne.pole.slug, campagne.cycle.libelle])
    assert client.post(adresse).url == ouvert.get_absolute_url()
