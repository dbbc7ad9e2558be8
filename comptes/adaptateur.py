"""What allauth asks of this service: no sign-up, and mails that go through the outbox."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from commun.horloge import maintenant
from comptes import courriels
from comptes.models import Personne


class AdaptateurCompte(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L'adresse ou le mot de passe ne convient pas.",
        "enter_current_password": "Ce n'est pas votre mot de passe actuel.",
        "incorrect_code": "Ce code ne convient pas : recopiez celui du courriel le plus récent.",
        "too_many_login_attempts": "Trop d'essais en peu de temps. Attendez cinq minutes, puis recommencez.",
        "rate_limited": "Trop de demandes en peu de temps. Attendez quelques minutes, puis recommencez.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Personne, **kwargs: Any) -> HttpResponse | None:
        """The demonstration's accounts, whose password is printed for all to read, stay shut everywhere else."""
        if user.demo_libelle and not settings.DEMO:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("comptes:mon_compte")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's mail in the outbox, to the address on record rather than to the one typed."""
        personne = context.get("user") or Personne.objects.get(email__iexact=email)
        envoi = uuid4().hex
        with transaction.atomic():
            if template_prefix == "account/email/login_code":
                courriels.code_connexion(
                    personne,
                    code=context["code"],
                    minutes=app_settings.LOGIN_BY_CODE_TIMEOUT // 60,
                    envoi=envoi,
                    maintenant=maintenant(),
                )
            elif template_prefix == "account/email/password_reset_key":
                # The path alone: the address of the service is ours to say, not the request's Host header.
                chemin = urlsplit(context["password_reset_url"]).path
                courriels.mot_de_passe_oublie(personne, chemin=chemin, envoi=envoi, maintenant=maintenant())
            else:
                raise LookupError(f"No mail is written for {template_prefix}")
