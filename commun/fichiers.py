"""Files that people deposit and receive: where they are kept, how they are named, how they are served."""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import uuid
from typing import BinaryIO

from django.core.files import File
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponse

from commun.depots import verifier_depot
from commun.noms import nom_propre

__all__ = ["chemin_opaque", "empreinte_sha256", "nom_propre", "servir", "verifier_depot"]

logger = logging.getLogger(__name__)


def chemin_opaque(instance: Model, nom: str) -> str:
    """Where to keep a file (an `upload_to`): nothing of its name, nothing that can be guessed."""
    hasard = uuid.uuid4().hex
    return f"{instance._meta.app_label}/{instance._meta.model_name}/{hasard[:2]}/{hasard}"


def empreinte_sha256(f: File | BinaryIO) -> str:
    """The SHA-256 of the whole content, in hexadecimal; the file is rewound before and after."""
    calcul = hashlib.sha256()
    f.seek(0)
    while bloc := f.read(1024 * 1024):
        calcul.update(bloc)
    f.seek(0)
    return calcul.hexdigest()


def servir(fichier: File, nom: str, type: str | None = None) -> HttpResponse:
    """Stream a stored file to somebody whom the view has authorised: always a download, never shown in place.

    A missing file is an incident of ours: it is logged, and the person gets a 404.
    """
    try:
        contenu = fichier.open("rb")
    except FileNotFoundError as manque:
        logger.error("Fichier absent du stockage : %s", fichier.name)
        raise Http404("Ce fichier n'est plus disponible.") from manque
    nom = nom_propre(nom)
    type = type or mimetypes.guess_type(nom)[0] or "application/octet-stream"
    reponse = FileResponse(contenu, as_attachment=True, filename=nom, content_type=type)
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cache-Control"] = "private, no-store"
    return reponse
