"""Who came how far is one rule: the list, the pôle's card, its dashboard's funnel and its review count alike."""

import pytest
from django.db.models import QuerySet

from accueil.queries.campagnes import avec_chiffres
from accueil.queries.tableau import compter
from bilans.contenu.assemblage import assembler
from bilans.models import Bilan
from poles.models import Campagne, Fonction
from productions.etapes import Avancement, parvenues
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Ressource
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from validations import services as validations

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne() -> Campagne:
    """Each state once; one published and worked on again, one published no longer, one validated without visas."""
    campagne = fabrique.campagne(avec_equipe=True)
    for etat in R.values:
        fabrique.ressource(campagne, etat)
    fabrique.deposer(fabrique.ressource(campagne, R.PUBLIEE))
    retiree = fabrique.ressource(campagne, R.PUBLIEE)
    qui = {"acteur": fabrique.titulaire(campagne, Fonction.COORDINATEUR), "maintenant": MAINTENANT}
    validations.retirer_publication(publication=retiree.publications.get(), motif="Une photo.", **qui)
    formation = fabrique.ressource(campagne, R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    validations.valider_formation(ressource=formation, **qui)
    return campagne


def test_partout_le_meme_nombre(campagne) -> None:
    siennes: QuerySet[Ressource] = Ressource.objects.filter(campagne_suivi=campagne)
    entonnoir = compter(siennes, JOUR)
    contenu = assembler(Bilan(campagne=campagne, annee=campagne.cycle.libelle), MAINTENANT)
    deroulement = {e.libelle: e.atteintes for e in contenu.etapes}
    lecteur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    carte = avec_chiffres(Campagne.objects.filter(pk=campagne.pk), lecteur).get()
    assert carte.ressources_publiees == parvenues(siennes, Avancement.PUBLIEE).count() == 2
    for jusque, chiffre, etape, attendu in (
        (Avancement.ENGAGEE, "ressources", None, len(R.values) - 1 + 3),
        (Avancement.V1, "ressources_v1", "V1 déposée", len(R.values) - 2 + 3),
        (Avancement.V2, "ressources_v2", "V2 déposée", 8),
        (Avancement.VALIDEE, "ressources_validees", "Validée", 5),
        (Avancement.PUBLIEE, "ressources_publiees", "Publiée", 2),
    ):
        nombres = {entonnoir[jusque], contenu.releve[chiffre], deroulement.get(etape, attendu)}
        assert nombres == {attendu}, jusque
