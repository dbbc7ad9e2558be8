"""Who is erased is no longer named in the tables that others have deposited; pôles do not depend on themselves."""

import pytest
from django.urls import reverse

from comptes.models import Personne
from importations.models import Importation, LigneImportee
from poles.models import Fonction, Pole
from tests import fabrique
from tests.importations.chantier import INES, en_csv, importer, lire

pytestmark = pytest.mark.django_db
AUTRE = ("rines.roux@exemple.fr", "Rinès", "Roux", "enseignant", "")


def test_effacer_un_compte_l_efface_des_tableaux(client) -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    predac = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    importer(faite := lire("membres", campagne, predac, en_csv(AUTRE)), prevenir=False)
    LigneImportee.objects.create(
        importation=faite, numero=9, issue="inchangee", quoi="Inès Roux", valeurs={"email": INES[0]}
    )
    en_attente = lire("membres", campagne, predac, en_csv(INES))
    inutile = fabrique.personne(email=INES[0])
    client.force_login(fabrique.superutilisateur())
    client.post(reverse("admin:comptes_personne_delete", args=[inutile.pk]), {"post": "yes"})
    assert not Personne.objects.filter(email=INES[0]).exists()
    # What was imported keeps its count of lines; what was not is to be deposited again.
    assert [(ligne.quoi, ligne.valeurs) for ligne in faite.lignes.filter(numero=9)] == [("(personne effacée)", {})]
    assert faite.lignes.exclude(numero=9).get().valeurs["email"] == AUTRE[0]
    assert not Importation.objects.filter(pk=en_attente.pk).exists()


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
