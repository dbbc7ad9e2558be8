from django.apps import AppConfig


class CommunConfig(AppConfig):
    name = "commun"
    verbose_name = "Courriels et travaux"
    default_auto_field = "django.db.models.BigAutoField"
