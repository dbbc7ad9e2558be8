"""« En retard » is what the registry of obligations says is past its day: lists and « Relancer » agree."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from calendrier.obligations import Demande, obligations
from calendrier.rappels.cycles import se_rappelle
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle
from poles.queries import indisponibles
from productions.etapes import Avancement, Etape, a_l_etape, etape, parvenues
from productions.etats import EtatRessource as R
from productions.models import Ressource
from productions.queries.ressources import pour_liste, situees
from productions.queries.retards import DATEES, en_retard
from tests import fabrique, tests_classe
from tests.monde import creer

pytestmark = pytest.mark.django_db


def dites_par_le_registre(jour):
    """Of each resource, the first day that has passed of what somebody there owes; not by who is away."""
    campagnes = {c.pk: c for c in Campagne.objects.select_related("cycle")}
    de_la_fiche = defaultdict(set)
    for pk, fiche in Ressource.objects.filter(etat=R.EN_CONCEPTION).values_list("pk", "fiche"):
        de_la_fiche[f"fiche:{fiche}"].add(pk)
    premieres = {}
    for o in obligations(Demande(jour, campagnes=tuple(campagnes))):
        absents = o.personnes and not o.fonctions and set(indisponibles(jour, o.personnes)) >= o.personnes
        if not o.retard(jour) or absents or not se_rappelle(campagnes[o.campagne].cycle, o.echeance, o.nature):
            continue
        genre, _, pk = o.sujet.partition(":")
        for ressource in {int(pk)} if genre == "ressource" else de_la_fiche[o.sujet]:
            premieres[ressource] = min(o.echeance, premieres.get(ressource, o.echeance))
    return premieres


@pytest.fixture
def monde():
    """The world, with what its people have not done yet: a class test, a fiche to take up again, one to decide."""
    monde = creer()
    fabrique.indisponibilite(monde.roles["coproducteur"], jours=20)
    fabrique.indisponibilite(monde.roles["relecteur"], jours=20)
    for etat in (R.PRETE_A_VALIDER, R.PUBLIEE):
        testee = fabrique.ressource(monde.campagne, etat)
        tests_classe.planifier(testee, fabrique.enseignant(monde.campagne), jour_prevu=fabrique.JOUR + timedelta(9))
    for soumise in (False, True):
        fabrique.fiche(monde.campagne, [fabrique.enseignant(monde.campagne)], soumise=soumise, productions_prevues=2)
    return monde


@pytest.mark.parametrize("etat", [EtatCycle.OUVERT, EtatCycle.CLOS, EtatCycle.PREPARE])
def test_les_listes_disent_comme_le_registre(monde, etat):
    Cycle.objects.update(etat=etat)
    trouvees = {}
    for jours in (8, 40, 140, 420):
        jour = fabrique.JOUR + timedelta(days=jours)
        trouvees = dict(en_retard(Ressource.objects.all(), jour).values_list("pk", "attendue_le"))
        assert trouvees == dites_par_le_registre(jour), f"{jours} jours après"
        lues = situees(pour_liste(Ressource.objects.all(), jour), jour)
        assert {
            r.pk: r.situation.premier for r in lues if r.situation.premier and r.situation.premier < jour
        } == trouvees
        for de_plus in (8, 31):
            anciennes = {pk for pk, le in trouvees.items() if (jour - le).days >= de_plus}
            assert set(en_retard(Ressource.objects.all(), jour, de_plus).values_list("pk", flat=True)) == anciennes
        par_etape = [
            set(en_retard(Ressource.objects.all(), jour, etape=e).values_list("pk", flat=True)) for e in DATEES
        ]
        assert set().union(*par_etape) == set(trouvees)
    assert len(trouvees) > (5 if etat == EtatCycle.OUVERT else 0 if etat == EtatCycle.PREPARE else -1)


def test_les_etapes_se_partagent_les_ressources(monde):
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
