"""Turns DATABASE_URL, REDIS_URL and EMAIL_URL into what Django expects."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

# WAL lets readers work during a write; IMMEDIATE takes the write lock at the start, so that waiting
# (timeout, in seconds) replaces the « database is locked » error of a lock taken half-way.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
# In seconds: how long a request may reuse a connection to PostgreSQL.
DUREE_CONNEXION = 60


class AdresseInvalide(Exception):
    """An address cannot be used; the text names the variable and never repeats the password."""


def decouper(nom: str, url: str) -> tuple[SplitResult, int | None]:
    """Return the parts of an address, and its port. Raises AdresseInvalide when it cannot be read."""
    try:
        parties = urlsplit(url)
        return parties, parties.port
    except ValueError:
        raise AdresseInvalide(
            f"{nom} ne se lit pas : le port est un nombre de 0 à 65535, et dans un nom ou un mot de passe les "
            "caractères / ? # [ ] @ : % s'écrivent %2F %3F %23 %5B %5D %40 %3A %25."
        ) from None


def base_de_donnees(url: str, data_dir: Path) -> dict[str, object]:
    """Return a DATABASES entry: SQLite in DATA_DIR when `url` is empty, else PostgreSQL.

    `postgresql://nom:secret@hote:5432/base?sslmode=require`; `?host=/dossier` names a socket's folder.
    """
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": data_dir / "base.sqlite3", "OPTIONS": dict(SQLITE)}
    parties, port = decouper("DATABASE_URL", url)
    if parties.scheme not in {"postgres", "postgresql"} or len(parties.path) < 2:
        raise AdresseInvalide("DATABASE_URL doit ressembler à postgresql://nom:secret@hote:5432/base.")
    options = dict(parse_qsl(parties.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parties.path[1:]),
        "USER": unquote(parties.username or ""),
        "PASSWORD": unquote(parties.password or ""),
        "HOST": options.pop("host", parties.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": DUREE_CONNEXION,
        "CONN_HEALTH_CHECKS": True,
    }


def redis(url: str) -> str:
    """Check an address of Redis or Valkey: `redis://`, `rediss://`, or `unix:///dossier/prise`."""
    parties, _ = decouper("REDIS_URL", url)
    utilisable = parties.path if parties.scheme == "unix" else parties.hostname
    if parties.scheme not in {"redis", "rediss", "unix"} or not utilisable:
        raise AdresseInvalide("REDIS_URL doit ressembler à redis://hote:6379/0 ou à unix:///dossier/valkey.sock.")
    return url


def courtier(redis_url: str) -> str:
    """Write an address of Redis as Celery's transport names it."""
    return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def courriel(url: str) -> dict[str, object]:
    """Return Django's e-mail settings for `smtp(s)://nom:secret@hote:port`, `console:` or `file:///dossier`.

    smtps is TLS from the first byte (port 465); smtp is STARTTLS (port 587) unless `?tls=0`, for a relay on
    the same machine (port 25).
    """
    parties, port = decouper("EMAIL_URL", url)
    if parties.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parties.scheme == "file" and parties.path:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parties.path),
        }
    if parties.scheme not in {"smtp", "smtps"} or not parties.hostname:
        raise AdresseInvalide(
            "EMAIL_URL doit ressembler à smtps://nom:secret@hote:465, smtp://hote:587, console: ou file:///dossier."
        )
    starttls = parties.scheme == "smtp" and dict(parse_qsl(parties.query)).get("tls") != "0"
    defaut = 465 if parties.scheme == "smtps" else 587 if starttls else 25
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parties.hostname,
        "EMAIL_PORT": port or defaut,
        "EMAIL_HOST_USER": unquote(parties.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parties.password or ""),
        "EMAIL_USE_SSL": parties.scheme == "smtps",
        "EMAIL_USE_TLS": starttls,
        "EMAIL_TIMEOUT": 30,
    }
