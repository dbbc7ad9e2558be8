"""The Celery application: `celery -A config worker`, with -B where beat has no process of its own."""

import os

from celery import Celery
from celery.signals import beat_embedded_init

from config.processus import suivre

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = Celery("poles")
application.config_from_object("django.conf:settings", namespace="CELERY")
application.autodiscover_tasks()

# Read before beat's process is made: there, it is the number of its parent.
_OUVRIER = os.getpid()


@beat_embedded_init.connect
def beat_suit_son_ouvrier(**signal: object) -> None:
    suivre(_OUVRIER)
