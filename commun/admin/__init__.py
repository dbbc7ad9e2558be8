"""The admin of the plumbing."""

from auditlog.admin import LogEntryAdmin  # noqa: F401 - registered there, taken out below
from auditlog.models import LogEntry
from django.contrib import admin
from dsfr.admin import DsfrConfigAdmin  # noqa: F401 - registered there, taken out below
from dsfr.models import DsfrConfig

from commun.admin import courriel, travail

# Our own header and footer read none of the library's settings: changing them here would change nothing.
admin.site.unregister(DsfrConfig)
# What changed is read on the record itself, by whoever reads the record.
admin.site.unregister(LogEntry)

__all__ = ["courriel", "travail"]
