"""The demonstration's clock: the day at which it stopped, and the moment at which that was written.

`manage.py demo` writes the file; the settings read it, so that « today » is the demonstration's last day for
whoever starts the software then, and time goes on from there.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from config.environnement import ConfigurationInvalide

FUSEAU = ZoneInfo("Europe/Paris")
NOM = "horloge-demo"


def ecrire_horloge_demo(jour: date, data_dir: Path) -> None:
    """Make `jour` today, from now on, at the next start."""
    ecrit_le = datetime.now(UTC).replace(microsecond=0)
    (Path(data_dir) / NOM).write_text(f"{ecrit_le.isoformat()} {jour.isoformat()}\n")


def lire_horloge_demo(data_dir: Path) -> timedelta:
    """Return the shift to add to the machine's clock; zero when no demonstration wrote one.

    The local time of day is kept, so that a clock change between the two days does not move midnight.
    Raises ConfigurationInvalide when the file was damaged.
    """
    fichier = Path(data_dir) / NOM
    if not fichier.exists():
        return timedelta(0)
    try:
        ecrit_le, jour = fichier.read_text().split()
        ecrit, voulu = datetime.fromisoformat(ecrit_le), date.fromisoformat(jour)
    except ValueError:
        raise ConfigurationInvalide(f"le fichier {fichier} est abîmé : effacez-le.") from None
    cible = datetime.combine(voulu, ecrit.astimezone(FUSEAU).time(), tzinfo=FUSEAU)
    return cible.astimezone(UTC) - ecrit
