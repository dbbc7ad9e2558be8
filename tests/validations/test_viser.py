"""Giving a visa: the page, the form, what happens, who cannot and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commun.erreurs import ActionImpossible
from commun.etats import GenreCourriel
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Remarque
from productions.services.fiches import Production
from tests import fabrique
from validations import services
from validations.models import Avis, DemandeValidation, Issue, NatureVisa, Visa

FAVORABLE = {"avis": "favorable"}
REPRISE = {"avis": "reprise", "motif": "Le livret ne dit pas la durée."}


@pytest.fixture
def demande(pole) -> DemandeValidation:
    return pole.ressource(R.EN_VALIDATION).demandes.get()


def test_tout_est_sur_une_page_et_un_avis_favorable_suffit(pole, demande, client):
    client.force_login(pole.inspecteur)
    page = client.get(demande.get_absolute_url()).text
    for attendu in (
        "livret.pdf",
        "Cours Éléa",
        "Remarques et réponses",
        "Mon visa : validation pédagogique",
        "a déposé la V1",
    ):
        assert attendu in page, attendu
    reponse = client.post(demande.get_absolute_url(), FAVORABLE, follow=True)
    assert "Votre visa est donné. L&#x27;autre visa est attendu" in reponse.text
    assert "Rien d'autre ne vous attend." in reponse.text
    visa = Visa.objects.get()
    assert (visa.nature, visa.avis, visa.motif, visa.signataire) == ("pedagogique", "favorable", "", pole.inspecteur)
    demande.refresh_from_db()
    assert demande.ouverte
    # News to the coordinator, and nothing of what it says.
    courriel = Courriel.objects.get(gabarit="visa_donne")
    assert (courriel.personne, courriel.genre) == (pole.coordinateur.pk, GenreCourriel.NOUVELLE)


def test_le_second_visa_decide_et_les_motifs_deviennent_des_remarques(pole, demande, client):
    client.force_login(pole.inspecteur)
    client.post(demande.get_absolute_url(), REPRISE)
    client.force_login(pole.drane)
    assert "C'est le second visa : il décide." in client.get(demande.get_absolute_url()).text
    reponse = client.post(demande.get_absolute_url(), FAVORABLE | {"motif": "Très bien."}, follow=True)
    assert "C&#x27;était le second" in reponse.text
    assert REPRISE["motif"] in reponse.text  # the round is decided: both visas are read
    demande.refresh_from_db()
    assert (demande.issue, demande.ressource.etat) == (Issue.REPRISE, R.EN_REVISION)
    remarque = Remarque.objects.get()
    assert (remarque.texte, remarque.auteur, remarque.bloquante) == (REPRISE["motif"], pole.inspecteur, True)
    courriels = Courriel.objects.filter(gabarit="validation_reprise")
    actions = {c.personne for c in courriels if c.genre == GenreCourriel.ACTION}
    assert actions == {pole.producteur.pk, pole.coordinateur.pk}
    assert {c.personne for c in courriels} - actions == {pole.inspecteur.pk, pole.drane.pk}
    assert REPRISE["motif"] in courriels[0].texte


def test_sans_motif_un_avis_reserve_revient_avec_ce_qui_etait_choisi(pole, demande, client):
    client.force_login(pole.inspecteur)
    reponse = client.post(demande.get_absolute_url(), {"avis": "defavorable", "motif": "   "})
    assert "Dites pourquoi" in reponse.text
    assert reponse.context["form"]["avis"].value() == "defavorable"
    assert "Choisissez un avis" in client.post(demande.get_absolute_url(), {"motif": "Hum"}).text
    assert not Visa.objects.exists()
    with pytest.raises(ActionImpossible, match="Dites pourquoi"):
        services.donner_visa(
            demande=demande,
            nature=NatureVisa.PEDAGOGIQUE,
            avis=Avis.REPRISE,
            motif=" ",
            acteur=pole.inspecteur,
            maintenant=fabrique.MAINTENANT,
        )


def test_viser_deux_fois_ne_donne_qu_un_visa_et_garde_le_texte(pole, demande, client):
    client.force_login(pole.inspecteur)
    client.post(demande.get_absolute_url(), REPRISE)
    ecrites = Ecriture.objects.count()
    reponse = client.post(demande.get_absolute_url(), {"avis": "favorable", "motif": "Finalement oui."})
    assert "Vous avez déjà donné votre visa" in reponse.text
    assert "Finalement oui." in reponse.text
    assert (Visa.objects.get().avis, Ecriture.objects.count()) == ("reprise", ecrites)


def test_la_nature_vient_de_la_fonction(pole, demande, client):
    """A forged field gives no right to the other visa."""
    client.force_login(pole.inspecteur)
    client.post(demande.get_absolute_url(), FAVORABLE | {"nature": "numerique"})
    assert Visa.objects.get().nature == NatureVisa.PEDAGOGIQUE
    with pytest.raises(ActionImpossible, match="autre fonction"):
        services.donner_visa(
            demande=fabrique.demande(pole.ressource(R.PRETE_A_VALIDER)),
            nature=NatureVisa.NUMERIQUE,
            avis=Avis.FAVORABLE,
            motif="",
            acteur=pole.inspecteur,
            maintenant=fabrique.MAINTENANT,
        )


def test_qui_a_les_deux_fonctions_choisit_et_n_en_donne_qu_un(pole, demande, client):
    deux = fabrique.personne()
    fabrique.mandat(deux, Fonction.INSPECTEUR, pole.campagne)
    fabrique.mandat(deux, Fonction.DRANE, pole.campagne)
    client.force_login(deux)
    assert "Lequel des deux visas donnez-vous" in client.get(demande.get_absolute_url()).text
    assert "Ce champ est obligatoire" in client.post(demande.get_absolute_url(), FAVORABLE).text
    client.post(demande.get_absolute_url(), FAVORABLE | {"nature": "numerique"})
    assert Visa.objects.get().nature == NatureVisa.NUMERIQUE
    reponse = client.post(demande.get_absolute_url(), FAVORABLE | {"nature": "pedagogique"})
    assert "une même personne ne donne pas les deux" in reponse.text
    assert Visa.objects.count() == 1


def test_un_producteur_ne_vise_pas_et_on_le_lui_dit(pole, client):
    ressource = pole.ressource(R.PRETE_A_VALIDER, producteurs=[pole.producteur, pole.inspecteur])
    demande = fabrique.demande(ressource)
    client.force_login(pole.inspecteur)
    assert "Vous ne pouvez pas viser : vous êtes producteur" in client.get(demande.get_absolute_url()).text
    assert "vous êtes producteur" in client.post(demande.get_absolute_url(), FAVORABLE).text
    assert not Visa.objects.exists()


def test_qui_a_vise_ne_devient_plus_producteur(pole, demande):
    """The other side of the same rule, even while the round is open."""
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    ressource = demande.ressource
    fiche = productions.rouvrir_fiche(
        fiche=ressource.fiche, motif="Ajout", acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT
    )
    with pytest.raises(ActionImpossible, match="a donné son visa"):
        productions.enregistrer_fiche(
            fiche=fiche,
            disciplines=fiche.disciplines.all(),
            niveaux=fiche.niveaux.all(),
            productions=[Production(ressource.titre, producteurs=[pole.producteur, pole.inspecteur], pk=ressource.pk)],
            acteur=pole.coordinateur,
            maintenant=fabrique.MAINTENANT,
        )


def test_une_demande_close_se_lit_et_ne_se_vise_plus(pole, client):
    demande = pole.ressource(R.NON_VALIDEE).demandes.get()
    autre = fabrique.titulaire(pole.campagne.pole.academie, Fonction.INSPECTEUR)
    client.force_login(autre)
    page = client.get(demande.get_absolute_url()).text
    assert "Avis défavorable" in page
    assert "<textarea" not in page
    reponse = client.post(demande.get_absolute_url(), FAVORABLE)
    assert "Cette demande est close (non validée)" in reponse.text
    assert Visa.objects.count() == 2


def test_signer_rend_le_depot_definitif(pole, demande):
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    services.retirer_demande(
        ressource=demande.ressource, motif="Une annexe manque.", acteur=pole.producteur, maintenant=fabrique.MAINTENANT
    )
    with pytest.raises(ActionImpossible, match="La V2 a déjà"):
        productions.annuler_depot(ressource=demande.ressource, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)


def test_les_requetes_ne_dependent_pas_de_l_histoire(pole, client):
    courte, longue = pole.ressource(R.EN_VALIDATION), pole.ressource(R.PRETE_A_VALIDER)
    for _ in range(6):
        fabrique.deposer(longue)
    comptes = set()
    client.force_login(pole.inspecteur)
    for demande in (courte.demandes.get(), fabrique.demande(longue)):
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(demande.get_absolute_url()).status_code == 200
        comptes.add(len(requetes))
    assert len(comptes) == 1
    assert comptes.pop() <= 20
