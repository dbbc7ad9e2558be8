"""Planning a séance: who may, who is told, what moves, what is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse

from calendrier.obligations import Demande, obligations
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from validations import services
from validations.models import Avis, DemandeValidation, Seance
from validations.services.seances import ouvrir_seance
from validations.services.seances.pv import document

SAISIE = {"jour": "2027-01-21", "heure": "14:00", "lieu": "Salle 12", "lien": ""}


def adresse(nom: str, pole) -> str:
    return reverse(f"validations:{nom}", args=[pole.campagne.pole.slug, pole.campagne.cycle.libelle])


def page(seance, suite: str = "") -> str:
    return f"{seance.get_absolute_url()}{suite}"


def recus(gabarit: str) -> set[int]:
    return set(Courriel.objects.filter(gabarit=gabarit).values_list("personne", flat=True))


def test_on_choisit_les_ressources_et_les_invites_recoivent_l_ordre_du_jour(pole, client):
    en_validation, prete = pole.ressource(R.EN_VALIDATION), pole.ressource(R.PRETE_A_VALIDER)
    client.force_login(pole.coordinateur)
    avant = client.get(adresse("preparer_seance", pole)).text
    assert f"« {prete.titre} » : cette ressource est prête à valider" in avant
    assert "déjà à l&#x27;ordre du jour" not in avant
    invites = [pole.inspecteur.pk, pole.drane.pk]
    choix = {"demandes": [en_validation.demandes.get().pk], "invites": invites}
    reponse = client.post(adresse("preparer_seance", pole), SAISIE | choix, follow=True)
    seance = Seance.objects.get()
    assert seance.prevue_le.isoformat() == "2027-01-21T13:00:00+00:00"  # Toulouse is one hour ahead in winter
    assert [p.demande.ressource for p in seance.points.all()] == [en_validation]
    assert recus("seance_a_preparer") == set(invites)
    assert en_validation.titre in Courriel.objects.filter(gabarit="seance_a_preparer")[0].texte
    assert {e.action for e in Ecriture.objects.filter(chaine=seance.chaine)} >= {"seance.preparer"}
    assert Ecriture.objects.filter(chaine=en_validation.chaine, action="seance.inscrire").count() == 1
    assert "déjà à l&#x27;ordre du jour du 21 janvier" in client.get(adresse("preparer_seance", pole)).text
    assert "déjà à l&#x27;ordre du jour" not in client.get(page(seance, "modifier/")).text, "la sienne ne compte pas"
    # One click for what is ready.
    assert prete.titre in reponse.text
    demander = page(seance, f"demander/{prete.pk}/")
    for _ in range(2):
        client.post(demander)
    prete.refresh_from_db()
    assert (prete.etat, seance.points.count()) == (R.EN_VALIDATION, 2)
    assert client.get(adresse("seances", pole)).context["page"][0].nombre == 2


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        ({"jour": "2027-01-02"}, "Cette date est passée"),
        ({"lieu": ""}, "Indiquez un lieu, une adresse de visio, ou les deux."),
        ({"jour": "demain"}, "date"),
        ({"lien": "javascript:alert(1)"}, "URL"),
        ({"lieu": "x" * 5000}, "200 caractères"),
    ],
)
def test_une_saisie_fausse_revient_avec_ce_qui_etait_tape(saisie, phrase, pole, client):
    client.force_login(pole.coordinateur)
    reponse = client.post(adresse("preparer_seance", pole), SAISIE | saisie)
    assert phrase.lower() in reponse.text.lower()
    assert "14:00" in reponse.text
    assert not Seance.objects.exists()


def test_des_numeros_forges_ne_donnent_rien(pole, client):
    ailleurs = fabrique.ressource(etat=R.EN_VALIDATION)
    client.force_login(pole.coordinateur)
    for forge in ({"demandes": [ailleurs.demandes.get().pk]}, {"invites": [pole.producteur.pk]}, {"demandes": ["x"]}):
        assert client.post(adresse("preparer_seance", pole), SAISIE | forge).status_code == 200
    assert not Seance.objects.exists()


def test_deplacer_se_dit_et_une_ressource_se_retire(pole, client):
    gardee, retiree = (pole.ressource(R.EN_VALIDATION).demandes.get() for _ in range(2))
    seance = fabrique.seance(pole.campagne)
    client.force_login(pole.coordinateur)
    client.post(page(seance, "modifier/"), SAISIE | {"jour": "2027-02-02", "demandes": [gardee.pk]})
    seance.refresh_from_db()
    assert list(seance.points.values_list("demande", flat=True)) == [gardee.pk]
    assert recus("seance_deplacee") == {pole.inspecteur.pk, pole.drane.pk}
    assert Ecriture.objects.filter(chaine=retiree.ressource.chaine, action="seance.desinscrire").count() == 1
    # Nothing moved: nobody is told again.
    avant = Courriel.objects.count()
    client.post(page(seance, "modifier/"), SAISIE | {"jour": "2027-02-02", "demandes": [gardee.pk]})
    assert Courriel.objects.count() == avant


def test_annuler_demande_pourquoi_et_garde_les_avis_prepares(pole, client):
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    seance = fabrique.seance(pole.campagne)
    services.preparer_avis(
        demande=demande, avis=Avis.FAVORABLE, motif="", notes="", acteur=pole.inspecteur, maintenant=fabrique.MAINTENANT
    )
    client.force_login(pole.coordinateur)
    assert "fr-error-text" in client.post(page(seance, "annuler/"), {"motif": ""}).text or seance.a_venir
    client.post(page(seance, "annuler/"), {"motif": "La salle du conseil est prise."})
    client.post(page(seance, "annuler/"), {"motif": "La salle du conseil est prise."})
    seance.refresh_from_db()
    assert (seance.etat, seance.motif) == ("annulee", "La salle du conseil est prise.")
    assert recus("seance_annulee") == {pole.inspecteur.pk, pole.drane.pk}
    assert Courriel.objects.filter(gabarit="seance_annulee").count() == 2
    client.force_login(pole.inspecteur)
    assert "Avis préparé" in client.get(demande.get_absolute_url()).text


def test_avant_la_seance_on_doit_preparer_apres_sa_date_la_clore(pole):
    pole.ressource(R.EN_VALIDATION)
    seance = fabrique.seance(pole.campagne)

    def dues(qui, jour=fabrique.JOUR) -> list[str]:
        personne = fabrique.Personne.objects.get(pk=qui.pk)
        return [o.phrase for o in obligations(Demande(jour, personne=personne)) if o.genre == "seance"]

    assert dues(pole.inspecteur) == dues(pole.drane) == ["Préparer mes avis pour"]
    assert dues(pole.coordinateur) == dues(pole.producteur) == []
    services.preparer_avis(
        demande=DemandeValidation.objects.get(),
        avis=Avis.FAVORABLE,
        motif="",
        notes="",
        acteur=pole.inspecteur,
        maintenant=fabrique.MAINTENANT,
    )
    assert dues(pole.inspecteur) == []
    assert dues(pole.drane) == ["Préparer mes avis pour"]
    tard = seance.prevue_le.date() + timedelta(days=1)
    assert dues(pole.coordinateur, tard) == ["Ouvrir ou annuler"]
    ouvrir_seance(seance=seance, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    assert dues(pole.coordinateur, tard) == ["Clore"]
    assert dues(pole.inspecteur) == ["Signer mes visas de"]


@pytest.mark.django_db
def test_l_heure_est_celle_de_l_academie_partout(client):
    """Typed at 14:00 in La Réunion: the mails, the page, the list and the minutes say 14 h, wherever the server is."""
    campagne = fabrique.campagne(avec_equipe=True, cycle=fabrique.cycle(academie=fabrique.academie("La Réunion")))
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    invites = [fabrique.titulaire(campagne, Fonction.INSPECTEUR).pk]
    client.force_login(coordinateur)
    arguments = [campagne.pole.slug, campagne.cycle.libelle]
    client.post(reverse("validations:preparer_seance", args=arguments), SAISIE | {"invites": invites})
    seance = Seance.objects.get()
    assert seance.prevue_le.isoformat() == "2027-01-21T10:00:00+00:00"
    # Moved to just after midnight there: still the day before here.
    client.post(page(seance, "modifier/"), SAISIE | {"jour": "2027-01-22", "heure": "00:30"})
    assert "jeudi 21 janvier à 14 h 00" in Courriel.objects.get(gabarit="seance_a_preparer").texte
    deplacee = Courriel.objects.get(gabarit="seance_deplacee")
    assert deplacee.sujet == "La séance de validation du jeudi 21 janvier change : vendredi 22 janvier"
    assert "à 14 h 00" in deplacee.texte
    assert "vendredi 22 janvier à 0 h 30" in deplacee.texte
    assert "à 0 h 30" in client.get(page(seance)).text
    assert "Séance du 22 janvier 2027" in client.get(page(seance)).text
    assert "vendredi 22 janvier, 0 h 30" in client.get(reverse("validations:seances", args=arguments)).text
    seance.refresh_from_db()
    assert "22 janvier 2027 à 0 h 30" in document(seance, fabrique.MAINTENANT)


def test_une_page_ancienne_n_enleve_pas_ce_qui_vient_d_etre_inscrit(pole, client):
    """Two people lead: who has an older page is told who changed the séance, and keeps what they typed."""
    premiere, seconde = (pole.ressource(R.EN_VALIDATION).demandes.get() for _ in range(2))
    seance = fabrique.seance(pole.campagne, demandes=[premiere])
    client.force_login(pole.coordinateur)
    vu = client.get(page(seance, "modifier/")).context["vu"]
    toutes = {"demandes": [premiere.pk, seconde.pk]}
    assert client.post(page(seance, "modifier/"), SAISIE | toutes | {"vu": vu}).status_code == 302
    client.force_login(pole.administrateur)
    ancienne = SAISIE | {"demandes": [premiere.pk], "lieu": "Salle 40", "vu": vu}
    reponse = client.post(page(seance, "modifier/"), ancienne)
    assert reponse.status_code == 409
    assert f"{pole.coordinateur.nom_complet} a modifié une séance de validation" in reponse.text
    assert "Salle 40" in reponse.text
    assert seance.points.count() == 2
    # What one click has put on the agenda is said too, not the modification before it.
    vu = client.get(page(seance, "modifier/")).context["vu"]
    client.force_login(pole.coordinateur)
    client.post(page(seance, f"demander/{pole.ressource(R.PRETE_A_VALIDER).pk}/"))
    reponse = client.post(page(seance, "modifier/"), SAISIE | toutes | {"vu": vu})
    assert f"{pole.coordinateur.nom_complet} a ajouté une ressource à l&#x27;ordre du jour" in reponse.text
    assert seance.points.count() == 3
