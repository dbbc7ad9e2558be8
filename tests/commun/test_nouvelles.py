"""News: one mail a person and day."""

from datetime import timedelta

import pytest
from django.core import mail

from commun import tasks
from commun.courriels import message
from commun.etats import EtatCourriel, GenreCourriel
from commun.models import Courriel
from commun.services.nouvelles import NOUVELLES_MONTREES, grouper_nouvelles

pytestmark = pytest.mark.django_db


def nouvelle(instant, n: int, personne: int = 1) -> Courriel:
    return Courriel.objects.create(
        cle=f"nouvelle:{personne}:{n}",
        personne=personne,
        adresse=f"p{personne}@ac-exemple.fr",
        nom_destinataire=f"Personne {personne}",
        gabarit="essai",
        sujet=f"La ressource {n} est publiée",
        texte="Elle est publique.",
        url=f"/ressources/{n}/",
        bouton="Lire",
        genre=GenreCourriel.NOUVELLE,
        cree_le=instant + timedelta(minutes=n),
    )


def test_un_courriel_par_personne(instant, taches_lancees, django_capture_on_commit_callbacks) -> None:
    for n in range(3):
        nouvelle(instant, n)
    nouvelle(instant, 9, personne=2)
    with django_capture_on_commit_callbacks(execute=True):
        assert grouper_nouvelles(instant) == 2
        assert grouper_nouvelles(instant) == 0
    taches_lancees.jouer()
    assert [m.subject for m in mail.outbox] == ["Les nouvelles de vos pôles"] * 2
    assert "La ressource 0 est publiée\nhttp://testserver/ressources/0/" in mail.outbox[0].body
    assert "ressource 9" not in mail.outbox[0].body
    groupe = Courriel.objects.get(cle="nouvelles:2026-12-14:1")
    assert groupe.nouvelles.count() == 3
    assert Courriel.objects.filter(etat=EtatCourriel.GROUPE).count() == 4


def test_pas_deux_le_meme_jour(instant) -> None:
    nouvelle(instant, 1)
    grouper_nouvelles(instant)
    tardive = nouvelle(instant, 2)
    assert grouper_nouvelles(instant + timedelta(hours=5)) == 0
    tardive.refresh_from_db()
    assert tardive.etat == EtatCourriel.EN_ATTENTE
    assert grouper_nouvelles(instant + timedelta(days=1)) == 1


def test_le_jour_est_celui_du_service(instant) -> None:
    nouvelle(instant, 1)
    # 23:30 UTC is half past midnight in Paris.
    grouper_nouvelles(instant.replace(hour=23, minute=30))
    assert Courriel.objects.filter(cle="nouvelles:2026-12-15:1").exists()


def test_moins_de_deux_cents_mots(instant) -> None:
    for n in range(30):
        nouvelle(instant, n)
    grouper_nouvelles(instant)
    groupe = Courriel.objects.get(gabarit="nouvelles")
    assert f"Et {30 - NOUVELLES_MONTREES} autres nouvelles" in groupe.texte
    assert len(message(groupe).body.split()) < 200
    html = message(groupe).alternatives[0][0]
    assert 'href="http://testserver/ressources/0/"' in html
    assert "une fois par jour au plus" in html


def test_la_tache(instant, monkeypatch) -> None:
    nouvelle(instant, 1)
    monkeypatch.setattr(tasks, "maintenant", lambda: instant)
    tasks.grouper_nouvelles()
    assert Courriel.objects.filter(gabarit="nouvelles").count() == 1
