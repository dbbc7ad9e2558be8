"""Who finds what in the administration: one line a table, and whatever shows a row asks that line.

A superuser finds everything. Whoever leads a pôle or an académie enters by their mandates (the rule `ENTRER`, which
the room of the mandates registers) and finds the rows that the table's `acces` gives them. Somebody of the technical
team is given Django's own permissions, table by table; of the pôles' work they find no more than the pages show them.
A table that says nothing is closed to those who lead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from commun.administration.export import en_dernier
from commun.administration.historique import changements
from commun.administration.rubriques import Rubrique
from commun.administration.sur_le_site import PagesDe

# A rule of the room of the mandates, asked without a record.
ENTRER, ACADEMIE = "administration.entrer", "administration.academie"
TOUS_LES_GESTES = ("ajouter", "modifier", "effacer")
# Django's buttons under a form.
ENREGISTRER = ("show_save", "show_save_and_continue", "show_save_and_add_another")
HORS_PERIMETRE = "Vos mandats ne permettent pas d'enregistrer cela : choisissez parmi ce que vous conduisez."
# Rows, who reads them, and whether as one who leads: (rows of the table, person, by_mandate).
Lignes = Callable[[QuerySet[Any], Any, bool], QuerySet[Any]]


@dataclass(frozen=True)
class Acces:
    """What a table opens to those who lead. Each gesture is the name of a rule; an empty one is closed."""

    lignes: Lignes
    ouvrir: str = ENTRER
    ajouter: str = ""
    modifier: str = ""
    effacer: str = ""
    # The attribute of a row on which its rules are asked, when it is not the row.
    sur: str = ""
    # The gestures of an académie's administration alone: the others are not even offered them.
    academie: tuple[str, ...] = ()

    def permet(self, personne: Any, geste: str, objet: Model | None = None) -> bool:
        """Without a record: whether there could be one."""
        regle = getattr(self, geste)
        if not regle or not personne.has_perm(self.ouvrir):
            return False
        if geste in self.academie and not personne.has_perm(ACADEMIE):
            return False
        if objet is None:
            return True
        return personne.has_perm(regle, getattr(objet, self.sur) if self.sur else objet)


def nommables(site: admin.AdminSite, request: HttpRequest, modele: type[Model]) -> QuerySet[Any]:
    """The rows of a table that this person may be told of: what its own list shows, or nothing where it has none."""
    table = site._registry.get(modele)
    if table is not None:
        return table.get_queryset(request)
    toutes = modele._default_manager
    return toutes.all() if request.user.is_superuser else toutes.none()


class ChoixDuPerimetre(admin.options.BaseModelAdmin):
    """A list of choices, typed or forged, holds what the chosen table itself would show to the same person."""

    def get_field_queryset(
        self, db: str | None, db_field: ForeignKey | ManyToManyField, request: HttpRequest
    ) -> QuerySet[Any] | None:
        return nommables(self.admin_site, request, db_field.remote_field.model)


class DansLePerimetre(ChoixDuPerimetre, admin.ModelAdmin):
    """Every table of the administration is one. `acces` opens it to those who lead; `rubrique` is its heading."""

    acces: Acces | None = None
    # The fields whose changes are kept (commun/administration/historique.py).
    historique: Sequence[str] = ()
    rubrique = Rubrique.REGLAGES
    # Where, on the service, what cannot be done here is done.
    pages: PagesDe | None = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        lignes = super().get_queryset(request)
        if request.user.is_superuser:
            return lignes
        if self.acces is None:
            # Its own list is closed; a list of choices elsewhere must not open it by the back door.
            return lignes if self._technique(request) else lignes.none()
        return self.acces.lignes(lignes, request.user, not self._technique(request))

    def _technique(self, request: HttpRequest) -> bool:
        """Whether Django's own permissions open this table."""
        return super().has_view_permission(request)

    def _permet(self, request: HttpRequest, geste: str, obj: Model | None = None) -> bool:
        return self.acces is not None and self.acces.permet(request.user, geste, obj)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type:
        """What was chosen must be within the person's rights too: two fields that are may make a row that is not."""
        table, form_class = self, super().get_form(request, obj, change=change, **kwargs)

        class Tenu(form_class):
            def _post_clean(self) -> None:
                super()._post_clean()
                if not self.errors and not table.peut_enregistrer(request, self.instance, change):
                    self.add_error(None, HORS_PERIMETRE)

        return Tenu

    def peut_enregistrer(self, request: HttpRequest, objet: Model, change: bool) -> bool:
        par_django = super().has_change_permission(request) if change else super().has_add_permission(request)
        return par_django or self._permet(request, "modifier" if change else "ajouter", objet)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return en_dernier(super().get_actions(request))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Named after what it lists, where Django says « Sélectionnez l'objet … à changer »."""
        titre = capfirst(self.model._meta.verbose_name_plural)
        return super().changelist_view(request, {"title": titre, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Model | None = None, **kwargs: Any
    ) -> TemplateResponse:
        groupes = self.pages(obj, request.user) if self.pages is not None and obj is not None else ()
        contexte = {**context, "sur_le_site": [groupe for groupe in groupes if groupe.liens]}
        if not context["adminform"].form.fields and not context["inline_admin_formsets"]:
            # Nothing can be typed: there is nothing to save, whatever may be done of the row elsewhere.
            contexte |= dict.fromkeys(ENREGISTRER, False)
        page = super().render_change_form(request, contexte, *args, obj=obj, **kwargs)
        if page.context_data["has_absolute_url"]:
            page.context_data["has_absolute_url"] = self._s_ouvre_sur_le_site(request, obj)
        return page

    def get_inline_instances(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        lignes = super().get_inline_instances(request, obj)
        s_ouvre = bool(lignes) and self._s_ouvre_sur_le_site(request, obj)
        for une in lignes:
            une.view_on_site = s_ouvre
        return lignes

    def _s_ouvre_sur_le_site(self, request: HttpRequest, obj: Model | None) -> bool:
        """Whether « Voir sur le site » leads anywhere: Django's own permissions open no page of the service."""
        if obj is None or request.user.is_superuser or not self._technique(request):
            return True
        sienne = type(obj)._default_manager.filter(pk=obj.pk)
        return self.acces is not None and self.acces.lignes(sienne, request.user, True).exists()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        objet = self.get_object(request, unquote(object_id)) if request.method == "GET" else None
        lisible = objet is not None and self.has_view_or_change_permission(request, objet)
        lus, coupes = changements(objet, partial(nommables, self.admin_site, request)) if lisible else ([], False)
        contexte = {"changements": lus, "changements_coupes": coupes, **(extra_context or {})}
        return super().history_view(request, object_id, contexte)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        par_mandat = self.acces is not None and request.user.has_perm(self.acces.ouvrir)
        return super().has_view_permission(request, obj) or par_mandat

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) or self._permet(request, "ajouter")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) or self._permet(request, "modifier", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) or self._permet(request, "effacer", obj)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the list offers as a filter: an address must not ask a column that the page does not show."""
        if request is None or request.user.is_superuser:
            return super().lookup_allowed(lookup, value, request)
        return any(
            lookup == champ or lookup.startswith(f"{champ}__") for champ in _filtres(self, request)
        ) and super().lookup_allowed(lookup, value, request)


def _filtres(table: admin.ModelAdmin, request: HttpRequest) -> Sequence[str]:
    filtres = (f[0] if isinstance(f, tuple) else f for f in table.get_list_filter(request))
    noms = [f if isinstance(f, str) else f.parameter_name for f in filtres]
    return [*noms, *([table.date_hierarchy] if table.date_hierarchy else [])]


class LignesDuPerimetre(ChoixDuPerimetre, admin.TabularInline):
    """Rows under their parent: those that their own table shows, or all of them where they have none."""

    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        lignes = super().get_queryset(request)
        table = self.admin_site._registry.get(self.model)
        if table is None or request.user.is_superuser:
            return lignes
        return lignes.filter(pk__in=table.get_queryset(request).order_by().values("pk"))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever reads the parent reads its rows."""
        parent = self.admin_site._registry.get(self.parent_model)
        return parent is not None and parent.has_view_permission(request, obj)


class LignesLues(LignesDuPerimetre):
    """Rows that change through the pages of the service."""

    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
