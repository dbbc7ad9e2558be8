"""The lists across all of one's campaigns: what they hold, for whom, sorted, filtered, exported."""

import csv
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, Remarque, Ressource, Version
from tests import fabrique

pytestmark = pytest.mark.django_db
LISTES = ["mes_fiches", "mes_ressources", "mes_versions", "mes_remarques"]


class Poles:
    """Two pôles of one coordinator, and a third where she has nothing to see."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.un = fabrique.campagne()
        self.deux, self.ailleurs = (fabrique.campagne(cycle=self.un.cycle) for _ in range(2))
        self.qui = fabrique.titulaire(self.un, Fonction.COORDINATEUR)
        fabrique.mandat(self.qui, Fonction.COORDINATEUR, self.deux)
        for campagne, titre in ((self.un, "Alpha"), (self.deux, "Beta"), (self.ailleurs, "Gamma")):
            ressource = fabrique.ressource(campagne, R.EN_RELECTURE, titre=titre)
            Ressource.objects.filter(pk=ressource.pk).update(titre=titre)
            lue = fabrique.relecture(ressource)
            services.ecrire_remarque(
                relecture=lue,
                texte=f"Sur {titre}",
                bloquante=titre == "Beta",
                endroit="",
                maintenant=fabrique.MAINTENANT,
            )
            services.rendre_relecture(relecture=lue, avis="", acteur=lue.relecteur, maintenant=fabrique.MAINTENANT)
        client.force_login(self.qui)

    def lire(self, nom: str, recherche: str = ""):
        return self.client.get(reverse(f"productions:{nom}") + f"?{recherche}")

    def titres(self, nom: str, recherche: str = "") -> list[str]:
        return [_titre(ligne) for ligne in self.lire(nom, recherche).context["page"]]


def _titre(ligne: FicheProjet | Ressource | Version | Remarque) -> str:
    if isinstance(ligne, Remarque):
        return ligne.texte.removeprefix("Sur ")
    return ligne.ressource.titre if isinstance(ligne, Version) else ligne.titre


@pytest.fixture
def poles(client: Client) -> Poles:
    return Poles(client)


@pytest.mark.parametrize("nom", LISTES)
def test_tous_mes_poles_et_eux_seuls(poles: Poles, nom: str) -> None:
    assert sorted(poles.titres(nom)) == ["Alpha", "Beta"]
    assert poles.titres(nom, f"pole={poles.deux.pole_id}") == ["Beta"]
    assert poles.titres(nom, "cycle=1999-2000") == poles.titres(nom)  # not one of the choices
    # Another pôle's number, typed in the address, opens nothing.
    assert "Gamma" not in poles.titres(nom, f"pole={poles.ailleurs.pole_id}")


@pytest.mark.parametrize("nom", LISTES)
def test_sans_pole_la_liste_dit_quoi_faire(client: Client, nom: str) -> None:
    client.force_login(fabrique.personne())
    page = client.get(reverse(f"productions:{nom}"))
    assert "app-vide__titre" in page.content.decode()
    assert "Filtrer" not in page.content.decode()


@pytest.mark.parametrize("nom", ["mes_fiches", "mes_ressources"])
def test_le_tri_est_dans_l_adresse(poles: Poles, nom: str) -> None:
    assert poles.titres(nom, "tri=titre") == ["Alpha", "Beta"]
    assert poles.titres(nom, "tri=-titre") == ["Beta", "Alpha"]
    assert poles.titres(nom, "tri=campagne__pole__academie") == poles.titres(nom)
    page = poles.lire(nom, "tri=titre&texte=a&page=2").content.decode()
    assert 'aria-sort="ascending"' in page
    # The header turns the sort round and keeps the filter; the form keeps the sort.
    assert "?tri=-titre&amp;texte=a" in page
    assert '<input type="hidden" name="tri" value="titre">' in page


def test_les_filtres_des_ressources(poles: Poles) -> None:
    alpha = Ressource.objects.get(titre="Alpha")
    nom = alpha.liens_producteurs.get().personne.nom
    assert poles.titres("mes_ressources", f"producteur={nom}") == ["Alpha"]
    assert poles.titres("mes_ressources", "texte=bet") == ["Beta"]
    assert poles.titres("mes_ressources", f"etat={R.PUBLIEE}") == []
    discipline = alpha.fiche.disciplines.get().pk
    assert len(poles.titres("mes_ressources", f"discipline={discipline}&niveau={alpha.fiche.niveaux.get().pk}")) == 2
    assert poles.titres("mes_ressources", "depuis=7") == []
    Ressource.objects.filter(pk=alpha.pk).update(etat_depuis=fabrique.MAINTENANT - timedelta(days=8))
    assert poles.titres("mes_ressources", "depuis=7") == ["Alpha"]
    assert (
        "Retirer le filtre Dans cet état depuis : plus d&#x27;une semaine"
        in poles.lire("mes_ressources", "depuis=7").content.decode()
    )


def test_les_filtres_des_remarques(poles: Poles) -> None:
    assert poles.titres("mes_remarques", "bloquante=True") == ["Beta"]
    assert poles.titres("mes_remarques", "bloquante=False") == ["Alpha"]
    remarque = Remarque.objects.get(texte="Sur Alpha")
    producteur = remarque.version.ressource.liens_producteurs.get().personne
    services.repondre_remarque(
        remarque=remarque, reponse="faite", texte="", acteur=producteur, maintenant=fabrique.MAINTENANT
    )
    # Still its producers' alone: the next version carries it.
    assert poles.titres("mes_remarques", "reponse=faite") == []
    fabrique.deposer(remarque.version.ressource)
    assert poles.titres("mes_remarques", "reponse=faite") == ["Alpha"]
    assert poles.titres("mes_remarques", "reponse=aucune") == ["Beta"]
    assert poles.titres("mes_remarques", f"auteur={remarque.auteur.nom}") == ["Alpha"]


def test_une_remarque_non_rendue_reste_a_son_auteur(poles: Poles) -> None:
    ressource = fabrique.ressource(poles.un, R.EN_RELECTURE)
    lue = fabrique.relecture(ressource)
    services.ecrire_remarque(
        relecture=lue, texte="Sur rien encore", bloquante=False, endroit="", maintenant=fabrique.MAINTENANT
    )
    assert "rien encore" not in poles.titres("mes_remarques")
    assert "rien encore" not in b"".join(poles.lire("mes_remarques", "format=csv")).decode()
    poles.client.force_login(lue.relecteur)
    assert "rien encore" in poles.titres("mes_remarques")


@pytest.mark.parametrize("nom", LISTES)
def test_la_liste_filtree_s_exporte(poles: Poles, nom: str) -> None:
    reponse = poles.lire(nom, f"pole={poles.deux.pole_id}&format=csv")
    assert reponse["Content-Type"] == "text/csv; charset=utf-8"
    lignes = list(csv.reader(b"".join(reponse).decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len(lignes) == 2
    assert lignes[0][0] in {"Fiche", "Titre", "Ressource", "Remarque"}
    assert lignes[1][0].endswith("Beta")
    assert poles.deux.pole.nom in lignes[1]


def test_un_titre_ne_devient_pas_une_formule(poles: Poles) -> None:
    Ressource.objects.filter(titre="Alpha").update(titre='=HYPERLINK("http://exemple.fr")')
    assert "\"'=HYPERLINK(" in b"".join(poles.lire("mes_ressources", "format=csv")).decode()


def test_une_version_annulee_n_y_est_pas(poles: Poles) -> None:
    ressource = fabrique.ressource(poles.un, R.EN_RELECTURE)
    qui = ressource.liens_producteurs.get().personne
    assert ressource.titre in poles.titres("mes_versions")
    services.annuler_depot(ressource=ressource, acteur=qui, maintenant=fabrique.MAINTENANT)
    assert ressource.titre not in poles.titres("mes_versions")


def test_beaucoup_de_poles_se_cherchent_par_leur_nom(poles: Poles, monkeypatch) -> None:
    monkeypatch.setattr("poles.filtres.POLES_PROPOSES", 1)
    assert poles.titres("mes_ressources", f"pole={poles.deux.pole.nom}") == ["Beta"]
    assert "Pôle (nom)" in poles.lire("mes_ressources").content.decode()
