"""The pages of mails: what left, and their texts."""

from __future__ import annotations

from commun.models import Courriel
from tests.monde import Monde
from tests.visites.formes import Exemples, plusieurs, seul


def _envoi(monde: Monde) -> Exemples:
    """About the pôle, with its text and without; a secret."""
    du_pole = Courriel.objects.filter(campagne=monde.campagne.pk, etat="envoye") | Courriel.objects.filter(
        campagne=monde.campagne.pk, etat="en_attente", genre="action"
    )
    for role in ("coordination", "administration"):
        yield role, [du_pole.filter(secret=False).latest("pk").pk], ""
    yield "administration", [du_pole.filter(secret=True).latest("pk").pk], ""


def _renvoyer(monde: Monde) -> Exemples:
    return [_envoi(monde).__next__()]


def _textes(*gabarits: str):
    def exemples(monde: Monde) -> Exemples:
        return [("administration", [monde.campagne.pole.academie.code, *([g] if g else [])], "") for g in gabarits]

    return exemples


EXEMPLES = {
    "courriers:envois": plusieurs(
        *(seul("coordination", r) for r in ("", "q=introuvable", "etat=bloque", "sorte=fiche_retenue")),
        seul("administration"),
    ),
    "courriers:envoi": _envoi,
    "courriers:renvoyer": _renvoyer,
    "courriers:textes": seul("administration"),
    "courriers:textes_de": _textes(""),
    "courriers:texte": _textes("fiche_retenue", "validation_reprise", "echange_propose"),
    "courriers:retablir": _textes("fiche_retenue"),
}
