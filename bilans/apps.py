from django.apps import AppConfig


class BilansConfig(AppConfig):
    name = "bilans"
    verbose_name = "Bilans de l'année"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from journal.libelles import enregistrer

        from .libelles import PHRASES

        enregistrer(PHRASES)
