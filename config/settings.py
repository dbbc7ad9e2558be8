"""Django's settings. What an operator may change comes from `config/environnement.py` and nowhere else."""

import os
import sys
from datetime import timedelta

from celery.schedules import crontab
from csp.constants import NONE, SELF

from config.adresses import courtier
from config.environnement import BASE_DIR, ConfigurationInvalide, lire_environnement, preparer_dossier
from config.horloge_demo import lire_horloge_demo

try:
    env = lire_environnement(os.environ)
    preparer_dossier(env.data_dir)
    _decalage_demo = lire_horloge_demo(env.data_dir) if env.demo else timedelta(0)
except ConfigurationInvalide as erreur:
    sys.exit(f"Configuration : {erreur}")

# What the rooms rely on.
DATA_DIR = env.data_dir
DEMO = env.demo
URL_PUBLIQUE = env.url_publique
NOM_SERVICE = env.nom_service
MARQUE_ETAT = env.marque_etat
TAILLE_MAX_FICHIER = env.taille_max_fichier
HORLOGE_DECALAGE = _decalage_demo if env.horloge_decalage is None else env.horloge_decalage

SECRET_KEY = env.secret_key
DEBUG = env.debug
ALLOWED_HOSTS = env.hotes

INSTALLED_APPS = [
    "accueil",
    "bilans",
    "suivi",
    "validations",
    "productions",
    "calendrier",
    "grilles",
    "courriers",
    "poles",
    "importations",
    "journal",
    "aide",
    "comptes",
    "commun",
    "config.administration.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "config.statiques.Statiques",
    "widget_tweaks",
    "dsfr",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "rules",
    "auditlog",
    "csp",
    "health_check",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before whatever reads a form, the protection of forms included.
    "commun.middleware.TextesLisiblesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A page is private unless its view says @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "commun.middleware.ActionImpossibleMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.contexte.service",
                "accueil.contexte.navigation",
                "aide.contexte.aide",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "crispy_dsfr"
# An integrity checksum would block the style sheet once the manifest storage has rewritten its addresses.
DSFR_USE_INTEGRITY_CHECKSUMS = False
# True, the library's default, would print what people type as HTML.
DSFR_CONTENT_IS_SAFE = False
DSFR_MARK_OPTIONAL_FIELDS = True

DATABASES = {"default": env.base}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.redis_url,
        "KEY_PREFIX": "poles",
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# People.
AUTH_USER_MODEL = "comptes.Personne"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
_REGLES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_REGLES}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "prenom", "nom")}},
    {"NAME": f"{_REGLES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_REGLES}.CommonPasswordValidator"},
    {"NAME": f"{_REGLES}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "comptes.adaptateur.AdaptateurCompte"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if env.https else "http"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# In seconds: a school's mail server can be slow.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
# Three tries a code and three codes a minute (below): eight digits keep a guess out of reach.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_FORMS = {
    "login": "comptes.forms.ConnexionForm",
    "request_login_code": "comptes.forms.CodeForm",
    "confirm_login_code": "comptes.forms.SaisieCodeForm",
    "reset_password": "comptes.forms.OubliForm",
    "reset_password_from_key": "comptes.forms.NouveauMotDePasseForm",
    "set_password": "comptes.forms.ChoixMotDePasseForm",
    "change_password": "comptes.forms.ChangementMotDePasseForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "lien_personnel": "20/m/ip",
    "brouillon_de_test": "120/m/ip",
    "lien_inconnu": "30/m/ip",
    "attestation": "10/m/ip",
    "reauthenticate": "10/m/user",
}
# The visitor's address stands in X-Forwarded-For only where a proxy of ours wrote it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.derriere_proxy_tls else 0

# Security.
CSRF_TRUSTED_ORIGINS = [URL_PUBLIQUE]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.https
SESSION_COOKIE_AGE = 12 * 3600
# Read from the cache, kept in the database: a query less a page, and nobody is signed out when the cache restarts.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if env.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.https
SECURE_SSL_REDIRECT = env.derriere_proxy_tls
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.derriere_proxy_tls else None
# The container's own probe speaks plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # The DSFR's style sheet holds its small drawings as data: addresses.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}

