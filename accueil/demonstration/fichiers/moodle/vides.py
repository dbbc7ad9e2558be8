"""What a backup holds even when there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterator

from .xml import en_octets, noeud

# File, root element, its empty children.
DU_COURS = (
    ("completion.xml", "course_completion", ()),
    ("files.xml", "files", ()),
    ("grade_history.xml", "grade_history", ("grade_grades",)),
    (
        "gradebook.xml",
        "gradebook",
        ("attributes", "grade_categories", "grade_items", "grade_letters", "grade_settings"),
    ),
    ("groups.xml", "groups", ("groupcustomfields", "groupings")),
    ("outcomes.xml", "outcomes_definition", ()),
    ("questions.xml", "question_categories", ()),
    ("roles.xml", "roles_definition", ()),
    ("scales.xml", "scales_definition", ()),
    ("course/calendar.xml", "events", ()),
    ("course/comments.xml", "comments", ()),
    ("course/completiondefaults.xml", "course_completion_defaults", ()),
    ("course/competencies.xml", "course_competencies", ("competencies", "user_competencies")),
    ("course/contentbank.xml", "contents", ()),
    ("course/enrolments.xml", "enrolments", ("enrols",)),
    ("course/filters.xml", "filters", ("filter_actives", "filter_configs")),
    ("course/inforef.xml", "inforef", ()),
    ("course/roles.xml", "roles", ("role_overrides", "role_assignments")),
)
D_UNE_PAGE = (
    ("calendar.xml", "events", ()),
    ("competencies.xml", "course_module_competencies", ("competencies",)),
    ("filters.xml", "filters", ("filter_actives", "filter_configs")),
    ("grade_history.xml", "grade_history", ("grade_grades",)),
    ("grades.xml", "activity_gradebook", ("grade_items", "grade_letters")),
    ("inforef.xml", "inforef", ()),
    ("roles.xml", "roles", ("role_overrides", "role_assignments")),
)


def vide(racine: str, enfants: tuple[str, ...] = ()) -> bytes:
    return en_octets(noeud(racine, [noeud(enfant) for enfant in enfants]))


def du_cours() -> Iterator[tuple[str, bytes]]:
    return ((nom, vide(racine, enfants)) for nom, racine, enfants in DU_COURS)


def d_une_page(dossier: str) -> Iterator[tuple[str, bytes]]:
    return ((f"{dossier}/{nom}", vide(racine, enfants)) for nom, racine, enfants in D_UNE_PAGE)
