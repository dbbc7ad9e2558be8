"""« Proposer une répartition » for the whole pôle, and borrowing from another one."""

import html
import re
from collections import Counter

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Relecture
from tests import fabrique

pytestmark = pytest.mark.django_db
CACHES = re.compile(r'name="(r\d+-vu)" value="(\w+)"')


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def gens(campagne):
    return [fabrique.enseignant(campagne) for _ in range(3)]


@pytest.fixture
def coordinateur(campagne, gens, client: Client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


@pytest.fixture
def ressources(campagne, gens, coordinateur):
    """Each teacher produces one, and the coordinator the last."""
    return [fabrique.ressource(campagne, R.EN_RELECTURE, [qui]) for qui in [*gens, coordinateur]]


@pytest.fixture
def adresse(campagne) -> str:
    return reverse("productions:repartir_relectures", args=[campagne.pole.slug, campagne.cycle.libelle])


def remplir(reponse) -> dict[str, str]:
    """What the browser would send of the adresse as it stands."""
    donnees = dict(CACHES.findall(reponse.content.decode()))
    for ligne in reponse.context["lignes"]:
        donnees |= {champ.html_name: champ.value() or "" for champ in ligne}
    return donnees


def test_un_clic_propose_et_un_autre_confie(ressources, coordinateur, gens, client: Client, adresse):
    donnees = remplir(client.get(adresse))
    assert not Relecture.objects.exists()
    assert client.post(adresse, donnees).status_code == 302
    lues = {r.version.ressource_id: r.relecteur for r in Relecture.objects.select_related("relecteur", "version")}
    assert len(lues) == 4
    for ressource in ressources:
        assert not ressource.liens_producteurs.filter(personne=lues[ressource.pk]).exists()
    # Four relectures for four people: one each.
    assert set(lues.values()) == {*gens, coordinateur}
    assert Courriel.objects.filter(gabarit="relecture_assignee").count() == 3  # not to oneself
    assert "Rien n'attend de relecteur" in client.get(adresse).content.decode()
    assert len(client.get(f"{adresse}?par=2").context["lignes"]) == 4


def test_une_personne_recoit_un_seul_courriel(ressources, coordinateur, gens, client: Client, adresse):
    """Two readers each: eight relectures for four people, two mails' worth each."""
    adresse = f"{adresse}?par=2"
    assert client.post(adresse, remplir(client.get(adresse))).status_code == 302
    par_personne = Counter(Relecture.objects.values_list("relecteur", flat=True))
    envoyes = Courriel.objects.filter(gabarit__in=["relecture_assignee", "relectures_confiees"])
    assert sorted(envoyes.values_list("personne", flat=True)) == sorted(set(par_personne) - {coordinateur.pk})
    plusieurs = envoyes.filter(gabarit="relectures_confiees")
    assert plusieurs.exists()
    for courriel in plusieurs:
        siennes = Relecture.objects.filter(relecteur=courriel.personne).select_related("version__ressource")
        assert all(r.version.ressource.titre in courriel.texte for r in siennes)
        assert len(courriel.texte.split()) < 200


def test_qui_se_confie_une_relecture_n_est_pas_dit_prevenu(ressources, coordinateur, gens, client: Client, adresse):
    reponse = client.post(adresse, remplir(client.get(adresse)))
    (dit,) = [str(message) for message in get_messages(reponse.wsgi_request)]
    assert coordinateur.nom_complet not in dit
    assert all(qui.nom_complet in dit for qui in gens)


def test_le_tableau_se_corrige(ressources, gens, client: Client, adresse):
    donnees = remplir(client.get(f"{adresse}?par=2"))
    premiere = f"r{ressources[0].pk}"
    donnees[f"{premiere}-relecteur_1"] = donnees[f"{premiere}-relecteur_0"]
    reponse = client.post(f"{adresse}?par=2", donnees)
    assert "Choisissez deux personnes différentes" in reponse.content.decode()
    donnees[f"{premiere}-relecteur_1"] = ""
    donnees[f"{premiere}-echeance"] = "2020-01-01"
    assert "Cette date est passée" in client.post(f"{adresse}?par=2", donnees).content.decode()
    # A producer is not among the choices.
    donnees |= {f"{premiere}-echeance": "2027-02-26", f"{premiere}-relecteur_0": str(gens[0].pk)}
    assert (
        "<title>Erreur" in client.post(f"{adresse}?par=2", donnees).content.decode() or not Relecture.objects.exists()
    )
    assert not Relecture.objects.exists()


@pytest.mark.parametrize("par", ["1", "2"])
def test_ce_qui_a_change_entre_temps_est_dit_et_rien_n_est_confie(
    ressources, coordinateur, gens, client: Client, adresse, par
):
    """One is assigned meanwhile, the relecture of another is closed: with one reader each, both left the table."""
    adresse = f"{adresse}?par={par}"
    donnees = remplir(client.get(adresse))
    services.assigner_relecture(
        ressource=ressources[0], relecteur=gens[1], acteur=coordinateur, maintenant=fabrique.MAINTENANT
    )
    services.clore_relecture(ressource=ressources[1], acteur=coordinateur, maintenant=fabrique.MAINTENANT)
    reponse = client.post(adresse, donnees)
    assert reponse.status_code == 409
    dit = html.unescape(reponse.content.decode())
    for ressource, geste in zip(ressources, ("a assigné une relecture", "a clos la relecture"), strict=False):
        assert f"« {ressource.titre} », {coordinateur.nom_complet} {geste}" in dit
    assert Relecture.objects.count() == 1
    # The table is up to date: sent again, it passes.
    assert client.post(adresse, remplir(client.get(adresse))).status_code == 302


def test_ce_qui_est_impossible_est_dit(campagne, gens, coordinateur, client: Client, adresse):
    """Everybody produces it but one person, who is away."""
    seule = fabrique.ressource(campagne, R.EN_RELECTURE, [*gens[:2], coordinateur])
    fabrique.indisponibilite(gens[2])
    texte = client.get(adresse).content.decode()
    assert f"« {seule.titre} » : personne ne peut la relire." in texte
    assert "1 personne est indisponible" in texte


def test_emprunter_a_un_autre_pole_de_l_academie(campagne, ressources, client: Client, adresse):
    voisine = fabrique.campagne(cycle=campagne.cycle)
    prete = fabrique.personne("Yasmine", "Bouvier")
    fabrique.mandat(prete, Fonction.ENSEIGNANT, voisine)
    assert "Yasmine Bouvier" not in client.get(adresse).content.decode()
    trouvee = client.get(f"{adresse}?qui=bouvier").content.decode()
    assert "Yasmine Bouvier" in trouvee
    adresse = f"{adresse}?emprunts={prete.pk}"
    reponse = client.get(adresse)
    assert prete.pk in reponse.context["plan"].proposee.charges
    donnees = remplir(reponse) | {f"r{ressources[0].pk}-relecteur_0": str(prete.pk)}
    client.post(adresse, donnees, follow=True)
    assert Relecture.objects.filter(relecteur=prete, version__ressource=ressources[0]).exists()
    # And for one resource alone.
    autre = fabrique.ressource(campagne, R.EN_RELECTURE)
    seule = reverse("productions:assigner_relecture", args=[autre.pk])
    assert "Yasmine Bouvier" not in client.get(seule).content.decode()
    assert f"Pôle « {voisine.pole.nom} »" in client.get(f"{seule}?qui=bouvier").content.decode()
    reponse = client.post(f"{seule}?qui=bouvier", {"relecteurs": [prete.pk], "echeance": "2027-02-01"})
    assert "Yasmine Bouvier" in " ".join(str(m) for m in get_messages(reponse.wsgi_request))
