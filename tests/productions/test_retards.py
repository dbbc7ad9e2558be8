"""What lists filter and count by says the same as each resource's own line."""

from datetime import timedelta
from itertools import pairwise

import pytest

from productions.etapes import Avancement, Etape, a_l_etape, etape, parvenues
from productions.etats import EtatRessource as R
from productions.models import Ressource
from productions.queries.ressources import pour_liste, situees
from productions.queries.retards import en_retard
from tests import fabrique
from tests.monde import creer

pytestmark = pytest.mark.django_db


def ligne_a_ligne(jour, de_plus):
    toutes = situees(pour_liste(Ressource.objects.all(), jour), jour)
    return {r.pk: r.situation.jour for r in toutes if r.situation.jour and (jour - r.situation.jour).days >= de_plus}


def test_les_listes_disent_comme_les_lignes():
    """One world, made once: the lateness on several days, then the steps."""
    monde = creer()
    fabrique.indisponibilite(monde.roles["coproducteur"], jours=20)
    fabrique.indisponibilite(monde.roles["relecteur"], jours=20)
    for jours in (0, 8, 15, 40, 140, 300):
        jour = fabrique.JOUR + timedelta(days=jours)
        for de_plus in (1, 8, 31):
            trouvees = dict(en_retard(Ressource.objects.all(), jour, de_plus).values_list("pk", "attendue_le"))
            assert trouvees == ligne_a_ligne(jour, de_plus), f"{jours} jours après, de {de_plus} jours"
    assert len(trouvees) > 5
    etapes = dict(Ressource.objects.annotate(ou=etape()).values_list("pk", "ou"))
    for nom in Etape.values:
        seules = set(a_l_etape(Ressource.objects.all(), nom).values_list("pk", flat=True))
        assert seules == {pk for pk, ou in etapes.items() if ou == nom}
        assert seules, f"aucune ressource à l'étape {nom}"
    abandonnees = {r.pk for r in Ressource.objects.filter(etat=R.ABANDONNEE)}
    assert {pk for pk, ou in etapes.items() if not ou} == abandonnees
    suites = [
        set(parvenues(Ressource.objects.all(), a).values_list("pk", flat=True))
        for a in (Avancement.ENGAGEE, Avancement.V1, Avancement.V2, Avancement.VALIDEE, Avancement.PUBLIEE)
    ]
    assert all(apres < avant for avant, apres in pairwise(suites))
    assert not suites[0] & abandonnees
