"""« Renvoyer »: a mail that did not leave goes again; one that did leaves a second time, as another row."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.etats import EtatCourriel
from commun.liens import sert_encore
from commun.models import Courriel, Renvoi
from commun.taches import lancer

# What a second mail says again.
_REPRIS = (
    "personne", "nom_destinataire", "gabarit", "sujet", "texte", "url", "bouton", "nom_piece", "type_piece",
    "contenu_piece", "genre", "campagne", "academie", "valeurs", "texte_ecarte", "ecarte_parce_que",
)  # fmt: skip
# A mail takes minutes to arrive; who has not read it five times will not read it the sixth.
ENTRE_DEUX = timedelta(minutes=10)
RENVOIS_MAX = 5


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
    if courriel.secret:
        return (
            f"« {courriel.sujet} » contient un code ou un lien personnel : il ne se renvoie pas. "
            "La personne peut en demander un nouveau."
        )
    if courriel.etat == EtatCourriel.GROUPE:
        return "Cette nouvelle est partie dans un courriel qui en groupe plusieurs : renvoyez celui-là."
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
    return trop_de_renvois(courriel.copie_de or courriel, maintenant)


@transaction.atomic
def renvoyer_a_la_personne(courriel: Courriel, *, par: int, maintenant: datetime) -> Courriel:
    """Returns what will leave: the same row for a mail that failed or is stuck, else a new one.

    `par`: the number of who asks, kept with the instant. Raises ActionImpossible in the words of `empechement`.
    """
    origine = _tenir(courriel)
    courriel.refresh_from_db()
    if raison := empechement(courriel, maintenant=maintenant):
        raise ActionImpossible(raison)
    adresse = adresse_actuelle(courriel)
    if courriel.etat != EtatCourriel.ENVOYE:
        _remettre_en_file(courriel, adresse, maintenant)
        Renvoi.objects.create(courriel=origine, par=par, le=maintenant)
        return courriel
    if origine.copies.exclude(etat__in=[EtatCourriel.ENVOYE, EtatCourriel.ECHEC]).exists():
        raise ActionImpossible("Ce courriel vient d'être renvoyé : le second envoi n'est pas encore parti.")
    copie = Courriel.objects.create(
        **{champ: getattr(courriel, champ) for champ in _REPRIS},
        cle=f"copie:{origine.pk}:{origine.renvois.count() + 1}",
        copie_de=origine,
        adresse=adresse,
        cree_le=maintenant,
        prochain_essai=maintenant,
    )
    Renvoi.objects.create(courriel=origine, copie=copie, par=par, le=maintenant)
    lancer("commun.envoyer_courriel", copie.pk)
    return copie


def trop_de_renvois(origine: Courriel, maintenant: datetime) -> str:
    """Why the mail, as it was first written, has been asked for enough; empty when it has not."""
    demandes = list(origine.renvois.values_list("le", flat=True))
    if any(le > maintenant - ENTRE_DEUX for le in demandes):
        minutes = ENTRE_DEUX // timedelta(minutes=1)
        return f"Ce courriel vient d'être renvoyé : laissez-lui {minutes} minutes pour arriver."
    if len(demandes) >= RENVOIS_MAX:
        return (
            f"Ce courriel a déjà été renvoyé {RENVOIS_MAX} fois : une fois de plus n'y changerait rien. Vérifiez "
            "l'adresse de la personne, ou joignez-la autrement."
        )
    return ""


def _tenir(courriel: Courriel) -> Courriel:
    """The mail as it was first written, locked: two people ask one after the other."""
    return Courriel.objects.select_for_update(no_key=True).get(pk=courriel.copie_de_id or courriel.pk)


def _remettre_en_file(courriel: Courriel, adresse: str, maintenant: datetime) -> None:
    renvoyables = Courriel.objects.filter(etat=EtatCourriel.ECHEC) | Courriel.objects.bloques(maintenant)
    if not renvoyables.filter(pk=courriel.pk).update(
        adresse=adresse, etat=EtatCourriel.EN_ATTENTE, essais=0, prochain_essai=maintenant, reclame_le=None, erreur=""
    ):
        raise ActionImpossible(f"« {courriel.sujet} » n'est ni en échec ni bloqué : il n'y a rien à renvoyer.")
    lancer("commun.envoyer_courriel", courriel.pk)
