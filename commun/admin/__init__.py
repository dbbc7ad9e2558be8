"""The admin of the plumbing."""

from django.contrib import admin
from dsfr.admin import DsfrConfigAdmin  # noqa: F401 - registered there, taken out below
from dsfr.models import DsfrConfig

from commun.admin import courriel, travail

# Our own header and footer read none of the library's settings: changing them here would change nothing.
admin.site.unregister(DsfrConfig)

__all__ = ["courriel", "travail"]
