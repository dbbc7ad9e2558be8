"""How long each list and dashboard takes, asked as its people ask it. For a demonstration's database: it signs in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accueil.grand.lieux import SUPERUTILISATEUR, TEMOINS
from comptes.models import Personne
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
D_UNE_CAMPAGNE = ("accueil:pole", "productions:fiches", "productions:ressources")
# A story, not a list: it costs what happened in it.
HISTOIRE = "accueil:ressource"


@dataclass(frozen=True)
class Page:
    nom: str
    role: str
    url: str
    personne: Personne


@dataclass(frozen=True)
class Mesure:
    """`ms`: the median of several; `ko`: the HTML alone."""

    nom: str
    role: str
    ms: float
    requetes: int
    ko: float


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
            yield Page(HISTOIRE, role, ressource.get_absolute_url(), personne)
    for role in (Fonction.INSPECTEUR, Fonction.DRANE):
        yield Page("validations:tableau", str(role), reverse("validations:tableau"), roles[role])
    for modele in admin.site._registry:
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist"
        yield Page(nom, "superutilisateur", reverse(nom), superutilisateur)


def _campagne(coordinateur: Personne) -> Campagne:
    """This year's, of the pôle that the witness leads."""
    pole = Mandat.objects.filter(personne=coordinateur, pole__isnull=False).values("pole")[:1]
    return Campagne.objects.select_related("pole", "cycle").filter(pole=pole).order_by("-cycle__debut")[0]


def mesurer(page: Page, repetitions: int = REPETITIONS) -> Mesure:
    client = Client(SERVER_NAME=next((h for h in settings.ALLOWED_HOSTS if "*" not in h), "localhost"))
    client.force_login(page.personne, backend="django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(page.url)
    if reponse.status_code != 200:
        raise ValueError(f"{page.url} répond {reponse.status_code} : {page.role}")
    # Now: the next request empties the log.
    nombre, durees = len(requetes), []
    for _ in range(repetitions):
        debut = time.perf_counter()
        client.get(page.url)
        durees.append((time.perf_counter() - debut) * 1000)
    return Mesure(page.nom, page.role, statistics.median(durees), nombre, len(reponse.content) / 1024)
