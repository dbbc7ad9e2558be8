"""A Moodle backup (.mbz) read from end to end as a stream: its facts, or why it is refused."""

from __future__ import annotations

import re

from django.core.files import File

from commun.archives import ArchiveRefusee, Budget, Membre, contenant, parcourir
from commun.archives.xml import Lecteur, lire_xml

from .descriptions import Cours, Fichiers, NomDeSection, Questions, Sauvegarde, Utilisateurs
from .faits import Faits

_SECTION = re.compile(r"sections/section_[^/]+/section\.xml")


def lire_sauvegarde(f: File, budget: Budget) -> Faits:
    """The file is read whole, whatever it is: what is wrong anywhere in it shows. Raises ArchiveRefusee."""
    faits = Faits(contenant(f))
    questions, fichiers, utilisateurs = Questions(), Fichiers(), Utilisateurs()
    lecteurs: dict[str, Lecteur] = {
        "moodle_backup.xml": Sauvegarde(faits),
        "course/course.xml": Cours(faits),
        "questions.xml": questions,
        "files.xml": fichiers,
        "users.xml": utilisateurs,
    }
    vus = set()
    for membre in parcourir(f, budget):
        if lecteur := lecteurs.get(membre.nom):
            vus.add(membre.nom)
        else:
            lecteur = _lecteur_de_section(membre, faits)
        if lecteur:
            lire_xml(membre, lecteur, budget.limites)
    if "moodle_backup.xml" not in vus:
        raise ArchiveRefusee("moodle")
    faits.questions, faits.fichiers, faits.signes = questions.nombre(faits.moodle), fichiers.nombre, fichiers.signes
    faits.utilisateurs = utilisateurs.nombre if "users.xml" in vus else None
    return faits


def _lecteur_de_section(membre: Membre, faits: Faits) -> Lecteur | None:
    return NomDeSection(faits) if _SECTION.fullmatch(membre.nom) else None
