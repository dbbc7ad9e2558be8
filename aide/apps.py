from django.apps import AppConfig


class AideConfig(AppConfig):
    name = "aide"
    verbose_name = "Aide"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from comptes import rubriques

        from .compte import lignes_du_compte

        rubriques.enregistrer("conseils", lignes_du_compte)
