"""« Par délégation de »: who may sign for whom, what is recorded, where it shows, what stays forbidden."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from calendrier.obligations import Demande, obligations
from commun.erreurs import ActionImpossible
from commun.etats import GenreCourriel
from commun.models import Courriel
from comptes.models import Personne
from journal.libelles import phrase_entiere
from journal.models import Ecriture
from poles.models import Fonction, Mandat
from poles.services import remplacer, revoquer_delegation, terminer_mandat
from productions.etats import EtatRessource as R
from tests import fabrique
from validations.models import Avis, DemandeValidation, NatureVisa, Visa
from validations.permissions import pourquoi_pas_viser
from validations.queries import signataires_possibles
from validations.sans_signataire import fournir
from validations.services import donner_visa
from validations.services.seances import clore_seance

pytestmark = pytest.mark.django_db
JOUR, MAINTENANT = fabrique.JOUR, fabrique.MAINTENANT
MENTION = "par délégation de"


@pytest.fixture
def demande(pole):
    return pole.ressource(R.EN_VALIDATION).demandes.get()


@pytest.fixture
def deleguee(pole) -> Personne:
    qui = fabrique.personne("Jeanne", "Faure")
    fabrique.delegation(mandat_de(pole), qui)
    return qui


def mandat_de(pole, fonction: str = Fonction.INSPECTEUR) -> Mandat:
    return pole.campagne.mandats.select_related("personne").get(fonction=fonction)


def frais(qui: Personne) -> Personne:
    """As another request would load them."""
    return Personne.objects.get(pk=qui.pk)


def signer(demande, qui, nature: str = NatureVisa.PEDAGOGIQUE, avis: str = Avis.FAVORABLE) -> Visa:
    return donner_visa(demande=demande, nature=nature, avis=avis, motif="", acteur=frais(qui), maintenant=MAINTENANT)


def test_le_visa_dit_au_nom_de_qui(client, pole, demande, deleguee):
    client.force_login(deleguee)
    page = client.get(demande.get_absolute_url())
    assert f"{MENTION} {pole.inspecteur.nom_complet}" in page.text
    client.post(demande.get_absolute_url(), {"avis": "favorable", "motif": ""})
    visa = Visa.objects.get()
    assert (visa.signataire, visa.par_delegation_de) == (deleguee, pole.inspecteur)
    assert visa.signature == f"Jeanne Faure, {MENTION} {pole.inspecteur.nom_complet}"


def test_il_le_dit_partout(client, pole, demande, deleguee):
    """The story, the visa's page, the list, the admin, the journal, the news, the decision."""
    mention = f"{MENTION} {pole.inspecteur.nom_complet}"
    visa = signer(demande, deleguee)
    nouvelle = Courriel.objects.get(gabarit="visa_donne")
    assert mention in nouvelle.texte
    ecriture = Ecriture.objects.get(action="visa.donner_par_delegation")
    assert phrase_entiere(ecriture) == f"Jeanne Faure a donné un visa {mention}"
    assert ecriture.donnees["par_delegation_de"] == pole.inspecteur.pk
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    assert all(mention in c.texte for c in Courriel.objects.filter(gabarit="validation_validee"))
    for qui, adresse in (
        (pole.producteur, demande.ressource.get_absolute_url()),
        (pole.drane, demande.get_absolute_url()),
        (pole.coordinateur, "/visas/"),
        (fabrique.superutilisateur(), reverse("admin:validations_visa_change", args=[visa.pk])),
    ):
        client.force_login(qui)
        page = client.get(adresse)
        assert page.status_code == 200, adresse
        assert mention in page.text or (pole.inspecteur.nom_complet in page.text and "admin" in adresse), adresse


def test_qui_a_delegue_apprend_ce_qui_est_decide_en_son_nom(pole, demande, deleguee):
    """As news, once the round is closed; what the visa says is nobody's before."""
    signer(demande, deleguee)
    assert not Courriel.objects.filter(personne=pole.inspecteur.pk, gabarit__startswith="vali").exists()
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    nouvelles = Courriel.objects.filter(gabarit="validation_validee", genre=GenreCourriel.NOUVELLE)
    assert {c.personne for c in nouvelles} == {deleguee.pk, pole.inspecteur.pk, pole.drane.pk}


def test_le_recapitulatif_d_une_seance_va_aussi_a_qui_a_delegue(pole, demande, deleguee):
    signer(demande, deleguee)
    seance = fabrique.seance(pole.campagne, ouverte=True, demandes=[demande], invites=[pole.drane])
    clore_seance(seance=seance, acteur=pole.coordinateur, maintenant=MAINTENANT)
    attendus = {pole.coordinateur.pk, pole.drane.pk, deleguee.pk, pole.inspecteur.pk}
    assert {c.personne for c in Courriel.objects.filter(gabarit="seance_close")} == attendus


