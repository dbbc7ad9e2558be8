"""A relecture that its proofreader cannot do: declined, passed on, exchanged; another date."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from calendrier.obligations import Demande, obligations
from commun.erreurs import ActionImpossible
from commun.etats import GenreCourriel
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Echange, Relecture
from tests import fabrique

pytestmark = pytest.mark.django_db
MOTIF = "Je corrige des épreuves tout le mois."


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def coordinateur(campagne):
    return fabrique.titulaire(campagne, Fonction.COORDINATEUR)


@pytest.fixture
def relecture(campagne, coordinateur) -> Relecture:
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    return fabrique.relecture(ressource, fabrique.enseignant(campagne), echeance=fabrique.JOUR + timedelta(days=9))


@pytest.fixture
def autre(campagne, coordinateur) -> Relecture:
    return fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE), fabrique.enseignant(campagne))


def aller(nom: str, quoi) -> str:
    return reverse(f"productions:{nom}", args=[quoi.pk])


def proposer(relecture: Relecture, vers, contre=None) -> Echange:
    return services.proposer_echange(
        relecture=relecture,
        vers=vers,
        contre=contre,
        message="",
        acteur=relecture.relecteur,
        maintenant=fabrique.MAINTENANT,
    )


def accepter(echange: Echange) -> list[Relecture]:
    return services.accepter_echange(echange=echange, acteur=echange.vers, maintenant=fabrique.MAINTENANT)


def dues(personne) -> set[str]:
    return {obligation.genre for obligation in obligations(Demande(fabrique.JOUR, personne=personne))}


def test_decliner_previent_la_coordination_qui_doit_trouver_quelqu_un(relecture, coordinateur, client: Client):
    client.force_login(relecture.relecteur)
    page = aller("decliner_relecture", relecture)
    assert "aucun motif médical" in client.get(page).content.decode()
    assert "Dites en quelques mots" in client.post(page, {"motif": ""}).content.decode()
    assert client.post(page, {"motif": MOTIF}).status_code == 302
    assert "pas possible" in client.post(page, {"motif": MOTIF}).content.decode()
    courriel = Courriel.objects.get(gabarit="relecture_declinee")
    assert (courriel.personne, courriel.genre) == (coordinateur.pk, "action")
    assert MOTIF in courriel.texte
    assert "relecture" not in dues(relecture.relecteur)
    assert "assignation" in dues(coordinateur)
    # The reason stays between the two: neither the journal nor the resource's page holds it.
    assert MOTIF not in str(list(Ecriture.objects.values_list("texte", "donnees")))
    client.force_login(coordinateur)
    assert MOTIF in client.get(aller("assigner_relecture", relecture.version.ressource)).content.decode()
    client.force_login(fabrique.enseignant(relecture.version.ressource.campagne_suivi))
    assert MOTIF not in client.get(relecture.version.ressource.get_absolute_url()).content.decode()


def test_declinee_apres_une_autre_rendue_elle_attend_la_coordination(relecture, coordinateur):
    rendue = fabrique.relecture(relecture.version.ressource)
    services.decliner_relecture(
        relecture=relecture, motif=MOTIF, acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT
    )
    services.rendre_relecture(relecture=rendue, avis="", acteur=rendue.relecteur, maintenant=fabrique.MAINTENANT)
    ressource = relecture.version.ressource
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_REVISION
    with pytest.raises(ActionImpossible, match="n'est plus attendue"):
        services.decliner_relecture(
            relecture=relecture, motif=MOTIF, acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT
        )


def test_passer_a_un_collegue_qui_accepte(relecture, campagne, coordinateur, client: Client):
    claire = fabrique.enseignant(campagne)
    client.force_login(relecture.relecteur)
    page = aller("passer_relecture", relecture)
    assert claire.nom_complet in client.get(page).content.decode()
    assert client.post(page, {"a": f"p{claire.pk}", "message": "Merci d'avance"}).status_code == 302
    assert "Merci d" in Courriel.objects.get(gabarit="echange_propose", personne=claire.pk).texte
    # One at a time; the page says whose answer is awaited.
    assert "Retirer ma proposition" in client.get(page).content.decode()
    assert Echange.objects.count() == 1
    echange = Echange.objects.get()
    assert "echange" in dues(claire)
    client.force_login(claire)
    assert "Accepter" in client.get(echange.get_absolute_url()).content.decode()
    reponse = client.post(aller("accepter_echange", echange))
    reprise = Relecture.objects.get(relecteur=claire)
    assert reponse.url == aller("relecture", reprise)
    relecture.refresh_from_db()
    assert (relecture.etat, reprise.etat, reprise.echeance) == ("close", "attendue", relecture.echeance)
    assert reprise.assignee_par == relecture.assignee_par
    assert Courriel.objects.get(gabarit="echange_accepte").personne == relecture.relecteur_id
    assert Courriel.objects.get(gabarit="echange_conclu").personne == coordinateur.pk
    assert dues(claire) == {"relecture"}
    # Clicked again: nothing more.
    client.post(aller("accepter_echange", echange))
    assert Relecture.objects.filter(relecteur=claire).count() == 1
    recit = client.get(relecture.version.ressource.get_absolute_url()).content.decode()
    assert f"{claire.nom_complet} relit la V1 à la place" in recit


def test_echanger_deux_relectures(relecture, autre, client: Client):
    client.force_login(relecture.relecteur)
    assert client.post(aller("passer_relecture", relecture), {"a": f"r{autre.pk}"}).status_code == 302
    accepter(Echange.objects.get())
    qui_lit = {(r.version_id, r.relecteur_id) for r in Relecture.objects.filter(etat="attendue")}
    assert qui_lit == {(relecture.version_id, autre.relecteur_id), (autre.version_id, relecture.relecteur_id)}
    assert autre.version.ressource.titre in Courriel.objects.get(gabarit="echange_accepte").texte


@pytest.mark.parametrize("geste", ["refuser", "retirer"])
def test_refuser_ou_retirer_ne_change_rien(relecture, campagne, client: Client, geste):
    echange = proposer(relecture, fabrique.enseignant(campagne))
    client.force_login(echange.vers if geste == "refuser" else relecture.relecteur)
    assert client.post(aller(f"{geste}_echange", echange)).status_code == 302
    relecture.refresh_from_db()
    assert relecture.etat == "attendue"
    dit = Courriel.objects.get(gabarit="echange_refuse" if geste == "refuser" else "echange_retire")
    # Between the two of them: others read the subjects that a mail of news gathers.
    assert dit.genre == GenreCourriel.ACTION
    with pytest.raises(ActionImpossible):
        accepter(echange)
    assert "echange" not in dues(echange.vers)
    # And another may then be asked.
    assert proposer(relecture, fabrique.enseignant(campagne))


def test_ce_qui_a_change_depuis_la_proposition_la_rend_sans_objet(relecture, campagne, coordinateur, client: Client):
    echange = proposer(relecture, fabrique.enseignant(campagne))
    services.clore_relecture(ressource=relecture.version.ressource, acteur=coordinateur, maintenant=fabrique.MAINTENANT)
    with pytest.raises(ActionImpossible):
        accepter(echange)
    client.force_login(echange.vers)
    page = client.get(echange.get_absolute_url()).content.decode()
    assert "plus d'objet" in page
    assert "Accepter" not in page


def test_ni_un_producteur_ni_qui_relit_deja(relecture, campagne):
    producteur = relecture.version.ressource.liens_producteurs.get().personne
    deja = fabrique.relecture(relecture.version.ressource, fabrique.enseignant(campagne)).relecteur
    for qui, pourquoi in ((producteur, "produit cette ressource"), (deja, "a déjà été confiée")):
        with pytest.raises(ActionImpossible, match=pourquoi):
            proposer(relecture, qui)
    # Who becomes a producer after being asked cannot accept.
    claire = fabrique.enseignant(campagne)
    echange = proposer(relecture, claire)
    relecture.version.ressource.liens_producteurs.create(personne=claire)
    with pytest.raises(ActionImpossible, match="produit cette ressource"):
        accepter(echange)


def test_changer_la_date_previent_et_refuse_une_page_perimee(relecture, coordinateur, client: Client):
    client.force_login(coordinateur)
    page = aller("changer_echeance", relecture)
    vu = client.get(page).context["vu"]
    assert "est passée" in client.post(page, {"echeance": "2020-01-01", "vu": vu}).content.decode()
    assert client.post(page, {"echeance": "2027-02-26", "vu": vu}).status_code == 302
    assert client.post(page, {"echeance": "2027-03-05", "vu": vu}).status_code == 409
    relecture.refresh_from_db()
    assert str(relecture.echeance) == "2027-02-26"
    assert "vendredi 26 février" in Courriel.objects.get(gabarit="echeance_changee").texte
