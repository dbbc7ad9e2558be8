"""A form opened on one thing and sent on another: refused, it says who did what and when, and keeps what was typed."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from poles.models import Fonction
from productions import services
from productions.etats import EtatFiche
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Relecture
from tests import fabrique
from tests.fabrique import MAINTENANT
from validations import services as validations
from validations.models import Avis, NatureVisa

pytestmark = pytest.mark.django_db
MOTIF = "Un motif assez long pour être lu."
LE_14 = "le jeudi 14 janvier à 10 h 00"


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def claire(campagne):
    """Who leads the pôle with Nadia, and acts meanwhile."""
    qui = fabrique.personne("Claire", "Moreau")
    fabrique.mandat(qui, Fonction.COORDINATEUR, campagne)
    return qui


@pytest.fixture
def nadia(campagne, claire, client: Client):
    """Who has a page open."""
    qui = fabrique.personne("Nadia", "Benali")
    fabrique.mandat(qui, Fonction.COORDINATEUR, campagne)
    client.force_login(qui)
    return qui


def ouvrir(client: Client, url: str) -> str:
    """What the page that is open has shown."""
    page = client.get(url).content.decode()
    return re.search(r'name="vu" value="([^"]+)"', page).group(1)


def redeposer(ressource) -> None:
    ressource.refresh_from_db()
    qui = ressource.liens_producteurs.first().personne
    depot = services.ouvrir_depot(ressource=ressource, acteur=qui, maintenant=MAINTENANT)
    fabrique.declarer(depot, qui)
    plus_tard = MAINTENANT + timedelta(minutes=5)
    services.deposer_version(ressource=ressource, acteur=qui, maintenant=plus_tard, numero=ressource.numero_suivant)


def dit(reponse) -> str:
    return " ".join(str(m) for m in get_messages(reponse.wsgi_request))


def test_le_refus_dit_qui_a_fait_quoi_et_quand(campagne, claire):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, [claire])
    with pytest.raises(ActionImpossible) as refus:
        services.rouvrir_relecture(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    assert f"Claire Moreau a déposé la V1 {LE_14}." in str(refus.value)


def test_le_refus_ne_dit_ni_le_motif_ni_ce_que_dit_un_visa(campagne, claire):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, "SECRET DU VISA")
    with pytest.raises(ActionImpossible) as refus:
        services.rouvrir_relecture(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    assert "SECRET" not in str(refus.value)
    assert "a demandé la validation de la V2" in str(refus.value), "un visa donné ne bouge pas l'état"
    validations.abandonner(ressource=ressource, motif="MOTIF DE L'ABANDON", acteur=claire, maintenant=MAINTENANT)
    ressource.refresh_from_db()
    with pytest.raises(ActionImpossible) as refus:
        services.rouvrir_relecture(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    assert f"Claire Moreau a abandonné la ressource {LE_14}." in str(refus.value)


def test_demander_la_validation_de_la_v2_pendant_que_la_v3_arrive(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    url = reverse("validations:demander", args=[ressource.pk])
    vu = ouvrir(client, url)
    redeposer(ressource)
    reponse = client.post(url, {"message": "Mon message", "vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "a déposé la V3 le jeudi 14 janvier à 10 h 05, après l&#x27;ouverture" in page
    assert "Mon message" in page
    assert not ressource.demandes.exists()
    # Once it is known, the same button does it: the page now shows the V3.
    assert client.post(url, {"message": "Mon message", "vu": ouvrir(client, url)}).status_code == 302
    assert ressource.demandes.get().version.numero == 3


def test_publier_la_v2_pendant_que_la_v3_est_validee(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.VALIDEE)
    for lien in ressource.liens_producteurs.all():
        services.donner_accord(ressource=ressource, acteur=lien.personne, maintenant=MAINTENANT)
    url = reverse("validations:publier", args=[ressource.pk])
    vu = ouvrir(client, url)
    redeposer(ressource)
    ressource.refresh_from_db()
    demande = fabrique.demande(ressource)
    for nature, avis in ((NatureVisa.PEDAGOGIQUE, Avis.FAVORABLE), (NatureVisa.NUMERIQUE, Avis.FAVORABLE)):
        fabrique.visa(demande, nature, avis)
    saisie = {
        "cible": "site",
        "adresse": "https://pedagogie.exemple.fr/ma-page",
        "licence": "cc-by-sa-4.0",
        "publiee_le": MAINTENANT.date().isoformat(),
    }
    reponse = client.post(url, saisie | {"vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert f"a donné le dernier visa {LE_14}, après" in page
    assert "https://pedagogie.exemple.fr/ma-page" in page
    assert not ressource.publications.exists()


@pytest.mark.parametrize(
    ("etat", "page", "geste", "phrase"),
    [
        (R.EN_VALIDATION, "validations:retirer_demande", "retirer", "a demandé la validation de la V2"),
        (R.PRETE_A_VALIDER, "validations:abandonner", "redeposer", "a déposé la V3"),
        (R.PRETE_A_VALIDER, "productions:rouvrir_relecture", "redeposer", "a déposé la V3"),
        (R.EN_RELECTURE, "productions:clore_relecture", "assigner", "a assigné une relecture"),
        (R.NON_VALIDEE, "productions:reprendre", "abandonner", "a abandonné la ressource"),
    ],
)
def test_une_page_de_confirmation_perimee(campagne, claire, nadia, client: Client, etat, page, geste, phrase):
    """The action is still possible, but it would be another one than the page said."""
    ressource = fabrique.ressource(campagne, etat)
    url = reverse(page, args=[ressource.pk])
    vu = ouvrir(client, url)
    conduite = {"acteur": claire, "maintenant": MAINTENANT + timedelta(minutes=5)}
    if geste == "redeposer":
        redeposer(ressource)
    elif geste == "assigner":
        fabrique.relecture(ressource)
    elif geste == "retirer":
        validations.retirer_demande(ressource=ressource, motif=MOTIF, **conduite)
        conduite["maintenant"] += timedelta(minutes=1)
        validations.demander_validation(ressource=ressource, **conduite)
    else:
        services.reprendre_ressource(ressource=ressource, motif=MOTIF, **conduite)
        validations.abandonner(ressource=ressource, motif=MOTIF, **conduite)
    ressource.refresh_from_db()
    avant = ressource.etat
    reponse = client.post(url, {"motif": "Ce que j'avais tapé, mot pour mot.", "vu": vu})
    lue = reponse.content.decode()
    assert reponse.status_code == 409
    assert phrase in lue
    assert "avais tapé, mot pour mot." in lue or "clore" in page or "rouvrir" in page
    ressource.refresh_from_db()
    assert ressource.etat == avant


def test_annuler_le_depot_de_la_v2_pendant_que_la_v3_arrive(campagne, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    qui = ressource.liens_producteurs.get().personne
    client.force_login(qui)
    url = reverse("productions:annuler_depot", args=[ressource.pk])
    vu = ouvrir(client, url)
    redeposer(ressource)
    assert client.post(url, {"vu": vu}).status_code == 409
    ressource.refresh_from_db()
    assert ressource.numero_version == 3


def test_une_action_devenue_impossible_montre_ce_qui_etait_ecrit(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    url = reverse("validations:abandonner", args=[ressource.pk])
    vu = ouvrir(client, url)
    validations.abandonner(ressource=ressource, motif=MOTIF, acteur=claire, maintenant=MAINTENANT + timedelta(hours=1))
    reponse = client.post(url, {"motif": "Ce que j'avais tapé.", "vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Claire Moreau a abandonné la ressource" in page
    assert "avais tapé." in page
    assert '<form method="post" novalidate>' not in page


def test_une_page_que_l_etat_refuse_ne_montre_pas_son_formulaire(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    refusees = ["productions:rouvrir_relecture", "productions:reprendre", "validations:retirer_demande"]
    for nom in [*refusees, "validations:valider_formation"]:
        page = client.get(reverse(nom, args=[ressource.pk])).content.decode()
        assert "Ce n&#x27;est pas possible" in page or "Ce n'est pas possible" in page, nom
        assert 'class="fr-btn">' not in page.split("<main", 1)[1], nom


def test_deux_producteurs_repondent_a_la_meme_remarque(campagne, client: Client):
    gens = [fabrique.enseignant(campagne), fabrique.personne("Hugo", "Petit")]
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, gens)
    relecture = fabrique.relecture(ressource)
    remarque = services.ecrire_remarque(
        relecture=relecture, texte="Trop long.", bloquante=True, endroit="", maintenant=MAINTENANT
    )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=MAINTENANT)
    client.force_login(gens[0])
    url = reverse("productions:repondre_remarque", args=[remarque.pk])
    vu = ouvrir(client, url)
    services.repondre_remarque(
        remarque=remarque, reponse="faite", texte="La sienne", acteur=gens[1], maintenant=MAINTENANT
    )
    reponse = client.post(url, {"reponse": "declinee", "texte": "La mienne", "vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert f"Hugo Petit a répondu à une remarque {LE_14}" in page
    assert "La mienne" in page
    remarque.refresh_from_db()
    assert remarque.reponse_texte == "La sienne"
    assert client.post(url, {"reponse": "declinee", "texte": "La mienne", "vu": ouvrir(client, url)}).status_code == 302


def test_deux_coordinateurs_designent_la_meme_personne(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    relecteur = fabrique.enseignant(campagne)
    services.assigner_relecture(ressource=ressource, relecteur=relecteur, acteur=claire, maintenant=MAINTENANT)
    with pytest.raises(ActionImpossible, match=f"Claire Moreau lui a confié cette relecture {LE_14}"):
        services.assigner_relecture(ressource=ressource, relecteur=relecteur, acteur=nadia, maintenant=MAINTENANT)
    assert Relecture.objects.count() == 1


@pytest.mark.parametrize("page", ["retenir_fiche", "renvoyer_fiche"])
def test_decider_d_une_fiche_modifiee_depuis(campagne, claire, nadia, client: Client, page):
    fiche = fabrique.fiche(campagne, soumise=True)
    url = reverse(f"productions:{page}", args=[fiche.pk])
    vu = ouvrir(client, fiche.get_absolute_url())
    assert page == "retenir_fiche" or vu == ouvrir(client, url)
    services.renvoyer_fiche(fiche=fiche, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    services.soumettre_fiche(fiche=fiche, acteur=claire, maintenant=MAINTENANT)
    reponse = client.post(url, {"motif": "Ce que j'avais tapé.", "vu": vu})
    lu = dit(reponse) if page == "retenir_fiche" else reponse.content.decode()
    assert f"Claire Moreau a soumis la fiche {LE_14}" in lu
    fiche.refresh_from_db()
    assert fiche.etat == EtatFiche.SOUMISE


def test_une_fiche_confiee_a_un_autre_dit_qui_l_a_confiee(campagne, claire, nadia, client: Client):
    """Not who began it, long before the page was opened."""
    fiche = fabrique.fiche(campagne)
    vu = ouvrir(client, fiche.get_absolute_url())
    suivant = fabrique.enseignant(campagne)
    services.confier_fiche(fiche=fiche, redacteur=suivant, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    reponse = client.post(reverse("productions:soumettre_fiche", args=[fiche.pk]), {"vu": vu})
    assert f"Claire Moreau a confié la fiche {LE_14}, après" in dit(reponse)


def test_scinder_pendant_qu_une_relecture_est_confiee_dit_par_qui(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    url = reverse("productions:scinder_ressource", args=[ressource.pk])
    vu = ouvrir(client, url)
    services.assigner_relecture(
        ressource=ressource, relecteur=fabrique.enseignant(campagne), acteur=claire, maintenant=MAINTENANT
    )
    page = client.post(url, {"titre": "La seconde", "vu": vu}).content.decode()
    assert f"Claire Moreau a assigné une relecture {LE_14}" in page


def test_soumettre_une_fiche_qu_un_autre_vient_de_modifier(campagne, claire, nadia, client: Client):
    fiche = fabrique.fiche(campagne)
    vu = ouvrir(client, fiche.get_absolute_url())
    production = services.fiches.Production(
        titre="Autre titre", producteurs=[fiche.redigee_par], pk=fiche.ressources.get().pk
    )
    services.enregistrer_fiche(
        fiche=fiche,
        disciplines=fiche.disciplines.all(),
        niveaux=fiche.niveaux.all(),
        productions=[production],
        acteur=claire,
        maintenant=MAINTENANT,
    )
    reponse = client.post(reverse("productions:soumettre_fiche", args=[fiche.pk]), {"vu": vu})
    assert "Claire Moreau a modifié la fiche" in dit(reponse)
    fiche.refresh_from_db()
    assert fiche.etat == EtatFiche.BROUILLON


def test_deux_personnes_corrigent_la_meme_publication(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PUBLIEE)
    publication = ressource.publications.get()
    url = reverse("validations:corriger_publication", args=[publication.pk])
    vu = ouvrir(client, url)
    saisie = {"adresse": "https://exemple.fr/la-mienne", "licence": "cc-by-sa-4.0", "licence_autre": ""}
    validations.corriger_publication(
        publication=publication,
        **saisie | {"adresse": "https://exemple.fr/la-sienne"},
        acteur=claire,
        maintenant=MAINTENANT,
    )
    reponse = client.post(url, saisie | {"vu": vu})
    assert reponse.status_code == 409
    assert f"Claire Moreau a corrigé la publication {LE_14}" in reponse.content.decode()
    validations.retirer_publication(publication=publication, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    page = client.get(url).content.decode()
    assert "Cette publication est retirée (Claire Moreau a retiré la publication" in page


def test_deux_personnes_changent_le_theme(campagne, claire, nadia, client: Client):
    url = reverse("poles:modifier_campagne", args=[campagne.pole.slug, campagne.cycle.libelle])
    vu = ouvrir(client, url)
    saisie = {"theme": "Le mien", "missions": ["production"], "vu": vu}
    client.force_login(claire)
    assert client.post(url, saisie | {"theme": "Le sien"}).status_code == 302
    client.force_login(nadia)
    reponse = client.post(url, saisie)
    assert reponse.status_code == 409
    assert "Claire Moreau a modifié le thème ou les missions de l&#x27;année" in reponse.content.decode()
    assert "Le mien" in reponse.content.decode()
    campagne.refresh_from_db()
    assert campagne.theme == "Le sien"


def test_viser_une_demande_retiree_dit_par_qui(campagne, claire, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    demande = ressource.demandes.get()
    validations.retirer_demande(ressource=ressource, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    page = client.post(demande.get_absolute_url(), {"avis": "favorable", "motif": "Mon avis"}).content.decode()
    assert f"Claire Moreau a retiré la demande de validation {LE_14}." in page
    assert "Mon avis" in page


@pytest.mark.parametrize("vu", ["forgé", "é" * 5000, "2027", "<b>"])
def test_un_temoin_forge_est_une_page_perimee(campagne, nadia, client: Client, vu):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    assert client.post(reverse("validations:demander", args=[ressource.pk]), {"vu": vu}).status_code == 409


def test_les_pages_disent_ce_qu_on_ne_peut_pas(campagne, client: Client):
    fiche = fabrique.fiche(campagne, retenue=True)
    observateur = fabrique.personne()
    fabrique.mandat(observateur, Fonction.OBSERVATEUR, campagne)
    client.force_login(observateur)
    page = client.get(fiche.get_absolute_url()).content.decode()
    assert "Ce que je ne peux pas faire" in page
    assert "Revient au PREDAC ou à l&#x27;IAN du pôle : rouvrir la fiche, abandonner la fiche." in page
    page = client.get(campagne.get_absolute_url()).content.decode()
    assert "inviter dans l&#x27;équipe" in page
    client.force_login(fiche.redigee_par)
    page = client.get(fiche.get_absolute_url()).content.decode()
    assert "elle est retenue. Le PREDAC ou l&#x27;IAN du pôle peut la renvoyer ou la rouvrir." in page
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    relecture = fabrique.relecture(ressource)
    client.force_login(relecture.relecteur)
    url = reverse("productions:relecture", args=[relecture.pk])
    assert "Lire les remarques des autres" in client.get(url).content.decode()
    coordination = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    services.clore_relecture(ressource=ressource, acteur=coordination, maintenant=MAINTENANT)
    assert f"{coordination.nom_complet} a clos une relecture" in client.get(url).content.decode()


def test_une_fiche_ne_s_abandonne_pas_avec_une_production_en_validation(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    page = client.get(reverse("productions:abandonner_fiche", args=[ressource.fiche_id])).content.decode()
    assert "est en validation : retirez d&#x27;abord la demande." in page
    assert 'name="motif"' not in page


def test_valider_une_formation_deja_validee_dit_par_qui(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    validations.valider_formation(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    page = client.get(reverse("validations:valider_formation", args=[ressource.pk])).content.decode()
    assert "Claire Moreau a validé la ressource de formation continue" in page
