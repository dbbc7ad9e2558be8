"""Enough of the settings to read files: no server is started, no database is asked."""

from django.conf import global_settings

SECRET_KEY = "essais"
USE_TZ = True
LANGUAGE_CODE = "fr"
INSTALLED_APPS = [
    "productions",
    "grilles",
    "courriers",
    "poles",
    "importations",
    "journal",
    "calendrier",
    "comptes",
    "commun",
    *["django.contrib.auth", "django.contrib.contenttypes"],
]
AUTH_USER_MODEL = "comptes.Personne"
TAILLE_MAX_FICHIER = 500 * 1024 * 1024
DEFAULT_AUTO_FIELD = global_settings.DEFAULT_AUTO_FIELD
