"""Who may sign a round: the sentence, the lists, the permission and the service give one answer, for everybody."""

import pytest
from django.db import transaction

from commun.erreurs import ActionImpossible
from comptes.models import Personne
from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from validations.models import Avis, DemandeValidation, NatureVisa
from validations.ordre_du_jour import ou_en_est
from validations.permissions import pourquoi_pas_viser
from validations.queries import signataires_possibles
from validations.services import donner_visa

pytestmark = pytest.mark.django_db
P, N = NatureVisa


@pytest.fixture
def gens(pole):
    """The signatories, whoever each lends their visas to, and somebody who lends one visa and has the other."""
    autre = fabrique.mandat(fabrique.personne(), Fonction.INSPECTEUR, pole.campagne)
    qui = {"inspection": pole.inspecteur, "drane": pole.drane, "seconde": autre.personne, "producteur": pole.producteur}
    for nom, mandat in (
        ("deleguee", pole.inspecteur.mandats.get()),
        ("pretee", autre),
        ("numerique", pole.drane.mandats.get()),
    ):
        qui[nom] = fabrique.personne()
        fabrique.delegation(mandat, qui[nom])
    fabrique.mandat(autre.personne, Fonction.DRANE, pole.campagne)
    return qui


def frais(qui: Personne) -> Personne:
    return Personne.objects.get(pk=qui.pk)


def signe(demande, qui, nature) -> bool:
    try:
        donner_visa(
            demande=demande, nature=nature, avis=Avis.FAVORABLE, motif="", acteur=frais(qui), maintenant=MAINTENANT
        )
    except ActionImpossible:
        return False
    return True


# What happened before, and who may sign then: nobody with a hand in the work or in the other visa.
CAS = {
    "rien": ([], {"inspection", "seconde", "drane", "deleguee", "pretee", "numerique"}),
    "qui délègue produit": (["produit:inspection"], {"seconde", "drane", "pretee", "numerique"}),
    "qui a la délégation produit": (
        ["produit:deleguee"],
        {"inspection", "seconde", "drane", "pretee", "numerique"},
    ),
    "qui délègue a signé l'autre": (["numerique:seconde"], {"inspection", "deleguee"}),
    "signé au nom de qui a l'autre": (["pedagogique:pretee"], {"drane", "numerique"}),
}


@pytest.mark.parametrize("cas", CAS)
def test_une_seule_reponse_partout(pole, gens, cas):
    avant, attendus = CAS[cas]
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    for geste in avant:
        quoi, nom = geste.split(":")
        if quoi == "produit":
            demande.ressource.liens_producteurs.create(personne=gens[nom])
        else:
            assert signe(demande, gens[nom], quoi)
    demande = DemandeValidation.objects.get(pk=demande.pk)
    donnes = {v.nature for v in demande.visas.all()}
    possibles = signataires_possibles(demande.ressource, JOUR)
    selon = {
        "la phrase": {nom for nom, qui in gens.items() if not pourquoi_pas_viser(frais(qui), demande)},
        "la liste": {n for n, qui in gens.items() if DemandeValidation.objects.a_viser_par(frais(qui)).exists()},
        "les signataires": {n for n, q in gens.items() if any(q in possibles[x] for x in {P, N} - donnes)},
        "le service": {n for n, q in gens.items() if any(_essayer(demande, q, nature) for nature in (P, N))},
    }
    assert selon == dict.fromkeys(selon, attendus)
    permis = {nom for nom, qui in gens.items() if frais(qui).has_perm("validations.donner_visa", demande)}
    assert attendus <= permis
    # The minutes and the recap name nobody who could not.
    noms = {gens[nom].nom_complet for nom in set(gens) - attendus}
    assert not any(nom in ou_en_est(demande, possibles) for nom in noms)


def _essayer(demande, qui, nature) -> bool:
    """Then undone, for the next person."""
    with transaction.atomic():
        donne = signe(demande, qui, nature)
        transaction.set_rollback(True)
    return donne
