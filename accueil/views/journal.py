"""The journal of a fiche, a resource, a pôle: every move as a sentence, for whoever may read the thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from accueil.filtre_journal import FiltreJournal
from commun.acces import obtenir
from commun.listes import Colonne, Liste
from journal.libelles import auteur, phrase_breve, phrase_entiere
from journal.models import Ecriture
from journal.queries import avec_les_noms, ecritures_de
from poles.views.acces import campagne_de, fil_de
from productions.models import FicheProjet, Ressource
from productions.views.acces import PARENTS
from productions.views.acces import fil_de as fil_de_ressource
from productions.views.fiches.acces import fil_de as fil_de_fiche

PAR_PAGE = 50
Dire = Callable[[Ecriture], str]


@require_safe
def journal_de_fiche(request: HttpRequest, pk: int) -> HttpResponseBase:
    visibles = FicheProjet.objects.visibles_par(request.user).select_related("campagne__pole", "campagne__cycle")
    fiche = obtenir(visibles, request.user, pk=pk)
    fil = fil_de_fiche(fiche.campagne, (fiche.titre, fiche.get_absolute_url()), ("Journal", ""))
    return _afficher(request, [fiche.chaine], f"la fiche « {fiche} »", fiche, fil)


@require_safe
def journal_de_ressource(request: HttpRequest, pk: int) -> HttpResponseBase:
    visibles = Ressource.objects.visibles_par(request.user).select_related(*PARENTS)
    ressource = obtenir(visibles, request.user, pk=pk)
    return _afficher(
        request, [ressource.chaine], f"la ressource « {ressource} »", ressource, fil_de_ressource(ressource, "Journal")
    )


@require_safe
def journal_de_pole(request: HttpRequest, slug: str, cycle: str) -> HttpResponseBase:
    """The campaign's moves, and those of its pôle and of its cycle, which are its own too."""
    campagne = campagne_de(request, "", slug, cycle)
    fil = fil_de(campagne, "Journal")
    # Why somebody left, why a mandate ended: for whoever leads the pôle.
    dire = phrase_entiere if request.user.has_perm("poles.modifier_campagne", campagne) else _sans_motif
    chaines = [campagne.chaine, f"pole:{campagne.pole_id}", campagne.cycle.chaine]
    return _afficher(request, chaines, f"le pôle « {campagne.pole} », {campagne.cycle}", campagne, fil, dire)


def _sans_motif(ecriture: Ecriture) -> str:
    return f"{auteur(ecriture)} {phrase_breve(ecriture)}"


def _afficher(
    request: HttpRequest,
    chaines: Sequence[str],
    titre: str,
    objet: Any,
    fil: Sequence[tuple[str, str]],
    dire: Dire = phrase_entiere,
) -> HttpResponseBase:
    """A sentence says what the journal's public words say: never what a visa holds."""
    filtre = FiltreJournal(request.GET or None, queryset=ecritures_de(*chaines), chaines=chaines)
    liste = Liste(request, filtre, _colonnes(dire), "-ecrite_le", avec_les_noms, PAR_PAGE)
    if liste.a_exporter:
        return liste.exporter("journal")
    lignes = [{"ecriture": e, "jour": localtime(e.ecrite_le).date(), "phrase": dire(e)} for e in liste.page]
    contexte = {"titre": titre, "objet": objet, "liste": liste, "filtre": filtre, "page": liste.page}
    return render(request, "accueil/journal.html", contexte | {"lignes": lignes, "fil": fil})


def _colonnes(dire: Dire) -> list[Colonne]:
    return [
        Colonne("Date", lambda e: e.ecrite_le, tri="ecrite_le"),
        Colonne("Qui", auteur),
        Colonne("Ce qui s'est passé", dire),
        Colonne("Chaîne", lambda e: e.chaine),
        Colonne("Rang", lambda e: e.rang),
        Colonne("Empreinte", lambda e: e.empreinte),
    ]
