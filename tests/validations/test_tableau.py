"""« Mes validations » and « Ressource suivante »."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.conftest import COMPLET
from validations import services
from validations.models import Avis, NatureVisa

TABLEAU, SUIVANTE = reverse("validations:tableau"), reverse("validations:suivante")


def demander(ressource, il_y_a: int):
    return services.demander_validation(
        ressource=ressource,
        acteur=ressource.liens_producteurs.first().personne,
        maintenant=fabrique.MAINTENANT - timedelta(days=il_y_a),
    )


def test_la_premiere_ligne_dit_combien_et_depuis_quand(pole, client):
    recente = demander(pole.ressource(R.PRETE_A_VALIDER), 2)
    ancienne = demander(pole.ressource(R.PRETE_A_VALIDER), 9)
    fabrique.visa(ancienne, NatureVisa.NUMERIQUE, Avis.DEFAVORABLE)
    client.force_login(pole.inspecteur)
    reponse = client.get(TABLEAU)
    assert "2 ressources attendent votre visa, la plus ancienne depuis 9 jours." in reponse.text
    assert [ligne.demande for ligne in reponse.context["lignes"]] == [ancienne, recente]
    # Who else is awaited, never what they think.
    assert [ligne.aussi_attendus for ligne in reponse.context["lignes"]] == [
        [],
        [f"{pole.drane.nom_complet} (DRANE)"],
    ]
    assert "défavorable" not in reponse.text.replace('<option value="defavorable">défavorable</option>', "")
    assert client.get(SUIVANTE).url == ancienne.get_absolute_url()


def test_ce_qui_n_attend_pas_cette_personne_n_y_est_pas(pole, client):
    signee = pole.ressource(R.EN_VALIDATION)
    fabrique.visa(signee.demandes.get(), NatureVisa.PEDAGOGIQUE)
    fabrique.demande(pole.ressource(R.PRETE_A_VALIDER, producteurs=[pole.inspecteur]))
    fabrique.ressource(etat=R.EN_VALIDATION)  # another pôle's
    pole.ressource(R.NON_VALIDEE)
    client.force_login(pole.inspecteur)
    reponse = client.get(TABLEAU)
    assert reponse.context["lignes"] == []
    assert "Rien ne vous attend." in reponse.text
    assert client.get(SUIVANTE).url == TABLEAU


def test_les_visas_donnes_se_filtrent(pole, client):
    favorable, refusee = pole.ressource(R.VALIDEE), pole.ressource(R.NON_VALIDEE)
    client.force_login(pole.inspecteur)
    reponse = client.get(TABLEAU, {"avis": "defavorable"})
    assert [v.demande.ressource for v in reponse.context["page"]] == [refusee]
    assert reponse.context["page"].paginator.count == 1
    ailleurs = fabrique.campagne()
    assert len(client.get(TABLEAU, {"pole": pole.campagne.pole_id}).context["page"]) == 2
    assert len(client.get(TABLEAU, {"cycle": pole.campagne.cycle_id, "avis": "favorable"}).context["page"]) == 1
    # A pôle where one signed nothing is no choice: the form says so, and the list stays whole.
    assert client.get(TABLEAU, {"pole": ailleurs.pole_id}).context["filtre"].form.errors
    vide = client.get(TABLEAU, {"avis": "reprise"})
    assert "Aucun de vos visas ne correspond." in vide.text
    assert favorable.titre not in vide.text


def test_les_visas_d_un_autre_ne_s_y_lisent_pas(pole, client):
    pole.ressource(R.VALIDEE)
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.INSPECTEUR))
    assert "Vous n'avez encore rien visé." in client.get(TABLEAU).text


def test_ce_qu_on_ne_voit_plus_reste_sans_lien(pole, client):
    """A mandate that ends takes no visa away from one's own list, but closes the resource's page."""
    demande = pole.ressource(R.VALIDEE).demandes.get()
    pole.inspecteur.mandats.update(fin=fabrique.JOUR - timedelta(days=1))
    fabrique.mandat(pole.inspecteur, Fonction.INSPECTEUR, fabrique.campagne())
    client.force_login(pole.inspecteur)
    page = client.get(TABLEAU).text
    assert demande.ressource.titre in page
    assert demande.get_absolute_url() not in page


@pytest.mark.parametrize("nombre", [1, 3, 50] if COMPLET else [1, 3])
def test_le_nombre_de_requetes_ne_depend_pas_de_la_liste(nombre, pole, client):
    prete = pole.ressource(R.PRETE_A_VALIDER)
    _recopier(prete, nombre)
    client.force_login(pole.inspecteur)
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        reponse = client.get(TABLEAU)
    assert len(reponse.context["lignes"]) == min(nombre, 25)
    assert reponse.context["nombre"] == nombre
    assert len(reponse.context["page"]) == min(nombre, 25)
    assert len(requetes) == 10


def _recopier(prete, nombre: int) -> None:
    """Many rounds that wait and as many signed, written in bulk: making each through the services takes minutes."""
    from productions.models import Producteur, Ressource, Version
    from validations.models import DemandeValidation, Visa

    inspecteur = fabrique.titulaire(prete.campagne_suivi, Fonction.INSPECTEUR)
    version = prete.versions.first()
    champs = {c: getattr(prete, c) for c in ("fiche", "nature", "campagne_origine", "campagne_suivi", "etat_depuis")}
    for close in (None, fabrique.MAINTENANT):
        ressources = Ressource.objects.bulk_create(
            Ressource(titre=f"Copie {i}", etat=R.NON_VALIDEE if close else R.EN_VALIDATION, numero_version=2, **champs)
            for i in range(nombre)
        )
        versions = Version.objects.bulk_create(
            Version(
                ressource=r, numero=2, deposee_par=version.deposee_par, deposee_le=version.deposee_le, sceau="0" * 64
            )
            for r in ressources
        )
        Producteur.objects.bulk_create(Producteur(ressource=r, personne=version.deposee_par) for r in ressources)
        demandes = DemandeValidation.objects.bulk_create(
            DemandeValidation(
                ressource=v.ressource,
                version=v,
                sceau=v.sceau,
                ouverte_le=fabrique.MAINTENANT,
                ouverte_par=version.deposee_par,
                close_le=close,
                issue="non_validee" if close else "",
            )
            for v in versions
        )
        if close:
            Visa.objects.bulk_create(
                Visa(demande=d, nature="pedagogique", signataire=inspecteur, avis="favorable", donne_le=close)
                for d in demandes
            )
