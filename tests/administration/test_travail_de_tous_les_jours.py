"""What a coordinator does day after day: where on the site, and where in the administration.

Nothing that they must do exists only in the administration, and everything is done or begun there too: by an action on
chosen rows, or by the link that leads from there to the page that does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from calendrier.models import Echeance
from poles.models import Fonction
from productions.etats import EtatRessource
from tests import fabrique
from tests import monde as le_monde
from tests.monde import Monde

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Geste:
    """`site`: an address of a pôle (`ADRESSE pôle cycle`), or one without a record. In the administration: an action of
    a list, or `lien`, what the record's or the index's link says. `bouton`: how what does it on the site begins, where
    that page does it; elsewhere the page lists the records on whose own it is done."""

    quoi: str
    site: str
    table: str = ""
    action: str = ""
    lien: str = ""
    bouton: str = ""
    du_pole: bool = True


POLE = "poles_campagne"
GESTES = (
    Geste("inviter", "poles:inviter", POLE, action="inviter"),
    Geste("inviter, page", "poles:inviter", POLE, lien="Inviter", bouton="Une personne"),
    Geste("relancer une invitation", "accueil:pole", "poles_mandat", action="relancer"),
    Geste("remplacer ou faire partir un membre", "accueil:pole", "poles_mandat", lien="Mettre fin"),
    Geste("noter une absence", "poles:presences", POLE, lien="Indisponibilités et établissements", bouton="Indiquer"),
    Geste("importer des membres", "poles:inviter", POLE, lien="Importer ou exporter des membres", bouton="Un tableau"),
    Geste(
        "ajouter une fiche",
        "productions:nouvelle_fiche",
        POLE,
        lien="Ajouter une fiche",
        bouton="Enregistrer et soumettre",
    ),
    Geste("retenir une fiche", "productions:fiches", "productions_ficheprojet", action="retenir"),
    Geste("renvoyer une fiche", "productions:fiches", "productions_ficheprojet", action="renvoyer"),
    Geste(
        "changer les dates du pôle",
        "calendrier:dates_du_pole",
        POLE,
        lien="Changer les dates du pôle",
        bouton="Enregistrer les dates du pôle",
    ),
    Geste(
        "déplacer une échéance",
        "calendrier:dates_du_pole",
        "calendrier_echeance",
        action="deplacer",
        bouton="Enregistrer les dates du pôle",
    ),
    Geste("répondre à une demande de report", "productions:ressources", "productions_report", action="accorder"),
    Geste("voir les dépôts", "productions:mes_versions", lien="Versions", du_pole=False),
    Geste(
        "répartir les relectures",
        "productions:repartir_relectures",
        POLE,
        lien="Répartir les relectures",
        bouton="Confier ces relectures",
    ),
    Geste("confier une relecture", "productions:ressources", "productions_ressource", action="assigner"),
    Geste(
        "relancer qui est en retard",
        "accueil:tableau_de_bord",
        "productions_ressource",
        action="relancer",
        bouton="Relancer",
    ),
    Geste("suivre les tests en classe", "productions:tests_du_pole", POLE, lien="Tests en classe", bouton="Résultats"),
    Geste("demander la validation", "productions:ressources", "productions_ressource", action="demander_validation"),
    Geste(
        "préparer une séance",
        "validations:preparer_seance",
        POLE,
        lien="Préparer une séance",
        bouton="Préparer la séance",
    ),
    Geste("tenir une séance", "validations:mes_seances", lien="Séances de validation", du_pole=False),
    Geste("publier", "productions:ressources", "productions_ressource", lien="Voir sur le site"),
    Geste(
        "prévoir une réunion", "suivi:nouvelle_reunion", POLE, lien="Prévoir une réunion", bouton="Prévoir la réunion"
    ),
    Geste("écrire un compte rendu", "suivi:mes_reunions", lien="Réunions", du_pole=False),
    Geste(
        "consigner un point d'étape", "suivi:etapes", POLE, lien="Points d'étape et visio de bilan", bouton="Consigner"
    ),
    Geste("tenir les grilles", "grilles:grilles", POLE, lien="Grilles", bouton="Copier vers le cycle suivant"),
    Geste("régler les rappels", "calendrier:regles", POLE, lien="Régler les rappels du pôle", bouton="Modifier"),
    Geste("faire le bilan", "bilans:ouvrir", POLE, lien="Bilan de l'année", bouton="Enregistrer et générer le PDF"),
    Geste("exporter", "productions:ressources", "productions_ressource", action="exporter_la_selection", bouton="CSV"),
    Geste("savoir qui a été prévenu", "courriers:envois", lien="Courriels envoyés", du_pole=False),
    Geste("relire le journal", "accueil:journal_de_pole", POLE, lien="Journal du pôle"),
)


@pytest.fixture
def monde(db: None) -> Monde:
    monde = le_monde.creer()
    # A pôle's own date: whoever leads it moves no other.
    Echeance.objects.create(
        cycle=monde.campagne.cycle, campagne=monde.campagne, nature="fiches_projet", rang=1, jour="2026-12-04"
    )
    return monde


def _fautes(client: Client, monde: Monde, geste: Geste) -> list[str]:
    campagne = monde.campagne
    lieu = [campagne.pole.slug, campagne.cycle.libelle] if geste.du_pole else []
    fautes = []
    site = client.get(reverse(geste.site, args=lieu), follow=True)
    if site.status_code != 200:
        fautes.append(f"{geste.quoi} : {geste.site} répond {site.status_code}")
    elif geste.bouton and not _porte(site.text, geste.bouton):
        fautes.append(f"{geste.quoi} : pas de « {geste.bouton} » dans {geste.site}")
    page = client.get(_adresse(monde, geste))
    if page.status_code != 200:
        return [*fautes, f"{geste.quoi} : l'administration répond {page.status_code}"]
    attendu = f'<option value="{geste.action}">' if geste.action else f">{geste.lien.replace(chr(39), '&#x27;')}</a>"
    if attendu not in page.text:
        fautes.append(f"{geste.quoi} : pas de « {geste.action or geste.lien} » dans {page.request['PATH_INFO']}")
    return fautes


def _porte(page: str, mots: str) -> bool:
    """A button or a link of the page itself begins by these words."""
    contenu = page.partition("<main")[2].partition("</main")[0]
    gestes = re.findall(r"<(button|a)\b[^>]*>(.*?)</\1>", contenu, re.DOTALL)
    return any(unescape(strip_tags(dedans)).strip().startswith(mots) for _, dedans in gestes)


def _adresse(monde: Monde, geste: Geste) -> str:
    if not geste.table:
        return reverse("admin:index")
    if geste.action:
        return reverse(f"admin:{geste.table}_changelist")
    membre = monde.roles["enseignant"].mandats.get()
    ressource = monde.campagne.ressources.filter(etat=EtatRessource.VALIDEE).first()
    sujets = {POLE: monde.campagne, "poles_mandat": membre, "productions_ressource": ressource}
    return reverse(f"admin:{geste.table}_change", args=[sujets[geste.table].pk])


def test_tout_se_fait_des_deux_cotes(client, monde):
    client.force_login(monde.roles["coordination"])
    fautes = [faute for geste in GESTES for faute in _fautes(client, monde, geste)]
    assert not fautes, "\n".join(fautes)


def test_ou_menent_les_liens_de_l_administration(client, monde):
    """To pages that open: a link that would be refused is not shown."""
    client.force_login(monde.roles["coordination"])
    index = client.get(reverse("admin:index"))
    liens = [lien for rubrique in index.context["app_list"] for lien in rubrique["liens"]]
    fiche = client.get(reverse("admin:poles_campagne_change", args=[monde.campagne.pk]))
    liens += [lien for groupe in fiche.context["sur_le_site"] for lien in groupe.liens]
    assert len(liens) > 25
    refus = [(libelle, url) for libelle, url in liens if client.get(url, follow=True).status_code != 200]
    assert not refus
    # An académie's texts and lists are not a coordinator's.
    assert not {"Textes des courriels", "L'académie", "Préparer les cycles"} & {libelle for libelle, _ in liens}


def test_voir_sur_le_site_mene_a_une_page_qui_s_ouvre(client, monde):
    client.force_login(monde.roles["coordination"])
    vues = 0
    for table in (
        "productions_relecture", "productions_remarque", "productions_version", "validations_visa",
        "validations_publication", "productions_ressource", "productions_ficheprojet",
    ):  # fmt: skip
        lignes = client.get(reverse(f"admin:{table}_changelist")).context["cl"].result_list
        for ligne in list(lignes)[:1]:
            page = client.get(reverse(f"admin:{table}_change", args=[ligne.pk]))
            arrivee = client.get(page.context["absolute_url"], follow=True)
            assert arrivee.status_code == 200, table
            vues += 1
    assert vues >= 6


def test_voir_sur_le_site_ne_se_montre_pas_a_qui_la_page_est_fermee(client, monde):
    """The technical team reads tables by Django's own permissions, which open no page of the service."""
    technique = fabrique.personne(is_staff=True)
    technique.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(technique)
    lues = [modele for modele in admin.site._registry if hasattr(modele, "get_absolute_url")]
    pages = {modele.__name__: page for modele in lues if (page := _derniere(client, modele))}
    assert "Campagne" in pages
    assert not [nom for nom, page in pages.items() if page.context["has_absolute_url"]]
    assert not [nom for nom, page in pages.items() if "Voir sur le site" in page.text]
    fabrique.mandat(technique, Fonction.COORDINATEUR, monde.campagne)
    page = client.get(reverse(f"admin:{POLE}_change", args=[monde.campagne.pk]))
    assert client.get(page.context["absolute_url"], follow=True).status_code == 200
    assert "Voir sur le site" in page.text


def _derniere(client, modele):
    """The page of the last row of the table's list, if it has one."""
    nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
    ligne = client.get(reverse(f"{nom}_changelist")).context["cl"].result_list.last()
    return client.get(reverse(f"{nom}_change", args=[ligne.pk])) if ligne else None
