"""« Planifier à rebours »: from the publication back to the V1; what a change moves is shown before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from calendrier.jours import ecart
from calendrier.models import JourSansClasse
from calendrier.queries import periodes_sans_classe
from commun.actions import erreurs_dans, statut
from commun.horloge import aujourdhui, maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from productions.avertissements import LIBELLES, Avertissement, avertissements
from productions.forms.planning import DECALER, ENREGISTRER, PROPOSER, PlanningForm
from productions.models import FicheProjet
from productions.planning import JOURS, Planning
from productions.rebours import a_rebours, au_plus_tot, decaler
from productions.services import planifier_fiche
from productions.views.gardes import garde_de_fiche

from .acces import RESERVE_AUTEURS, fiche_de, fil_de


@dataclass(frozen=True)
class Decalage:
    """One step as it stands, as it would stand, and by how much it moves."""

    libelle: str
    avant: date | None
    apres: date | None
    combien: str
    avertissements: list[Avertissement]


@require_http_methods(["GET", "POST"])
def planifier(request: HttpRequest, pk: int) -> HttpResponse:
    fiche = fiche_de(request, pk, "productions.planifier_fiche", RESERVE_AUTEURS)
    if not fiche.modifiable:
        messages.error(request, "Les dates de cette fiche ne changent plus : le PREDAC ou l'IAN peut la rouvrir.")
        return redirect(fiche)
    periodes, garde = list(periodes_sans_classe(fiche.campagne)), garde_de_fiche(fiche)
    form = _form(request, fiche, Planning.de(fiche))
    vise = Planning.de(fiche)
    if request.method == "POST" and form.is_valid():
        geste, vise = request.POST.get("geste"), _viser(request, form, fiche, periodes)
        if geste == ENREGISTRER and vise == form.montre:
            with erreurs_dans(form), garde.tenue(request):
                planifier_fiche(fiche=fiche, planning=vise, acteur=request.user, maintenant=maintenant())
                messages.success(request, "Les dates prévues sont enregistrées. Personne n'est prévenu.")
                return redirect(fiche)
        else:
            if geste == ENREGISTRER:
                messages.info(request, "Voici tout ce qui bouge : enregistrez de nouveau pour confirmer.")
            form = _form(None, fiche, vise)
    contexte = {
        "fiche": fiche,
        "form": form,
        "decalages": _decalages(fiche, vise, periodes),
        "change": vise != Planning.de(fiche),
        "trop_tot": _trop_tot(fiche, vise, periodes),
        "gestes": {"proposer": PROPOSER, "decaler": DECALER, "enregistrer": ENREGISTRER},
        # What was compared stays what the page first showed, however many previews there are.
        "vu": request.POST.get("vu") or garde.vu,
        "fil": fil_de(fiche.campagne, (fiche.titre, fiche.get_absolute_url()), ("Planifier à rebours", "")),
    }
    return render(request, "productions/planifier.html", contexte, status=statut(form))


def _form(request: HttpRequest | None, fiche: FicheProjet, planning: Planning) -> PlanningForm:
    cycle = fiche.campagne.cycle
    data = request.POST if request and request.method == "POST" else None
    return PlanningForm(data, planning=planning, annees=(cycle.debut.year - 1, cycle.fin.year + 1))


def _viser(
    request: HttpRequest, form: PlanningForm, fiche: FicheProjet, periodes: Sequence[JourSansClasse]
) -> Planning:
    """The days that the button asks for."""
    if request.POST.get("geste") == PROPOSER:
        return a_rebours(form.cleaned_data["jour_publication"], periodes, pour_la_classe=_pour_la_classe(fiche))
    return form.tape if form.cleaned_data["seules"] else decaler(form.montre, form.tape, periodes)


def _pour_la_classe(fiche: FicheProjet) -> bool:
    return any(r.pour_la_classe for r in fiche.ressources.all())


def _decalages(fiche: FicheProjet, vise: Planning, periodes: Sequence[JourSansClasse]) -> list[Decalage]:
    enregistre = Planning.de(fiche)
    trouves: list[Any] = avertissements(
        vise, periodes, annee_de_fin=fiche.campagne.cycle.fin.year, pour_la_classe=_pour_la_classe(fiche)
    )
    return [
        Decalage(
            LIBELLES[champ],
            getattr(enregistre, champ),
            getattr(vise, champ),
            _combien(getattr(enregistre, champ), getattr(vise, champ), periodes),
            [a for a in trouves if a.champ == champ],
        )
        for champ in JOURS
    ]


def _combien(avant: date | None, apres: date | None, periodes: Sequence[JourSansClasse]) -> str:
    if avant == apres:
        return "inchangée" if apres else ""
    if not avant or not apres:
        return "nouvelle" if apres else "retirée"
    nombre = abs(ecart(avant, apres, periodes))
    sens = "plus tard" if apres > avant else "plus tôt"
    return f"{nombre} jour{'s' if nombre > 1 else ''} de classe {sens}" if nombre else f"un peu {sens}"


def _trop_tot(fiche: FicheProjet, vise: Planning, periodes: Sequence[JourSansClasse]) -> str:
    """When the V1 would be due before today: from when on a publication is possible."""
    jour = aujourdhui(fiche.campagne.fuseau)
    if not vise.jour_v1 or vise.jour_v1 >= jour or vise == Planning.de(fiche):
        return ""
    tot = au_plus_tot(jour, periodes, pour_la_classe=_pour_la_classe(fiche))
    return (
        f"La V1 serait due le {en_toutes_lettres(vise.jour_v1)}, qui est passé. En la déposant aujourd'hui et en "
        f"gardant toutes les étapes, la publication vient au plus tôt le {en_toutes_lettres(tot)}."
    )
