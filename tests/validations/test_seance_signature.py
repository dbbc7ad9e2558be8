"""Signing all at once: on one's own device, on the shared screen with a code; independence, refusals, replays."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.etats import EtatCourriel
from commun.models import Courriel
from commun.services.courriels import envoyer
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from validations import services
from validations.models import Avis, AvisPrepare, AvisSeance, CodeSeance, Issue, NatureVisa, Presence, Visa
from validations.ordre_du_jour import a_signer
from validations.services import seances
from validations.services.seances.signature import ESSAIS_MAX, empreinte_de

M = fabrique.MAINTENANT
PEDAGOGIQUE, NUMERIQUE = NatureVisa.PEDAGOGIQUE, NatureVisa.NUMERIQUE


@pytest.fixture
def demandes(pole):
    return [pole.ressource(R.EN_VALIDATION).demandes.get() for _ in range(2)]


@pytest.fixture
def seance(pole, demandes):
    return fabrique.seance(pole.campagne, ouverte=True, presents=[pole.inspecteur, pole.drane])


def poser(seance, demande, qui, nature, avis=Avis.FAVORABLE, motif="", acteur=None):
    point = seance.points.select_related("seance").get(demande=demande)
    return seances.poser_avis(
        point=point, nature=nature, avis=avis, motif=motif, signataire=qui, acteur=acteur or qui, maintenant=M
    )


def signer(seance, qui):
    qui = fabrique.Personne.objects.get(pk=qui.pk)
    contenu = empreinte_de(seance, qui, a_signer(seance, qui))
    return seances.signer_visas(seance=seance, acteur=qui, contenu=contenu, maintenant=M)


def connecte(qui) -> Client:
    client = Client()
    client.force_login(qui)
    return client


def test_tout_le_tableau_en_une_confirmation(pole, demandes, seance):
    client = connecte(pole.inspecteur)
    for demande in demandes:
        point = seance.points.get(demande=demande)
        adresse = reverse("validations:poser_avis", args=[point.pk, pole.inspecteur.pk])
        client.post(adresse, {"avis": "favorable", "motif": ""})
    signature = reverse("validations:signer_seance", args=[seance.pk])
    page = client.get(signature)
    assert "Signer 2 visas" in page.text
    contenu = page.context["form"].initial["contenu"]
    reponse = client.post(signature, {"contenu": contenu}, follow=True)
    assert "Vous avez signé 2 visas." in reponse.text
    assert set(Visa.objects.values_list("seance", "signataire")) == {(seance.pk, pole.inspecteur.pk)}
    assert not AvisSeance.objects.exists()
    # A second click, or the page left open: nothing more.
    assert "déjà signés" in client.post(signature, {"contenu": contenu}, follow=True).text
    assert Visa.objects.count() == 2
    assert Ecriture.objects.filter(chaine=seance.chaine, action="seance.signer").count() == 1
    assert "en séance" in client.get(demandes[0].ressource.get_absolute_url()).text


def test_les_deux_signent_et_les_producteurs_seuls_l_apprennent_aussitot(pole, demandes, seance):
    for demande in demandes:
        poser(seance, demande, pole.inspecteur, PEDAGOGIQUE)
    poser(seance, demandes[0], pole.drane, NUMERIQUE)
    poser(seance, demandes[1], pole.drane, NUMERIQUE, Avis.REPRISE, "Dites où vont les données.")
    avant = Courriel.objects.count()
    signer(seance, pole.inspecteur)
    assert Courriel.objects.count() == avant  # no « un visa est donné » each
    signer(seance, pole.drane)
    for demande in demandes:
        demande.refresh_from_db()
    assert [d.issue for d in demandes] == [Issue.VALIDEE, Issue.REPRISE]
    nouveaux = Courriel.objects.order_by("pk")[avant:]
    assert {(c.gabarit, c.personne) for c in nouveaux} == {
        ("validation_validee", pole.producteur.pk),
        ("validation_reprise", pole.producteur.pk),
    }
    seances.clore_seance(seance=seance, acteur=pole.coordinateur, maintenant=M)
    recus = list(Courriel.objects.filter(gabarit="seance_close").values_list("personne", flat=True))
    assert sorted(recus) == sorted([pole.coordinateur.pk, pole.inspecteur.pk, pole.drane.pk])
    texte = Courriel.objects.filter(gabarit="seance_close")[0].texte
    assert f"{demandes[0].ressource.titre} : validée" in texte
    assert f"{demandes[1].ressource.titre} : reprise demandée" in texte
    assert not list(verifier())


def test_un_refus_sur_une_ressource_ne_perd_pas_les_autres(pole, demandes, seance):
    for demande in demandes:
        poser(seance, demande, pole.inspecteur, PEDAGOGIQUE)
    demandes[0].ressource.liens_producteurs.create(personne=pole.inspecteur)
    bilan = signer(seance, pole.inspecteur)
    assert [v.demande for v in bilan.signes] == [demandes[1]]
    assert bilan.refus == [
        (demandes[0].ressource.titre, "Vous ne pouvez pas viser : vous êtes producteur de cette ressource.")
    ]


def test_qui_a_perdu_son_mandat_ne_signe_pas(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE)
    pole.inspecteur.mandats.update(fin=fabrique.JOUR - timedelta(days=1))
    bilan = signer(seance, pole.inspecteur)
    assert not bilan.signes
    assert "inspection et à la DRANE" in bilan.refus[0][1]
    assert connecte(pole.inspecteur).get(seance.get_absolute_url()).status_code == 404


def test_nul_ne_donne_les_deux_visas_meme_sur_la_table(pole, demandes, seance):
    fabrique.mandat(pole.inspecteur, Fonction.DRANE, pole.campagne)
    deux = fabrique.Personne.objects.get(pk=pole.inspecteur.pk)
    poser(seance, demandes[0], deux, PEDAGOGIQUE)
    poser(seance, demandes[0], deux, NUMERIQUE)
    assert AvisSeance.objects.get().nature == NUMERIQUE
    signer(seance, deux)
    with pytest.raises(ActionImpossible, match="ne donne pas les deux"):
        poser(seance, demandes[0], deux, PEDAGOGIQUE)
    # The same visa does not lie there twice.
    poser(seance, demandes[1], deux, NUMERIQUE)
    with pytest.raises(ActionImpossible, match="a déjà un avis sur la table"):
        poser(seance, demandes[1], pole.drane, NUMERIQUE)


def test_l_absent_signe_plus_tard(pole, demandes):
    seance = fabrique.seance(pole.campagne, ouverte=True, presents=[pole.drane])
    with pytest.raises(ActionImpossible, match="enregistrez d'abord sa présence"):
        poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, acteur=pole.coordinateur)
    poser(seance, demandes[0], pole.drane, NUMERIQUE)
    signer(seance, pole.drane)
    seances.clore_seance(seance=seance, acteur=pole.coordinateur, maintenant=M)
    texte = Courriel.objects.get(gabarit="seance_close", personne=pole.inspecteur.pk).texte
    assert f"on attend encore {pole.inspecteur.nom_complet} (inspection)" in texte
    fabrique.visa(demandes[0], PEDAGOGIQUE)
    demandes[0].refresh_from_db()
    assert demandes[0].issue == Issue.VALIDEE
    assert set(demandes[0].visas.values_list("nature", "seance")) == {(PEDAGOGIQUE, None), (NUMERIQUE, seance.pk)}
    # Outside the séance, everybody is told as usual.
    assert Courriel.objects.filter(gabarit="validation_validee", personne=pole.coordinateur.pk).count() == 1
    with pytest.raises(ActionImpossible, match="close"):
        poser(seance, demandes[1], pole.drane, NUMERIQUE)


def test_partir_emporte_ses_avis(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, Avis.REPRISE, "Trop long.")
    ligne = seance.presences.get(personne=pole.inspecteur)
    seances.noter_presences(
        seance=seance, presences={ligne.pk: Presence.EXCUSEE}, acteur=pole.coordinateur, maintenant=M
    )
    assert not AvisSeance.objects.exists()
    assert AvisPrepare.objects.get(personne=pole.inspecteur).motif == "Trop long."


def test_ce_que_l_ecran_partage_ecrit_n_ecrase_pas_un_avis_prepare(pole, demandes, seance):
    services.preparer_avis(
        demande=demandes[0], avis=Avis.FAVORABLE, motif="Le mien.", notes="", acteur=pole.inspecteur, maintenant=M
    )
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, Avis.REPRISE, "Entendu.", acteur=pole.coordinateur)
    seances.clore_seance(seance=seance, acteur=pole.coordinateur, maintenant=M)
    assert AvisPrepare.objects.get(personne=pole.inspecteur).motif == "Le mien."


# The code, on the shared screen.


def demander(seance, pole, qui=None, maintenant=M) -> str:
    seances.demander_code(
        seance=seance, signataire=qui or pole.inspecteur, acteur=pole.coordinateur, maintenant=maintenant
    )
    texte = Courriel.objects.filter(gabarit="code_signature").latest("pk").texte
    return texte.split("tapez ce code : ")[1][:9]


def avec_code(seance, pole, code, qui=None, maintenant=M):
    return seances.signer_avec_code(
        seance=seance,
        signataire=qui or pole.inspecteur,
        code=code,
        acteur=pole.coordinateur,
        maintenant=maintenant,
    )


def test_le_code_signe_une_fois_sur_l_ecran_partage(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, acteur=pole.coordinateur)
    client = connecte(pole.coordinateur)
    page = client.post(reverse("validations:demander_code", args=[seance.pk, pole.inspecteur.pk]), follow=True)
    assert "Signature de" in page.text
    courriel = Courriel.objects.get(gabarit="code_signature")
    assert (courriel.secret, courriel.personne) == (True, pole.inspecteur.pk)
    code = courriel.texte.split("tapez ce code : ")[1][:9]
    adresse = reverse("validations:signer_avec_code", args=[seance.pk, pole.inspecteur.pk])
    assert "signé 1 visa" in client.post(adresse, {"code": code}, follow=True).text
    visa = Visa.objects.get()
    assert (visa.signataire, visa.seance) == (pole.inspecteur, seance)
    assert Ecriture.objects.get(action="seance.signer").donnees["ecran"] == pole.coordinateur.pk
    # Replayed, even on another opinion.
    poser(seance, demandes[1], pole.inspecteur, PEDAGOGIQUE)
    assert "a déjà servi" in client.post(adresse, {"code": code}).text
    assert Visa.objects.count() == 1
    assert code.replace(" ", "") not in str(CodeSeance.objects.values())
    # Sent, its text is gone.
    envoyer(courriel.pk, M)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.texte) == (EtatCourriel.ENVOYE, "")


def test_un_code_faux_se_compte_et_trop_d_essais_le_tuent(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE)
    code = demander(seance, pole)
    for _ in range(ESSAIS_MAX):
        with pytest.raises(ActionImpossible, match="n'est pas le bon"):
            avec_code(seance, pole, "0000 0000" if code != "0000 0000" else "1111 1111")
    with pytest.raises(ActionImpossible, match="essais n'ont pas abouti"):
        avec_code(seance, pole, code)
    assert not Visa.objects.exists()
    assert len(avec_code(seance, pole, demander(seance, pole)).signes) == 1


def test_un_code_expire_ou_remplace_ne_signe_rien(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE)
    ancien = demander(seance, pole)
    with pytest.raises(ActionImpossible, match="expiré"):
        avec_code(seance, pole, ancien, maintenant=M + timedelta(minutes=10))
    neuf = demander(seance, pole, maintenant=M + timedelta(seconds=1))
    if ancien != neuf:
        with pytest.raises(ActionImpossible, match="n'est pas le bon"):
            avec_code(seance, pole, ancien)
    assert not Visa.objects.exists()


def test_le_code_d_une_autre_personne_ou_d_une_autre_seance_ne_vaut_rien(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE)
    poser(seance, demandes[0], pole.drane, NUMERIQUE)
    code = demander(seance, pole)
    with pytest.raises(ActionImpossible, match="Demandez d'abord un code"):
        avec_code(seance, pole, code, qui=pole.drane)
    autre = fabrique.seance(pole.campagne, ouverte=True, presents=[pole.inspecteur])
    poser(autre, demandes[1], pole.inspecteur, PEDAGOGIQUE)
    with pytest.raises(ActionImpossible, match="Demandez d'abord un code"):
        avec_code(autre, pole, code)
    assert not Visa.objects.exists()


@pytest.mark.parametrize("changement", ["avis", "motif", "ajout", "retrait"])
def test_changer_un_avis_rend_le_code_sans_valeur(changement, pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, Avis.REPRISE, "Trop long.")
    poser(seance, demandes[1], pole.inspecteur, PEDAGOGIQUE)
    code = demander(seance, pole)
    if changement == "retrait":
        point = seance.points.select_related("seance").get(demande=demandes[1])
        seances.retirer_avis(point=point, signataire=pole.inspecteur, maintenant=M)
    elif changement == "ajout":
        # An outcome given meanwhile takes a line off the table too.
        services.retirer_demande(
            ressource=demandes[1].ressource, motif="Une annexe.", acteur=pole.producteur, maintenant=M
        )
    else:
        nouveau = (Avis.DEFAVORABLE, "Trop long.") if changement == "avis" else (Avis.REPRISE, "Trop court.")
        poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, *nouveau, acteur=pole.coordinateur)
    with pytest.raises(ActionImpossible, match="Un avis a changé"):
        avec_code(seance, pole, code)
    assert not Visa.objects.exists()


def test_sur_son_appareil_aussi_on_signe_ce_qu_on_a_lu(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE)
    lu = empreinte_de(seance, pole.inspecteur, a_signer(seance, pole.inspecteur))
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, Avis.REPRISE, "Non.", acteur=pole.coordinateur)
    signature = reverse("validations:signer_seance", args=[seance.pk])
    assert "Un avis a changé" in connecte(pole.inspecteur).post(signature, {"contenu": lu}, follow=True).text
    assert not Visa.objects.exists()


def test_la_conduite_ne_signe_pour_personne_sans_code(pole, demandes, seance):
    poser(seance, demandes[0], pole.inspecteur, PEDAGOGIQUE, acteur=pole.coordinateur)
    client = connecte(pole.coordinateur)
    assert client.get(reverse("validations:signer_seance", args=[seance.pk])).status_code == 403
    adresse = reverse("validations:signer_avec_code", args=[seance.pk, pole.inspecteur.pk])
    assert "Demandez d&#x27;abord un code" in client.post(adresse, {"code": "12345678"}).text
    # Nor may a signatory write what another says.
    point = seance.points.get(demande=demandes[0])
    autre = reverse("validations:poser_avis", args=[point.pk, pole.drane.pk])
    assert connecte(pole.inspecteur).post(autre, {"avis": "favorable"}).status_code == 403
    assert not Visa.objects.exists()
