"""How long each list and dashboard takes, asked as its people ask it. For a demonstration's database: it signs in."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accueil.grand.lieux import SUPERUTILISATEUR, TEMOINS
from comptes.models import Personne
from config import adresses
from poles.models import Campagne, Fonction, Mandat
from productions.etats import EtatRessource
from productions.models import Ressource

REPETITIONS = 7
POUR_TOUS = (
    "accueil:accueil",
    "accueil:mes_poles",
    "productions:mes_fiches",
    "productions:mes_ressources",
    "productions:mes_versions",
    "productions:mes_remarques",
    "validations:mes_visas",
)
D_UNE_CAMPAGNE = (
    "accueil:pole",
    "accueil:journal_de_pole",
    "productions:fiches",
    "productions:ressources",
)
# What is asked of the longest lists: words in the order of relevance and in another, lateness, a step.
QUESTIONS = {
    "productions:mes_fiches": ("texte=documents", "attend=conduite"),
    "productions:mes_ressources": (
        "texte=documents",
        "texte=oral&tri=-titre",
        "retard=8",
        "etape=v2&attend=producteurs",
    ),
    "admin:productions_ressource_changelist": ("q=documents", "retard=8"),
}
# A page that holds more rows than that, compared to another, is longer before it is slower.
LIGNES_DE_PLUS = 1.2
LIGNES = re.compile(rb"<(?:tr|li)\b")


@dataclass(frozen=True)
class Page:
    nom: str
    role: str
    url: str
    personne: Personne

    @property
    def cle(self) -> tuple[str, str]:
        return self.nom, self.role


@dataclass(frozen=True)
class Mesure:
    """`ms`: the median of several, and `ms_cpu` what this process worked of it; `lignes`: how many rows and items the
    page holds, since twice as many cost more whatever the table's size; `ko`: the HTML alone."""

    nom: str
    role: str
    ms: float
    ms_cpu: float
    requetes: int
    lignes: int
    ko: float

    def comparable(self, autre: Mesure) -> bool:
        """Whether both pages hold as much: then alone does their ratio speak of the table's size."""
        return max(self.lignes, autre.lignes) <= LIGNES_DE_PLUS * min(self.lignes, autre.lignes)


def pages() -> Iterator[Page]:
    """Each list and dashboard × each role of the large set's accounts."""
    temoins = {p.demo_libelle: p for p in Personne.objects.exclude(demo_libelle="")}
    superutilisateur = temoins[SUPERUTILISATEUR]
    campagne = _campagne(temoins[TEMOINS[Fonction.COORDINATEUR]])
    roles = {str(fonction): temoins[libelle] for fonction, libelle in TEMOINS.items()}
    for role, personne in [*roles.items(), ("superutilisateur", superutilisateur)]:
        for nom in POUR_TOUS:
            yield Page(nom, role, reverse(nom), personne)
        if role == "superutilisateur":
            continue
        for nom in D_UNE_CAMPAGNE:
            yield Page(nom, role, reverse(nom, args=[campagne.pole.slug, campagne.cycle.libelle]), personne)
        ressource = Ressource.objects.filter(campagne_suivi=campagne, etat=EtatRessource.PUBLIEE).first()
        if ressource:
            yield Page("accueil:ressource", role, ressource.get_absolute_url(), personne)
            for nom, pk in (("ressource", ressource.pk), ("fiche", ressource.fiche_id)):
                yield Page(f"accueil:journal_de_{nom}", role, reverse(f"accueil:journal_de_{nom}", args=[pk]), personne)
    yield from _questions(roles[str(Fonction.ADMINISTRATEUR)], superutilisateur)
    yield from _reservees(campagne, roles)
    for modele in admin.site._registry:
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist"
        yield Page(nom, "superutilisateur", reverse(nom), superutilisateur)


def _questions(administrateur: Personne, superutilisateur: Personne) -> Iterator[Page]:
    """By those who see the most rows."""
    for nom, questions in QUESTIONS.items():
        for question in questions:
            for role, qui in (("administrateur", administrateur), ("superutilisateur", superutilisateur)):
                yield Page(f"{nom}?{question}", role, f"{reverse(nom)}?{question}", qui)


