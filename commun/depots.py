"""What may be deposited: size, kind, and a content that agrees with the name."""

from __future__ import annotations

from django.core.files import File


def verifier_depot(f: File) -> None:
    """Raise ValidationError, in words that name the limit and the remedy, when the file cannot be accepted."""
