"""The registry: one answer from several rooms."""

from datetime import timedelta

import pytest

from calendrier import obligations as registre
from calendrier.obligations import Demande, Obligation, enregistrer, obligations
from comptes.models import Personne
from poles.models import Campagne, Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def vide(monkeypatch):
    monkeypatch.setattr(registre, "_fournisseurs", {})


def obligation(cle: str, echeance: int | None = None, depuis: int | None = None) -> Obligation:
    """`echeance` in days from today, `depuis` in days ago."""
    return Obligation(
        cle=cle,
        genre="test",
        campagne=1,
        phrase="Faire",
        objet="ceci",
        pourquoi="Pour voir.",
        url="/",
        bouton="Faire",
        echeance=None if echeance is None else fabrique.JOUR + timedelta(days=echeance),
        depuis=None if depuis is None else fabrique.JOUR - timedelta(days=depuis),
    )


def test_le_plus_urgent_d_abord_quelle_que_soit_la_piece(vide):
    enregistrer("une", lambda demande: [obligation("sans date"), obligation("loin", 30), obligation("attend", None, 9)])
    enregistrer("autre", lambda demande: [obligation("retard", -3), obligation("attend plus", None, 12)])
    assert [o.cle for o in obligations(Demande(fabrique.JOUR))] == [
        "retard",
        "loin",
        "attend plus",
        "attend",
        "sans date",
    ]


def test_s_enregistrer_de_nouveau_remplace(vide):
    enregistrer("une", lambda demande: [obligation("a")])
    enregistrer("une", lambda demande: [obligation("b")])
    assert [o.cle for o in obligations(Demande(fabrique.JOUR))] == ["b"]


def test_chaque_piece_s_est_enregistree():
    assert {nom.split(".")[0] for nom in registre._fournisseurs} == {"productions", "validations", "suivi"}


def test_le_retard_se_compte_en_jours():
    assert obligation("a", -3).retard(fabrique.JOUR) == 3
    assert obligation("a", 0).retard(fabrique.JOUR) == obligation("a", 5).retard(fabrique.JOUR) == 0
    assert obligation("a").retard(fabrique.JOUR) == 0


def test_la_demande_se_restreint_a_la_personne_et_aux_campagnes():
    campagnes = [fabrique.campagne(), fabrique.campagne()]
    qui = fabrique.enseignant(campagnes[0])

    def visees(demande: Demande, *fonctions: str) -> list[Campagne]:
        return list(Campagne.objects.filter(demande.q("", *fonctions)).order_by("pk"))

    assert visees(Demande(fabrique.JOUR)) == campagnes
    assert visees(Demande(fabrique.JOUR, campagnes=(campagnes[1].pk,))) == campagnes[1:]
    assert visees(Demande(fabrique.JOUR, campagnes=())) == []
    assert visees(Demande(fabrique.JOUR, personne=qui)) == campagnes[:1]
    assert visees(Demande(fabrique.JOUR, personne=qui), Fonction.COORDINATEUR) == []
    assert visees(Demande(fabrique.JOUR, personne=qui, campagnes=(campagnes[1].pk,))) == []


def test_deux_reponses_sur_la_meme_chose_ont_la_meme_cle():
    campagne = fabrique.campagne(avec_equipe=True)
    fabrique.fiche(campagne, soumise=True)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    par_personne = {o.cle for o in obligations(Demande(fabrique.JOUR, personne=coordinateur))}
    par_campagne = [o.cle for o in obligations(Demande(fabrique.JOUR, campagnes=(campagne.pk,)))]
    assert par_personne < set(par_campagne)
    assert len(par_campagne) == len(set(par_campagne))


def test_sans_predac_ni_ian_l_administration_recoit_ce_qui_les_attend():
    campagne = fabrique.campagne()
    administrateur = fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR)
    soumise = fabrique.fiche(campagne, soumise=True)

    def cles() -> set[str]:
        personne = Personne.objects.get(pk=administrateur.pk)
        return {o.cle for o in obligations(Demande(fabrique.JOUR, personne=personne)) if str(soumise) == o.objet}

    assert cles()
    fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    assert not cles()
