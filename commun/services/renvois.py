"""« Renvoyer »: a mail that did not leave goes again; one that did leaves a second time, as another row."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.etats import EtatCourriel
from commun.liens import sert_encore
from commun.models import Courriel
from commun.services.courriels import refuser_un_secret, renvoyer
from commun.taches import lancer

# What a second mail says again.
_REPRIS = (
    "personne", "nom_destinataire", "gabarit", "sujet", "texte", "url", "bouton", "nom_piece", "type_piece",
    "contenu_piece", "genre", "campagne", "academie", "valeurs",
)  # fmt: skip


def adresse_actuelle(courriel: Courriel) -> str:
    """Where it would go now: an account's own address of today. Empty for who has none any more."""
    if courriel.personne is None:
        return courriel.adresse
    return (
        get_user_model().objects.filter(pk=courriel.personne, is_active=True).values_list("email", flat=True).first()
        or ""
    )


def empechement(courriel: Courriel, *, maintenant: datetime) -> str:
    """Why it cannot be sent again; empty when it can."""
    try:
        refuser_un_secret(courriel)
    except ActionImpossible as refus:
        return str(refus)
    if courriel.etat == EtatCourriel.EN_ATTENTE:
        return "Ce courriel n'est pas encore parti : le service l'enverra de lui-même."
    if courriel.etat == EtatCourriel.EN_COURS and not courriel.est_bloque(maintenant):
        return "Ce courriel est en cours d'envoi : attendez quelques minutes."
    if not courriel.texte:
        return "Ce que disait ce courriel a été effacé : il ne se renvoie plus."
    if not adresse_actuelle(courriel):
        return "Le compte de cette personne est fermé, ou son adresse est effacée : plus rien ne lui est envoyé."
    if not sert_encore(courriel.url, maintenant):
        return (
            "Le lien personnel de ce courriel ne sert plus : le renvoyer n'ouvrirait rien. La personne retrouve ce "
            "dont il parle en se connectant."
        )
    return ""


@transaction.atomic
def renvoyer_a_la_personne(courriel: Courriel, *, maintenant: datetime) -> Courriel:
    """Returns what will leave: the same row for a mail that failed or is stuck, else a new one.

    Raises ActionImpossible in the words of `empechement`.
    """
    courriel = Courriel.objects.select_for_update(no_key=True).get(pk=courriel.pk)
    if raison := empechement(courriel, maintenant=maintenant):
        raise ActionImpossible(raison)
    adresse = adresse_actuelle(courriel)
    if courriel.etat != EtatCourriel.ENVOYE:
        Courriel.objects.filter(pk=courriel.pk).update(adresse=adresse)
        renvoyer(courriel, maintenant=maintenant)
        return courriel
    if courriel.copies.exclude(etat__in=[EtatCourriel.ENVOYE, EtatCourriel.ECHEC]).exists():
        raise ActionImpossible("Ce courriel vient d'être renvoyé : le second envoi n'est pas encore parti.")
    copie = Courriel.objects.create(
        **{champ: getattr(courriel, champ) for champ in _REPRIS},
        cle=f"copie:{courriel.pk}:{courriel.copies.count() + 1}",
        copie_de=courriel,
        adresse=adresse,
        cree_le=maintenant,
        prochain_essai=maintenant,
    )
    lancer("commun.envoyer_courriel", copie.pk)
    return copie
