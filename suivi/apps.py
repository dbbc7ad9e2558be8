from django.apps import AppConfig


class SuiviConfig(AppConfig):
    name = "suivi"
    verbose_name = "Suivi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from calendrier import obligations as registre
        from journal import libelles as journal

        from . import libelles, obligations

        registre.enregistrer("suivi", obligations.parties_obligatoires)
        registre.nommer_genres({"etape": "étapes de l'année"})
        journal.enregistrer(libelles.PHRASES)
