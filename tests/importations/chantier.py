"""Tables as people make them, deposited, read and imported as the pages do."""

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from importations import services, tasks
from importations.models import Importation, LigneImportee
from importations.sortes import sorte_de
from tests import fabrique
from tests.fabrique import MAINTENANT

TITRES = ("Adresse électronique", "Prénom", "Nom", "Fonction", "UAI")
INES = ("ines.roux@exemple.fr", "Inès", "Roux", "enseignant", "")


def en_csv(
    *lignes: tuple[object, ...], titres: tuple[str, ...] = TITRES, separateur: str = ";", codage: str = "utf-8"
) -> bytes:
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=separateur).writerows([titres, *lignes] if titres else lignes)
    return sortie.getvalue().encode(codage)


def en_xlsx(*lignes: tuple[object, ...], titres: tuple[str, ...] = TITRES, avec: Any = None) -> bytes:
    """`avec` receives the sheet before it is saved."""
    classeur = Workbook()
    for ligne in [titres, *lignes] if titres else lignes:
        classeur.active.append(ligne)
    if avec:
        avec(classeur.active)
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def deposer(sorte: str, portee: Any, qui: Any, contenu: bytes, nom: str = "equipe.csv") -> Importation:
    return services.deposer(
        sorte=sorte_de(sorte),
        portee=portee,
        fichier=SimpleUploadedFile(nom, contenu),
        acteur=qui,
        maintenant=MAINTENANT,
    )


def lire(sorte: str, portee: Any, qui: Any, contenu: bytes, nom: str = "equipe.csv") -> Importation:
    """Deposited, then read by a worker."""
    deposee = deposer(sorte, portee, qui, contenu, nom)
    tasks.lire(str(deposee.travail_id))
    deposee.refresh_from_db()
    return deposee


def importer(lue: Importation, prevenir: bool = True) -> Importation:
    """« Importer », then the worker's part."""
    services.importer(importation=lue, vu=lue.empreinte, prevenir=prevenir, acteur=lue.demandeur, maintenant=MAINTENANT)
    lue.refresh_from_db()
    tasks.importer(str(lue.travail_id))
    return Importation.objects.select_related("travail").get(pk=lue.pk)


def issues(lue: Importation) -> list[str]:
    return list(lue.lignes.order_by("numero").values_list("issue", flat=True))


def motifs(lue: Importation) -> str:
    return " | ".join(motif for ligne in lue.lignes.order_by("numero") for motif in ligne.motifs)


def ligne(lue: Importation, numero: int) -> LigneImportee:
    return lue.lignes.get(numero=numero)


def pole() -> tuple[Any, Any]:
    """A campaign, and who leads it."""
    campagne = fabrique.campagne()
    return campagne, fabrique.titulaire(campagne, "coordinateur")
