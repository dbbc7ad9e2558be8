"""The instant at which the tests stand."""

from datetime import UTC, datetime

# A working day of the cycle; the tests' clock stands there unless they move it (see `horloge` in conftest).
MAINTENANT = datetime(2027, 1, 14, 9, 0, tzinfo=UTC)
JOUR = MAINTENANT.date()
