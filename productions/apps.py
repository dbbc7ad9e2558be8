from django.apps import AppConfig


class ProductionsConfig(AppConfig):
    name = "productions"
    verbose_name = "Productions"
    default_auto_field = "django.db.models.BigAutoField"