def _reservees(campagne: Campagne, roles: dict[str, Personne]) -> Iterator[Page]:
    """What not everybody may open."""
    adresse = [campagne.pole.slug, campagne.cycle.libelle]
    signataires = (Fonction.INSPECTEUR, Fonction.DRANE)
    for nom, args, fonctions in (
        ("validations:tableau", [], signataires),
        ("poles:delegations", [], signataires),
        ("validations:mes_seances", [], (Fonction.COORDINATEUR, *signataires)),
        ("validations:seances", adresse, (Fonction.COORDINATEUR, *signataires)),
        ("poles:presences", adresse, (Fonction.COORDINATEUR,)),
    ):
        for fonction in fonctions:
            yield Page(nom, str(fonction), reverse(nom, args=args), roles[str(fonction)])


def _campagne(coordinateur: Personne) -> Campagne:
    """This year's, of the pôle that the witness leads."""
    pole = Mandat.objects.filter(personne=coordinateur, pole__isnull=False).values("pole")[:1]
    return Campagne.objects.select_related("pole", "cycle").filter(pole=pole).order_by("-cycle__debut")[0]


class Visite:
    """A page opened by who signs in, once to count and then as often as one likes to know its time."""

    def __init__(self, page: Page) -> None:
        self.page, self.durees, self.travaillees = page, list[float](), list[float]()
        self.client = Client(SERVER_NAME=next((h for h in settings.ALLOWED_HOSTS if "*" not in h), "localhost"))
        self.client.force_login(page.personne, backend="django.contrib.auth.backends.ModelBackend")
        with CaptureQueriesContext(connection) as requetes:
            reponse = self.client.get(page.url)
        if reponse.status_code != 200:
            raise ValueError(f"{page.url} répond {reponse.status_code} : {page.role}")
        # Now: the next request empties the log.
        self.requetes, self.ko = len(requetes), len(reponse.content) / 1024
        self.lignes = len(LIGNES.findall(reponse.content))

    def chronometrer(self) -> None:
        debut, debut_cpu = time.perf_counter(), time.process_time()
        self.client.get(self.page.url)
        self.durees.append((time.perf_counter() - debut) * 1000)
        self.travaillees.append((time.process_time() - debut_cpu) * 1000)

    def mesure(self) -> Mesure:
        ms, ms_cpu = (statistics.median(durees or [0]) for durees in (self.durees, self.travaillees))
        return Mesure(*self.page.cle, ms, ms_cpu, self.requetes, self.lignes, self.ko)


def mesurer(page: Page, repetitions: int = REPETITIONS) -> Mesure:
    visite = Visite(page)
    for _ in range(repetitions):
        visite.chronometrer()
    return visite.mesure()


def comparer(petite: BaseDatabaseWrapper, mot: str, repetitions: int) -> Iterator[tuple[Mesure, Mesure]]:
    """Each page on the small database and on this one, in turns: what slows the machine down slows both."""
    with base_de_donnees(petite):
        petites = {page.cle: page for page in pages()}
    for page in pages():
        if mot not in page.nom or page.cle not in petites:
            continue
        with base_de_donnees(petite):
            visite_petite = Visite(petites[page.cle])
        visite = Visite(page)
        # Once more than counted: the first one fills the caches of both.
        for _ in range(repetitions + 1):
            with base_de_donnees(petite):
                visite_petite.chronometrer()
            visite.chronometrer()
        for durees in (visite.durees, visite.travaillees, visite_petite.durees, visite_petite.travaillees):
            del durees[0]
        yield visite_petite.mesure(), visite.mesure()


@contextmanager
def base_de_donnees(base: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything below asks this database instead of the usual one."""
    usuelle = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = base
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = usuelle


def autre_base(url: str) -> BaseDatabaseWrapper:
    return ConnectionHandler({DEFAULT_DB_ALIAS: adresses.base_de_donnees(url, settings.DATA_DIR)})[DEFAULT_DB_ALIAS]
