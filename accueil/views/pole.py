"""A pôle in one cycle: where the year is, what binds it, its resources, its team, its dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accueil.annee import etape_du_jour
from accueil.queries.campagnes import avec_chiffres, jalons_de
from accueil.queries.equipe import equipe_de
from accueil.queries.pole import calendrier, obligatoires
from bilans.annee_suivante import avec_suite, moment_venu
from calendrier.models import JourSansClasse
from calendrier.queries import echeances_de, periodes_sans_classe
from calendrier.rappels.demande import adresse_de_relance
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
    peut = _droits(request, campagne)
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
        "liens": _liens(campagne),
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


def _droits(request: HttpRequest, campagne: Campagne) -> dict[str, bool]:
    """What this person may do here, each as the page's buttons need it."""
    permissions = {
        "ajouter_fiche": "productions.creer_fiche",
        "importer_fiches": "productions.importer_fiches",
        "inviter": "poles.inviter",
        "modifier": "poles.modifier_campagne",
        "consigner": "suivi.consigner_etape",
        "voir_absences": "poles.voir_indisponibilites",
        "voir_seances": "validations.voir_seances",
        "dater": "calendrier.fixer_dates",
        "prevoir_reunion": "suivi.prevoir_reunion",
        "regler_rappels": "calendrier.regler_rappels",
        "relancer": "calendrier.relancer",
        "preparer_annee": "bilans.preparer_annee",
        "gerer_grilles": "grilles.gerer",
    }
    peut = {nom: request.user.has_perm(permission, campagne) for nom, permission in permissions.items()}
    if campagne.close:
        # No fiche, nobody new in a year that is over: what goes on goes on in the next one.
        return peut | dict.fromkeys(("ajouter_fiche", "importer_fiches", "inviter"), False)
    return peut | {"preparer_annee": peut["preparer_annee"] and moment_venu(campagne, aujourdhui(campagne.fuseau))}


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


def _liens(campagne: Campagne) -> dict[str, Any]:
    adresses = {
        "nouvelle_fiche": "productions:nouvelle_fiche",
        "fiches": "productions:fiches",
        "pdf_fiches": "productions:pdf_fiches",
        "tableau": "accueil:tableau_de_bord",
        "ressources": "productions:ressources",
        "tests": "productions:tests_du_pole",
        "seances": "validations:seances",
        "reunions": "suivi:reunions",
        "nouvelle_reunion": "suivi:nouvelle_reunion",
        "etapes": "suivi:etapes",
        "bilan": "bilans:ouvrir",
        "inviter": "poles:inviter",
        "modifier": "poles:modifier_campagne",
        "journal": "accueil:journal_de_pole",
        "agenda": "calendrier:agenda_du_pole",
        "presences": "poles:presences",
        "dates": "calendrier:dates_du_pole",
        "rappels": "calendrier:regles",
        "annee_suivante": "bilans:preparer_annee",
        "grilles": "grilles:grilles",
    }
    liens = {nom: reverse(vue, args=[campagne.pole.slug, campagne.cycle.libelle]) for nom, vue in adresses.items()}
    tableaux = {f"importer_{sorte}": [sorte, campagne.pk] for sorte in ("membres", "fiches")}
    liens["relancer"] = adresse_de_relance([campagne.pk])
    return liens | {nom: reverse("importations:deposer", args=sujet) for nom, sujet in tableaux.items()}
