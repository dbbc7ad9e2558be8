"""The person who signs in. Who may do what is a mandate (`poles`), never a flag here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from commun.elision import de, que

SEL_ADRESSE = "comptes.adresse"


class PersonneManager(BaseUserManager["Personne"]):
    def get_by_natural_key(self, email: str | None) -> Personne:
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **champs: Any) -> Personne:
        """Create a person; without a password, the only way in is the code sent by e-mail."""
        personne = self.model(email=email.strip().lower(), **champs)
        personne.set_password(password)
        personne.save(using=self._db)
        return personne

    def create_superuser(self, email: str, password: str | None = None, **champs: Any) -> Personne:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **champs)


class Personne(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("adresse électronique", unique=True)
    prenom = models.CharField("prénom", max_length=100)
    nom = models.CharField("nom", max_length=100)
    is_active = models.BooleanField(
        "compte actif", default=True, help_text="Décochez pour fermer l'accès sans rien effacer."
    )
    is_staff = models.BooleanField("accès à l'administration", default=False)
    demo_libelle = models.CharField("rôle dans la démonstration", max_length=100, blank=True, editable=False)
    demo_description = models.CharField("dans la démonstration", max_length=250, blank=True, editable=False)

    conseils_masques = models.JSONField("conseils masqués", default=list, blank=True, editable=False)

    objects = PersonneManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["prenom", "nom"]

    class Meta:
        verbose_name = "personne"
        ordering = ["nom", "prenom", "pk"]
        indexes = [models.Index(fields=["nom", "prenom", "id"], name="personne_par_nom")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="personne_email_sans_casse",
                violation_error_message="Une personne a déjà cette adresse électronique.",
            )
        ]

    def __str__(self) -> str:
        return self.nom_complet

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}".strip() or self.email

    @property
    def de_nom_complet(self) -> str:
        """« d'Hélène Roux », « de Paul Martin »."""
        return de(self.nom_complet)

    @property
    def que_nom_complet(self) -> str:
        return que(self.nom_complet)

    def get_full_name(self) -> str:
        return self.nom_complet

    def get_short_name(self) -> str:
        return self.prenom or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Changing the address closes every session opened before, as changing the password does."""
        return super()._get_session_auth_hash(secret) + salted_hmac(SEL_ADRESSE, self.email, secret=secret).hexdigest()
