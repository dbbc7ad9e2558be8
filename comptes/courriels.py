"""The mails of signing in. Secret: their text is never shown again nor sent twice."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from commun.services.courriels import poster
from comptes.models import Personne


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
