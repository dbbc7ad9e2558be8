"""What a mandate allows: its scope, its days."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from poles.droits import droits_de, oublier_droits
from poles.models import Campagne, Fonction
from poles.services import terminer_mandat
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagnes():
    """One, another of the same pôle in a former cycle, one of the same académie, one of another académie."""
    visee = fabrique.campagne()
    avant = fabrique.cycle(libelle="2025-2026", debut=date(2025, 9, 1), fin=date(2026, 8, 31))
    ailleurs = fabrique.cycle(academie=fabrique.academie("Lyon"))
    return [
        visee,
        fabrique.campagne(pole=visee.pole, cycle=avant),
        fabrique.campagne(),
        fabrique.campagne(cycle=ailleurs),
    ]


@pytest.mark.parametrize(
    ("portee", "attendues"), [("campagne", [True, False, False, False]), ("pole", [True, True, False, False])]
)
def test_un_mandat_vaut_sur_sa_portee(campagnes, portee, attendues):
    qui, visee = fabrique.personne(), campagnes[0]
    fabrique.mandat(qui, Fonction.ENSEIGNANT, visee if portee == "campagne" else visee.pole)
    verifier(qui, campagnes, attendues)


def test_un_mandat_academique_vaut_sur_toute_l_academie(campagnes):
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.INSPECTEUR, campagnes[0].pole.academie)
    verifier(qui, campagnes, [True, True, True, False])


def verifier(qui, campagnes, attendues):
    """The list and the predicate say the same."""
    visibles = set(Campagne.objects.visibles_par(qui))
    assert [c in visibles for c in campagnes] == attendues
    assert [droits_de(qui).a(c) for c in campagnes] == attendues
    assert [qui.has_perm("poles.voir_campagne", c) for c in campagnes] == attendues


def test_la_fonction_compte():
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    droits = droits_de(qui)
    assert droits.a(campagne, Fonction.ENSEIGNANT, Fonction.DRANE)
    assert not droits.a(campagne, Fonction.COORDINATEUR)
    assert droits.exerce(Fonction.ENSEIGNANT)
    assert not droits.exerce(Fonction.INSPECTEUR)
    assert not Campagne.objects.filter(droits.q("", Fonction.COORDINATEUR)).exists()


def test_le_premier_et_le_dernier_jour_comptent(horloge):
    campagne = fabrique.campagne()
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne, debut=date(2027, 1, 10), fin=date(2027, 1, 20))

    def voit(jour: int) -> bool:
        horloge(datetime(2027, 1, jour, 12, tzinfo=UTC))
        return Campagne.objects.visibles_par(qui).exists()

    assert [voit(jour) for jour in (9, 10, 20, 21)] == [False, True, True, False]


def test_un_mandat_termine_ne_donne_plus_rien():
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    terminer_mandat(mandat=qui.mandats.get(), fin=date(2027, 1, 13), acteur=None, maintenant=fabrique.MAINTENANT)
    oublier_droits(qui)
    assert not droits_de(qui).mandats
    assert not qui.has_perm("poles.voir_campagne", campagne)


def test_un_compte_ferme_n_a_aucun_droit():
    campagne = fabrique.campagne()
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    qui.is_active = False
    assert not Campagne.objects.visibles_par(qui).exists()
    admin = fabrique.superutilisateur()
    admin.is_active = False
    assert not Campagne.objects.visibles_par(admin).exists()


def test_le_superutilisateur_conduit_tout_mais_n_exerce_aucune_fonction():
    campagne = fabrique.campagne()
    qui = fabrique.superutilisateur()
    assert list(Campagne.objects.visibles_par(qui)) == [campagne]
    assert qui.has_perm("poles.inviter", campagne)
    assert not droits_de(qui).a(campagne)
    assert not droits_de(qui).exerce(Fonction.INSPECTEUR)
    assert not Campagne.objects.filter(droits_de(qui).q("", Fonction.INSPECTEUR)).exists()


def test_les_droits_se_lisent_une_fois(django_assert_num_queries):
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    oublier_droits(qui)
    with django_assert_num_queries(1):
        for _ in range(5):
            droits_de(qui).a(campagne, Fonction.ENSEIGNANT)
            droits_de(qui).exerce(Fonction.DRANE)


def test_un_visiteur_n_a_rien():
    assert not Campagne.objects.visibles_par(AnonymousUser()).exists()


PERMISSIONS = {
    "poles.voir_campagne": set(Fonction.values),
    "poles.inviter": {Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR},
    "poles.modifier_campagne": {Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR},
    "poles.nommer_responsables": {Fonction.ADMINISTRATEUR},
    "suivi.consigner_etape": {Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR},
}


@pytest.mark.parametrize("fonction", Fonction.values)
def test_qui_peut_quoi(fonction):
    campagne = fabrique.campagne()
    qui, etranger = fabrique.personne(), fabrique.personne()
    fabrique.mandat(qui, fonction, campagne.pole.academie)
    fabrique.mandat(etranger, fonction, fabrique.academie("Lyon"))
    for permission, fonctions in PERMISSIONS.items():
        assert qui.has_perm(permission, campagne) == (fonction in fonctions), permission
        assert not etranger.has_perm(permission, campagne), permission
