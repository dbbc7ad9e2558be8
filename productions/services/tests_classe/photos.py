"""Pictures of a test: no pupil in them, and nothing kept of the file but the picture."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from commun.erreurs import ActionImpossible
from productions.images import Image
from productions.models import PhotoDeTest, TestEnClasse

PHOTOS_MAX = 3


def ajouter_photo(*, test: TestEnClasse, image: Image, sans_eleve: bool, maintenant: datetime) -> PhotoDeTest:
    """« Ajouter la photo », of which `productions.images.relire` has made a new one."""
    if not sans_eleve:
        raise ActionImpossible("Confirmez d'abord qu'aucun élève n'est reconnaissable sur la photo.")
    photo = PhotoDeTest(test=test, largeur=image.largeur, hauteur=image.hauteur, sans_eleve=True, ajoutee_le=maintenant)
    # Stored before the lock is taken; what is refused leaves at once.
    photo.fichier.save("photo.jpg", ContentFile(image.contenu), save=False)
    try:
        with transaction.atomic():
            verrouille = TestEnClasse.objects.select_for_update(no_key=True).get(pk=test.pk)
            if not (verrouille.attendu or verrouille.rendu_le):
                raise ActionImpossible("Ce test n'est plus demandé : il ne reçoit plus de photo.")
            if verrouille.photos.count() >= PHOTOS_MAX:
                raise ActionImpossible(f"Un test garde {PHOTOS_MAX} photos au plus : retirez-en une d'abord.")
            photo.save()
    except ActionImpossible:
        photo.fichier.storage.delete(photo.fichier.name)
        raise
    return photo


def retirer_photos(test: TestEnClasse) -> None:
    """Of a test that will not be done: nobody will look at them. To call in the caller's transaction."""
    for photo in test.photos.all():
        retirer_photo(photo=photo)


@transaction.atomic
def retirer_photo(*, photo: PhotoDeTest) -> None:
    """« Retirer la photo »: the file leaves once the row has."""
    nom = photo.fichier.name
    photo.delete()
    transaction.on_commit(partial(default_storage.delete, nom))
