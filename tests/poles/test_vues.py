"""Saved views: what is kept is what the list understands; private, or shared with a pôle by who leads it."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from poles import services
from poles.droits import droits_de
from poles.models import Discipline, Fonction, VueEnregistree
from poles.services import vues
from poles.vues import barre
from productions.etats import EtatRessource as R
from tests import fabrique

pytestmark = pytest.mark.django_db
LISTE = "productions:mes_ressources"
ENREGISTRER = reverse("poles:enregistrer_vue", args=["mes_ressources"])


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def coordinateur(campagne):
    return fabrique.titulaire(campagne, Fonction.COORDINATEUR)


@pytest.fixture
def membre(campagne):
    return fabrique.enseignant(campagne)


def en_base(personne, nom="Ma vue", pole=None, **parametres) -> VueEnregistree:
    parametres = parametres or {"etat": ["publiee"]}
    fait = {"parametres": parametres, "pole": pole, "maintenant": fabrique.MAINTENANT}
    return services.enregistrer_vue(personne=personne, liste=LISTE, nom=nom, **fait)


def lire(client: Client, adresse: str) -> str:
    return unescape(client.get(adresse).content.decode())


def test_on_enregistre_ce_que_la_liste_comprend(client: Client, campagne, coordinateur) -> None:
    publiee, _ = fabrique.ressource(campagne, R.PUBLIEE), fabrique.ressource(campagne, R.EN_CONCEPTION)
    client.force_login(coordinateur)
    # From the list, which proposes to keep what it shows.
    assert "Enregistrer cette vue" not in lire(client, reverse(LISTE))
    filtree = f"{reverse(LISTE)}?etat=publiee&texte=&tri=-titre&page=1"
    assert f"{ENREGISTRER}?etat=publiee&tri=-titre" in lire(client, filtree)
    hostile = f"{ENREGISTRER}?etat=publiee&nature=x&tri=-titre&next=https://ailleurs.example&discipline=9999&page=7"
    page = lire(client, hostile)
    assert "État : publiée" in page
    assert "Tri : Titre, en ordre inverse" in page
    assert "« Nature » et « Discipline » n'existe pas" in page
    assert "ailleurs.example" not in page.split("<form method")[1]
    reponse = client.post(hostile, {"nom": "Publiées", "pole": ""})
    vue = coordinateur.vues.get()
    assert vue.parametres == {"etat": ["publiee"], "tri": ["-titre"]}
    assert reponse["Location"] == f"{reverse(LISTE)}?etat=publiee&tri=-titre"
    page = client.get(reponse["Location"])
    assert list(page.context["page"]) == [publiee]
    texte = unescape(page.content.decode())
    assert "La vue « Publiées » est enregistrée. Personne d'autre ne la voit." in texte
    # It is the one that is shown, and is not kept twice.
    assert page.context["vues"].active == vue
    assert "Enregistrer cette vue" not in texte
    assert "existe déjà" in client.post(hostile, {"nom": "Publiées"}).content.decode()
    client.post(f"{ENREGISTRER}?tri=x", {"nom": "Rien"})
    assert coordinateur.vues.count() == 1
    assert client.get(reverse("poles:enregistrer_vue", args=["equipe"])).status_code == 404


def test_partagee_chacun_n_y_lit_que_ses_lignes(client: Client, campagne, coordinateur, membre) -> None:
    ailleurs = fabrique.campagne(cycle=campagne.cycle)
    fabrique.mandat(coordinateur, Fonction.COORDINATEUR, ailleurs)
    une, _ = fabrique.ressource(campagne, R.PUBLIEE), fabrique.ressource(ailleurs, R.PUBLIEE)
    client.force_login(coordinateur)
    client.post(f"{ENREGISTRER}?etat=publiee", {"nom": "Publiées", "pole": campagne.pole_id})
    vue = VueEnregistree.objects.get()
    assert vue.pole == campagne.pole
    assert len(client.get(vue.get_absolute_url()).context["page"]) == 2
    client.force_login(membre)
    assert "Publiées" in lire(client, reverse(LISTE))
    assert list(client.get(vue.get_absolute_url()).context["page"]) == [une]
    assert client.get(reverse("poles:modifier_vue", args=[vue.pk])).status_code == 403
    assert "par qui coordonne le pôle" in lire(client, reverse("poles:vues"))
    # A teacher shares nothing, whatever they send.
    client.post(f"{ENREGISTRER}?etat=publiee", {"nom": "À moi", "pole": campagne.pole_id})
    assert membre.vues.get().pole is None
    etranger = fabrique.enseignant(ailleurs)
    assert not VueEnregistree.objects.visibles_par(etranger).exists()
    client.force_login(etranger)
    assert client.get(reverse("poles:supprimer_vue", args=[vue.pk])).status_code == 404


def test_celui_qui_partage_s_en_va(client: Client, campagne, coordinateur, membre) -> None:
    """The view stays to the pôle, whose next PREDAC or IAN changes it; until there is one, its author does."""
    vue = en_base(coordinateur, pole=campagne.pole)
    mandat = coordinateur.mandats.get()
    mandat.fin = fabrique.JOUR - timedelta(days=1)
    mandat.save()
    client.force_login(coordinateur)
    assert client.get(reverse("poles:modifier_vue", args=[vue.pk])).status_code == 200
    suivant = fabrique.personne()
    fabrique.mandat(suivant, Fonction.COORDINATEUR, campagne)
    assert client.get(reverse("poles:modifier_vue", args=[vue.pk])).status_code == 403
    assert vue.nom in lire(client, reverse("poles:vues"))
    client.force_login(suivant)
    page = client.post(reverse("poles:modifier_vue", args=[vue.pk]), {"nom": "Reprise", "pole": ""}, follow=True)
    assert f"Elle n'est plus qu'à {coordinateur.nom_complet}." in page.content.decode().replace("&#x27;", "'")
    vue.refresh_from_db()
    assert (vue.nom, vue.pole) == ("Reprise", None)
    assert not VueEnregistree.objects.visibles_par(membre).exists()


def test_une_valeur_qui_n_existe_plus_se_dit(client: Client, campagne, coordinateur) -> None:
    fabrique.ressource(campagne, R.PUBLIEE)
    discipline = Discipline.objects.create(nom="Hippologie")
    vue = en_base(coordinateur, etat=["publiee"], discipline=[str(discipline.pk)])
    discipline.delete()
    client.force_login(coordinateur)
    page = client.get(vue.get_absolute_url())
    assert len(page.context["page"]) == 1
    assert "demande ce qui n'existe plus" in page.content.decode()
    assert "la liste le laisse de côté" in lire(client, reverse("poles:modifier_vue", args=[vue.pk]))
    deux = en_base(coordinateur, nom="Deux", etat=["publiee"], discipline=["999"], niveau=["999"])
    lu = lire(client, deux.get_absolute_url())
    assert "(Discipline, Niveau) : ces filtres sont laissés de côté" in lu
    # A list that the service no longer has: its views are not proposed, nor an error.
    VueEnregistree.objects.update(liste="productions:disparue")
    assert client.get(reverse("poles:vues")).status_code == 200
    assert client.get(reverse("poles:modifier_vue", args=[vue.pk])).status_code == 404


def test_on_supprime_apres_confirmation(client: Client, campagne, coordinateur) -> None:
    vue = en_base(coordinateur, pole=campagne.pole)
    client.force_login(coordinateur)
    supprimer = reverse("poles:supprimer_vue", args=[vue.pk])
    assert "ne la verront plus" in lire(client, supprimer)
    assert VueEnregistree.objects.exists()
    client.post(supprimer)
    assert not VueEnregistree.objects.exists()
    with pytest.raises(ActionImpossible, match="vient d'être supprimée"):
        services.modifier_vue(vue=vue, nom="Trop tard", pole=None)


def test_un_nom_par_liste(campagne, coordinateur, monkeypatch) -> None:
    vue = en_base(coordinateur, pole=campagne.pole)
    autre = fabrique.personne()
    assert en_base(autre).nom == vue.nom  # theirs alone
    with pytest.raises(ActionImpossible, match="existe déjà"):
        en_base(autre, nom="Ma vue", pole=campagne.pole)
    with pytest.raises(ActionImpossible, match="existe déjà"):
        services.modifier_vue(vue=en_base(autre, nom="Autre"), nom="Ma vue", pole=campagne.pole)
    with pytest.raises(IntegrityError), transaction.atomic():
        autre.vues.filter(nom="Autre").update(nom="Ma vue", pole=campagne.pole)
    monkeypatch.setattr(vues, "VUES_MAX", 2)
    with pytest.raises(ActionImpossible, match="déjà 2 vues"):
        en_base(autre, nom="De trop")


@pytest.mark.sqlite
def test_la_barre_ne_lit_que_les_vues_qu_elle_montre(campagne, coordinateur, django_assert_num_queries) -> None:
    """Beside the shown ones, the one that the address asks, in whichever order it asks it."""
    for rang in range(vues.VUES_MAX):
        en_base(coordinateur, nom=f"Vue {rang:02}", etat=["publiee"], texte=[str(rang)])
    droits_de(coordinateur)
    with django_assert_num_queries(2):
        barre_montree = barre(LISTE, QueryDict("texte=40&etat=publiee&page=2"), coordinateur)
    assert [vue.nom for vue in barre_montree.vues] == [*(f"Vue {rang:02}" for rang in range(12)), "Vue 40"]
    assert (barre_montree.active.nom, barre_montree.autres, barre_montree.enregistrer) == ("Vue 40", True, "")
    assert barre(LISTE, QueryDict("texte=inconnu"), coordinateur).enregistrer
