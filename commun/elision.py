"""« d'Hélène », « de Hassan »: what « de » and « que » become before a name, as one says it."""

from __future__ import annotations

import re
import unicodedata

# The h of most French names is silent; that of these, from elsewhere, is said: « de Hassan », « de Harry ».
H_ASPIRES = frozenset(
    """
    habib habiba hadj hafid hafida hafsa hajar hakan hakim hakima hala halim halima hamed hamid hamida hamza hana
    hanan hanane hania hannah hans harald haroun harold harris harry hasan hassan hassane hassen hassiba hatem
    hayat heather hedi heidi heinrich heinz helmut henning hicham hichem hind hinda hisham hocine hoda holly horst
    houari houcine houda houria howard huseyin hussein
    """.split()  # noqa: SIM905 - one a line would be a page of them
)
# A vowel that is said as a consonant: « de Yann », « de Ouarda », but « d'Yves ».
_COMME_UNE_CONSONNE = re.compile(r"y[aeiouy]|ou[aeiy]")


def de(nom: str) -> str:
    """« d'Anne-Sophie Le Goff », « de Paul Martin »."""
    return f"d'{nom}" if _s_elide(nom) else f"de {nom}"


def que(nom: str) -> str:
    """« qu'Hélène Roux », « que Paul Martin »."""
    return f"qu'{nom}" if _s_elide(nom) else f"que {nom}"


def _s_elide(nom: str) -> bool:
    mot = _premier_mot(nom)
    if mot.startswith("h"):
        return mot not in H_ASPIRES
    return mot[:1] in tuple("aeiouy") and not _COMME_UNE_CONSONNE.match(mot)


def _premier_mot(nom: str) -> str:
    """« Anne-Sophie » gives « anne », without accents: « Œ » counts for « o », « Æ » for « a »."""
    lisible = nom.strip().lower().replace("œ", "oe").replace("æ", "ae")
    sans_accents = "".join(c for c in unicodedata.normalize("NFD", lisible) if not unicodedata.combining(c))
    return re.split(r"[^a-z]", sans_accents, maxsplit=1)[0]
