"""The course itself: its settings, its sections, and one page in each."""

from __future__ import annotations

from html import escape

from accueil.demonstration.fichiers.edition import Edition

from . import reperes
from .xml import NUL, en_octets, noeud

AFFICHAGE = 'a:2:{s:10:"printintro";s:1:"0";s:17:"printlastmodified";s:1:"0";}'  # PHP's serialised form


def cours(edition: Edition) -> bytes:
    instant = reperes.instant(edition)
    return en_octets(
        noeud(
            "course",
            [noeud("category", attributs={"id": 1}, name="Pôles de compétences", description=NUL), noeud("tags")],
            attributs={"id": edition.cours, "contextid": edition.cours + 10_000},
            shortname=edition.nom_court,
            fullname=edition.titre,
            idnumber="",
            summary=f"<p>{escape(edition.contenu.objectif)}</p>",
            summaryformat=1,
            format="topics",
            showgrades=0,
            newsitems=0,
            startdate=instant,
            enddate=0,
            marker=0,
            maxbytes=0,
            legacyfiles=0,
            showreports=0,
            visible=1,
            groupmode=0,
            groupmodeforce=0,
            defaultgroupingid=0,
            lang="fr",
            theme="",
            timecreated=instant,
            timemodified=instant,
            requested=0,
            showactivitydates=0,
            showcompletionconditions=1,
            enablecompletion=1,
            completionnotify=0,
        )
    )


def section(edition: Edition, rang: int) -> bytes:
    return en_octets(
        noeud(
            "section",
            attributs={"id": reperes.section(edition, rang)},
            number=rang - 1,
            name=edition.sections[rang - 1][0],
            summary="",
            summaryformat=1,
            sequence=reperes.module(edition, rang),
            visible=1,
            availabilityjson=NUL,
            component=NUL,
            itemid=NUL,
            timemodified=reperes.instant(edition),
        )
    )


def page(edition: Edition, rang: int) -> bytes:
    titre, consigne = edition.sections[rang - 1]
    numero = reperes.module(edition, rang)
    contenu = noeud(
        "page",
        attributs={"id": numero},
        name=titre,
        intro="",
        introformat=1,
        content=f"<h3>{escape(titre)}</h3><p>{escape(consigne)}</p>",
        contentformat=1,
        legacyfiles=0,
        legacyfileslast=NUL,
        display=5,
        displayoptions=AFFICHAGE,
        revision=edition.numero,
        timemodified=reperes.instant(edition),
    )
    return en_octets(
        noeud(
            "activity",
            [contenu],
            attributs={"id": numero, "moduleid": numero, "modulename": "page", "contextid": numero + 100_000},
        )
    )


def module(edition: Edition, rang: int) -> bytes:
    return en_octets(
        noeud(
            "module",
            [noeud("tags")],
            attributs={"id": reperes.module(edition, rang), "version": reperes.VERSION},
            modulename="page",
            sectionid=reperes.section(edition, rang),
            sectionnumber=rang - 1,
            idnumber="",
            added=reperes.instant(edition),
            score=0,
            indent=0,
            visible=1,
            visibleoncoursepage=1,
            visibleold=1,
            groupmode=0,
            groupingid=0,
            completion=1,
            completiongradeitemnumber=NUL,
            completionpassgrade=0,
            completionview=0,
            completionexpected=0,
            availability=NUL,
            showdescription=0,
            downloadcontent=1,
            lang=NUL,
        )
    )
