"""A cycle's year: drawn, dated, opened by the académie's administration."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from calendrier import services
from calendrier.annee import (
    Cle,
    cle_de,
    dans_l_ordre,
    dernier_jour,
    frise_du_cycle,
    jours_sans_classe,
    libelle,
    obligations_usuelles,
    sans_vacances,
    usuelles,
)
from calendrier.forms import DatesDuCycleForm, NouveauCycleForm
from calendrier.models import NatureEcheance
from calendrier.queries import cycles_administres
from commun.acces import obtenir
from commun.actions import erreurs_dans, statut
from commun.horloge import aujourdhui, maintenant
from commun.pagination import paginer
from journal.peremption import TOUS_LES_GESTES, abreger, garder
from poles.etats import EtatCycle
from poles.models import Cycle
from poles.queries import academies_administrees
from poles.services.campagnes import verrouiller_cycle


@require_safe
def cycles(request: HttpRequest) -> HttpResponse:
    lignes = cycles_administres(request.user).annotate(poles=Count("campagnes")).order_by("-debut", "pk")
    contexte = {
        "page": paginer(request, lignes),
        "cree": request.user.has_perm("calendrier.creer_cycle"),
        "fil": [_mes_poles(), ("Cycles", "")],
    }
    return render(request, "calendrier/cycles.html", contexte)


@require_http_methods(["GET", "POST"])
def nouveau(request: HttpRequest) -> HttpResponse:
    """« Créer un cycle »: prepared; its dates are proposed on its own page, where it is opened."""
    if not request.user.has_perm("calendrier.creer_cycle"):
        raise PermissionDenied("Cette action revient à l'administration académique.")
    form = NouveauCycleForm(
        request.POST if request.method == "POST" else None,
        academies=academies_administrees(request.user),
        commun=request.user.is_superuser,
        initial=_annee_suivante(request),
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            cree = services.creer_cycle(cycle=form.instance, acteur=request.user, maintenant=maintenant())
            messages.success(
                request,
                f"Le cycle {cree} est créé, et personne n'est prévenu. Relisez ses dates, proposées d'après les jalons "
                "habituels, puis ouvrez-le.",
            )
            return redirect("calendrier:cycle", cree.pk)
    contexte = {"form": form, "fil": [_mes_poles(), ("Cycles", reverse("calendrier:cycles")), ("Créer un cycle", "")]}
    return render(request, "calendrier/nouveau_cycle.html", contexte, status=statut(form))


def _annee_suivante(request: HttpRequest) -> dict[str, object]:
    """The school year after the last one that this person administers, else the one that comes."""
    dernier = cycles_administres(request.user).order_by("-fin").first()
    an = dernier.fin.year if dernier else aujourdhui().year
    return {"libelle": f"{an}-{an + 1}", "debut": date(an, 9, 1), "fin": date(an + 1, 8, 31)}


@require_http_methods(["GET", "POST"])
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """The year on a line and as a list of dates; a cycle that is prepared is opened with them."""
    le_cycle = obtenir(cycles_administres(request.user), request.user, "calendrier.dater_cycle", pk=pk)
    periodes, clos = jours_sans_classe(le_cycle), le_cycle.etat == EtatCycle.CLOS
    jours = _jours_montres(le_cycle)
    garde = garder(le_cycle, verrouiller_cycle, _dates_vues, TOUS_LES_GESTES)
    form = _form(request, le_cycle, jours, periodes)
    if request.method == "POST" and not clos and form.is_valid():
        geste = request.POST.get("geste")
        if geste == "tout":
            # Shown moved, to read again before anything is written.
            jours = dict.fromkeys(jours) | form.jours_retenus(toutes=True)
            form = _form(None, le_cycle, jours, periodes)
            messages.info(request, "Les dates proposées sont reportées ci-dessous. Rien n'est encore enregistré.")
        else:
            with erreurs_dans(form), garde.tenue(request):
                messages.success(request, _enregistrer(request, le_cycle, form.jours_retenus()))
                return redirect("calendrier:cycle", pk)
    montres = {cle: jour for cle, jour in jours.items() if jour}
    engagent = {cle: obligatoire for cle, obligatoire in _engagements(le_cycle).items() if cle in montres}
    contexte = {
        "cycle": le_cycle,
        "form": form,
        "vu": garde.vu,
        "clos": clos,
        "dates": [(libelle(c), montres[c], engagent.get(c)) for c in sorted(montres, key=lambda c: (montres[c], c))],
        "frise": frise_du_cycle(le_cycle, montres, engagent, periodes, aujourdhui()),
        "periodes": periodes,
        "sans_vacances": sans_vacances(periodes),
        "fil": [_mes_poles(), ("Cycles", reverse("calendrier:cycles")), (str(le_cycle), "")],
    }
    return render(request, "calendrier/cycle.html", contexte, status=statut(form))


def _form(
    request: HttpRequest | None, le_cycle: Cycle, jours: dict[Cle, date | None], periodes: list
) -> DatesDuCycleForm:
    return DatesDuCycleForm(
        request.POST if request and request.method == "POST" else None,
        jours=jours,
        aides={},
        limites=(le_cycle.debut, dernier_jour(le_cycle)),
        periodes=periodes,
    )


def _jours_montres(le_cycle: Cycle) -> dict[Cle, date | None]:
    """The cycle's dates, or the usual ones before it is open; with room for a V1 and for one more point d'étape."""
    presentes = {cle_de(e): e.jour for e in le_cycle.echeances.filter(campagne__isnull=True)}
    jours: dict[Cle, date | None] = dict(presentes)
    if le_cycle.etat == EtatCycle.PREPARE:
        jours = usuelles(le_cycle) | presentes
    points = [rang for nature, rang in jours if nature == NatureEcheance.POINT_ETAPE]
    jours.setdefault((NatureEcheance.V1.value, 1), None)
    jours.setdefault((NatureEcheance.POINT_ETAPE.value, max(points, default=0) + 1), None)
    return {cle: jours[cle] for cle in dans_l_ordre(jours)}


def _engagements(le_cycle: Cycle) -> dict[Cle, bool]:
    posees = {cle_de(e): e.obligatoire for e in le_cycle.echeances.filter(campagne__isnull=True)}
    usuels = obligations_usuelles()
    return {cle: usuels.get(cle[0], False) for cle in _jours_montres(le_cycle)} | posees


def _dates_vues(le_cycle: Cycle) -> str:
    posees = le_cycle.echeances.filter(campagne__isnull=True).order_by("nature", "rang")
    return abreger(le_cycle.etat, *posees.values_list("nature", "rang", "jour"))


def _enregistrer(request: HttpRequest, le_cycle: Cycle, jours: dict[Cle, date]) -> str:
    qui = {"acteur": request.user, "maintenant": maintenant()}
    if le_cycle.etat == EtatCycle.PREPARE:
        services.ouvrir_cycle(cycle=le_cycle, jours=jours, **qui)
        return f"Le cycle {le_cycle} est ouvert : ses échéances et ses jours sans classe sont posés."
    changees = services.deplacer_echeances(cycle=le_cycle, jours=jours, **qui)
    if not changees:
        return "Aucune date n'a changé : personne n'est prévenu."
    return "Les dates du cycle sont enregistrées. Les PREDAC et les IAN des pôles en reçoivent la nouvelle."


def _mes_poles() -> tuple[str, str]:
    return "Mes pôles", reverse("accueil:mes_poles")