# Files. Those deposited have no public address: an authorised view serves them.
STATIC_URL = "/static/"
# The second: the screenshots of the help, beside the text that shows them.
STATICFILES_DIRS = [BASE_DIR / "static", ("aide", BASE_DIR / "docs" / "guide" / "images")]
# In a container `collectstatic` has gathered the files there; otherwise they are served from where they are.
STATIC_ROOT = env.static_root
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "fichiers", "base_url": None},
    },
    "staticfiles": {"BACKEND": f"config.statiques.{'SurPlace' if STATIC_ROOT is None else 'Rassembles'}"},
}
FILE_UPLOAD_HANDLERS = [
    "commun.televersement.LimiteDEnvoi",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = str(DATA_DIR / "depots-en-cours")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
(DATA_DIR / "depots-en-cours").mkdir(mode=0o700, exist_ok=True)

# E-mail.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.expediteur
EMAIL_SUBJECT_PREFIX = ""
globals().update(env.courriel)

# Background tasks. A task killed half-way is delivered again: every task may run twice.
CELERY_BROKER_URL = courtier(env.redis_url)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# In seconds: longer than the longest task (CELERY_TASK_TIME_LIMIT), or it would run twice at once.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1200, "socket_timeout": 10, "socket_connect_timeout": 5}
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "courriels": {"task": "commun.balayer_courriels", "schedule": timedelta(seconds=60)},
    "travaux": {"task": "commun.reprendre_travaux", "schedule": timedelta(seconds=60)},
    "analyses": {"task": "productions.balayer_analyses", "schedule": timedelta(seconds=60)},
    "textes": {"task": "productions.balayer_textes", "schedule": timedelta(seconds=60)},
    "nouvelles": {"task": "commun.grouper_nouvelles", "schedule": crontab(hour=7, minute=0)},
    # Journées de relecture end in the afternoon, of each académie's own clock.
    "journees": {"task": "suivi.recapituler_journees", "schedule": crontab(minute="*/15")},
    "adresses": {"task": "comptes.purger_changements_adresse", "schedule": crontab(hour=3, minute=10)},
    "televersements": {"task": "commun.purger_televersements", "schedule": crontab(hour=3, minute=30)},
    "orphelins": {"task": "commun.purger_orphelins", "schedule": crontab(hour=3, minute=45)},
    "indisponibilites": {"task": "poles.purger_indisponibilites", "schedule": crontab(hour=3, minute=20)},
    "vieux_rappels": {"task": "calendrier.purger_rappels", "schedule": crontab(hour=3, minute=25)},
    "rappels": {"task": "calendrier.envoyer_rappels", "schedule": crontab(minute=5)},
    "agendas": {"task": "calendrier.tenir_agendas", "schedule": crontab(minute=35)},
    "historique": {"task": "commun.purger_historique", "schedule": crontab(hour=3, minute=35)},
    "rappels_testeurs": {"task": "productions.rappeler_testeurs", "schedule": crontab(minute=10)},
    "testeurs": {"task": "productions.effacer_testeurs", "schedule": crontab(hour=3, minute=50)},
    "vieux_courriels": {"task": "commun.purger_courriels", "schedule": crontab(hour=3, minute=55)},
    "importations": {"task": "importations.purger", "schedule": crontab(hour=3, minute=40)},
    "sceau": {"task": "journal.consigner_sceau", "schedule": crontab(hour=3, minute=0)},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.traces.FormatJson"},
        "texte": {"()": "config.traces.FormatTexte", "format": "%(asctime)s %(levelname)s %(name)s : %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "texte" if DEMO else "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING" if DEMO else "INFO"},
    # Django's own handlers would print the same line twice.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Each page of each PDF: for the progress of its job, not for the log.
        "weasyprint.progress": {"handlers": [], "propagate": False},
    },
}
