from django.apps import AppConfig


class ProductionsConfig(AppConfig):
    name = "productions"
    verbose_name = "Productions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from calendrier.obligations import enregistrer_lien_de_report
        from journal.libelles import enregistrer

        from . import obligations
        from .charges import enregistrer_charges
        from .libelles import PHRASES
        from .liens_reports import lien_personnel_de

        enregistrer(PHRASES)
        obligations.enregistrer_fournisseurs()
        enregistrer_charges()
        enregistrer_lien_de_report(lien_personnel_de)
