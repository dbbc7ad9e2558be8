"""A clock that a test sets and that a worker, in its own process, reads."""

from datetime import datetime
from pathlib import Path


class DecalageDuFichier:
    """What the settings add to the machine's time. The file holds the present instant, which stands still."""

    def __init__(self, fichier: str) -> None:
        self.fichier = Path(fichier)

    def __radd__(self, instant: datetime) -> datetime:
        return datetime.fromisoformat(self.fichier.read_text())

    def __bool__(self) -> bool:
        return True


def arreter(fichier: Path, instant: datetime) -> None:
    """Set it, whole at once: a reader sees the old instant or the new one."""
    brouillon = fichier.with_suffix(".nouveau")
    brouillon.write_text(instant.isoformat())
    brouillon.replace(fichier)
