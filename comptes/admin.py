"""The people who may sign in. Who may do what is a mandate, given in the room `poles`."""

from __future__ import annotations

from typing import Any

from allauth.account.admin import EmailAddressAdmin  # noqa: F401 - registered there, taken out below
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from commun.admin.effacement import EffacableSiInutilise
from commun.administration.perimetre import ENTRER
from commun.administration.rubriques import Rubrique
from comptes.effacement import effacer_compte
from comptes.forms import NouvellePersonneForm, PersonneForm
from comptes.models import Personne

# The address that signs in is the account's own: a second list of addresses would say otherwise.
admin.site.unregister(EmailAddress)
admin.site.unregister(Group)
QUI_CORRIGE = (
    "L'adresse d'un compte se change par la personne elle-même, dans « Mon compte ». Pour corriger un nom, ou une "
    "adresse quand la personne ne peut plus se connecter, demandez-le à l'équipe technique du service."
)
ACCES_ETENDU = ["is_staff", "is_superuser", "groups", "user_permissions"]


@admin.register(Personne)
class PersonneAdmin(EffacableSiInutilise, UserAdmin):
    rubrique = Rubrique.EQUIPE
    historique = ["is_active", "is_staff", "is_superuser"]
    form = PersonneForm
    add_form = NouvellePersonneForm
    # Django's own page speaks of a user name and of two passwords.
    add_form_template = None
    list_display = ["nom", "prenom", "email", "is_active", "is_staff", "last_login"]
    list_display_links = ["nom", "prenom"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["nom", "prenom", "email"]
    ordering = ["nom", "prenom", "pk"]
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["email", "prenom", "nom", "is_active", "password", "last_login"]}),
        ("Accès à l'administration", {"classes": ["collapse"], "fields": ACCES_ETENDU}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "prenom", "nom", "mot_de_passe"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Personne]:
        """Whoever may change an account could take it over: superusers' are for superusers."""
        personnes = super().get_queryset(request)
        return personnes if request.user.is_superuser else personnes.filter(is_superuser=False)

    def has_change_permission(self, request: HttpRequest, obj: Personne | None = None) -> bool:
        """For the same reason, whoever enters the administration is changed by a superuser, or by themselves."""
        permis = super().has_change_permission(request, obj)
        if not permis or request.user.is_superuser or obj is None or obj.pk == request.user.pk:
            return permis
        return not (obj.is_staff or obj.has_perm(ENTRER))

    def get_list_display(self, request: HttpRequest) -> list[str]:
        return self.list_display if self._technique(request) else ["nom", "prenom", "is_active"]

    def get_list_filter(self, request: HttpRequest) -> list[str]:
        return self.list_filter if self._technique(request) else ["is_active"]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """An address is not found, letter by letter, by who does not read it."""
        champs = super().get_search_fields(request)
        return champs if self._technique(request) else [champ for champ in champs if not champ.startswith("email")]

    def get_fieldsets(self, request: HttpRequest, obj: Personne | None = None) -> list[tuple[str | None, dict]]:
        """Whoever leads a pôle knows people by their names: addresses and accesses are the technical team's."""
        if self._technique(request):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ["prenom", "nom", "is_active"], "description": QUI_CORRIGE})]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        etendus = [] if request.user.is_superuser else ACCES_ETENDU
        return [*self.readonly_fields, *etendus]

    def delete_model(self, request: HttpRequest, obj: Personne) -> None:
        effacer_compte(personne=obj)

    def save_model(self, request: HttpRequest, obj: Personne, form: Any, change: bool) -> None:
        obj.email = obj.email.lower()
        super().save_model(request, obj, form, change)


@admin.register(Group)
class GroupeAdmin(EffacableSiInutilise, GroupAdmin):
    """Rights within the administration, given to several; one that serves is not deleted, nor several at once."""
