"""Two clicks at once on PostgreSQL: one entrance, one account, one live link, one absence."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from comptes import services as comptes
from comptes.models import ChangementAdresse, Personne
from poles import services
from poles.models import Fonction, Indisponibilite, Invitation, Mandat
from tests import fabrique
from tests.commun.test_concurrence import ensemble
from tests.fabrique import JOUR, MAINTENANT

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def issue(action: Callable[[], object]) -> Callable[[], str]:
    """« fait », or « refus » when a rule says no."""

    def essayer() -> str:
        try:
            action()
        except ActionImpossible:
            return "refus"
        return "fait"

    return essayer


def une_fois_sur(rendus: list[object], combien: int) -> bool:
    return sorted(rendus) == ["fait"] + ["refus"] * (combien - 1)


def test_deux_clics_sur_le_lien_donnent_une_entree() -> None:
    mandat = fabrique.invitation(fabrique.campagne())
    invitation = mandat.invitations.get()
    entrer = issue(
        lambda: services.entrer(invitation=invitation, prenom="Inès", nom="Roux", maintenant=MAINTENANT, jour=JOUR)
    )
    assert une_fois_sur(ensemble(entrer, 4), 4)


def test_deux_invitations_de_la_meme_adresse_donnent_un_compte() -> None:
    campagnes = [fabrique.campagne(), fabrique.campagne()]
    coordinateurs = [fabrique.titulaire(c, Fonction.COORDINATEUR) for c in campagnes]
    reste = list(zip(campagnes, coordinateurs, strict=True)) * 2

    def inviter() -> None:
        campagne, par = reste.pop()
        fabrique.invitation(campagne, par, email="ines@exemple.fr")

    assert sorted(ensemble(issue(inviter), 4)) == ["fait", "fait", "refus", "refus"]
    personne = Personne.objects.get(email="ines@exemple.fr")
    assert Mandat.objects.filter(personne=personne).count() == 2
    assert Invitation.objects.vivants().count() == 2
    assert Courriel.objects.filter(gabarit="invitation").count() == 2


def test_renvoyer_a_deux_laisse_un_seul_lien_qui_sert() -> None:
    mandat = fabrique.invitation(fabrique.campagne())
    par = fabrique.titulaire(mandat.campagne, Fonction.COORDINATEUR)
    ensemble(lambda: services.renvoyer_invitation(mandat=mandat, acteur=par, maintenant=MAINTENANT), 4)
    assert Invitation.objects.count() == 5
    assert Invitation.objects.vivants().count() == 1


def test_confirmer_une_adresse_a_deux_la_change_une_fois() -> None:
    personne = fabrique.personne()
    changement = comptes.demander_changement_adresse(
        personne=personne, adresse="nouvelle@exemple.fr", maintenant=MAINTENANT
    )
    confirmer = issue(lambda: comptes.confirmer_changement_adresse(changement=changement, maintenant=MAINTENANT))
    assert une_fois_sur(ensemble(confirmer, 4), 4)
    assert Courriel.objects.filter(gabarit="adresse_changee").count() == 1
    assert ChangementAdresse.objects.vivants().count() == 0


def test_se_dire_indisponible_a_deux_donne_une_periode() -> None:
    personne = fabrique.personne()
    fin = JOUR + timedelta(days=3)
    declarer = issue(lambda: fabrique.indisponibilite(personne, fin=fin))
    assert une_fois_sur(ensemble(declarer, 4), 4)
    assert Indisponibilite.objects.count() == 1
