from django.apps import AppConfig


class CommunConfig(AppConfig):
    name = "commun"
    verbose_name = "Courriels et travaux"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from .contient import apprendre_a_plier

        connection_created.connect(apprendre_a_plier, dispatch_uid="commun.contient")
