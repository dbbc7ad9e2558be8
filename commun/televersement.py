"""What one request may send, known before its first byte is stored."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# In bytes: the fields around a file, and all that somebody who is not signed in may send.
MARGE = 10 * 1024 * 1024


class LimiteDEnvoi(FileUploadHandler):
    """Refuse a request that is too large: each file's own limit is checked later, once it is stored.

    The body is read for the CSRF token, before any view: without this, a stranger could fill the disk.
    """

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        connue = self.request is not None and self.request.user.is_authenticated
        if content_length > MARGE + (settings.TAILLE_MAX_FICHIER if connue else 0):
            raise RequestDataTooBig(f"{content_length} octets envoyés")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
