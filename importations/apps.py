from django.apps import AppConfig


class ImportationsConfig(AppConfig):
    name = "importations"
    verbose_name = "Importations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from comptes.effacement import enregistrer_effaceur
        from journal import libelles as journal

        from . import libelles
        from .services import oublier_adresse

        journal.enregistrer(libelles.PHRASES)
        enregistrer_effaceur(oublier_adresse)
