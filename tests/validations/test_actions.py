"""What each role is offered in each state, typed by hand; and what is said of the rest."""

import pytest
from django.urls import reverse

from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import NatureRessource
from productions.services import assigner_relecture
from tests import fabrique
from validations.actions import possibilites
from validations.dossier import Dossier, ressources_du_dossier
from validations.models import NatureVisa

# A star marks the one primary button.
TABLE = {
    R.EN_CONCEPTION: {
        "producteur": ["*Préparer la V1"],
        "coordinateur": ["Abandonner la ressource", "Scinder la ressource"],
    },
    R.EN_RELECTURE: {
        "producteur": ["Continuer sans relecture", "Donner mon accord de publication", "Annuler le dépôt de la V1"],
        "coordinateur": [
            "*Désigner un relecteur",
            "Clore la relecture",
            "Abandonner la ressource",
            "Scinder la ressource",
        ],
    },
    R.EN_REVISION: {
        "producteur": ["*Préparer la V2", "Donner mon accord de publication"],
        "coordinateur": ["Abandonner la ressource", "Scinder la ressource"],
    },
    R.PRETE_A_VALIDER: {
        "producteur": [
            "*Demander la validation",
            "Donner mon accord de publication",
            "Préparer la V3",
            "Annuler le dépôt de la V2",
        ],
        "coordinateur": [
            "*Demander la validation",
            "Rouvrir une relecture",
            "Abandonner la ressource",
            "Scinder la ressource",
        ],
    },
    R.EN_VALIDATION: {
        "producteur": ["Retirer la demande", "Donner mon accord de publication"],
        "coordinateur": ["Retirer la demande", "Abandonner la ressource"],
        "inspecteur": ["*Donner mon visa"],
        "drane": ["*Donner mon visa"],
    },
    R.VALIDEE: {
        "producteur": ["*Donner mon accord de publication", "Préparer la V3"],
        "coordinateur": ["*Publier", "Scinder la ressource"],
    },
    R.NON_VALIDEE: {
        "producteur": ["Donner mon accord de publication", "Préparer la V3"],
        "coordinateur": ["*Reprendre la ressource", "Scinder la ressource"],
    },
    R.PUBLIEE: {"producteur": ["Préparer la V3"], "coordinateur": ["Publier ailleurs", "Scinder la ressource"]},
    R.ABANDONNEE: {"coordinateur": ["Reprendre la ressource"]},
}
ROLES = ["producteur", "enseignant", "coordinateur", "inspecteur", "drane"]


def offertes(qui, ressource):
    dossier = Dossier(ressources_du_dossier(qui).get(pk=ressource.pk), qui, fabrique.JOUR)
    return possibilites(dossier)


def toutes(p) -> list:
    return [o for o in (p.principale, *p.secondaires, *p.autres) if o]


def en_mots(p) -> list[str]:
    return [f"{'*' if o is p.principale else ''}{o.libelle}" for o in toutes(p)]


@pytest.mark.parametrize("etat", TABLE)
def test_etat_par_role(etat, pole, client):
    ressource = pole.ressource(etat)
    obtenu = {role: offertes(getattr(pole, role), ressource) for role in ROLES}
    assert {role: mots for role, p in obtenu.items() if (mots := en_mots(p))} == TABLE[etat]
    # What is offered opens; the administrator may stand in for the coordinator.
    for role, p in obtenu.items():
        client.force_login(getattr(pole, role))
        for offre in toutes(p):
            assert client.get(offre.url).status_code == 200, (role, offre)
    assert en_mots(offertes(pole.administrateur, ressource)) == TABLE[etat].get("coordinateur", [])


def test_la_formation_continue_se_valide_sans_visa(pole):
    ressource = pole.ressource(R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    assert "*Valider la ressource" in en_mots(offertes(pole.coordinateur, ressource))
    assert "*Demander la validation" not in en_mots(offertes(pole.producteur, ressource))


def test_ce_que_l_on_ne_peut_pas_faire_est_dit_avec_sa_raison(pole):
    demande = pole.ressource(R.EN_VALIDATION, producteurs=[pole.producteur, pole.inspecteur]).demandes.get()
    refus = offertes(pole.inspecteur, demande.ressource).empeches
    assert refus == ("Donner mon visa : vous ne pouvez pas viser : vous êtes producteur de cette ressource.",)
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    assert "Vous avez déjà donné votre visa".lower() in offertes(pole.drane, demande.ressource).empeches[0].lower()
    assert offertes(pole.enseignant, demande.ressource).reserves == (
        "Revient à l'inspection et à la DRANE : donner mon visa.",
        "Revient aux producteurs, au PREDAC ou à l'IAN : retirer la demande.",
        "Revient au PREDAC ou à l'IAN : abandonner la ressource, scinder la ressource.",
    )


def test_un_relecteur_a_sa_relecture_sous_la_main(pole):
    ressource = pole.ressource(R.EN_RELECTURE)
    relecture = assigner_relecture(
        ressource=ressource, relecteur=pole.enseignant, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT
    )
    principale = offertes(pole.enseignant, ressource).principale
    assert principale.libelle == "Faire ma relecture"
    assert principale.url == reverse("productions:relecture", args=[relecture.pk])
    assert en_mots(offertes(pole.coordinateur, ressource))[:2] == ["Désigner un relecteur", "Clore la relecture"]
    assert "Continuer sans relecture : une relecture est confiée, attendez-la." in (
        offertes(pole.producteur, ressource).empeches
    )


def test_un_depot_ouvert_ou_sans_livret_est_dit(pole):
    ressource = pole.ressource(R.EN_REVISION)
    depot = productions.ouvrir_depot(ressource=ressource, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)
    assert offertes(pole.producteur, ressource).principale.libelle == "Continuer le dépôt de la V2"
    depot.pieces.filter(nature="livret").delete()
    version = fabrique.deposer(ressource)
    productions.marquer_ouverte(version=version, lecteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    empeches = offertes(pole.producteur, ressource).empeches
    assert "Annuler le dépôt de la V2 : la V2 a déjà été ouverte." in empeches
    assert any("n'a pas de livret" in phrase for phrase in empeches)


def test_jamais_plus_d_un_bouton_principal_et_de_deux_seconds(pole):
    ressource = pole.ressource(R.EN_VALIDATION)
    superutilisateur = fabrique.superutilisateur()
    p = offertes(superutilisateur, ressource)
    assert len(p.secondaires) <= 2
    # A superuser may do everything that is not a visa.
    assert "Donner mon visa" not in [o.libelle for o in toutes(p)]
