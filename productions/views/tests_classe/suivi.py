"""The tester's link, seen from the pôle: sent anew, closed. It is never shown."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commun.actions import page_action
from commun.elision import de
from commun.horloge import maintenant
from journal.peremption import abreger, garder
from productions.models import TestEnClasse
from productions.services import tests_classe as services
from productions.services.tests_classe.verrou import verrouiller_test

from .acces import fil_du_test, le_test


@require_http_methods(["GET", "POST"])
def renvoyer_lien(request: HttpRequest, pk: int) -> HttpResponse:
    un = le_test(request, pk, "productions.suivre_test")

    def action(form: Form) -> str:
        services.renvoyer_lien(test=un, acteur=request.user, maintenant=maintenant())
        return f"Un nouveau lien part à l'adresse {de(un.testeur_nom)}. Les précédents ne fonctionnent plus."

    return page_action(
        request,
        titre="Envoyer un nouveau lien",
        bouton="Envoyer un nouveau lien",
        action=action,
        retour=un.get_absolute_url(),
        consequence="Un lien ne se montre pas et ne se renvoie pas : un nouveau part, et ceux d'avant ne servent plus.",
        prevenus=[un.nom_du_testeur],
        fil=fil_du_test(un, "Envoyer un nouveau lien"),
        empechement=_sans_lien(un),
        garde=garder(un, verrouiller_test, _liens_vus, ("testenclasse.renvoyer_lien", "testenclasse.fermer_lien")),
    )


@require_http_methods(["GET", "POST"])
def fermer_lien(request: HttpRequest, pk: int) -> HttpResponse:
    un = le_test(request, pk, "productions.suivre_test")

    def action(form: Form) -> str:
        services.fermer_lien(test=un, acteur=request.user, maintenant=maintenant())
        return "Le lien est désactivé : plus rien n'ouvre ce test de l'extérieur."

    deja = "Le lien de ce test est déjà désactivé." if un.acces_ferme_le else ""
    return page_action(
        request,
        titre="Désactiver le lien",
        bouton="Désactiver le lien",
        action=action,
        retour=un.get_absolute_url(),
        consequence="Le test reste prévu, mais son lien n'ouvre plus rien et aucun rappel ne part, jusqu'à ce que vous "
        "en envoyiez un nouveau. Personne n'est prévenu.",
        danger=True,
        renoncer="Garder le lien",
        fil=fil_du_test(un, "Désactiver le lien"),
        empechement=deja or _sans_lien(un),
        garde=garder(un, verrouiller_test),
    )


def _liens_vus(un: TestEnClasse) -> str:
    """Sent twice, the first of two new links would be dead before it is read."""
    return abreger(un.etat_depuis, un.acces_ferme_le, un.liens.count())


def _sans_lien(un: TestEnClasse) -> str:
    if un.testeur_id:
        return f"{un.nom_du_testeur} a un compte : le test est sur son accueil, sans lien."
    if un.testeur_efface_le:
        return "Les coordonnées du testeur sont effacées : il n'y a plus à qui écrire."
    return "" if un.attendu or un.rendu_le else f"Ce test est {un.get_etat_display()} : il n'a plus de lien."
