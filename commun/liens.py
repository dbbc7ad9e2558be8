"""Pages opened by a personal link: their address is a secret, which stays between the mailbox and us.

All of them stand under PREFIXE, so that the log knows what to hide (config/traces.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

PREFIXE = "lien"

MASQUE = "(contenu masqué)"
# Not « \S* » before it: on a long word, each letter would walk to the word's end.
_LIEN_PERSONNEL = re.compile(rf"(?:https?://[^\s/]+)?/{PREFIXE}/\S+")

Vue = Callable[..., HttpResponse]
# For the beginning of an address, until when its links serve: whether this one still does.
Validite = Callable[[str, datetime], bool]
_validites: dict[str, Validite] = {}


def est_personnel(url: str) -> bool:
    """Whether the address is its mailbox's alone, even where the rest of the mail is no secret."""
    return url.startswith(f"/{PREFIXE}/")


def sans_liens_personnels(texte: str) -> str:
    return _LIEN_PERSONNEL.sub(MASQUE, texte)


def enregistrer_validite(debut: str, validite: Validite) -> None:
    """To call in `AppConfig.ready`: for links that end by themselves, which nobody should send again afterwards."""
    _validites[debut] = validite


def sert_encore(url: str, maintenant: datetime) -> bool:
    return all(validite(url, maintenant) for debut, validite in _validites.items() if url.startswith(debut))


def lien_personnel(*methodes: str, limite: str = "lien_personnel") -> Callable[[Vue], Vue]:
    """Open to whoever holds the link, by these methods (a HEAD is answered as the GET it announces).

    The address never leaves in a Referer, not even towards our own pages; « no-referrer » would also blank the
    Origin of the page's own form, which the protection of forms needs. `limite`: how often one may post, in the
    settings.
    """
    permises = [*methodes, "HEAD"] if "GET" in methodes else list(methodes)

    def decorer(vue: Vue) -> Vue:
        @login_not_required
        @never_cache
        @require_http_methods(permises)
        @wraps(vue)
        def gardee(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            trop = ratelimit.consume_or_429(request, action=limite) if request.method == "POST" else None
            reponse = trop or vue(request, *args, **kwargs)
            reponse["Referrer-Policy"] = "strict-origin"
            reponse["X-Robots-Tag"] = "noindex"
            return reponse

        return gardee

    return decorer
