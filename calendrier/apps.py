from django.apps import AppConfig


class CalendrierConfig(AppConfig):
    name = "calendrier"
    verbose_name = "Calendrier"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poles.charges import Genre, enregistrer

        from .charges import fournir

        enregistrer("fonction", Genre("Ce qui attend la fonction", fournir, rang=9))
