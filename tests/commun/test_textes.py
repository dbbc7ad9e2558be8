"""Characters that nobody sees stay out of what is stored and of what is sent."""

import pytest
from django.http import QueryDict

from commun.courriels import message
from commun.models import Courriel
from commun.textes import champs_sans_invisibles, mots, sans_invisibles
from tests.fabrique import MAINTENANT


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        ("Un livret\x00 \u202efdp.exe\u2066", "Un livret fdp.exe"),
        ("deux\x0blignes", "deux lignes"),
        ("une\r\nligne\tet un tabulé", "une\r\nligne\tet un tabulé"),
        ("\U0001f469\u200d\U0001f3eb \u0639\u0631\u0628\u200f", "\U0001f469\u200d\U0001f3eb \u0639\u0631\u0628\u200f"),
        ("\ud83d seul", " seul"),
    ],
)
def test_ce_que_l_on_voit_reste(tape: str, lu: str) -> None:
    assert sans_invisibles(tape) == lu


def test_un_formulaire_sain_est_rendu_tel_quel() -> None:
    sain = QueryDict("titre=Les+documents&producteurs=1&producteurs=2")
    assert champs_sans_invisibles(sain) is sain
    nettoye = champs_sans_invisibles(QueryDict("titre=a%00b&producteurs=1&producteurs=2"))
    assert (nettoye["titre"], nettoye.getlist("producteurs")) == ("ab", ["1", "2"])


def test_un_nom_et_un_titre_hostiles_n_ajoutent_ni_ligne_ni_destinataire() -> None:
    piege = "Titre\r\nBcc: autre@exemple.fr\u202efdp"
    courriel = Courriel(
        pk=1, sujet=piege, nom_destinataire=f'{piege}" <autre@exemple.fr>,', adresse="nadia@exemple.fr",
        texte="Bonjour.", url="/", bouton="Lire", cree_le=MAINTENANT,
    )  # fmt: skip
    pret = message(courriel)
    entetes = pret.message()
    assert entetes["Bcc"] is None
    assert pret.subject == "Titre Bcc: autre@exemple.frfdp"
    assert entetes["To"].count("nadia@exemple.fr") == 1
    assert pret.recipients() == [pret.to[0]]


def test_les_mots_se_comparent_comme_un_pouce_les_tape() -> None:
    assert mots("Lycée Émilie-Gaillard, L'Haÿ-les-Roses") == mots("lycee emilie gaillard l hay les roses")
    assert mots("Sacré-Cœur") == ["sacre", "coeur"]
    assert mots(" -, ") == []
