#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from config.embarque import completer_environnement
from config.environnement import ConfigurationInvalide


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        completer_environnement(os.environ)
    except ConfigurationInvalide as erreur:
        sys.exit(f"Configuration : {erreur}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
