"""« Tableau de bord » of a pôle: its board, the same as a table, how far and how late, who carries what.

One address a campaign; `vue` says which of the four, and the filters stay with it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accueil.queries.glissement import glissement
from accueil.queries.porteurs import liens_du_porteur, porteurs_de
from accueil.queries.tableau import ENTONNOIR, RESSOURCES_MAX, charger, colonnes, compter
from bilans.graphiques import barres
from calendrier.rappels.demande import adresse_de_relance
from commun.horloge import aujourdhui
from commun.listes import Colonne
from commun.listes_calculees import ListeCalculee
from poles.etats import EtatCycle
from poles.models import Campagne
from poles.views.acces import campagne_de
from productions.forms.filtre_ressources import FiltreRessources
from productions.models import Ressource

PLANCHE, TABLE, RETARDS, PORTEURS = "planche", "table", "retards", "porteurs"
VUES = {PLANCHE: "Par étape", TABLE: "En tableau", RETARDS: "Avancement et retards", PORTEURS: "Qui porte quoi"}
COLONNES = (
    Colonne("Titre", tri="titre"),
    Colonne("Étape", tri="rang_du_tableau"),
    Colonne("Producteurs"),
    Colonne("Qui est attendu"),
    Colonne("Prochaine date", tri="due_le"),
)


@require_safe
def tableau_de_bord(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "", slug, cycle)
    jour = aujourdhui(campagne.fuseau)
    # Who carries what is for whoever leads the pôle, as who is away.
    conduit = request.user.has_perm("poles.voir_indisponibilites", campagne)
    vues = [vue for vue in VUES if vue != PORTEURS or conduit]
    vue = request.GET.get("vue", "")
    vue = vue if vue in vues else PLANCHE
    visibles = Ressource.objects.visibles_par(request.user).filter(campagne_suivi=campagne)
    comptes = compter(visibles, jour)
    contexte = {
        "campagne": campagne,
        "jour": jour,
        "vue": vue,
        "onglets": [_onglet(request, autre, autre == vue) for autre in vues],
        "chiffres": _chiffres(_ressources(campagne), comptes),
        "comptes": comptes,
        "total": comptes["engagee"] + comptes["abandonnees"],
        "liste_complete": _ressources(campagne),
        "relancer": _relancer(request, campagne, comptes),
        "ressources_max": RESSOURCES_MAX,
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Tableau de bord", ""),
        ],
        **_VUES[vue](request, campagne, visibles, jour, conduit, comptes),
    }
    return render(request, f"accueil/tableau/{vue}.html", contexte)


def _filtrees(
    request: HttpRequest, campagne: Campagne, visibles: QuerySet[Ressource], jour: date, conduit: bool, comptes: Any
) -> dict[str, Any]:
    """The board, or the table: the same rows."""
    filtre = FiltreRessources(
        request.GET or None, queryset=visibles, campagne=campagne, personne=request.user, jour=jour
    )
    ressources = charger(filtre.qs, jour, nommer_absents=conduit)
    planche = colonnes(ressources, jour)
    tout = f"{request.path}?{urlencode({'vue': request.GET['vue']})}" if request.GET.get("vue") else request.path
    contexte: dict[str, Any] = {
        "filtre": filtre,
        "reset": tout,
        "filtree": any(request.GET.get(nom) for nom in filtre.filters),
    }
    if request.GET.get("vue") != TABLE:
        return contexte | {"colonnes": [(c, _lien_filtre(request, campagne, c.etape)) for c in planche]}
    rangs = {c.etape: (rang, c.titre) for rang, c in enumerate(planche)}
    for r in ressources:
        r.rang_du_tableau, r.etape_affichee = rangs.get(r.ou, (None, "Abandonnée"))
        r.due_le = r.situation.premier
    return contexte | {"liste": ListeCalculee(request, filtre, COLONNES, "rang_du_tableau", ressources)}


def _retards(
    request: HttpRequest, campagne: Campagne, visibles: QuerySet[Ressource], jour: date, conduit: bool, comptes: Any
) -> dict[str, Any]:
    lien = _ressources(campagne)
    etapes = [(nom, comptes[cle], f"{lien}?avancement={cle.value}") for cle, nom in ENTONNOIR.items()]
    dessin = barres.dessiner([(nom, nombre, comptes["engagee"]) for nom, nombre, _ in etapes])
    glisse = glissement(campagne, visibles, jour)
    pieds = [(pied, f"{lien}?tarde={pied.etape.value}") for pied in glisse.pieds]
    return {"entonnoir": etapes, "dessin": dessin, "glissement": glisse, "pieds": pieds}


def _porteurs(
    request: HttpRequest, campagne: Campagne, visibles: QuerySet[Ressource], jour: date, conduit: bool, comptes: Any
) -> dict[str, Any]:
    porteurs = porteurs_de(campagne, visibles, jour)
    return {
        "porteurs": [(p, liens_du_porteur(campagne, p.personne.pk)) for p in porteurs if p.charge or p.retards],
        "libres": [p.personne.nom_complet for p in porteurs if not p.charge and not p.retards],
    }


_VUES = {PLANCHE: _filtrees, TABLE: _filtrees, RETARDS: _retards, PORTEURS: _porteurs}


def _ressources(campagne: Campagne) -> str:
    return reverse("productions:ressources", args=[campagne.pole.slug, campagne.cycle.libelle])


def _lien_filtre(request: HttpRequest, campagne: Campagne, etape: str) -> str:
    """The list of a column: the board's filters, and its step."""
    parametres = request.GET.copy()
    for nom in ("vue", "page", "tri"):
        parametres.pop(nom, None)
    parametres["etape"] = etape
    return f"{_ressources(campagne)}?{parametres.urlencode()}"


def _relancer(request: HttpRequest, campagne: Campagne, comptes: dict[str, int]) -> str:
    """Where something is late, or waits for visas; one comes back here.

    As « Relancer » itself: of a cycle that is closed, the visas of the year are nobody's to remind of any more.
    """
    attendues = comptes["retard"] or (comptes["en_validation"] and campagne.cycle.etat != EtatCycle.CLOS)
    if not attendues or not request.user.has_perm("calendrier.relancer", campagne):
        return ""
    return adresse_de_relance([campagne.pk], retour=request.get_full_path())


def _onglet(request: HttpRequest, vue: str, actif: bool) -> dict[str, object]:
    parametres = request.GET.copy()
    for nom in ("page", "tri"):
        parametres.pop(nom, None)
    parametres["vue"] = vue
    return {"libelle": VUES[vue], "url": f"?{parametres.urlencode()}", "actif": actif}


def _chiffres(lien: str, comptes: dict[str, int]) -> list[dict[str, Any]]:
    """In words, each with its list."""
    mots = (
        ("en_cours", "en cours", "en cours", "avancement=en_cours"),
        ("retard", "en retard", "en retard", "retard=1"),
        ("en_validation", "attend ses visas", "attendent leurs visas", "etat=en_validation"),
        ("publiee", "publiée", "publiées", "avancement=publiee"),
        ("abandonnees", "abandonnée", "abandonnées", "etat=abandonnee"),
    )
    return [
        {"valeur": comptes[cle], "libelle": un if comptes[cle] < 2 else plusieurs, "url": f"{lien}?{filtre}"}
        for cle, un, plusieurs, filtre in mots
        if comptes[cle] or cle != "abandonnees"
    ]
