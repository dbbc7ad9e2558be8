"""What one exports, imported as it is, changes nothing: every sort of table, every format."""

from datetime import date

import pytest
from django.test import Client

from commun.tableaux import FORMATS
from importations.sortes import sorte_de
from journal.models import Ecriture
from poles.models import Campagne, Discipline, Etablissement, Niveau, Pole
from tests import fabrique

from .chantier import importer, lire

pytestmark = pytest.mark.django_db
SORTES = ("membres", "etablissements", "poles", "echeances", "fiches")


@pytest.fixture
def academie():
    """Names that a spreadsheet would run, texts on several lines, people with the same name."""
    campagne = fabrique.campagne(avec_equipe=True)
    ici = campagne.pole.academie
    college = fabrique.etablissement("=Collège  « Jean ; Moulin »", commune='L\'Union, "31"')
    for prenom in ("Inès", "Inès", "-Zoé"):
        qui = fabrique.personne(prenom, "Roux")
        fabrique.mandat(qui, "enseignant", campagne)
        qui.affectations.create(etablissement=college, debut=campagne.cycle.debut)
    Pole.objects.create(slug="langues", nom="Langues +", academie=ici, parent=campagne.pole)
    fiche = fabrique.fiche(
        campagne, [qui], titre="L'été, ça compte", resume="- un\n- deux\r\n\r\n=SOMME(A1)", jour_v1=date(2027, 1, 20)
    )
    fiche.disciplines.set(Discipline.objects.all()[:3])
    fiche.niveaux.set(Niveau.objects.all()[:2])
    fabrique.fiche(campagne, [qui], soumise=True)
    return campagne


@pytest.mark.parametrize("code", FORMATS)
@pytest.mark.parametrize("sorte", SORTES)
def test_un_aller_retour_ne_change_rien(academie, sorte, code):
    portee = {"membres": academie, "fiches": academie, "echeances": academie.cycle}.get(sorte, academie.pole.academie)
    qui = fabrique.titulaire(academie.pole.academie, "administrateur")
    client = Client()
    client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
    reponse = client.get(f"/importer/{sorte}/{portee.pk}/liste/{code}/")
    lue = lire(sorte, portee, qui, b"".join(reponse.streaming_content), f"liste.{code}")
    assert not lue.refus
    assert lue.inchangees == len(list(sorte_de(sorte).actuelles(portee, fabrique.JOUR))) > 0
    assert (lue.nouvelles, lue.changees, lue.refusees) == (0, 0, 0), list(
        lue.lignes.exclude(issue="inchangee").values()
    )


@pytest.mark.parametrize("sorte", SORTES)
def test_le_modele_se_lit(academie, sorte):
    portee = {"membres": academie, "fiches": academie, "echeances": academie.cycle}.get(sorte, academie.pole.academie)
    qui = fabrique.titulaire(academie.pole.academie, "administrateur")
    client = Client()
    client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
    reponse = client.get(f"/importer/{sorte}/{portee.pk}/modele/xlsx/")
    lue = lire(sorte, portee, qui, b"".join(reponse.streaming_content), "modele.xlsx")
    assert lue.lignes_lues == 1
    assert lue.refusees == 0, list(lue.lignes.values())
    assert lue.remarques == []


def test_des_etablissements_nouveaux_et_changes(academie):
    ici = academie.pole.academie
    qui = fabrique.titulaire(ici, "administrateur")
    ancien = Etablissement.objects.get(academie=ici)
    contenu = f"RNE,Appellation officielle,Ville\n{ancien.uai},Lycée Ozenne,\n0310012V,Collège Neuf,Muret\n"
    faite = importer(lire("etablissements", ici, qui, contenu.encode("cp1252"), "ramsese.csv"))
    assert faite.importee_le
    ancien.refresh_from_db()
    assert (ancien.nom, ancien.commune) == ("Lycée Ozenne", 'L\'Union, "31"')
    assert Etablissement.objects.get(uai="0310012V").commune == "Muret"


