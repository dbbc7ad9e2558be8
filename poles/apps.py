from django.apps import AppConfig


class PolesConfig(AppConfig):
    name = "poles"
    verbose_name = "Pôles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from journal.libelles import enregistrer

        from .libelles import PHRASES

        enregistrer(PHRASES)
        # Every room's permissions.py: a rule exists once its module is imported.
        autodiscover_modules("permissions")
