"""Every move is said in words."""

import pytest

from journal import libelles
from journal.libelles import enregistrer, phrase, phrase_entiere
from journal.services import ecrire, effacer_texte
from tests.journal.conftest import DEBUT


@pytest.fixture(autouse=True)
def _registre(monkeypatch) -> None:
    monkeypatch.setattr(libelles, "_MODELES", dict(libelles._MODELES))
    enregistrer({"essai.deposer": "a déposé la V{numero}", "essai.inviter": "a invité {texte} ({absente})"})


@pytest.fixture
def ecriture(auteure):
    def ecriture(action: str, **champs):
        return ecrire(chaine="c:1", action=action, acteur=auteure, maintenant=DEBUT, **champs)

    return ecriture


def test_un_jour_se_dit_en_toutes_lettres_et_la_personne_par_son_nom(ecriture) -> None:
    enregistrer({"essai.finir": "a remercié {qui} le {fin}"})
    finie = ecriture("essai.finir", donnees={"fin": "2027-06-01", "personne": 3})
    assert phrase(finie) == "a remercié une personne le 1er juin 2027"
    finie.concerne = "Hugo Petit"
    assert phrase(finie) == "a remercié Hugo Petit le 1er juin 2027"


def test_une_phrase(ecriture) -> None:
    deposee = ecriture("essai.deposer", donnees={"numero": 2})
    assert phrase(deposee) == "a déposé la V2"
    assert phrase_entiere(deposee) == "Nadia Benali a déposé la V2"
    deposee.acteur = None
    assert phrase_entiere(deposee) == "Le service a déposé la V2"


def test_ce_qui_manque_ne_casse_pas_la_page(ecriture) -> None:
    assert phrase(ecriture("essai.inviter", texte="{numero} {0.__class__}")) == "a invité {numero} {0.__class__} (…)"
    assert phrase(ecriture("essai.inconnue_ici")) == "essai : inconnue ici"


def test_un_texte_efface_se_dit(ecriture, auteure) -> None:
    invitation = ecriture("essai.inviter", texte="Yann Le Goff")
    effacer_texte(ecriture=invitation, acteur=auteure, maintenant=DEBUT)
    assert phrase(invitation) == "a invité (texte effacé) (…)"


def test_deux_phrases_pour_une_action() -> None:
    enregistrer({"essai.deposer": "a déposé la V{numero}"})
    with pytest.raises(ValueError, match=r"essai\.deposer"):
        enregistrer({"essai.deposer": "a rendu la V{numero}"})
