"""The mails of signing in and of one's address. Secret: their text is never shown again nor sent twice."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from commun.services.courriels import poster
from comptes.models import ChangementAdresse, Personne


class Boite:
    """A person's mailbox at an address that is not, or no longer, the one of their account."""

    def __init__(self, personne: Personne, adresse: str = "") -> None:
        self.pk, self.nom_complet, self.email = personne.pk, personne.nom_complet, adresse or personne.email


def code_connexion(personne: Personne, *, code: str, minutes: int, envoi: str, maintenant: datetime) -> None:
    """`minutes`: how long the code lives; `envoi`: unique to this request."""
    poster(
        gabarit="code_connexion",
        destinataire=personne,
        cle=f"code-connexion:{envoi}",
        url=reverse("account_confirm_login_code"),
        bouton="Saisir le code",
        maintenant=maintenant,
        contexte={"code": code, "minutes": minutes, "nom_service": settings.NOM_SERVICE},
        secret=True,
    )


def mot_de_passe_oublie(personne: Personne, *, chemin: str, envoi: str, maintenant: datetime) -> None:
    """`chemin` holds the key that opens the account: it works once, for PASSWORD_RESET_TIMEOUT seconds."""
    poster(
        gabarit="mot_de_passe_oublie",
        destinataire=personne,
        cle=f"mot-de-passe:{envoi}",
        url=chemin,
        bouton="Choisir un nouveau mot de passe",
        maintenant=maintenant,
        contexte={"heures": settings.PASSWORD_RESET_TIMEOUT // 3600, "nom_service": settings.NOM_SERVICE},
        secret=True,
    )


def confirmer_adresse(changement: ChangementAdresse, clair: str, *, heures: int, maintenant: datetime) -> None:
    """To the new address; `clair` is the secret of the link, valid for `heures`."""
    poster(
        gabarit="confirmer_adresse",
        destinataire=Boite(changement.personne, changement.adresse),
        cle=f"confirmer-adresse:{changement.pk}",
        url=reverse("comptes:confirmer_adresse", args=[clair]),
        bouton="Confirmer cette adresse",
        maintenant=maintenant,
        contexte={"changement": changement, "heures": heures, "nom_service": settings.NOM_SERVICE},
        secret=True,
    )


def adresse_demandee(changement: ChangementAdresse, *, maintenant: datetime) -> None:
    """To the present address: what was asked, and what to do if somebody else asked it."""
    poster(
        gabarit="adresse_demandee",
        destinataire=changement.personne,
        cle=f"adresse-demandee:{changement.pk}",
        url=reverse("comptes:changer_adresse"),
        bouton="Voir cette demande",
        maintenant=maintenant,
        contexte={"nom_service": settings.NOM_SERVICE},
    )


def adresse_changee(
    personne: Personne, ancienne: Boite, changement: ChangementAdresse, *, maintenant: datetime
) -> None:
    """To the former address, which opens nothing any more."""
    poster(
        gabarit="adresse_changee",
        destinataire=ancienne,
        cle=f"adresse-changee:{changement.pk}",
        url=reverse("account_login"),
        bouton="Ouvrir la page de connexion",
        maintenant=maintenant,
        contexte={"nom_service": settings.NOM_SERVICE},
    )
