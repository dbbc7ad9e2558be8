"""A grid is kept as it is answered: by the keyboard on a phone, with the line cut and back."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from grilles.models import Reponse
from productions.etats import EtatRessource as R
from tests import fabrique

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_chaque_reponse_est_gardee(page: Page, context: BrowserContext, base_url, anomalies: list[str]) -> None:
    relecture = fabrique.relecture(fabrique.ressource(etat=R.EN_RELECTURE))
    client = Client()
    client.force_login(relecture.relecteur, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}])
    page.set_viewport_size({"width": 390, "height": 844})
    adresse = base_url + reverse("productions:relecture", args=[relecture.pk])
    page.goto(adresse)
    page.get_by_text("La grille de relecture (facultative)").focus()
    page.keyboard.press("Enter")
    theme = page.get_by_role("group", name="La ressource s'inscrit dans le thème commun du pôle.")
    theme.get_by_label("Sans réponse").focus()
    page.keyboard.press("ArrowUp")
    etat = page.locator("[data-grille-etat]")
    expect(etat).to_have_text("Réponses enregistrées.")
    context.set_offline(True)
    champ = page.get_by_label("Qu'est-ce qui la rendrait plus facile à prendre en main ?")
    champ.fill("Un sommaire.")
    champ.blur()
    expect(etat).to_contain_text("la connexion s’est interrompue")
    context.set_offline(False)
    page.get_by_role("button", name="Enregistrer mes réponses").click()
    expect(page.locator("main")).to_contain_text("Vos réponses sont enregistrées")
    expect(page.get_by_text("2 réponses sur")).to_be_visible()
    assert set(Reponse.objects.values_list("texte", flat=True)) == {"Tout à fait", "Un sommaire."}
    # What the browser says of the line that was cut.
    anomalies[:] = [a for a in anomalies if "ERR_INTERNET_DISCONNECTED" not in a and "ERR_NETWORK_CHANGED" not in a]
