"""« En attente de (nom) » among the lists' filters finds who may sign: the one rule of who can, in SQL."""

from datetime import timedelta

import pytest
from django.db.models import Q

from comptes.models import Personne
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import Ressource
from productions.queries.attentes import Nommes
from tests import fabrique
from validations.models import NatureVisa
from validations.queries import signataires_possibles
from validations.signatures import attendues_de

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def attendues(qui: Personne) -> set[int]:
    noms = Nommes(Personne.objects.filter(pk=qui.pk).values("pk"), Q(pk__in=[]), fabrique.JOUR)
    return set(Ressource.objects.filter(attendues_de(noms)).values_list("pk", flat=True))


def selon_la_regle(qui: Personne) -> set[int]:
    """Where the visa is missing and the person may give it."""
    trouvees = set()
    for ressource in Ressource.objects.filter(demandes__close_le__isnull=True, etat=R.EN_VALIDATION):
        donnes = set(ressource.demandes.get(close_le__isnull=True).visas.values_list("nature", flat=True))
        possibles = signataires_possibles(ressource, fabrique.JOUR)
        if any(qui in possibles[nature] for nature in set(NatureVisa.values) - donnes):
            trouvees.add(ressource.pk)
    return trouvees


def test_la_liste_attend_qui_peut_signer(pole) -> None:
    """Given, lent, produced, abroad, ended, by an académie's mandate: the same people for the same rounds."""
    inspecteur, drane = pole.inspecteur, pole.drane
    pole.ressource(R.EN_VALIDATION)
    fabrique.visa(pole.ressource(R.EN_VALIDATION).demandes.get(), NatureVisa.PEDAGOGIQUE)
    fabrique.visa(pole.ressource(R.EN_VALIDATION).demandes.get(), NatureVisa.NUMERIQUE)
    fabrique.demande(pole.ressource(R.PRETE_A_VALIDER, producteurs=[inspecteur]))
    pole.ressource(R.VALIDEE)
    fabrique.ressource(etat=R.EN_VALIDATION)
    # Who produces may sign in nobody's name; in the name of who has signed, nobody gives the other visa.
    remplacant, autre, ferme, ancien, academique = (fabrique.personne() for _ in range(5))
    fabrique.demande(pole.ressource(R.PRETE_A_VALIDER, producteurs=[remplacant]))
    fabrique.delegation(inspecteur.mandats.get(), remplacant)
    fabrique.delegation(drane.mandats.get(), autre)
    fabrique.mandat(autre, Fonction.INSPECTEUR, pole.campagne)
    fabrique.mandat(ferme, Fonction.INSPECTEUR, pole.campagne)
    Personne.objects.filter(pk=ferme.pk).update(is_active=False)
    fabrique.mandat(ancien, Fonction.DRANE, pole.campagne)
    ancien.mandats.update(fin=fabrique.JOUR - timedelta(days=1))
    fabrique.mandat(academique, Fonction.DRANE, pole.campagne.pole.academie)
    trouvees = {qui.pk: attendues(qui) for qui in Personne.objects.all()}
    assert trouvees == {qui.pk: selon_la_regle(qui) for qui in Personne.objects.all()}
    assert trouvees[ferme.pk] == trouvees[ancien.pk] == set()
    assert len(trouvees[remplacant.pk]) < len(trouvees[academique.pk])
    assert all(trouvees[qui.pk] for qui in (inspecteur, drane, autre, remplacant))
