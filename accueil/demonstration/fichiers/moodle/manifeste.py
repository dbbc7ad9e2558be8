"""moodle_backup.xml: what the backup holds and how it was made."""

from __future__ import annotations

from hashlib import sha256
from xml.etree.ElementTree import Element

from accueil.demonstration.fichiers.edition import Edition

from . import reperes
from .xml import en_octets, noeud

# The options of the backup's form: only the contents, nobody's data.
OPTIONS = {"filename": "", "imscc11": 0, "users": 0, "anonymize": 0, "role_assignments": 0, "activities": 1}
OPTIONS |= {"blocks": 0, "files": 1, "filters": 1, "comments": 0, "badges": 0, "calendarevents": 0}
OPTIONS |= {"userscompletion": 0, "logs": 0, "grade_histories": 0, "questionbank": 1, "groups": 0}
OPTIONS |= {"competencies": 0, "customfield": 0, "contentbankcontent": 0, "xapistate": 0, "legacyfiles": 0}


def manifeste(edition: Edition) -> bytes:
    rangs = reperes.rangs(edition)
    contenu = noeud(
        "contents",
        [
            noeud("activities", [_activite(edition, rang) for rang in rangs]),
            noeud("sections", [_section(edition, rang) for rang in rangs]),
            noeud("course", courseid=edition.cours, title=edition.titre, directory="course"),
        ],
    )
    return en_octets(noeud("moodle_backup", [_information(edition, contenu)]))


def _information(edition: Edition, contenu: Element) -> Element:
    detail = noeud(
        "detail",
        attributs={"backup_id": sha256(reperes.nom(edition).encode()).hexdigest()[:32]},
        type="course",
        format="moodle2",
        interactive=1,
        mode=10,
        execution=1,
        executiontime=0,
    )
    return noeud(
        "information",
        [noeud("details", [detail]), contenu, _options(edition)],
        name=reperes.nom(edition),
        moodle_version=reperes.VERSION,
        moodle_release=reperes.PARUTION,
        backup_version=reperes.VERSION,
        backup_release="4.5",
        backup_date=reperes.instant(edition),
        mnet_remoteusers=0,
        include_files=0,
        include_file_references_to_external_content=0,
        original_wwwroot="https://elea.exemple.fr",
        original_site_identifier_hash=sha256(b"elea.exemple.fr").hexdigest()[:32],
        original_course_id=edition.cours,
        original_course_format="topics",
        original_course_fullname=edition.titre,
        original_course_shortname=edition.nom_court,
        original_course_startdate=reperes.instant(edition),
        original_course_enddate=0,
        original_course_contextid=edition.cours + 10_000,
        original_system_contextid=1,
    )


def _activite(edition: Edition, rang: int) -> Element:
    return noeud(
        "activity",
        moduleid=reperes.module(edition, rang),
        sectionid=reperes.section(edition, rang),
        modulename="page",
        title=edition.sections[rang - 1][0],
        directory=reperes.dossier_page(edition, rang),
        insubsection="",
    )


def _section(edition: Edition, rang: int) -> Element:
    return noeud(
        "section",
        sectionid=reperes.section(edition, rang),
        title=edition.sections[rang - 1][0],
        directory=reperes.dossier_section(edition, rang),
        parentcmid="",
        modname="",
    )


def _options(edition: Edition) -> Element:
    options = OPTIONS | {"filename": reperes.nom(edition)}
    reglages = [noeud("setting", level="root", name=nom, value=valeur) for nom, valeur in options.items()]
    for rang in reperes.rangs(edition):
        for niveau, dossier in (
            ("section", reperes.dossier_section(edition, rang)),
            ("activity", reperes.dossier_page(edition, rang)),
        ):
            objet = dossier.split("/")[1]
            for nom, valeur in ((f"{objet}_included", 1), (f"{objet}_userinfo", 0)):
                reglages.append(noeud("setting", **{"level": niveau, niveau: objet, "name": nom, "value": valeur}))
    return noeud("settings", reglages)
