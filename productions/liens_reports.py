"""« Demander un report » from the mail of reminders: a signed link, for one person, one resource and one milestone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import Resolver404, resolve, reverse

SEL = "productions.reports.demander"
# A reminder is followed by others: older than that, the mail is not the one to act from.
VALIDITE = timedelta(days=60)


@dataclass(frozen=True)
class LienDeReport:
    personne: int
    ressource: int
    nature: str


def lien_personnel_de(page: str, personne: int) -> str:
    """The address that opens `page` (productions:demander_report) to this person without signing in; another stays."""
    try:
        trouvee = resolve(page)
    except Resolver404:
        return page
    if trouvee.view_name != "productions:demander_report":
        return page
    signature = signing.dumps([personne, trouvee.kwargs["pk"], trouvee.kwargs["nature"]], salt=SEL)
    return reverse("productions:demander_report_par_lien", args=[signature])


def lire(signature: str) -> LienDeReport | None:
    """None for what was not signed here, or too long ago."""
    try:
        personne, ressource, nature = signing.loads(signature, salt=SEL, max_age=VALIDITE)
    except (signing.BadSignature, ValueError, UnicodeError):
        return None
    return LienDeReport(personne, ressource, nature)