def test_ce_qui_attend_apparait_chez_les_deux(client, pole, demande, deleguee):
    for qui in (pole.inspecteur, deleguee):
        assert list(DemandeValidation.objects.a_viser_par(frais(qui))) == [demande]
    due = next(o for o in obligations(Demande(JOUR, personne=frais(deleguee))) if o.genre == "visa")
    assert f"{MENTION} {pole.inspecteur.nom_complet}" in due.pourquoi
    assert deleguee in signataires_possibles(demande.ressource, JOUR)[NatureVisa.PEDAGOGIQUE]
    client.force_login(deleguee)
    assert f"Par délégation de {pole.inspecteur.nom_complet}" in client.get(reverse("validations:tableau")).text


def test_la_demande_leur_est_ecrite_a_tous_les_deux(pole, deleguee):
    pole.ressource(R.EN_VALIDATION)
    recus = {c.personne: c.texte for c in Courriel.objects.filter(gabarit="visa_demande")}
    assert set(recus) == {pole.inspecteur.pk, deleguee.pk, pole.drane.pk}
    assert MENTION in recus[deleguee.pk]
    assert MENTION not in recus[pole.inspecteur.pk]


def test_celui_qui_delegue_signe_toujours_en_son_nom(pole, demande, deleguee):
    assert signer(demande, pole.inspecteur).par_delegation_de is None


def test_l_avis_reste_a_qui_signe(pole, demande, deleguee):
    visa = signer(demande, deleguee)
    assert visa.lisible_par(deleguee)
    assert not visa.lisible_par(pole.inspecteur)


def test_hors_de_la_periode_ou_reprise_elle_ne_vaut_rien(client, pole, demande):
    qui = fabrique.personne()
    demain = JOUR + timedelta(days=1)
    delegation = fabrique.delegation(mandat_de(pole), qui, debut=demain, fin=demain)
    with pytest.raises(ActionImpossible, match="reviennent à l'inspection"):
        signer(demande, qui)
    revoquer_delegation(
        delegation=delegation, motif="Je suis là.", acteur=pole.inspecteur, maintenant=MAINTENANT, jour=JOUR
    )
    fabrique.delegation(mandat_de(pole), qui)
    assert signer(demande, qui).par_delegation_de == pole.inspecteur


def test_un_visa_donne_survit_a_la_delegation(pole, demande, deleguee):
    signer(demande, deleguee)
    terminer_mandat(mandat=mandat_de(pole), fin=JOUR, sur_le_champ=True, acteur=None, maintenant=MAINTENANT)
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    demande.refresh_from_db()
    assert demande.issue == "validee"


# --- Nobody gives both visas, nobody visas what they produce, through somebody else neither. ---


def test_pas_au_nom_de_qui_produit_la_ressource(pole, demande, deleguee):
    demande.ressource.liens_producteurs.create(personne=pole.inspecteur)
    assert "qui produit cette ressource" in pourquoi_pas_viser(frais(deleguee), demande)
    with pytest.raises(ActionImpossible, match="par délégation de"):
        signer(demande, deleguee)
    assert not DemandeValidation.objects.a_viser_par(frais(deleguee)).exists()


def test_pas_quand_le_delegataire_produit_la_ressource(pole, demande, deleguee):
    demande.ressource.liens_producteurs.create(personne=deleguee)
    with pytest.raises(ActionImpossible, match="vous êtes producteur"):
        signer(demande, deleguee)
    assert not DemandeValidation.objects.a_viser_par(frais(deleguee)).exists()


def test_pas_au_nom_de_qui_a_deja_donne_l_autre_visa(pole, demande, deleguee):
    """The inspector is named to the DRANE as well, later on, and signs for it: nobody then signs in his name."""
    fabrique.mandat(pole.inspecteur, Fonction.DRANE, pole.campagne)
    signer(demande, pole.inspecteur, NatureVisa.NUMERIQUE)
    with pytest.raises(ActionImpossible, match="a déjà part à l'autre visa"):
        signer(demande, deleguee)
    assert not DemandeValidation.objects.a_viser_par(frais(deleguee)).exists()


