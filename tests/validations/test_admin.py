"""The administration of the room: everything is found there, nothing is typed there, an unrevealed visa is masked."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from validations import models
from validations.admin.circuit import MASQUE
from validations.models import Avis, DemandeValidation, NatureVisa, Publication, Seance, Visa

MODELES = [DemandeValidation, Visa, Publication, Seance]
# Read within a séance, or by their author alone, and nowhere in the administration.
SANS_PAGE = {
    models.AvisPrepare,
    models.AvisSeance,
    models.CodeSeance,
    models.CommentaireSeance,
    models.FeuillePreparee,
    models.PointSeance,
    models.PresenceSeance,
}
LISTE = reverse("admin:validations_visa_changelist")


@pytest.fixture
def racine(client, db):
    qui = fabrique.superutilisateur()
    client.force_login(qui)
    return qui


@pytest.fixture
def visa(pole) -> Visa:
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, "Hors programme.")
    return demande.visas.get()


def test_tous_les_modeles_sont_la_en_lecture_seule(racine, pole, client):
    pole.ressource(R.PUBLIEE)
    fabrique.seance(pole.campagne)
    assert set(apps.get_app_config("validations").get_models()) == {*MODELES, *SANS_PAGE}
    assert not SANS_PAGE & set(admin.site._registry)
    for modele in MODELES:
        nom = f"admin:validations_{modele._meta.model_name}"
        objet = modele.objects.first()
        assert admin.site._registry[modele].search_fields
        assert client.get(reverse(f"{nom}_changelist"), {"q": "re"}).status_code == 200
        assert client.get(reverse(f"{nom}_change", args=[objet.pk])).status_code == 200
        assert client.post(reverse(f"{nom}_change", args=[objet.pk]), {"issue": "validee"}).status_code == 403
        assert client.get(reverse(f"{nom}_add")).status_code == 403
        assert client.post(reverse(f"{nom}_delete", args=[objet.pk]), {"post": "yes"}).status_code == 403


def test_un_visa_est_masque_jusqu_a_la_decision(racine, visa, client):
    detail = reverse("admin:validations_visa_change", args=[visa.pk])
    for page in (client.get(LISTE).text, client.get(detail).text):
        assert MASQUE.replace("'", "&#x27;") in page
        assert "Hors programme" not in page
    fabrique.visa(visa.demande, NatureVisa.NUMERIQUE)
    assert MASQUE.replace("'", "&#x27;") not in client.get(LISTE).text
    assert "Hors programme." in client.get(detail).text


@pytest.mark.parametrize(
    "question",
    [
        "avis=defavorable",
        "avis__exact=defavorable",
        "avis__in=defavorable",
        "motif__contains=Hors",
        "motif=",
        "demande__visas__avis=defavorable",
    ],
)
def test_l_adresse_ne_permet_pas_de_deviner(question, racine, visa, client):
    assert client.get(f"{LISTE}?{question}").status_code == 400


def test_le_filtre_ne_repond_que_sur_les_visas_reveles(racine, pole, visa, client):
    pole.ressource(R.NON_VALIDEE)

    def trouves(**question) -> int:
        return client.get(LISTE, question).context["cl"].result_count

    assert trouves() == 3
    assert trouves(avis_revele="defavorable") == 2
    assert trouves(q="Hors programme") == 0


def test_l_administration_ne_montre_que_son_perimetre(visa, pole, client):
    from django.contrib.auth.models import Permission

    voisin = fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR)
    for qui, nombre in ((pole.coordinateur, 1), (voisin, 0)):
        qui.is_staff = True
        qui.save()
        qui.user_permissions.add(Permission.objects.get(codename="view_visa"))
        client.force_login(fabrique.Personne.objects.get(pk=qui.pk))
        assert client.get(LISTE).context["cl"].result_count == nombre
