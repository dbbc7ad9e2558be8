"""Static files: what `collectstatic` gathers in a container, and how they are served without it."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statiques(StaticFilesConfig):
    """Leave out the parts of the DSFR that no page loads: they take 50 MB and a minute and a half."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "dsfr/dist/component/*",
        "dsfr/dist/core/*",
        "dsfr/dist/layout/*",
        "dsfr/dist/scheme/*",
        "dsfr/dist/analytics/*",
        "dsfr/dist/legacy/*",
        "*.md",
        "*.map",
    ]


class SurPlace(StaticFilesStorage):
    """The embedded default: files are served from where they are."""


class Rassembles(CompressedManifestStaticFilesStorage):
    """In a container: each file's name carries its digest, so that browsers may keep it for ever."""

    # A page that names a missing file loses that file, and not itself.
    manifest_strict = False
