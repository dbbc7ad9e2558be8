"""Readers of a backup's own descriptions: each XML file, and what is taken from it."""

from __future__ import annotations

from commun.archives import ArchiveRefusee
from commun.archives.xml import Chemin, Lecteur

from .faits import ACTIVITES_MAX, SECTIONS_MAX, Faits, Section

# Distinct files whose digests are kept to be counted.
EMPREINTES_MAX = 200_000
# Far above any course: what is kept of each, and of each kind of activity, stays small.
SECTIONS_LUES_MAX, ACTIVITES_LUES_MAX, MODULES_MAX = 5_000, 20_000, 500


class Sauvegarde(Lecteur):
    """moodle_backup.xml: what the backup holds and how it was made."""

    CHAMPS = {
        ("information", "moodle_release"): "moodle",
        ("information", "original_course_format"): "format",
        ("information", "original_course_fullname"): "nom",
        ("information", "original_course_shortname"): "nom_court",
        ("information", "details", "detail", "type"): "type",
    }
    _CONTENU, _REGLAGE = ("information", "contents"), ("information", "settings", "setting")

    def __init__(self, faits: Faits) -> None:
        self.faits = faits
        self._champs: dict[str, str] = {}
        self._activites: list[dict[str, str]] = []
        self._sections: list[tuple[str, str]] = []

    def fin(self, chemin: Chemin, texte: str) -> None:
        if champ := self.CHAMPS.get(chemin):
            setattr(self.faits, champ, texte or getattr(self.faits, champ))
        elif chemin[:2] == self._CONTENU and len(chemin) == 5:
            self._champs[chemin[4]] = texte[:300]
        elif chemin[:3] == self._REGLAGE and len(chemin) == 4:
            self._champs[chemin[3]] = texte[:300]
        elif chemin == (*self._CONTENU, "activities", "activity"):
            self._activite()
        elif chemin == (*self._CONTENU, "sections", "section"):
            self._section()
        elif chemin == self._REGLAGE:
            self._reglage()
        elif chemin == ():
            self._ranger()

    def _activite(self) -> None:
        champs, self._champs = self._champs, {}
        self.faits.activites[champs.get("modulename", "")[:50]] += 1
        activites = self.faits.activites
        if len(activites) > MODULES_MAX or activites.total() > ACTIVITES_LUES_MAX:
            raise ArchiveRefusee("xml_demesure")
        if len(self._activites) < ACTIVITES_MAX:
            self._activites.append(champs)

    def _section(self) -> None:
        champs, self._champs = self._champs, {}
        if len(self._sections) >= SECTIONS_LUES_MAX:
            raise ArchiveRefusee("xml_demesure")
        self._sections.append((champs.get("sectionid", ""), champs.get("title", "")))

    def _reglage(self) -> None:
        champs, self._champs = self._champs, {}
        if champs.get("level") == "root" and champs.get("name") == "users":
            self.faits.option_utilisateurs = champs.get("value", "")

    def _ranger(self) -> None:
        """Each activity in its section; a section's own file may have come before this one."""
        sections = self.faits.sections
        noms = {identifiant: section.nom for identifiant, section in sections.items()}
        sections.clear()
        for identifiant, titre in self._sections:
            sections[identifiant] = Section(identifiant, titre, noms.get(identifiant, ""))
        for champs in self._activites:
            section = sections.get(champs.get("sectionid", ""))
            activites = section.activites if section else self.faits.sans_section
            activites.append((champs.get("modulename", ""), champs.get("title", "")))


class Cours(Lecteur):
    """course.xml: the format, which the oldest backups (Moodle 2.6) say nowhere else."""

    def __init__(self, faits: Faits) -> None:
        self._faits = faits

    def fin(self, chemin: Chemin, texte: str) -> None:
        if chemin == ("format",):
            self._faits.format = self._faits.format or texte


class NomDeSection(Lecteur):
    """section.xml: its name, where somebody gave one."""

    def __init__(self, faits: Faits) -> None:
        self.faits, self._identifiant = faits, ""

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None:
        if not chemin:
            self._identifiant = attributs.get("id", "")[:50]

    def fin(self, chemin: Chemin, texte: str) -> None:
        sections = self.faits.sections
        if chemin == ("name",) and texte:
            if self._identifiant in sections:
                sections[self._identifiant].nom = texte[:300]
            elif len(sections) < SECTIONS_MAX:
                sections[self._identifiant] = Section(self._identifiant, "", texte[:300])


class Questions(Lecteur):
    """questions.xml: before Moodle 4.0 each question but the random ones, from then on each entry of the bank."""

    def __init__(self) -> None:
        self.questions = self.entrees = 0

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None:
        self.entrees += chemin[-1:] == ("question_bank_entry",)
        self.questions += chemin[-1:] == ("question",)

    def fin(self, chemin: Chemin, texte: str) -> None:
        self.questions -= chemin[-2:] == ("question", "qtype") and texte == "random"

    def nombre(self, moodle: str) -> int:
        majeure = moodle.partition(".")[0]
        return self.entrees if majeure.isdecimal() and int(majeure) >= 4 else self.questions


class Fichiers(Lecteur):
    """files.xml: the distinct contents; the rows named « . » are folders."""

    def __init__(self) -> None:
        self._ligne: dict[str, str] = {}
        self._empreintes: set[int] = set()
        self.signes = 0

    def fin(self, chemin: Chemin, texte: str) -> None:
        if len(chemin) == 2 and chemin[0] == "file":
            self._ligne[chemin[1]] = texte
        elif chemin == ("file",):
            ligne, self._ligne = self._ligne, {}
            if ligne.get("filename") != "." and len(self._empreintes) < EMPREINTES_MAX:
                self._empreintes.add(hash(ligne.get("contenthash", "")))
                self.signes += bool(ligne.get("author"))

    @property
    def nombre(self) -> int:
        return len(self._empreintes)


class Utilisateurs(Lecteur):
    """users.xml: how many people it holds; nothing of them is kept."""

    def __init__(self) -> None:
        self.nombre = 0

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None:
        self.nombre += chemin == ("user",)
