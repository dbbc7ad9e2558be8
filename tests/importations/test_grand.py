"""Thousands of members by a real worker, while the site answers; a worker that is killed in between."""

import time
from dataclasses import dataclass

import pytest
from django.test import Client

from commun.etats import EtatTravail
from commun.models import Courriel, Travail
from importations import services
from importations.models import Importation
from journal.verification import verifier
from tests.fabrique import MAINTENANT

from .chantier import deposer, en_csv, pole

# In seconds: what somebody waits for a page while the worker writes, on a machine that does both.
PAGE_MAX = 10.0
PATIENCE = 900.0


@dataclass(frozen=True)
class Page:
    """In seconds: how long it took, and how much of that this process worked; the rest is the machine's."""

    duree: float
    travail: float


@pytest.mark.ouvrier
@pytest.mark.long
def test_le_site_repond_pendant_une_grande_importation(ouvrier, nombre):
    combien = nombre(200, 10_000)
    campagne, qui = pole()
    lignes = [(f"membre{n}@exemple.fr", "Inès", f"Roux{n}", "enseignant", "") for n in range(combien)]
    client, pages = Client(), list[Page]()
    client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
    debut = time.monotonic()
    lue = _attendre(deposer("membres", campagne, qui, en_csv(*lignes)), client, campagne, pages)
    assert (lue.nouvelles, lue.refusees) == (combien, 0)
    lecture = time.monotonic() - debut
    services.importer(importation=lue, vu=lue.empreinte, prevenir=True, acteur=qui, maintenant=MAINTENANT)
    faite = _attendre(lue, client, campagne, pages)
    assert faite.importee_le, faite.travail.erreur
    assert campagne.mandats.filter(fonction="enseignant").count() == combien
    assert Courriel.objects.filter(gabarit="invitation").count() == combien
    assert not faite.lignes.filter(produit__isnull=False).exists()
    assert not list(verifier())
    total = time.monotonic() - debut
    print(
        f"{combien} membres : lus en {lecture:.1f} s, invités en {total:.1f} s ; page la plus lente "
        f"{max(p.duree for p in pages):.2f} s, dont {max(p.travail for p in pages):.2f} s de processeur au plus"
    )
    assert max(p.duree for p in pages) < PAGE_MAX


def _attendre(importation: Importation, client: Client, campagne: object, pages: list[Page]) -> Importation:
    """Until its worker has ended, asking for pages all the while; the same place, then the list that grows."""
    importation = Importation.objects.get(pk=importation.pk)
    fin = time.monotonic() + PATIENCE
    while Travail.objects.get(pk=importation.travail_id).inacheve and time.monotonic() < fin:
        for url in ("/", importation.get_absolute_url()):
            debut, debut_cpu = time.monotonic(), time.process_time()
            assert client.get(url).status_code == 200
            pages.append(Page(time.monotonic() - debut, time.process_time() - debut_cpu))
        time.sleep(0.2)
    lue = Importation.objects.select_related("travail").get(pk=importation.pk)
    assert lue.travail.etat == EtatTravail.REUSSI, lue.travail.erreur
    return lue
