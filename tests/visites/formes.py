"""The shapes that examples have: a role on a campaign, on the fiches or the resources in some states, on a list…"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.forms import default_token_generator
from django.utils.http import int_to_base36

from productions.etats import EtatFiche as F
from productions.etats import EtatRessource as R
from productions.models import Piece, Remarque
from suivi.models import EtapeTenue
from tests.monde import Monde
from validations.models import Publication

Exemples = Iterable[tuple[str, list[Any], str]]  # role (empty: not signed in), arguments, query string


def campagne(*roles: str, vide: bool = False, recherches: Iterable[str] = ("",)) -> Callable[[Monde], Exemples]:
    def exemples(monde: Monde) -> Exemples:
        for role in roles:
            for recherche in recherches:
                yield role, monde.adresse(), recherche
        if vide:
            yield "coordination", monde.adresse(monde.vide), ""

    return exemples


def fiche(role: str, *etats: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.fiches[etat].pk], "") for etat in etats or F.values)


def ressource(role: str, *etats: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.ressources[etat].pk], "") for etat in etats or monde.ressources)


def plusieurs(*exemples: Callable[[Monde], Exemples]) -> Callable[[Monde], Exemples]:
    return lambda monde: (exemple for fabrique in exemples for exemple in fabrique(monde))


def seul(role: str, recherche: str = "") -> Callable[[Monde], Exemples]:
    return lambda monde: [(role, [], recherche)]


def lien(nom: str) -> Callable[[Monde], Exemples]:
    """A personal link, opened by somebody who is not signed in."""
    return lambda monde: [("", [monde.liens[nom]], "")]


def liste(filtre: str) -> Callable[[Monde], Exemples]:
    """A list across one's campaigns: full, filtered, sorted, empty, and as a file."""
    recherches = ("", filtre, "texte=introuvable", "page=2", "format=csv")
    return plusieurs(*(seul("coordination", r) for r in recherches), seul("inspection"), seul("inconnu"))


def pole_vu(*roles: str) -> Callable[[Monde], Exemples]:
    return lambda monde: [(role, monde.adresse(c), "") for role in roles for c in (monde.campagne, monde.vide)][:-1]


def calendrier(monde: Monde) -> Exemples:
    questions = ("", "quoi=reunion", "role=moi&retard=oui", "cycle=clos", "pole=0")
    yield from (("coordination", [], question) for question in questions)
    yield from ((role, [], "") for role in ("enseignant", "inspection", "administration", "inconnu"))


def academie(monde: Monde) -> Exemples:
    code = monde.campagne.pole.academie.code
    for question in ("", "manque=quelqu_un", "retard=31", "texte=introuvable", "tri=-visas", "format=csv"):
        yield "administration", [code], question


def mois(monde: Monde) -> Exemples:
    mois = (monde.campagne.cycle.debut.year, 11), (monde.campagne.cycle.fin.year, 7)
    yield from (("coordination", list(un), "") for un in mois)


def demandes(monde: Monde) -> Exemples:
    ouverte = monde.ressources[R.EN_VALIDATION].demandes.get()
    visee = monde.ressources["visee"].demandes.get()
    close = monde.ressources["longue"].demandes.latest("pk")
    reprise = monde.ressources["reprise"].demandes.latest("pk")
    for role in ("inspection", "drane"):
        yield from ((role, [demande.pk], "") for demande in (ouverte, visee, close, reprise))


def comparaisons(monde: Monde) -> Exemples:
    """Two versions whose livrets differ, the same livret, a choice that is none; one version, none."""
    reprise = monde.ressources["reprise"].pk
    yield from (("inspection", [reprise], question) for question in ("avant=2&apres=3", "avant=1&apres=2", "avant=9"))
    yield from (("enseignant", [monde.ressources[etat].pk], "") for etat in (R.EN_RELECTURE, R.EN_CONCEPTION))


