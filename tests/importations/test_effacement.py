"""Who is erased is no longer named in the tables that others have deposited; pôles do not depend on themselves."""

import pytest
from django.urls import reverse

from comptes.models import Personne
from importations import services, tasks
from importations.models import Importation, LigneImportee
from importations.services.effacement import LIGNES_RETIREES
from poles.models import Fonction, Pole
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.importations.chantier import INES, en_csv, importer, lire

pytestmark = pytest.mark.django_db
PAUL = ("paul.roux@exemple.fr", "Paul", "Roux", "enseignant", "")
AUTRE = ("rines.roux@exemple.fr", "Rinès", "Roux", "enseignant", "")


@pytest.fixture
def lue() -> Importation:
    campagne = fabrique.campagne(avec_equipe=True)
    return lire("membres", campagne, fabrique.titulaire(campagne, Fonction.COORDINATEUR), en_csv(INES, PAUL))


def test_effacer_un_compte_l_efface_des_tableaux(client) -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    predac = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    importer(faite := lire("membres", campagne, predac, en_csv(AUTRE)), prevenir=False)
    LigneImportee.objects.create(
        importation=faite, numero=9, issue="inchangee", quoi="Inès Roux", valeurs={"email": INES[0]}
    )
    en_attente = lire("membres", campagne, predac, en_csv(INES, PAUL))
    inutile = fabrique.personne(email=INES[0])
    client.force_login(fabrique.superutilisateur())
    client.post(reverse("admin:comptes_personne_delete", args=[inutile.pk]), {"post": "yes"})
    assert not Personne.objects.filter(email=INES[0]).exists()
    # What was imported keeps its count of lines; what was not loses this one alone.
    assert [(ligne.quoi, ligne.valeurs) for ligne in faite.lignes.filter(numero=9)] == [("(personne effacée)", {})]
    assert faite.lignes.exclude(numero=9).get().valeurs["email"] == AUTRE[0]
    assert [ligne.valeurs["email"] for ligne in en_attente.lignes.all()] == [PAUL[0]]
    en_attente.refresh_from_db()
    assert (en_attente.nouvelles, en_attente.lignes_lues, en_attente.remarques) == (1, 1, [LIGNES_RETIREES])
    assert importer(en_attente, prevenir=False).importee_le, "ce que la page montre s'importe sans être relu"
    assert Personne.objects.filter(email=PAUL[0]).exists()
    assert not Personne.objects.filter(email=INES[0]).exists()


def test_une_importation_demandee_se_relit_plutot_que_d_ecrire_moins(lue) -> None:
    """Its worker comes after the erasure: nobody has seen the table without that line."""
    services.importer(importation=lue, vu=lue.empreinte, prevenir=False, acteur=lue.demandeur, maintenant=MAINTENANT)
    lue.refresh_from_db()
    assert services.oublier_adresse(INES[0]) == 1
    tasks.importer(str(lue.travail_id))
    lue = Importation.objects.select_related("travail").get(pk=lue.pk)
    assert (lue.importee_le, lue.travail.etat) == (None, "echoue")
    assert not Personne.objects.filter(email=PAUL[0]).exists()
    assert importer(lue, prevenir=False).importee_le
    assert list(Personne.objects.filter(email__in=[PAUL[0], INES[0]]).values_list("email", flat=True)) == [PAUL[0]]


def test_un_tableau_dont_tout_part_reste_a_qui_l_a_depose(client) -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    lue = lire("membres", campagne, fabrique.titulaire(campagne, Fonction.COORDINATEUR), en_csv(INES))
    assert services.oublier_adresse(INES[0]) == 1
    client.force_login(lue.demandeur)
    assert "a été effacée du service" in client.get(lue.get_absolute_url()).content.decode().replace("&#x27;", "'")


def test_deux_poles_ne_dependent_pas_l_un_de_l_autre() -> None:
    toulouse, racine = fabrique.academie("Toulouse"), fabrique.superutilisateur()
    titres = ("Nom", "Identifiant", "Rattaché à")
    for slug in ("a", "b", "c"):
        Pole.objects.create(slug=slug, nom=slug.upper(), academie=toulouse)
    Pole.objects.filter(slug="b").update(parent=Pole.objects.get(slug="c"))
    # a → b by the table, b → c as it stands, c → a by the table.
    lue = lire("poles", toulouse, racine, en_csv(("A", "a", "b"), ("C", "c", "a"), titres=titres), nom="poles.csv")
    assert [ligne.issue for ligne in lue.lignes.all()] == ["refusee", "refusee"]
    assert "dépendre de lui-même" in lue.lignes.first().motifs[0]
    droite = lire("poles", toulouse, racine, en_csv(("A", "a", "b"), titres=titres), nom="poles.csv")
    assert [ligne.issue for ligne in droite.lignes.all()] == ["changee"]


@pytest.mark.parametrize(
    "ecrite",
    ["Jeanne Faure<jeanne@x.fr>", "mailto:jeanne@x.fr", "paul@x.fr/Jeanne@X.fr", '"jeanne@x.fr"', "'jeanne@x.fr'.",
     "paul@x.fr,jeanne@x.fr"],
)  # fmt: skip
def test_une_adresse_se_reconnait_comme_on_l_ecrit(lue, ecrite) -> None:
    lue.lignes.create(numero=9, issue="nouvelle", quoi="Jeanne", valeurs={"email": ecrite})
    assert services.oublier_adresse("jeanne@x.fr") == 1
    assert not lue.lignes.filter(numero=9).exists()


@pytest.mark.parametrize(
    "autre", ["marie-jeanne@x.fr", "marie.jeanne@x.fr", "d'jeanne@x.fr", "jeanne@x.fr.com", "jeanne@x.fra"]
)
def test_une_adresse_voisine_est_a_quelqu_un_d_autre(lue, autre) -> None:
    lue.lignes.create(numero=9, issue="nouvelle", quoi="Une autre", valeurs={"email": autre})
    assert services.oublier_adresse("jeanne@x.fr") == 0
    assert lue.lignes.filter(numero=9).exists()
