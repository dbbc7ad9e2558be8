"""« Déléguer mes visas »: whose, to whom, for which days, and what is said of it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.libelles import phrase_entiere
from journal.models import Ecriture
from poles.droits import droits_de, oublier_droits
from poles.models import Delegation, Fonction
from poles.services import deleguer, revoquer_delegation, terminer_mandat
from tests import fabrique

pytestmark = pytest.mark.django_db
JOUR, MAINTENANT = fabrique.JOUR, fabrique.MAINTENANT
DANS_UN_MOIS = JOUR + timedelta(days=30)


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def mandat(campagne):
    return campagne.mandats.select_related("personne").get(fonction=Fonction.INSPECTEUR)


@pytest.fixture
def remplacante(campagne):
    """Known in the académie: she teaches in another pôle."""
    qui = fabrique.personne("Jeanne", "Faure")
    fabrique.mandat(qui, Fonction.ENSEIGNANT, fabrique.campagne())
    return qui


def saisie(qui, **champs) -> dict[str, str]:
    return {"personne": str(qui.pk), "debut": JOUR.isoformat(), "fin": DANS_UN_MOIS.isoformat()} | champs


def poster(client, mandat, qui, **champs):
    return client.post(reverse("poles:deleguer", args=[mandat.pk]), saisie(qui, **champs), follow=True)


def test_la_page_trouve_delegue_et_le_dit(client, campagne, mandat, remplacante):
    client.force_login(mandat.personne)
    page = client.get(reverse("poles:deleguer", args=[mandat.pk]), {"qui": "faure"})
    assert list(page.context["form"].fields["personne"].queryset) == [remplacante]
    reponse = poster(client, mandat, remplacante)
    assert reponse.redirect_chain == [(reverse("poles:delegations"), 302)]
    assert "Vos visas sont délégués à Jeanne Faure" in reponse.text
    delegation = Delegation.objects.get()
    assert (delegation.debut, delegation.fin, delegation.mandat) == (JOUR, DANS_UN_MOIS, mandat)
    assert droits_de(remplacante).a(campagne, Fonction.INSPECTEUR)
    recus = dict(Courriel.objects.filter(gabarit__startswith="delegation_").values_list("gabarit", "personne"))
    assert recus == {
        "delegation_recue": remplacante.pk,
        "delegation_accordee": mandat.personne_id,
        "delegation_annoncee": fabrique.titulaire(campagne, Fonction.COORDINATEUR).pk,
    }
    assert Courriel.objects.get(gabarit="delegation_annoncee").genre == "nouvelle"
    ecriture = Ecriture.objects.get(action="delegation.accorder")
    assert ecriture.chaine == campagne.chaine
    assert phrase_entiere(ecriture).endswith("du 14 janvier 2027 au 13 février 2027, à Jeanne Faure")


def test_recommencer_est_refuse_et_garde_ce_qui_est_tape(client, mandat, remplacante):
    client.force_login(mandat.personne)
    poster(client, mandat, remplacante)
    reponse = poster(client, mandat, remplacante)
    assert "Vos visas sont déjà délégués à Jeanne Faure" in reponse.text
    assert reponse.context["form"]["personne"].value() == str(remplacante.pk)
    assert Delegation.objects.count() == 1


def test_les_signataires_viennent_d_abord_et_l_on_cherche_par_adresse(client, mandat, remplacante):
    inspectrice = fabrique.personne("Zoé", "Zimmer", email="zoe@exemple.fr")
    fabrique.mandat(inspectrice, Fonction.INSPECTEUR, fabrique.campagne())
    inconnue = fabrique.personne("Hors", "Académie")
    client.force_login(mandat.personne)
    adresse = reverse("poles:deleguer", args=[mandat.pk])
    trouvees = list(client.get(adresse).context["form"].fields["personne"].queryset)
    assert trouvees.index(inspectrice) < trouvees.index(remplacante)
    assert inconnue not in trouvees
    assert mandat.personne not in trouvees
    assert list(client.get(adresse, {"qui": "ZOE@"}).context["form"].fields["personne"].queryset) == [inspectrice]
    assert client.get(adresse, {"qui": "\0 personne"}).status_code == 200
    assert not poster(client, mandat, inconnue).redirect_chain


@pytest.mark.parametrize(
    ("debut", "fin", "dit"),
    [
        (JOUR - timedelta(days=1), DANS_UN_MOIS, "au plus tôt aujourd'hui"),
        (JOUR, JOUR + timedelta(days=367), "un an au plus"),
        (DANS_UN_MOIS, JOUR, "précéder son début"),
    ],
)
def test_les_dates_absurdes(mandat, remplacante, debut, fin, dit):
    with pytest.raises(ActionImpossible, match=dit):
        fabrique.delegation(mandat, remplacante, debut=debut, fin=fin)


def test_la_delegation_reste_dans_le_mandat(mandat, remplacante):
    mandat.fin = JOUR + timedelta(days=10)
    mandat.save()
    with pytest.raises(ActionImpossible, match="reste dans ces dates"):
        fabrique.delegation(mandat, remplacante)


def test_deux_delegations_ne_se_recouvrent_pas_mais_se_suivent(mandat, remplacante):
    fabrique.delegation(mandat, remplacante, fin=JOUR + timedelta(days=5))
    with pytest.raises(ActionImpossible, match="déjà délégués"):
        fabrique.delegation(mandat, fabrique.personne(), debut=JOUR + timedelta(days=5), fin=DANS_UN_MOIS)
    fabrique.delegation(mandat, fabrique.personne(), debut=JOUR + timedelta(days=6), fin=DANS_UN_MOIS)


def test_ce_que_la_base_interdit(mandat, remplacante):
    bonne = {"mandat": mandat, "delegataire": remplacante, "accordee_le": MAINTENANT}
    fautes = [
        {"debut": JOUR, "fin": JOUR - timedelta(days=1)},
        {"debut": JOUR, "fin": JOUR, "revoquee_le": MAINTENANT},
        {"debut": JOUR, "fin": JOUR, "motif_reprise": "sans date"},
    ]
    for faute in fautes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.create(**bonne, **faute)
    Delegation.objects.create(**bonne, debut=JOUR, fin=JOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(**bonne, debut=JOUR, fin=DANS_UN_MOIS)


@pytest.mark.parametrize("fonction", [Fonction.COORDINATEUR, Fonction.ENSEIGNANT, Fonction.OBSERVATEUR])
def test_seuls_les_visas_se_deleguent(campagne, remplacante, fonction):
    qui = fabrique.titulaire(campagne, fonction)
    with pytest.raises(ActionImpossible, match="Seules l'inspection et la DRANE"):
        fabrique.delegation(campagne.mandats.get(fonction=fonction, personne=qui), remplacante)


def test_ce_qui_est_recu_ne_se_delegue_pas(client, mandat, remplacante):
    fabrique.delegation(mandat, remplacante)
    with pytest.raises(ActionImpossible, match="ne se délègue pas"):
        deleguer(
            mandat=mandat,
            delegataire=fabrique.personne(),
            debut=JOUR,
            fin=JOUR,
            acteur=remplacante,
            maintenant=MAINTENANT,
            jour=JOUR,
        )
    client.force_login(remplacante)
    assert client.get(reverse("poles:deleguer", args=[mandat.pk])).status_code == 404
    page = client.get(reverse("poles:delegations"))
    assert page.context["mandats"] == []
    assert "On m'a délégué" in page.text.replace("&#x27;", "'")


@pytest.mark.parametrize("par_delegation", [False, True])
def test_jamais_a_qui_donne_l_autre_visa(campagne, mandat, par_delegation):
    """A whole académie's DRANE covers the pôle as well; so does who has the DRANE's visas by delegation."""
    drane = campagne.mandats.select_related("personne").get(fonction=Fonction.DRANE)
    autre = fabrique.personne("Marc", "Roux")
    if par_delegation:
        fabrique.delegation(drane, autre)
    else:
        fabrique.mandat(autre, Fonction.DRANE, campagne.pole.academie)
    with pytest.raises(ActionImpossible, match="Marc Roux donne déjà l'autre visa"):
        fabrique.delegation(mandat, autre)


def test_un_signataire_d_un_autre_pole_peut_recevoir(mandat):
    drane_ailleurs = fabrique.personne()
    fabrique.mandat(drane_ailleurs, Fonction.DRANE, fabrique.campagne())
    assert fabrique.delegation(mandat, drane_ailleurs).pk


def test_ni_a_soi_ni_a_qui_l_exerce_deja_ni_a_un_compte_ferme(campagne, mandat):
    collegue = fabrique.personne()
    fabrique.mandat(collegue, Fonction.INSPECTEUR, campagne.pole)
    for qui, dit in (
        (mandat.personne, "une autre personne que vous"),
        (collegue, "exerce déjà cette fonction"),
        (fabrique.personne(is_active=False), "est fermé"),
    ):
        with pytest.raises(ActionImpossible, match=dit):
            fabrique.delegation(mandat, qui)


def test_elle_vaut_du_premier_au_dernier_jour(campagne, mandat, remplacante, horloge):
    fabrique.delegation(mandat, remplacante, debut=date(2027, 1, 20), fin=date(2027, 1, 25))

    def signe(jour: int) -> bool:
        horloge(MAINTENANT.replace(day=jour))
        return droits_de(remplacante).a(campagne, Fonction.INSPECTEUR)

    assert [signe(jour) for jour in (19, 20, 25, 26)] == [False, True, True, False]


def test_elle_ne_survit_ni_au_mandat_ni_au_compte(campagne, mandat, remplacante):
    fabrique.delegation(mandat, remplacante)
    for champ, valeur in (("is_active", False), ("is_active", True)):
        setattr(mandat.personne, champ, valeur)
        mandat.personne.save()
        oublier_droits(remplacante)
        assert droits_de(remplacante).a(campagne, Fonction.INSPECTEUR) is valeur
    terminer_mandat(mandat=mandat, fin=JOUR, sur_le_champ=True, acteur=None, maintenant=MAINTENANT)
    oublier_droits(remplacante)
    assert not droits_de(remplacante).a(campagne)


def test_les_droits_delegues_ne_coutent_pas_une_requete_de_plus(
    campagne, mandat, remplacante, django_assert_num_queries
):
    fabrique.delegation(mandat, remplacante)
    oublier_droits(remplacante)
    with django_assert_num_queries(1):
        droits = droits_de(remplacante)
        assert droits.a(campagne, Fonction.INSPECTEUR)
        assert droits.exerce(Fonction.INSPECTEUR)


def test_reprendre(client, campagne, mandat, remplacante):
    delegation = fabrique.delegation(mandat, remplacante)
    adresse = reverse("poles:reprendre_delegation", args=[delegation.pk])
    client.force_login(mandat.personne)
    assert "motif" in client.post(adresse, {"motif": "court"}).context["form"].errors
    reponse = client.post(adresse, {"motif": "Je reviens plus tôt que prévu."}, follow=True)
    assert "a pris fin" in reponse.text
    delegation.refresh_from_db()
    assert delegation.revoquee
    oublier_droits(remplacante)
    assert not droits_de(remplacante).a(campagne)
    assert set(Courriel.objects.filter(gabarit="delegation_reprise").values_list("personne", flat=True)) == {
        remplacante.pk,
        fabrique.titulaire(campagne, Fonction.COORDINATEUR).pk,
    }
    assert "déjà reprise" in client.post(adresse, {"motif": "Je reviens plus tôt que prévu."}).text


def test_le_delegataire_ne_reprend_pas_l_administration_si(client, campagne, mandat, remplacante):
    adresse = reverse("poles:reprendre_delegation", args=[fabrique.delegation(mandat, remplacante).pk])
    for qui, statut in (
        (remplacante, 403),
        (fabrique.titulaire(campagne, Fonction.COORDINATEUR), 404),
        (fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR), 200),
    ):
        client.force_login(qui)
        assert client.get(adresse).status_code == statut


def test_une_delegation_finie_ne_se_reprend_plus(mandat, remplacante):
    delegation = fabrique.delegation(mandat, remplacante)
    with pytest.raises(ActionImpossible, match="déjà finie"):
        revoquer_delegation(
            delegation=delegation,
            motif="Trop tard.",
            acteur=mandat.personne,
            maintenant=MAINTENANT,
            jour=DANS_UN_MOIS + timedelta(days=1),
        )