def reports(role: str, *lesquels: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.reports[lequel].pk], "") for lequel in lesquels or monde.reports)


def cycles(monde: Monde) -> Exemples:
    """One that is open, then one in preparation."""
    for campagne in (monde.campagne, monde.vide):
        yield "administration", [campagne.cycle_id], ""


def date_de(role: str, *natures: str) -> Callable[[Monde], Exemples]:
    """Of the resource en conception: its V1 is to come, an extension of its V2 was granted."""
    return lambda monde: ((role, [monde.ressources[R.EN_CONCEPTION].pk, nature], "") for nature in natures)


def seances(*roles: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [seance.pk], "") for role in roles for seance in monde.seances.values())


def reunions(role: str, *lesquelles: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.reunions[nom].pk], "") for nom in lesquelles or monde.reunions)


def etapes_tenues(monde: Monde) -> Exemples:
    for role in ("coordination", "inspection"):
        yield role, [EtapeTenue.objects.get(campagne=monde.campagne).pk], ""


def decisions(monde: Monde) -> Exemples:
    yield "coordination", [monde.reunions["tenue"].decisions.filter(faite_le__isnull=True).first().pk], ""


def seance(role: str, etat: str, signataire: str = "") -> Callable[[Monde], Exemples]:
    def exemples(monde: Monde) -> Exemples:
        personnes = [monde.roles[signataire].pk] if signataire else []
        yield role, [monde.seances[etat].pk, *personnes], ""

    return exemples


def points(monde: Monde) -> Exemples:
    point = monde.seances["ouverte"].points.get(demande__ressource=monde.ressources[R.EN_VALIDATION])
    for role in ("inspection", "coordination"):
        yield role, [point.pk, monde.roles["inspection"].pk], ""


def mandats(role: str, *de: str) -> Callable[[Monde], Exemples]:
    """The page of these people's mandates on the pôle."""

    def exemples(monde: Monde) -> Exemples:
        for qui in de:
            mandat = monde.roles[qui].mandats.filter(campagne=monde.campagne).first()
            yield role, [*monde.adresse(), mandat.pk], ""

    return exemples


def regles(*codes: str) -> Callable[[Monde], Exemples]:
    """The page of each of these rules; the pôle has its own for the first one."""
    return lambda monde: (("coordination", [*monde.adresse(), code], "") for code in codes)


def invitee(monde: Monde) -> Exemples:
    yield "coordination", [*monde.adresse(), monde.invitee.pk], ""


def deleguer(monde: Monde) -> Exemples:
    mandat = monde.roles["inspection"].mandats.get()
    yield "inspection", [mandat.pk], ""
    yield "inspection", [mandat.pk], "qui=moreau"


def reprendre(monde: Monde) -> Exemples:
    yield "inspection", [monde.roles["inspection"].mandats.get().delegations.first().pk], ""


def publications(monde: Monde) -> Exemples:
    yield "coordination", [Publication.objects.filter(retiree_le__isnull=True).first().pk], ""


def remarques(monde: Monde) -> Exemples:
    yield "enseignant", [Remarque.objects.filter(version__ressource=monde.ressources[R.NON_VALIDEE]).first().pk], ""


def pieces(monde: Monde) -> Exemples:
    yield "relecteur", [Piece.objects.filter(version__isnull=False, lien="").first().pk], ""


def travaux(monde: Monde) -> Exemples:
    return (("coordination", [travail.pk], "") for travail in monde.travaux.values())


def nouveau_mot_de_passe(monde: Monde) -> Exemples:
    personne = monde.roles["enseignant"]
    yield "", [int_to_base36(personne.pk), default_token_generator.make_token(personne)], ""


SIGNATAIRES = ("inspection", "drane")


EQUIPE = ("coordination", "enseignant", "observateur")


def vues(monde: Monde) -> Exemples:
    return [(role, [monde.vues[nom].pk], "") for role, nom in (("coordination", "partagee"), ("enseignant", "privee"))]
