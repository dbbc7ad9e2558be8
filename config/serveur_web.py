"""gunicorn's settings, for the launcher and for the container: `gunicorn -c config/serveur_web.py config.wsgi`."""

import os
from typing import TYPE_CHECKING

from config.processus import suivre

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.http.message import Request
    from gunicorn.workers.base import Worker

bind = f"{os.environ.get('ADRESSE_ECOUTE') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
# Threads share the memory of one process and wait for the database side by side.
worker_class = "gthread"
workers = int(os.environ.get("PROCESSUS_WEB") or 1)
threads = 4
# In seconds: a deposit of several hundred megabytes over a school's line is read by the server's threads, which
# keep beating meanwhile; this limit is for a process that is stuck.
timeout = 60
graceful_timeout = 10
# In seconds: a visitor who sends, or takes, nothing for that long has lost the connection without a word. Their
# thread, one of the few, serves the others.
SILENCE = 60
# In bytes: the longest page asked for names a hundred pôles and two hundred resources (« Relancer »); the most allowed.
limit_request_line = 8190
# A memory leak in a library ends with the worker; the jitter keeps two workers from leaving together.
max_requests, max_requests_jitter = 5000, 500
control_socket_disable = True
loglevel = os.environ.get("NIVEAU_GUNICORN", "info")


def post_fork(server: "Arbiter", worker: "Worker") -> None:
    """A worker never outlives its master, even killed."""
    suivre(worker.ppid)


def pre_request(worker: "Worker", req: "Request") -> None:
    req.unreader.sock.settimeout(SILENCE)
