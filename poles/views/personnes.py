"""Looking for somebody that the académie knows, in a page that then asks for a choice."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from comptes.models import Personne
from poles.forms.personne import PROPOSEES, RechercheForm
from poles.models import Academie
from poles.queries import personnes_nommees


def chercher(request: HttpRequest, academie: Academie | None, sauf: int) -> tuple[RechercheForm, QuerySet[Personne]]:
    """The search form, and the people to choose among: the first found, and whoever was chosen already."""
    recherche = RechercheForm(request.GET or None)
    texte = recherche.cleaned_data["qui"] if recherche.is_bound and recherche.is_valid() else ""
    connues = personnes_nommees(academie, "").exclude(pk=sauf)
    trouvees = [p.pk for p in personnes_nommees(academie, texte.replace("\0", " ")).exclude(pk=sauf)[: PROPOSEES + 1]]
    recherche.trop = len(trouvees) > PROPOSEES
    proposees = trouvees[:PROPOSEES]
    choisie = request.POST.get("personne", "")
    if choisie.isdecimal() and len(choisie) < 10 and connues.filter(pk=int(choisie)).exists():
        proposees.append(int(choisie))
    return recherche, connues.filter(pk__in=proposees)
