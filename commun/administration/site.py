"""The administration as a site: who enters, how its index is arranged, what its addresses give away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse

from commun.administration.export import exporter_la_selection
from commun.administration.filtres import tenir_les_filtres
from commun.administration.historique import suivre, tenu
from commun.administration.perimetre import ENTRER
from commun.administration.rubriques import Rubrique
from commun.administration.sur_le_site import liens_de

POUR_QUI = "L'administration est ouverte à qui conduit un pôle (PREDAC ou IAN) et à l'administration académique."


class SiteDuService(admin.AdminSite):
    site_title = site_header = "Administration"
    index_title = "Administrer mes pôles"
    empty_value_display = "–"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        tenir_les_filtres()
        self.add_action(exporter_la_selection)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        super().register(model_or_iterable, admin_class, **options)
        for modele in [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable:
            suivre(modele, getattr(admin_class, "historique", ()))

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and (request.user.is_staff or request.user.has_perm(ENTRER))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One door: the page of the service, with its codes and its rate limits."""
        if request.user.is_authenticated:
            raise PermissionDenied(POUR_QUI)
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        return super().admin_view(tenu(view), cacheable)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        voir = self.admin_view(self.voir_sur_le_service)
        return [path("r/<int:content_type_id>/<int:object_id>/", voir, name="view_on_site"), *super().get_urls()]

    def voir_sur_le_service(self, request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
        """« Voir sur le site », for a row of one's own lists: the address alone would say that another exists."""
        for modele, table in self._registry.items():
            if ContentType.objects.get_for_model(modele).pk == content_type_id:
                objet = table.get_object(request, str(object_id)) if table.has_view_permission(request) else None
                if isinstance(objet, Model) and hasattr(objet, "get_absolute_url"):
                    return redirect(objet.get_absolute_url())
        raise Http404

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """By heading rather than by room; a room's own page keeps its tables together."""
        par_piece = super().get_app_list(request, app_label)
        if app_label is not None:
            return par_piece
        tables = [table for piece in par_piece for table in piece["models"]]
        conduit, rubriques = request.user.has_perm(ENTRER), []
        for rubrique in Rubrique:
            siennes = [t for t in tables if getattr(self._registry[t["model"]], "rubrique", "") == rubrique]
            # What a heading is named after comes first.
            siennes.sort(key=lambda table, titre=str(rubrique): not str(table["name"]).startswith(titre))
            if siennes:
                nom = rubrique.name.lower()
                rubriques.append(
                    {
                        "name": str(rubrique),
                        "app_label": nom,
                        "app_url": f"{reverse('admin:index', current_app=self.name)}#rubrique-{nom}",
                        "has_module_perms": True,
                        "models": siennes,
                        "liens": liens_de(rubrique, request.user) if conduit else [],
                    }
                )
        return rubriques
