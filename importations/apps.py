from django.apps import AppConfig


class ImportationsConfig(AppConfig):
    name = "importations"
    verbose_name = "Importations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from journal import libelles as journal

        from . import libelles

        journal.enregistrer(libelles.PHRASES)
