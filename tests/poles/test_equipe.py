"""Naming, inviting, ending: the services of the team."""

from datetime import date, timedelta

import pytest

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from comptes.models import Personne
from journal.libelles import phrase
from journal.models import Ecriture
from poles.models import Fonction, Mandat
from poles.services import inviter, nommer, terminer_mandat
from tests import fabrique

pytestmark = pytest.mark.django_db
JOUR, MAINTENANT = fabrique.JOUR, fabrique.MAINTENANT


@pytest.fixture
def campagne():
    return fabrique.campagne()


def invitation(campagne, email="nadia.benali@exemple.fr", **champs) -> Mandat:
    champs = {"prenom": "Nadia", "nom": "Benali", "fonction": Fonction.ENSEIGNANT} | champs
    return inviter(
        campagne=campagne,
        email=email,
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        debut=JOUR,
        maintenant=MAINTENANT,
        **champs,
    )


def test_une_invitation_cree_le_compte_le_mandat_et_le_courriel(campagne):
    etablissement = fabrique.etablissement()
    mandat = invitation(campagne, email=" Nadia.BENALI@exemple.fr ", etablissement=etablissement)
    personne = Personne.objects.get(email="nadia.benali@exemple.fr")
    assert (mandat.personne, mandat.campagne, mandat.libelle) == (personne, campagne, "enseignant")
    assert not personne.has_usable_password()
    assert personne.affectations.get().etablissement == etablissement
    courriel = Courriel.objects.get(personne=personne.pk)
    assert campagne.pole.nom in courriel.sujet
    # She has never come in: the link is personal, and its secret is kept as a digest alone.
    assert courriel.secret
    assert mandat.invitations.get().empreinte not in courriel.url
    assert len(courriel.texte.split()) < 200
    ecriture = Ecriture.objects.filter(action="mandat.nommer").last()
    assert ecriture.chaine == campagne.chaine
    assert ecriture.donnees["personne"] == personne.pk
    assert "mandat" not in phrase(ecriture)


def test_une_personne_connue_garde_son_nom_et_son_etablissement(campagne):
    connue = fabrique.personne("Nadia", "Benali-Roux", email="nadia@exemple.fr")
    etablissement = fabrique.etablissement()
    connue.affectations.create(etablissement=etablissement, debut=date(2026, 9, 1))
    mandat = invitation(campagne, email="NADIA@exemple.fr", etablissement=fabrique.etablissement())
    assert mandat.personne == connue
    assert Personne.objects.get(pk=connue.pk).nom == "Benali-Roux"
    assert connue.affectations.get().etablissement == etablissement


def test_on_n_invite_pas_deux_fois_dans_la_meme_fonction(campagne):
    invitation(campagne)
    with pytest.raises(ActionImpossible, match="exerce déjà cette fonction"):
        invitation(campagne)
    assert Mandat.objects.filter(personne__nom="Benali").count() == 1
    invitation(campagne, fonction=Fonction.OBSERVATEUR)


def test_un_compte_ferme_ne_se_rouvre_pas_par_une_invitation(campagne):
    fabrique.personne(email="ferme@exemple.fr", is_active=False)
    with pytest.raises(ActionImpossible, match="est fermé"):
        invitation(campagne, email="ferme@exemple.fr")


def test_un_mandat_qui_finit_plus_tard_vaut_encore(campagne):
    """Only mandates without an end are unique in the database: the service looks at the days as well."""
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne, fin=JOUR + timedelta(30))
    with pytest.raises(ActionImpossible, match="exerce déjà cette fonction"):
        nommer(personne=qui, fonction=Fonction.ENSEIGNANT, portee=campagne, debut=JOUR, maintenant=MAINTENANT)
    nommer(
        personne=qui,
        fonction=Fonction.ENSEIGNANT,
        portee=campagne,
        debut=JOUR + timedelta(31),
        maintenant=MAINTENANT,
    )


def test_terminer_un_mandat(campagne):
    mandat = fabrique.enseignant(campagne).mandats.get()
    acteur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    fini = terminer_mandat(mandat=mandat, fin=JOUR, acteur=acteur, maintenant=MAINTENANT, motif="Mutation.")
    assert fini.fin == JOUR
    with pytest.raises(ActionImpossible, match="déjà terminé"):
        terminer_mandat(mandat=mandat, fin=JOUR, acteur=acteur, maintenant=MAINTENANT)
    ecriture = Ecriture.objects.get(action="mandat.terminer")
    assert (ecriture.texte, ecriture.donnees["fin"]) == ("Mutation.", JOUR.isoformat())


def test_un_mandat_ne_finit_pas_avant_d_avoir_commence(campagne):
    mandat = fabrique.mandat(fabrique.personne(), Fonction.ENSEIGNANT, campagne, debut=JOUR)
    fini = terminer_mandat(mandat=mandat, fin=date(2026, 9, 1), acteur=None, maintenant=MAINTENANT)
    assert fini.fin == JOUR