def test_des_poles_et_leur_cycle(academie):
    ici = academie.pole.academie
    qui = fabrique.titulaire(ici, "administrateur")
    contenu = f"Pôle;Cycle;Rattaché à\nArts plastiques;{academie.cycle};{academie.pole.slug}\n"
    faite = importer(lire("poles", ici, qui, contenu.encode(), "poles.csv"))
    assert faite.importee_le
    pole = Pole.objects.get(slug="arts-plastiques")
    assert pole.parent == academie.pole
    assert pole.campagnes.get().cycle == academie.cycle


def test_des_echeances_et_qui_l_apprend(academie):
    qui = fabrique.titulaire(academie.pole.academie, "administrateur")
    contenu = "N°;Jalon;Date\n;Relectures;vendredi 5 février 2027\n2;Point d'étape;2027-03-15\n;v1;05/01/2027\n"
    faite = importer(lire("echeances", academie.cycle, qui, contenu.encode(), "dates.csv"))
    assert faite.importee_le, list(faite.lignes.values())
    jours = {(e.nature, e.rang): e.jour for e in academie.cycle.echeances.all()}
    assert jours["v2", 1] == date(2027, 2, 5)
    assert jours["point_etape", 2] == date(2027, 3, 15)
    assert jours["v1", 1] == date(2027, 1, 5)


def test_des_fiches_en_brouillon(academie):
    qui = fabrique.titulaire(academie, "coordinateur")
    autrice = fabrique.personne("Maud", "Lenoir")
    fabrique.mandat(autrice, "enseignant", academie)
    discipline, niveau = Discipline.objects.first(), Niveau.objects.first()
    contenu = (
        "titre;disciplines;niveau;Auteurs;V2 prévue\n"
        f"Une fiche;{discipline.nom.upper()};{niveau.nom};Lenoir Maud;29/01/2027\n"
        "L'ÉTÉ ça compte;;;;30/01/2027\n"
    )
    faite = importer(lire("fiches", academie, qui, contenu.encode(), "fiches.csv"))
    assert faite.importee_le, list(faite.lignes.values())
    fiche = academie.fiches.get(titre="Une fiche")
    assert fiche.etat == "brouillon"
    assert fiche.ressources.get().producteurs.get() == autrice
    assert list(fiche.disciplines.all()) == [discipline]
    changee = academie.fiches.get(titre="L'ÉTÉ ça compte")
    assert changee.jour_v2 == date(2027, 1, 30)
    assert changee.ressources.get().producteurs.exists()


def test_un_pole_n_a_qu_une_annee_d_un_nom_et_son_entree_est_au_journal(academie):
    """Where the académie's own cycle bears the name of one that is open to all: the address would be the same."""
    pole, ici, qui = academie.pole, academie.pole.academie, fabrique.titulaire(academie.pole.academie, "administrateur")
    commun = fabrique.cycle(libelle="2029-2030", academie=None, debut=date(2029, 9, 1), fin=date(2030, 8, 31))
    Campagne.objects.create(pole=pole, cycle=commun)
    fabrique.cycle(libelle="2029-2030", academie=ici, debut=date(2029, 9, 1), fin=date(2030, 8, 31))
    table = f"Nom;Identifiant;Cycle\n{pole.nom};{pole.slug};2029-2030\nNeuf;neuf;2029-2030\n"
    faite = importer(lire("poles", ici, qui, table.encode(), "poles.csv"))
    assert faite.importee_le, list(faite.lignes.values())
    assert pole.campagnes.filter(cycle__libelle="2029-2030").count() == 1
    neuve = Campagne.objects.get(pole__slug="neuf")
    assert neuve.cycle.academie == ici
    assert Ecriture.objects.filter(chaine=neuve.chaine, action="campagne.entrer").exists()
