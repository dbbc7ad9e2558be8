"""Pages that no address shows by itself: errors, forms sent back, a text that could not be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from commun.gabarits import texte_livre
from commun.models import Courriel
from courriers.services import enregistrer_texte
from tests.fabrique import MAINTENANT
from tests.monde import Monde
from tests.visites import Visite

if TYPE_CHECKING:
    from tests.parcours.test_accessibilite import Promenade


def faire_des_erreurs(promenade: Promenade, monde: Monde) -> None:
    """Each page of error, and a form sent back with what is to correct."""
    enseignant, coordination = monde.roles["enseignant"], monde.roles["coordination"]
    retenir = reverse("productions:renvoyer_fiche", args=[monde.fiches["soumise"].pk])
    promenade.voir(Visite("403", retenir, enseignant, "enseignant"))
    promenade.voir(Visite("404", "/nulle-part/", enseignant, "enseignant"))
    trop_tard = reverse("productions:renvoyer_fiche", args=[monde.fiches["retenue"].pk])
    promenade.voir(Visite("trop tard", trop_tard, coordination, "coordination"))
    for code in ("400", "403", "409", "413", "429", "500"):
        promenade.voir(Visite(f"provoquer {code}", f"/provoquer/{code}/", None, ""))
    promenade.voir(Visite("adresse périmée", reverse("comptes:confirmer_adresse", args=["inconnu"]), None, ""))
    promenade.voir(Visite("désabonnement", reverse("calendrier:desabonnement", args=["inconnu"]), None, ""))
    perime = reverse("productions:demander_report_par_lien", args=["inconnu"])
    promenade.voir(Visite("lien de report périmé", perime, None, ""))
    promenade.voir(Visite("invitation périmée", reverse("poles:accueillir", args=["inconnu"]), None, ""))
    promenade.cliquer("Recevoir un nouveau lien")
    promenade.regarder("nouveau lien", "")
    expire = reverse("productions:mon_test_par_lien", args=[monde.liens["test:expire"]])
    promenade.voir(Visite("productions:mon_test_par_lien", expire, None, ""))
    promenade.cliquer("Recevoir un nouveau lien")
    promenade.regarder("nouveau lien de test", "")
    promenade.voir(Visite("réponse inconnue", reverse("suivi:repondre_par_lien", args=["inconnu"]), None, ""))
    promenade.voir(
        Visite(
            "productions:nouvelle_fiche",
            reverse("productions:nouvelle_fiche", args=monde.adresse()),
            enseignant,
            "enseignant",
        )
    )
    promenade.cliquer("Enregistrer et soumettre")
    promenade.regarder("fiche refusée", "enseignant")


def ecarter_un_texte(promenade: Promenade, monde: Monde) -> None:
    """The page of a written text in whose place the shipped one left."""
    academie, livre = monde.campagne.pole.academie, texte_livre("fiche_retenue")
    texte = enregistrer_texte(
        livre.gabarit,
        academie,
        sujet=livre.sujet,
        corps=f"{livre.corps}\nMerci.",
        vu="",
        auteur=monde.roles["administration"],
        maintenant=MAINTENANT,
    )
    parti = Courriel.objects.filter(gabarit=livre.gabarit, campagne=monde.campagne.pk).latest("pk")
    Courriel.objects.filter(pk=parti.pk).update(texte_ecarte=texte.pk, ecarte_parce_que="Une erreur l'a empêché.")
    page = reverse("courriers:texte", args=[academie.code, livre.gabarit])
    promenade.voir(Visite("courriers:texte", page, monde.roles["administration"], "administration"))


def demander_un_code(promenade: Promenade) -> None:
    promenade.voir(Visite("account_request_login_code", reverse("account_request_login_code"), None, ""))
    promenade.page.get_by_label("Adresse électronique").fill("personne@exemple.fr")
    promenade.cliquer("Recevoir un code")
    promenade.regarder("account_confirm_login_code", "")
