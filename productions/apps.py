from django.apps import AppConfig


class ProductionsConfig(AppConfig):
    name = "productions"
    verbose_name = "Productions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from journal.libelles import enregistrer

        from . import obligations
        from .charges import enregistrer_charges
        from .libelles import PHRASES

        enregistrer(PHRASES)
        obligations.enregistrer_fournisseurs()
        enregistrer_charges()
