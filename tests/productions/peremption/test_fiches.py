"""A page about a fiche or a pôle that somebody has changed since."""

import pytest
from django.test import Client
from django.urls import reverse

from productions import services
from productions.etats import EtatFiche
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.productions.peremption.pages import LE_14, MOTIF, dit, ouvrir

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["retenir_fiche", "renvoyer_fiche"])
def test_decider_d_une_fiche_modifiee_depuis(campagne, claire, nadia, client: Client, page):
    fiche = fabrique.fiche(campagne, soumise=True)
    url = reverse(f"productions:{page}", args=[fiche.pk])
    vu = ouvrir(client, fiche.get_absolute_url())
    assert page == "retenir_fiche" or vu == ouvrir(client, url)
    services.renvoyer_fiche(fiche=fiche, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    services.soumettre_fiche(fiche=fiche, acteur=claire, maintenant=MAINTENANT)
    reponse = client.post(url, {"motif": "Ce que j'avais tapé.", "vu": vu})
    lu = dit(reponse) if page == "retenir_fiche" else reponse.content.decode()
    assert f"Claire Moreau a soumis la fiche {LE_14}" in lu
    fiche.refresh_from_db()
    assert fiche.etat == EtatFiche.SOUMISE


def test_une_fiche_confiee_a_un_autre_dit_qui_l_a_confiee(campagne, claire, nadia, client: Client):
    """Not who began it, long before the page was opened."""
    fiche = fabrique.fiche(campagne)
    vu = ouvrir(client, fiche.get_absolute_url())
    suivant = fabrique.enseignant(campagne)
    services.confier_fiche(fiche=fiche, redacteur=suivant, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    reponse = client.post(reverse("productions:soumettre_fiche", args=[fiche.pk]), {"vu": vu})
    assert f"Claire Moreau a confié la fiche {LE_14}, après" in dit(reponse)


def test_soumettre_une_fiche_qu_un_autre_vient_de_modifier(campagne, claire, nadia, client: Client):
    fiche = fabrique.fiche(campagne)
    vu = ouvrir(client, fiche.get_absolute_url())
    production = services.fiches.Production(
        titre="Autre titre", producteurs=[fiche.redigee_par], pk=fiche.ressources.get().pk
    )
    services.enregistrer_fiche(
        fiche=fiche,
        disciplines=fiche.disciplines.all(),
        niveaux=fiche.niveaux.all(),
        productions=[production],
        acteur=claire,
        maintenant=MAINTENANT,
    )
    reponse = client.post(reverse("productions:soumettre_fiche", args=[fiche.pk]), {"vu": vu})
    assert "Claire Moreau a modifié la fiche" in dit(reponse)
    fiche.refresh_from_db()
    assert fiche.etat == EtatFiche.BROUILLON


def test_deux_personnes_changent_le_theme(campagne, claire, nadia, client: Client):
    url = reverse("poles:modifier_campagne", args=[campagne.pole.slug, campagne.cycle.libelle])
    vu = ouvrir(client, url)
    saisie = {"theme": "Le mien", "missions": ["production"], "vu": vu}
    client.force_login(claire)
    assert client.post(url, saisie | {"theme": "Le sien"}).status_code == 302
    client.force_login(nadia)
    reponse = client.post(url, saisie)
    assert reponse.status_code == 409
    assert "Claire Moreau a modifié le thème ou les missions de l&#x27;année" in reponse.content.decode()
    assert "Le mien" in reponse.content.decode()
    campagne.refresh_from_db()
    assert campagne.theme == "Le sien"


def test_une_fiche_ne_s_abandonne_pas_avec_une_production_en_validation(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    page = client.get(reverse("productions:abandonner_fiche", args=[ressource.fiche_id])).content.decode()
    assert "est en validation : retirez d&#x27;abord la demande." in page
    assert 'name="motif"' not in page
