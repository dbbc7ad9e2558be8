"""The link of a reminder to fewer of them: its page says what will happen, its button does it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from calendrier.models import PreferencesRappels
from calendrier.services import envoyer_rappels
from commun.models import Courriel
from tests import fabrique

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
DUE = date(2027, 3, 5)
MATIN = datetime.combine(DUE - timedelta(7), time(9), UTC)


def test_le_lien_de_desabonnement_demande_confirmation(page: Page, base_url: str, horloge) -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    nadia = fabrique.personne("Nadia", "Benali")
    fabrique.ressource(campagne, producteurs=[nadia], jour_v1=DUE)
    horloge(MATIN)
    envoyer_rappels(maintenant=MATIN)
    texte = Courriel.objects.get(gabarit="rappels", personne=nadia.pk).texte
    lien = re.search(r"Ne plus recevoir les rappels indicatifs : (\S+)", texte)
    page.goto(lien.group(1).replace("http://testserver", base_url))
    assert not PreferencesRappels.objects.exists()
    page.get_by_role("button", name="Ne plus les recevoir").click()
    expect(page.get_by_role("heading", name="C'est fait")).to_be_visible()
    assert not PreferencesRappels.objects.get(personne=nadia).indicatifs
