"""The balanced proposal, against what must hold whatever the pôle; the oracle counts by a flow."""

from collections import defaultdict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from productions.repartition import ALire, Lecteur, manques, pourquoi_inegale, repartir
from tests.conftest import COMPLET

EXEMPLES = settings(
    max_examples=400 if COMPLET else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@st.composite
def poles(tirage):
    """A pôle of 5 to 40 teachers and 5 to 60 resources, each with its producers and who reads it already."""
    n, hasard = tirage(st.integers(5, 40)), tirage(st.randoms(use_true_random=False))
    lecteurs = [
        Lecteur(i, hasard.choice([0, 0, 1, 2, 5]), frozenset([hasard.randint(1, 8)]), hasard.random() > 0.1)
        for i in range(n)
    ]
    # From pôles where everybody produces a little to those where a few produce nearly everything.
    part = hasard.choice([1, 2, 3, n // 2, n - 1])
    a_lire = []
    for cle in range(tirage(st.integers(5, 60))):
        exclus = frozenset(hasard.sample(range(n), hasard.randint(1, part)))
        lieux = frozenset(x for i in exclus for x in lecteurs[i].etablissements)
        a_lire.append(ALire(cle, hasard.randint(1, 3), exclus, lieux))
    return lecteurs, a_lire


def places_prises(a_lire, capacites) -> int:
    """The most places that readers with these capacities can take: a maximum flow, by augmenting paths."""
    reste = {("source", ("r", r.cle)): r.places for r in a_lire}
    reste |= {(("r", r.cle), x): 1 for r in a_lire for x in capacites if x not in r.exclus}
    reste |= {(x, "puits"): capacite for x, capacite in capacites.items()}
    voisins = defaultdict(set)
    for de, vers in reste:
        voisins[de].add(vers)
        voisins[vers].add(de)
    flot = 0
    while True:
        venue, file = {"source": None}, ["source"]
        for noeud in file:
            neufs = [v for v in voisins[noeud] if v not in venue and reste.get((noeud, v), 0) > 0]
            venue |= dict.fromkeys(neufs, noeud)
            file += neufs
        if "puits" not in venue:
            return flot
        vers = "puits"
        while (de := venue[vers]) is not None:
            reste[de, vers] -= 1
            reste[vers, de] = reste.get((vers, de), 0) + 1
            vers = de
        flot += 1


def equilibre_possible(lecteurs, a_lire, remplies: int) -> bool:
    """Can loads differ by one at most, with that many places filled?

    All loads are then the mean or just above. Such a proposal exists when the readers can take what brings each to
    the mean, and all places can be filled without exceeding it (Mendelsohn and Dulmage join the two).
    """
    presents = [x for x in lecteurs if x.present]
    moyenne = (sum(x.charge for x in presents) + remplies) // len(presents)
    if any(x.charge > moyenne + 1 for x in presents):
        return False
    au_moins = {x.cle: max(0, moyenne - x.charge) for x in presents}
    au_plus = {x.cle: moyenne + 1 - x.charge for x in presents}
    return places_prises(a_lire, au_moins) == sum(au_moins.values()) and places_prises(a_lire, au_plus) == remplies


@EXEMPLES
@given(poles())
def test_personne_ne_relit_son_travail_et_les_places_possibles_sont_prises(pole):
    lecteurs, a_lire = pole
    proposee = repartir(lecteurs, a_lire)
    presents = {x.cle for x in lecteurs if x.present}
    charges = {x.cle: x.charge for x in lecteurs if x.present}
    for r in a_lire:
        qui = proposee.lisent[r.cle]
        assert qui <= presents - r.exclus
        assert len(qui) == min(r.places, len(presents - r.exclus))
        for x in qui:
            charges[x] += 1
    assert proposee.charges == charges
    titres = {r.cle: f"n° {r.cle}" for r in a_lire}
    dites = list(manques(lecteurs, a_lire, proposee, titres))
    incompletes = [r for r in a_lire if len(proposee.lisent[r.cle]) < r.places]
    assert [titres[r.cle] in phrase for r, phrase in zip(incompletes, dites, strict=True)] == [True] * len(incompletes)


@EXEMPLES
@given(poles())
def test_les_charges_different_d_une_au_plus_quand_c_est_possible(pole):
    lecteurs, a_lire = pole
    if not any(x.present for x in lecteurs):
        return
    proposee = repartir(lecteurs, a_lire)
    remplies = sum(len(qui) for qui in proposee.lisent.values())
    assert (proposee.ecart <= 1) == equilibre_possible(lecteurs, a_lire, remplies)
    noms = {x.cle: f"Personne {x.cle}" for x in lecteurs}
    assert bool(pourquoi_inegale(lecteurs, a_lire, proposee, noms)) == (proposee.ecart > 1)


@EXEMPLES
@given(poles(), st.randoms(use_true_random=False))
def test_le_meme_etablissement_ne_reste_que_s_il_le_faut(pole, hasard):
    """Nobody could take such a reading over without reading more than who has it."""
    lecteurs, a_lire = pole
    proposee = repartir(lecteurs, a_lire)
    lieux = {x.cle: x.etablissements for x in lecteurs}
    for r in a_lire:
        for voisin in (x for x in proposee.lisent[r.cle] if lieux[x] & r.etablissements):
            libres = proposee.charges.keys() - r.exclus - proposee.lisent[r.cle]
            ailleurs = [x for x in libres if not lieux[x] & r.etablissements]
            assert all(proposee.charges[x] >= proposee.charges[voisin] for x in ailleurs)


def test_ce_que_disent_les_raisons():
    # 1 has six already; 2 produces everything; 3 reads the rest.
    lecteurs = [Lecteur(1, 6), Lecteur(2), Lecteur(3), Lecteur(4, present=False)]
    a_lire = [ALire(10, 1, frozenset([1, 2])), ALire(11, 2, frozenset([2])), ALire(12, 2, frozenset([1, 2]))]
    proposee = repartir(lecteurs, a_lire)
    assert proposee.lisent == {10: {3}, 11: {1, 3}, 12: {3}}
    noms = {1: "Claire Moreau", 2: "Hugo Petit", 3: "Élodie Garnier", 4: "Zoé Roux"}
    raisons = pourquoi_inegale(lecteurs, a_lire, proposee, noms)
    assert any(phrase.startswith("Hugo Petit ne peut rien recevoir") for phrase in raisons)
    manque = list(manques(lecteurs, a_lire, proposee, {10: "A", 11: "B", 12: "C"}))
    assert manque == [
        "« C » : il manque un relecteur. Le reste de l'équipe la produit ou la relit déjà, 1 personne est indisponible."
    ]


def test_rien_a_lire_ni_personne():
    assert repartir([], [ALire(1, 1)]).lisent == {1: set()}
    assert repartir([Lecteur(1)], []).ecart == 0
