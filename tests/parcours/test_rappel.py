"""From the reminder in the outbox to the later date: the teacher asks from the mail, the coordinator grants."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from calendrier import services as calendrier
from commun.models import Courriel
from comptes.models import Personne
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import Report
from tests import fabrique
from tests.conftest import COMPLET

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# Seven days before the V2 of 31 January 2027, a Sunday: an indicative date is reminded on the Friday before.
VENDREDI = fabrique.MAINTENANT.replace(year=2027, month=1, day=22, hour=9)


@pytest.mark.parametrize("largeur", [1280, 390] if COMPLET else [390])
def test_du_rappel_au_report_accorde(largeur: int, page: Page, context: BrowserContext, base_url, examiner, horloge):
    horloge(VENDREDI)
    page.set_viewport_size({"width": largeur, "height": 844})
    campagne = fabrique.campagne(avec_equipe=True)
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    calendrier.envoyer_rappels(maintenant=VENDREDI)
    rappel = Courriel.objects.get(gabarit="rappels", personne=producteur.pk)
    assert ressource.titre in rappel.texte
    _demander_depuis(rappel, page, base_url, examiner)
    _entrer(context, fabrique.titulaire(campagne, Fonction.COORDINATEUR), base_url)
    _accorder(page, base_url, examiner)
    assert Courriel.objects.filter(gabarit="report_accorde", personne=producteur.pk).count() == 1
    # The calendar shows the new date, and what was reminded is not reminded again.
    _entrer(context, producteur, base_url)
    page.goto(base_url + reverse("calendrier:annee"))
    expect(page.locator("main")).to_contain_text("26 février")
    avant = Courriel.objects.count()
    calendrier.envoyer_rappels(maintenant=VENDREDI)
    assert Courriel.objects.count() == avant


def _demander_depuis(rappel: Courriel, page: Page, base_url: str, examiner) -> None:
    page.goto(base_url + re.search(r"Demander un report : http[^/]*//[^/]+(/lien/\S+)", rappel.texte)[1])
    examiner(page)
    page.get_by_label("Date souhaitée").fill("2027-02-26")
    page.get_by_label("Motif").fill("Le laboratoire est fermé jusqu'aux vacances.")
    page.get_by_role("button", name="Demander un report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un report est demandé")
    examiner(page)


def _accorder(page: Page, base_url: str, examiner) -> None:
    page.goto(base_url + Courriel.objects.get(gabarit="report_demande").url)
    examiner(page)
    page.get_by_role("link", name="Accorder").click()
    examiner(page)
    page.get_by_role("button", name="Accorder").click()
    expect(page.locator(".app-messages .fr-alert--success")).to_contain_text("Le report est accordé.")
    assert Report.objects.get().etat == "accorde"


def _entrer(contexte: BrowserContext, qui: Personne, base_url: str) -> None:
    client = Client()
    client.force_login(qui)
    jeton = client.cookies[settings.SESSION_COOKIE_NAME].value
    contexte.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": jeton, "url": base_url}])
