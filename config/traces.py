"""Log lines that a collector can read: one JSON object a line, on stderr."""

import json
import logging
import re
from datetime import UTC, datetime

# What follows opens an account: the personal links (commun/liens.py) and the one of a forgotten password.
_SECRETS = re.compile(r"(/lien/[a-z-]+/|/mot-de-passe/nouveau/)[^/\s'\"\\]+")


def masquer(texte: str) -> str:
    """The same line without the secrets that an address holds."""
    return _SECRETS.sub(r"\1…", texte)


class FormatJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        ligne = {
            "date": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "origine": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            ligne["exception"] = self.formatException(record.exc_info)
        return masquer(json.dumps(ligne, ensure_ascii=False))


class FormatTexte(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return masquer(super().format(record))
