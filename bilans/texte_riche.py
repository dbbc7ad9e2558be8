"""What may be typed in the texts of a review: paragraphs, bold, italics, lists and web links. Nothing else.

Markup is printed as it is typed; pictures and addresses that are not of the web stay plain text.
"""

from __future__ import annotations

import re

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_REGLES = ["newline", "escape", "emphasis", "list", "link"]
_WEB = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return bool(_WEB.match(url.strip()))


_lecteur = _Markdown("zero", {"html": False, "breaks": True}).enable(_REGLES)


def en_html(texte: str) -> SafeString:
    """HTML of the subset; the library escapes all that it does not understand."""
    return SafeString(_lecteur.render(texte))
