"""« Remplacer » who leads a pôle or signs, for good or for a while."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from poles.droits import droits_de, oublier_droits
from poles.models import Fonction, Titre
from poles.services import remplacer
from tests import fabrique

pytestmark = pytest.mark.django_db
JOUR, MAINTENANT = fabrique.JOUR, fabrique.MAINTENANT
DEBUT = JOUR + timedelta(days=3)
MOTIF = "Départ à la retraite."


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def administration(client, campagne):
    qui = fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR)
    client.force_login(qui)
    return qui


@pytest.fixture
def successeur(campagne):
    qui = fabrique.personne("Jeanne", "Faure")
    fabrique.mandat(qui, Fonction.INSPECTEUR, fabrique.campagne())
    return qui


def mandat_de(campagne, fonction=Fonction.INSPECTEUR):
    return campagne.mandats.select_related("personne").filter(fonction=fonction).earliest("pk")


def poster(client, campagne, qui, fonction=Fonction.INSPECTEUR, **champs):
    url = reverse(
        "poles:remplacer", args=[campagne.pole.slug, campagne.cycle.libelle, mandat_de(campagne, fonction).pk]
    )
    donnees = {"personne": str(qui.pk), "comment": "definitif", "debut": DEBUT.isoformat(), "fin": "", "motif": MOTIF}
    return client.post(url, donnees | champs, follow=True)


def test_l_ancien_finit_la_veille_le_nouveau_commence(client, campagne, administration, successeur):
    reponse = poster(client, campagne, successeur)
    assert reponse.redirect_chain == [(campagne.get_absolute_url(), 302)]
    assert "Jeanne Faure prend la fonction" in reponse.text
    ancien, nouveau = mandat_de(campagne), campagne.mandats.get(personne=successeur)
    assert (ancien.fin, nouveau.debut, nouveau.fin) == (DEBUT - timedelta(days=1), DEBUT, None)
    recus = dict(Courriel.objects.filter(gabarit__startswith="remplacement").values_list("personne", "gabarit"))
    assert recus == {
        successeur.pk: "remplacement_nomme",
        ancien.personne_id: "remplacement_annonce",
        fabrique.titulaire(campagne, Fonction.COORDINATEUR).pk: "remplacement_annonce",
    }
    # Announced on the page of the pôle before the day comes.
    assert "à partir du" in reponse.text


def test_une_suppleance_garde_les_deux(client, campagne, administration, successeur):
    fin = DEBUT + timedelta(days=20)
    poster(client, campagne, successeur, comment="suppleance", fin=fin.isoformat())
    assert mandat_de(campagne).fin is None
    assert campagne.mandats.get(personne=successeur).fin == fin
    assert "supplée" in Courriel.objects.get(gabarit="remplacement_nomme").texte


def test_le_predac_se_remplace_avec_son_titre(client, campagne, administration, successeur):
    poster(client, campagne, successeur, Fonction.COORDINATEUR, titre=Titre.IAN)
    assert campagne.mandats.get(personne=successeur).titre == Titre.IAN


def test_une_mauvaise_saisie_se_dit_a_cote_du_champ(client, campagne, administration, successeur):
    form = poster(client, campagne, successeur, comment="suppleance", motif="").context["form"]
    assert set(form.errors) == {"fin", "motif"}
    tot = poster(client, campagne, successeur, comment="suppleance", fin=JOUR.isoformat()).context["form"]
    assert "vient avant le premier" in tot.errors["fin"][0]
    assert campagne.mandats.filter(fonction=Fonction.INSPECTEUR).count() == 1


def test_recommencer_est_refuse(client, campagne, administration, successeur):
    poster(client, campagne, successeur)
    reponse = poster(client, campagne, successeur)
    assert "sera déjà terminé ce jour-là" in reponse.text
    assert campagne.mandats.filter(fonction=Fonction.INSPECTEUR).count() == 2


def test_ce_que_le_service_refuse(campagne, successeur):
    qui = {"debut": DEBUT, "motif": MOTIF, "acteur": successeur, "maintenant": MAINTENANT}
    inspecteur = mandat_de(campagne)
    collegue = fabrique.personne()
    fabrique.mandat(collegue, Fonction.INSPECTEUR, campagne)
    for mandat, personne, dit in (
        (inspecteur, inspecteur.personne, "exerce déjà"),
        (inspecteur, collegue, "exerce déjà"),
        (inspecteur, fabrique.personne(is_active=False), "est fermé"),
        (fabrique.enseignant(campagne).mandats.get(), successeur, "On remplace un PREDAC"),
    ):
        with pytest.raises(ActionImpossible, match=dit):
            remplacer(mandat=mandat, personne=personne, **qui)
    with pytest.raises(ActionImpossible, match="au plus tôt le lendemain"):
        remplacer(mandat=inspecteur, personne=successeur, **qui | {"debut": inspecteur.debut})


@pytest.mark.parametrize("fonction", [f for f in Fonction.values if f != Fonction.ADMINISTRATEUR])
def test_seule_l_administration_remplace(client, campagne, successeur, fonction):
    client.force_login(fabrique.titulaire(campagne, fonction))
    reponse = poster(client, campagne, successeur)
    assert reponse.status_code == 403
    assert "administration académique" in reponse.text
    assert not campagne.mandats.filter(personne=successeur).exists()


def test_le_nouveau_voit_tout_de_suite_ce_qui_est_a_lui(client, campagne, administration, successeur, horloge):
    """Joining in mid-year: from the first day on, not before; the one replaced not after."""
    poster(client, campagne, successeur)
    ancien = mandat_de(campagne).personne
    for jours, attendus in ((2, (True, False)), (3, (False, True))):
        horloge(MAINTENANT + timedelta(days=jours))
        for qui, voit in zip((ancien, successeur), attendus, strict=True):
            oublier_droits(qui)
            assert droits_de(qui).a(campagne, Fonction.INSPECTEUR) is voit
