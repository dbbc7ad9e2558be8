"""Backward planning: from the publication back around the holidays; a change shows all that it moves before saving."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from calendrier.jours import avancer, ecart, empechement
from calendrier.models import JourSansClasse
from journal.models import Ecriture
from poles.models import Fonction
from productions import services
from productions.planning import JOURS, Planning
from productions.rebours import a_rebours, au_plus_tot, decaler
from productions.services.fiches import Production
from tests import fabrique

HIVER = JourSansClasse(genre="vacances", libelle="Vacances d'hiver", debut=date(2027, 2, 6), fin=date(2027, 2, 21))
PRINTEMPS = JourSansClasse(genre="vacances", libelle="Printemps", debut=date(2027, 4, 3), fin=date(2027, 4, 18))
MAI = JourSansClasse(genre="ferie", libelle="Fête du Travail", debut=date(2027, 5, 1), fin=date(2027, 5, 1))
PERIODES = [HIVER, PRINTEMPS, MAI]
PUBLICATION = date(2027, 6, 4)


def test_les_jours_de_classe_sautent_les_vacances():
    vendredi, rentree = date(2027, 2, 5), date(2027, 2, 22)
    assert avancer(vendredi, 1, PERIODES) == rentree
    assert avancer(rentree, -1, PERIODES) == vendredi
    assert avancer(date(2027, 2, 10), 0, PERIODES) == date(2027, 2, 10)
    assert (ecart(vendredi, rentree, PERIODES), ecart(rentree, vendredi, PERIODES)) == (1, -1)
    for nombre in (-30, -1, 1, 7, 30):
        assert ecart(vendredi, avancer(vendredi, nombre, PERIODES), PERIODES) == nombre


def test_de_la_publication_a_la_v1():
    propose = a_rebours(PUBLICATION, PERIODES, pour_la_classe=True)
    jours = [getattr(propose, champ) for champ in JOURS]
    assert jours == sorted(jours)
    assert all(empechement(jour, PERIODES) is None for jour in jours)
    assert propose.jour_publication == PUBLICATION
    assert propose.jour_validation == date(2027, 5, 28)
    assert (propose.jour_v3, propose.jour_test) == (date(2027, 5, 14), date(2027, 4, 30))
    # Four school weeks before the test, two of holidays in between.
    assert propose.jour_v2 == date(2027, 3, 19)
    assert ecart(propose.jour_v2, propose.jour_test, PERIODES) == 20
    assert propose.jour_v1 == date(2027, 1, 22)
    assert au_plus_tot(propose.jour_v1, PERIODES, pour_la_classe=True) == PUBLICATION


def test_une_formation_ne_se_teste_pas():
    propose = a_rebours(PUBLICATION, PERIODES, pour_la_classe=False)
    assert propose.jour_test is None
    assert propose.jour_v3 is None
    assert ecart(propose.jour_v2, propose.jour_validation, PERIODES) == 10


def test_bouger_une_date_decale_les_suivantes_d_autant():
    montre = a_rebours(PUBLICATION, PERIODES, pour_la_classe=True)
    tape = Planning(**(vars(montre) | {"jour_v2": date(2027, 3, 26)}))  # a week later
    decale = decaler(montre, tape, PERIODES)
    assert (decale.jour_v1, decale.jour_relecture) == (montre.jour_v1, montre.jour_relecture)
    for champ in JOURS[3:]:
        assert ecart(getattr(montre, champ), getattr(decale, champ), PERIODES) == 5, champ
    # Two that move: what follows the second follows it alone.
    tape = Planning(**(vars(tape) | {"jour_v3": montre.jour_v3}))
    assert decaler(montre, tape, PERIODES).jour_validation == date(2027, 6, 4)
    tape = Planning(**(vars(tape) | {"jour_v3": date(2027, 5, 17)}))
    assert ecart(montre.jour_validation, decaler(montre, tape, PERIODES).jour_validation, PERIODES) == 1
    assert decaler(montre, montre, PERIODES) == montre
    assert decaler(montre, Planning(), PERIODES) == Planning()


@pytest.fixture
def fiche(client: Client):
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    client.force_login(qui)
    return fabrique.fiche(campagne, [qui], jour_v1=date(2027, 1, 22), jour_v2=date(2027, 3, 19))


def adresse(fiche) -> str:
    return reverse("productions:planifier_fiche", args=[fiche.pk])


def envoi(page, **champs: str) -> dict[str, str]:
    """What the browser would send back of that page."""
    initial = {nom: f.initial.isoformat() if f.initial else "" for nom, f in page.context["form"].fields.items()}
    initial.pop("seules")
    return initial | {"vu": page.context["vu"]} | champs


@pytest.mark.django_db
def test_rien_ne_s_enregistre_avant_d_etre_vu(fiche, client: Client):
    page = client.get(adresse(fiche))
    page = client.post(adresse(fiche), envoi(page, jour_publication="2027-06-04", geste="proposer"))
    assert "Ce qui bouge" in page.content.decode()
    fiche.refresh_from_db()
    assert fiche.jour_publication is None
    # One more date is changed and saved at once: all that it moves is shown first.
    page = client.post(adresse(fiche), envoi(page, jour_v3="2027-05-21", geste="enregistrer"))
    assert "enregistrez de nouveau pour confirmer" in page.content.decode()
    fiche.refresh_from_db()
    assert fiche.jour_publication is None
    envoye = envoi(page, geste="enregistrer")
    for _ in range(2):  # again changes nothing
        client.post(adresse(fiche), envoye)
    fiche.refresh_from_db()
    assert (fiche.jour_v3, fiche.jour_v1) == (date(2027, 5, 21), date.fromisoformat(envoye["jour_v1"]))
    assert fiche.jour_publication > date(2027, 6, 4)
    assert Ecriture.objects.filter(chaine=fiche.chaine, action="ficheprojet.planifier").count() == 1


@pytest.mark.django_db
def test_ne_changer_que_ce_que_l_on_tape(fiche, client: Client):
    page = client.get(adresse(fiche))
    page = client.post(adresse(fiche), envoi(page, jour_v1="2027-01-29", seules="on", geste="decaler"))
    assert page.context["form"].fields["jour_v2"].initial == date(2027, 3, 19)
    assert "jours de classe plus tard" in page.content.decode()


@pytest.mark.django_db
def test_une_publication_trop_proche_dit_quand_elle_est_possible(fiche, client: Client):
    page = client.get(adresse(fiche))
    page = client.post(adresse(fiche), envoi(page, jour_publication="2027-02-05", geste="proposer")).content.decode()
    assert "la publication vient au plus tôt le" in page


@pytest.mark.django_db
def test_fautes_et_droits(fiche, client: Client):
    page = client.get(adresse(fiche))
    vide = client.post(adresse(fiche), envoi(page, geste="proposer")).content.decode()
    assert "Dites quand vous souhaitez publier" in vide
    loin = client.post(adresse(fiche), envoi(page, jour_v1="0207-01-01", geste="decaler")).content.decode()
    assert "trop loin du cycle" in loin
    coordinateur = fabrique.titulaire(fiche.campagne, Fonction.COORDINATEUR)
    services.enregistrer_fiche(
        fiche=fiche,
        disciplines=fiche.disciplines.all(),
        niveaux=fiche.niveaux.all(),
        productions=[
            Production(pk=r.pk, titre=r.titre, nature=r.nature, producteurs=r.producteurs.all())
            for r in fiche.ressources.all()
        ],
        acteur=coordinateur,
        maintenant=fabrique.MAINTENANT,
    )
    assert client.post(adresse(fiche), envoi(page, jour_v1="2027-01-29", geste="enregistrer")).status_code == 200
    voisine = client.post(adresse(fiche), envoi(page, jour_v1="2027-01-22", geste="enregistrer"))
    assert voisine.status_code == 409  # the coordinator has written meanwhile
    for qui, code in ((fabrique.enseignant(fiche.campagne), 403), (fabrique.personne(), 404)):
        client.force_login(qui)
        assert client.get(adresse(fiche)).status_code == code
    retenue = fabrique.fiche(fiche.campagne, retenue=True)
    client.force_login(coordinateur)
    assert client.get(adresse(retenue)).status_code == 302
