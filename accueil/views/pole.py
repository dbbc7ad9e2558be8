"""A pôle in one cycle: where the year is, what binds it, its resources, its team, its dates."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accueil.annee import etape_du_jour
from accueil.pages_du_pole import droits_sur, liens_du_pole
from accueil.queries.campagnes import avec_chiffres, jalons_de
from accueil.queries.equipe import equipe_de
from accueil.queries.pole import calendrier, obligatoires
from bilans.annee_suivante import avec_suite
from calendrier.models import JourSansClasse
from calendrier.queries import echeances_de, periodes_sans_classe
from commun.acces import obtenir
from commun.horloge import aujourdhui, maintenant
from poles.models import Campagne
from poles.views.acces import RESERVE
from productions.models import Ressource
from productions.queries.ressources import pour_liste, situees
from productions.views.fiches.acces import RESERVE_EQUIPE
from suivi.queries import avec_prochaine_reunion, etapes_de, prochaine_reunion

PREMIERES = 10
# Among how many of the last moved the late ones are looked for.
REGARDEES = 100


@require_safe
def pole(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    visibles = avec_suite(avec_chiffres(Campagne.objects.visibles_par(request.user), request.user))
    campagne = obtenir(
        avec_prochaine_reunion(visibles, maintenant()), request.user, pole__slug=slug, cycle__libelle=cycle
    )
    jour = aujourdhui(campagne.fuseau)
    echeances = echeances_de(campagne)
    periodes = list(periodes_sans_classe(campagne))
    peut = droits_sur(campagne, request.user, jour)
    contexte = {
        "campagne": campagne,
        "academie": campagne.pole.academie.nom_entier if campagne.pole.academie else "",
        "jour": jour,
        "etape": etape_du_jour(jalons_de(campagne), jour),
        "obligatoires": obligatoires(campagne, echeances, etapes_de(campagne), jour),
        "ressources": _premieres_ressources(request, campagne, jour, nommer_absents=peut["voir_absences"]),
        "reunion": prochaine_reunion(campagne),
        **equipe_de(campagne, request.user, jour),
        "calendrier": calendrier(campagne, echeances, periodes, jour),
        "feries": [p for p in periodes if p.genre == JourSansClasse.Genre.FERIE],
        "peut": peut,
        "limites": [] if campagne.close else _limites(peut),
        "liens": liens_du_pole(campagne),
        "fil": [("Mes pôles", reverse("accueil:mes_poles")), (str(campagne.pole), "")],
    }
    return render(request, "accueil/pole.html", contexte)


def _premieres_ressources(
    request: HttpRequest, campagne: Campagne, jour: date, *, nommer_absents: bool
) -> list[Ressource]:
    """The late ones first, the latest of all at the top: nothing else would show what no longer moves."""
    lisibles = Ressource.objects.visibles_par(request.user).filter(campagne_suivi=campagne)
    dernieres = pour_liste(lisibles, jour).order_by("-etat_depuis", "pk")[:REGARDEES]
    regardees = situees(dernieres, jour, nommer_absents=nommer_absents)
    # Sorting is stable: those that are on time stay in the order in which they moved.
    return sorted(regardees, key=lambda r: min(r.situation.premier or jour, jour))[:PREMIERES]


def _limites(peut: dict[str, bool]) -> list[str]:
    """What this person may not do here, and whom it belongs to."""
    reserves = {
        RESERVE_EQUIPE: {"ajouter_fiche": "ajouter une fiche"},
        RESERVE: {
            "inviter": "inviter dans l'équipe",
            "modifier": "modifier le thème et les missions",
            "dater": "changer les dates du pôle",
            "consigner": "consigner les points d'étape et la visio de bilan",
            "prevoir_reunion": "prévoir une réunion",
        },
    }
    refusees = {qui: [mots for nom, mots in quoi.items() if not peut[nom]] for qui, quoi in reserves.items()}
    return [f"Revient {qui} : {', '.join(mots)}." for qui, mots in refusees.items() if mots]
