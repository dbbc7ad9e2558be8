from django.apps import AppConfig


class GrillesConfig(AppConfig):
    name = "grilles"
    verbose_name = "Grilles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from journal import libelles as journal

        from . import libelles

        journal.enregistrer(libelles.PHRASES)
