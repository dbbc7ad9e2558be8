"""Who changed what in the administration, and for how long it is known."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib import admin
from django.urls import reverse

from commun.administration.historique import tenu
from commun.services.historique import GARDE, purger_historique
from poles.models import Campagne, Fonction, Pole
from poles.services import modifier_campagne
from tests import fabrique
from tests.fabrique import MAINTENANT
from validations.etats import Avis, NatureVisa

pytestmark = pytest.mark.django_db
# Addresses, secrets, what people write freely, what a visa says.
JAMAIS = {"email", "password", "motif", "notes", "texte", "avis", "message", "empreinte", "sel", "contenu"}


@pytest.fixture
def racine(client):
    qui = fabrique.superutilisateur()
    client.force_login(qui)
    return client, qui


def test_ce_qui_change_dans_l_administration_se_lit_sur_l_objet(racine):
    client, qui = racine
    college = fabrique.etablissement("Collège Jaurès")
    page = reverse("admin:poles_etablissement_change", args=[college.pk])
    saisie = {"uai": college.uai, "nom": "Collège Jean-Jaurès", "commune": "", "academie": college.academie_id}
    client.post(page, saisie)
    lu = client.get(reverse("admin:poles_etablissement_history", args=[college.pk])).text
    assert "nom : Collège Jaurès → Collège Jean-Jaurès" in lu
    assert qui.nom_complet in lu
    entree = LogEntry.objects.get()
    # The number of who acted, and neither a name, an address nor where from.
    assert (entree.actor, entree.actor_email, entree.object_repr, entree.remote_addr) == (qui, None, "", None)


def test_qui_coordonne_lit_qui_quand_et_quoi(client):
    campagne = fabrique.campagne(avec_equipe=True)
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    page = reverse("admin:poles_campagne_change", args=[campagne.pk])
    client.post(page, {"theme": campagne.theme, "mission_production": "on", "mission_animation": "on"})
    lu = client.get(reverse("admin:poles_campagne_history", args=[campagne.pk]))
    (ligne,) = lu.context["changements"]
    assert (ligne.qui, ligne.geste, ligne.quand.tzinfo is None) == (qui.nom_complet, "modifié", False)
    assert ligne.champs == [("animation d'un dispositif de formation", "non", "oui")]
    assert "animation d&#x27;un dispositif de formation : non → oui" in lu.text


def test_ce_que_dit_un_visa_n_est_dans_l_historique_de_personne(client):
    """Not even written from a view of the administration, nor for the other signatory, who coordinates too."""
    campagne = fabrique.campagne(avec_equipe=True)
    demande = fabrique.demande(fabrique.ressource(campagne, "prete_a_valider"))
    tenu(lambda request: fabrique.visa(demande, NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, "zorglub7391"))(
        SimpleNamespace(user=fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    )
    drane = fabrique.titulaire(campagne, Fonction.DRANE)
    fabrique.mandat(drane, Fonction.COORDINATEUR, campagne)
    client.force_login(drane)
    for objet in (demande.visas.get(), demande, demande.ressource, demande.version, campagne):
        adresse = reverse(f"admin:{objet._meta.app_label}_{objet._meta.model_name}_history", args=[objet.pk])
        lu = client.get(adresse)
        assert lu.status_code == 200, adresse
        assert "zorglub7391" not in lu.text, adresse
        assert "avorable" not in lu.text, adresse


def test_ce_que_font_les_pages_est_au_journal_et_pas_ici():
    campagne = fabrique.campagne()
    modifier_campagne(
        campagne=campagne,
        theme="Autre thème",
        mission_production=True,
        mission_animation=False,
        acteur=fabrique.personne(),
        maintenant=MAINTENANT,
    )
    assert not LogEntry.objects.exists()


def test_on_ne_suit_ni_secret_ni_adresse_ni_texte_libre():
    suivis = {modele: set(auditlog.get_model_fields(modele)["include_fields"]) for modele in auditlog.get_models()}
    assert not {(m.__name__, champ) for m, champs in suivis.items() for champ in champs & JAMAIS}
    # A table that can be changed there says what is kept, unless the library keeps its own.
    modifiables = {
        modele
        for modele, table in admin.site._registry.items()
        if table.has_change_permission.__func__.__qualname__ != "LectureSeule.has_change_permission"
    }
    assert {m.__name__ for m in modifiables - suivis.keys()} == {"Group"}


def test_la_memoire_a_une_fin(racine):
    client, _ = racine
    college = fabrique.etablissement("Ici")
    for nom in ("Là", "Ailleurs"):
        saisie = {"uai": college.uai, "nom": nom, "academie": college.academie_id}
        client.post(reverse("admin:poles_etablissement_change", args=[college.pk]), saisie)
    LogEntry.objects.filter(changes__nom=["Ici", "Là"]).update(timestamp=MAINTENANT - GARDE - timedelta(days=1))
    assert purger_historique(MAINTENANT) == 1
    assert purger_historique(MAINTENANT) == 0
    assert LogEntry.objects.count() == 1


def test_l_histoire_ne_coute_pas_plus_quand_elle_est_longue(racine, django_assert_max_num_queries):
    client, _ = racine
    mandat = fabrique.mandat(fabrique.personne(), Fonction.ENSEIGNANT, fabrique.campagne())
    poles = [
        Pole.objects.create(slug=f"p{rang}", nom=f"Pôle {rang}", academie=fabrique.academie("Lille"))
        for rang in range(12)
    ]
    cycle = mandat.campagne.cycle
    campagnes = [Campagne.objects.create(pole=pole, cycle=cycle, theme="Thème") for pole in poles]
    for rang in range(101):
        avant, apres = campagnes[rang % 12], campagnes[(rang + 1) % 12]
        changes = {"campagne": [str(avant.pk), str(apres.pk)]}
        LogEntry.objects.log_create(mandat, action=LogEntry.Action.UPDATE, changes=changes, force_log=True)
    with django_assert_max_num_queries(12):
        lu = client.get(reverse("admin:poles_mandat_history", args=[mandat.pk])).text
    assert f"{campagnes[0]} → {campagnes[1]}" in lu
    assert "Les 100 derniers changements : de plus anciens ne sont pas montrés." in lu
