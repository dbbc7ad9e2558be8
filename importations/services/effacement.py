"""Somebody is erased: the tables that people have deposited forget them too, without waiting for their own end."""

from __future__ import annotations

from django.db import transaction

from importations.models import Importation, LigneImportee

EFFACEE = "(personne effacée)"


@transaction.atomic
def oublier_adresse(adresse: str) -> int:
    """Empty the lines that hold this address; how many. A table that is not imported yet goes whole.

    What its page shows would otherwise no longer be what importing it would do.
    """
    if not adresse:
        return 0
    touchees = [ligne for ligne in LigneImportee.objects.filter(valeurs__icontains=adresse) if _nomme(ligne, adresse)]
    Importation.objects.filter(pk__in={ligne.importation_id for ligne in touchees}, importee_le__isnull=True).delete()
    return LigneImportee.objects.filter(pk__in=[ligne.pk for ligne in touchees]).update(
        valeurs={}, quoi=EFFACEE, ecarts=[], motifs=[], motifs_de_lecture=[], remarques=[]
    )


def _nomme(ligne: LigneImportee, adresse: str) -> bool:
    """The address itself, not one that only ends like it."""
    mots = " ".join(map(str, ligne.valeurs.values())).lower().replace(",", " ").replace(";", " ").split()
    return adresse.lower() in {mot.strip("<>()") for mot in mots}
