"""What became what, word by word, whatever the texts hold and however long they are."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from productions.comparaison.alignement import aligner
from productions.comparaison.declarations import comparer_declarations
from productions.comparaison.pieces import apparier
from productions.comparaison.textes import CARACTERES_MAX, Pli, Rang, comparer_textes
from productions.models import Piece
from tests.fabrique import DECLARATIONS

MOTS = st.lists(st.sampled_from("abcdefgh"), max_size=14)


def piece(nature: str, nom: str, contenu: str = "") -> Piece:
    return Piece(nature=nature, nom=nom, sha256=contenu or nom, fichier=nom)


def dit(avant: list[Piece], apres: list[Piece]) -> list[tuple[str, str, str]]:
    return [(e.libelle, getattr(e.avant, "nom", ""), getattr(e.apres, "nom", "")) for e in apparier(avant, apres)]


@pytest.mark.parametrize(
    ("ancien", "nouveau", "libelle"),
    [
        (("livret", "Livret V1.pdf", "a"), ("livret", "Livret V2.pdf", "b"), "Changé"),
        (("livret", "Livret V1.pdf", "a"), ("livret", "Guide du professeur.docx", "b"), "Changé"),
        (("livret", "Livret V1.pdf", "a"), ("livret", "Livret V2.pdf", "a"), "Inchangé, renommé"),
        (("annexe", "Fiche élève v1 (relue).odt", "a"), ("annexe", "Fiche élève v2.odt", "b"), "Changé"),
        (("annexe", "x.odt", "a"), ("annexe", "x.odt", "a"), "Inchangé"),
        (("annexe", "x.odt", "a"), ("livret", "x.odt", "a"), "Inchangé"),
    ],
)
def test_un_fichier_se_reconnait_d_une_version_a_l_autre(ancien, nouveau, libelle):
    assert dit([piece(*ancien)], [piece(*nouveau)]) == [(libelle, ancien[1], nouveau[1])]


def test_deux_annexes_de_noms_differents_sont_deux_choses():
    ecarts = dit([piece("annexe", "Plan.odt"), piece("cours", "c.mbz")], [piece("annexe", "Corrigé.odt")])
    assert ecarts == [("Retiré", "c.mbz", ""), ("Ajouté", "", "Corrigé.odt"), ("Retiré", "Plan.odt", "")]


def test_les_declarations_qui_different():
    assert comparer_declarations(DECLARATIONS, DECLARATIONS) == []
    (aucune,) = comparer_declarations({}, DECLARATIONS)
    assert (aucune.avant, aucune.apres) == ("aucune", "remplies")
    outil = {"nom": "Éléa", "genre": "autre", "motif": "le seul"}
    media = {"quoi": "Photo", "source": "Wikimedia", "licence": "CC BY"}
    ecarts = comparer_declarations(DECLARATIONS, DECLARATIONS | {"outils": [outil], "medias": [media], "rgpd": False})
    assert [(e.sujet[:22], e.avant, e.apres) for e in ecarts] == [
        ("L'usage proposé en cla", "déclaré", "non déclaré"),
        ("Outil ou service : Élé", "de l'institution", "autre : le seul"),
        ("Média : Photo", "absent", "Wikimedia, CC BY"),
    ]


@settings(max_examples=150, deadline=None)
@given(MOTS, MOTS)
def test_l_alignement_couvre_les_deux_textes(a, b):
    place_a = place_b = 0
    for egal, i1, i2, j1, j2 in aligner(a, b):
        assert (i1, j1) == (place_a, place_b)
        assert not egal or a[i1:i2] == b[j1:j2]
        place_a, place_b = i2, j2
    assert (place_a, place_b) == (len(a), len(b))


@settings(max_examples=100, deadline=None)
@given(MOTS, MOTS)
def test_rien_ne_se_perd_de_part_et_d_autre(a, b):
    """Whatever is shown, in its order, is the text: nothing is left out, nothing comes twice."""
    gauche, droite = [], []
    for rang in comparer_textes(a, b).suite:
        if isinstance(rang, Pli):
            gauche += rang.paragraphes
            droite += rang.paragraphes
        else:
            gauche += "".join(m.texte for m in rang.avant).split("\n") if rang.avant else []
            droite += "".join(m.texte for m in rang.apres).split("\n") if rang.apres else []
    assert (gauche, droite) == (a, b)


def test_les_mots_changes_seuls_sont_marques():
    (rang,) = comparer_textes(["La séance dure une heure, en salle."], ["La séance dure deux heures, en salle."]).suite
    assert isinstance(rang, Rang)
    assert [m.texte for m in rang.avant if m.change] == ["une heure"]
    assert [m.texte for m in rang.apres if m.change] == ["deux heures"]


def test_ce_qui_ne_change_pas_se_plie():
    commun = [f"Étape {n}" for n in range(30)]
    suite = comparer_textes([*commun, "Fin."], ["Début.", *commun, "Suite."]).suite
    assert [(p.nombre, p.ouvert) for p in suite if isinstance(p, Pli)] == [(1, True), (28, False), (1, True)]


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (["a " * 700] * 800, ["b " * 700] * 799),
        ([f"{n % 90}" for n in range(8_000)], [f"{n * 7 % 90}" for n in range(8_000)]),
        ([f"{n} commun" for n in range(8_000)], [f"{n} {'commun' if n % 2 else 'autre'}" for n in range(8_000)]),
    ],
)
def test_un_texte_fait_pour_durer_se_compare_vite_et_tient_en_une_page(avant, apres):
    debut = time.perf_counter()
    difference = comparer_textes(avant, apres)
    assert time.perf_counter() - debut < 8
    assert difference.passages
    montres = [m for rang in difference.suite if isinstance(rang, Rang) for m in (*rang.avant, *rang.apres)]
    assert sum(len(m.texte) for m in montres) <= CARACTERES_MAX
