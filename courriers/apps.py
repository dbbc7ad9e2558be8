from django.apps import AppConfig


class CourriersConfig(AppConfig):
    name = "courriers"
    verbose_name = "Textes des courriels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commun.courriels import enregistrer_redaction

        from .queries import textes

        enregistrer_redaction(textes.rediges)
