"""« Dates du pôle »: whoever leads it gives it days of its own, or goes back to the cycle's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from calendrier import services
from calendrier.annee import Cle, cle_de, dans_l_ordre, dernier_jour, libelle
from calendrier.courriels_dates import enoncer
from calendrier.forms import DatesForm
from calendrier.jours import avertissement
from calendrier.models import Echeance, NatureEcheance
from calendrier.queries import periodes_sans_classe
from commun.actions import erreurs_dans, statut
from commun.horloge import maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from journal.peremption import abreger, garder
from poles.models import Campagne
from poles.services.campagnes import verrouiller_campagne
from poles.views.acces import campagne_de, fil_de


@require_http_methods(["GET", "POST"])
def dates_du_pole(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "calendrier.fixer_dates", slug, cycle)
    garde = garder(campagne, verrouiller_campagne, _dates_vues, ("campagne.dates",))
    du_cycle = {cle_de(e): e for e in campagne.cycle.echeances.filter(campagne__isnull=True)}
    propres = {cle_de(e): e.jour for e in campagne.echeances_propres.all()}
    # The V1 is free: the usual year has no date for it, a pôle may want one.
    cles = dans_l_ordre({*du_cycle, *propres, (NatureEcheance.V1.value, 1)}) if du_cycle else []
    form = DatesForm(
        request.POST if request.method == "POST" else None,
        jours={cle: propres.get(cle) for cle in cles},
        aides={cle: _aide(du_cycle.get(cle)) for cle in cles},
        limites=(campagne.cycle.debut, dernier_jour(campagne.cycle)),
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            changees = services.definir_dates_du_pole(
                campagne=campagne, jours=form.jours(), acteur=request.user, maintenant=maintenant()
            )
            _dire(request, campagne, changees)
            return redirect(campagne)
    contexte = {"campagne": campagne, "form": form, "vu": garde.vu, "fil": fil_de(campagne, "Dates du pôle")}
    return render(request, "calendrier/dates_du_pole.html", contexte, status=statut(form))


def _aide(echeance: Echeance | None) -> str:
    if echeance is None:
        return "Le cycle n'a pas de date. Indicative."
    nature = "Obligatoire" if echeance.obligatoire else "Indicative"
    return f"Date du cycle : {en_toutes_lettres(echeance.jour)}. {nature}."


def _dire(request: HttpRequest, campagne: Campagne, changees: dict[Cle, object]) -> None:
    if not changees:
        messages.info(request, "Aucune date n'a changé : personne n'est prévenu.")
        return
    messages.success(
        request,
        f"C'est enregistré. {enoncer(changees)}. "
        "L'équipe, l'inspection et la DRANE l'apprendront dans le courriel du jour.",
    )
    periodes = list(periodes_sans_classe(campagne))
    for cle, jour in changees.items():
        if jour and (alerte := avertissement(libelle(cle), jour, periodes)):
            messages.warning(request, alerte)


def _dates_vues(campagne: Campagne) -> str:
    return abreger(*campagne.echeances_propres.order_by("nature", "rang").values_list("nature", "rang", "jour"))