def test_ni_l_autre_visa_par_celui_au_nom_de_qui_l_on_a_signe(pole, demande, deleguee):
    fabrique.mandat(pole.inspecteur, Fonction.DRANE, pole.campagne)
    signer(demande, deleguee)
    with pytest.raises(ActionImpossible, match="a visé en votre nom"):
        signer(demande, pole.inspecteur, NatureVisa.NUMERIQUE)
    assert not DemandeValidation.objects.a_viser_par(frais(pole.inspecteur)).exists()


def test_le_delegataire_nomme_ensuite_a_la_drane_n_en_donne_qu_un(pole, demande, deleguee):
    fabrique.mandat(deleguee, Fonction.DRANE, pole.campagne)
    signer(demande, deleguee)
    with pytest.raises(ActionImpossible, match="déjà donné votre visa"):
        signer(demande, deleguee, NatureVisa.NUMERIQUE)


def test_ni_le_signataire_ni_le_delegant_ne_deviennent_producteurs(pole, demande, deleguee):
    from productions.services import ajouter_producteur

    signer(demande, deleguee)
    for qui in (deleguee, pole.inspecteur):
        with pytest.raises(ActionImpossible, match="on ne vise pas ce que l'on produit"):
            ajouter_producteur(
                ressource=demande.ressource, personne=qui, acteur=pole.coordinateur, maintenant=MAINTENANT
            )


def test_ce_que_la_base_interdit(pole, demande, deleguee):
    commun = {"demande": demande, "avis": Avis.FAVORABLE, "donne_le": MAINTENANT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Visa.objects.create(**commun, nature=NatureVisa.PEDAGOGIQUE, signataire=deleguee, par_delegation_de=deleguee)
    signer(demande, deleguee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visa.objects.create(
            **commun, nature=NatureVisa.NUMERIQUE, signataire=pole.drane, par_delegation_de=pole.inspecteur
        )


# --- Substitutes: what waits follows the fonction; a pôle without anybody is said. ---


def test_les_visas_qui_attendent_suivent_la_fonction_ceux_donnes_restent(pole, demande, horloge):
    donnee = pole.ressource(R.EN_VALIDATION).demandes.get()
    signer(donnee, pole.inspecteur)
    successeur = fabrique.personne("Paul", "Roux")
    demain = JOUR + timedelta(days=1)
    remplacer(
        mandat=mandat_de(pole),
        personne=successeur,
        debut=demain,
        motif="Mutation.",
        acteur=pole.administrateur,
        maintenant=MAINTENANT,
    )
    courriel = Courriel.objects.get(gabarit="remplacement_nomme")
    assert demande.ressource.titre in courriel.texte
    assert donnee.ressource.titre not in courriel.texte
    assert not DemandeValidation.objects.a_viser_par(frais(successeur)).exists()
    horloge(MAINTENANT + timedelta(days=1))
    assert list(DemandeValidation.objects.a_viser_par(frais(successeur))) == [demande]
    assert not DemandeValidation.objects.a_viser_par(frais(pole.inspecteur)).exists()
    with pytest.raises(ActionImpossible, match="reviennent à l'inspection"):
        signer(demande, pole.inspecteur)
    signer(demande, successeur)
    assert donnee.visas.get().signataire == pole.inspecteur


def test_l_administration_est_prevenue_quand_un_mandat_laisse_un_visa_sans_personne(pole, demande):
    terminer_mandat(mandat=mandat_de(pole), fin=JOUR, acteur=pole.administrateur, maintenant=MAINTENANT, motif="Fin.")
    courriel = Courriel.objects.get(gabarit="signataire_parti")
    assert courriel.personne == pole.administrateur.pk
    assert "pédagogique" in courriel.texte
    # Today still counts; from tomorrow on, the home page says it.
    assert not list(fournir(Demande(JOUR, personne=frais(pole.administrateur))))
    assert list(fournir(Demande(JOUR + timedelta(days=1))))


def test_elle_ne_l_est_pas_quand_quelqu_un_reste(pole, demande):
    fabrique.mandat(fabrique.personne(), Fonction.INSPECTEUR, pole.campagne.pole)
    terminer_mandat(mandat=mandat_de(pole), fin=JOUR, acteur=None, maintenant=MAINTENANT)
    assert not Courriel.objects.filter(gabarit="signataire_parti").exists()


def test_un_compte_ferme_compte_comme_personne(pole, demande, deleguee):
    """And the delegation granted by it with it."""
    assert not list(fournir(Demande(JOUR)))
    pole.inspecteur.is_active = False
    pole.inspecteur.save()
    assert [o.cle for o in fournir(Demande(JOUR))] == [f"signataire:{pole.campagne.pk}:pedagogique"]
    with pytest.raises(ActionImpossible):
        signer(demande, deleguee)
