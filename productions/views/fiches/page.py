"""A fiche: what, who, when, where it stands, and what can be done about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendrier.queries import periodes_sans_classe
from commun.horloge import aujourdhui
from journal.libelles import phrase_entiere
from journal.models import Ecriture
from journal.mouvements import actions_possibles
from journal.queries import ecritures_de
from productions.avertissements import LIBELLES, avertissements_de
from productions.etats import EtatFiche
from productions.frise import Frise, dessiner
from productions.models import FicheProjet
from productions.parcours import enumerer
from productions.planning import Planning
from productions.queries.fiches import coordination, manques
from productions.queries.ressources import situees

from .acces import fiche_de, fil_de
from .limites import limites

# The whole life of a fiche rarely takes more lines; the administration has the rest.
HISTOIRE = 50


@require_safe
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    # Before the fiche: what is written in between then shows as written since.
    ecritures = list(ecritures_de(FicheProjet(pk=pk).chaine)[:HISTOIRE])
    la_fiche = fiche_de(request, pk)
    jour = aujourdhui(la_fiche.campagne.fuseau)
    contexte = {
        "fiche": la_fiche,
        "productions": _productions(la_fiche),
        "producteurs": _producteurs(la_fiche),
        "responsables": enumerer(coordination(la_fiche.campagne, jour)) or "Le PREDAC ou l'IAN",
        "dernier_motif": _dernier_motif(la_fiche, ecritures),
        "histoire": [{"date": e.ecrite_le, "titre": phrase_entiere(e), "texte": e.texte} for e in ecritures],
        "vu": ecritures[0].rang if ecritures else 0,
        "fil": fil_de(la_fiche.campagne, (la_fiche.titre, "")),
        **_quand(la_fiche, jour),
        **_droits(request, la_fiche),
    }
    return render(request, "productions/fiche.html", contexte)


def _droits(request: HttpRequest, fiche: FicheProjet) -> dict[str, Any]:
    """What this person may do now; the page says in words why the rest is not possible."""
    possibles = actions_possibles(fiche)
    decide = request.user.has_perm("productions.retenir_fiche", fiche)
    ecrit = decide or request.user.has_perm("productions.modifier_fiche", fiche)
    return {
        "ecrit": ecrit,
        "decide": decide,
        "peut_modifier": ecrit and fiche.modifiable,
        "actions": [action for action in possibles if decide],
        "manques": manques(fiche) if fiche.modifiable else [],
        "limites": list(limites(fiche, ecrit=ecrit, decide=decide)),
    }


def _quand(fiche: FicheProjet, jour: date) -> dict[str, Any]:
    periodes = list(periodes_sans_classe(fiche.campagne))
    trouves = avertissements_de(fiche, periodes)
    jours = [
        {"libelle": LIBELLES[champ], "jour": prevu, "avertissements": [a for a in trouves if a.champ == champ]}
        for champ, prevu in vars(Planning.de(fiche)).items()
    ]
    return {"jours": jours, "frise": _frise(fiche, jours, periodes, jour)}


def _frise(fiche: FicheProjet, jours: list[dict[str, Any]], periodes: list[Any], jour: date) -> Frise | None:
    """None when no day is planned: there is nothing to draw."""
    if not any(j["jour"] for j in jours):
        return None
    cycle = fiche.campagne.cycle
    # The year's work ends in June; later days (late tests) widen the drawing by themselves.
    fin = min(cycle.fin, date(cycle.fin.year, 6, 30))
    return dessiner([(j["libelle"], j["jour"]) for j in jours], periodes, debut=cycle.debut, fin=fin, aujourdhui=jour)


def _productions(fiche: FicheProjet) -> list[Any]:
    ressources = list(fiche.ressources.all())
    for ressource in ressources:
        ressource.fiche = fiche
    return situees(ressources)


def _producteurs(fiche: FicheProjet) -> list[str]:
    liens = (lien for ressource in fiche.ressources.all() for lien in ressource.liens_producteurs.all())
    return list(dict.fromkeys(lien.personne.nom_complet for lien in liens))


def _dernier_motif(fiche: FicheProjet, ecritures: list[Ecriture]) -> Ecriture | None:
    """The move that brought the fiche where it is, when it came with a reason that still matters."""
    if fiche.etat not in (EtatFiche.A_REVOIR, EtatFiche.ROUVERTE, EtatFiche.ABANDONNEE):
        return None
    return next((e for e in ecritures if e.texte and e.donnees.get("vers") == fiche.etat), None)
