from django.apps import AppConfig


class CalendrierConfig(AppConfig):
    name = "calendrier"
    verbose_name = "Calendrier"
    default_auto_field = "django.db.models.BigAutoField"
