"""A mail that carries a text: an invitation that calendars recognise."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from commun.courriels import message
from commun.etats import EtatCourriel, GenreCourriel
from commun.models import Courriel
from commun.services.courriels import PieceJointe, envoyer, poster

RESSOURCE = SimpleNamespace(titre="R", campagne_suivi_id=None)
pytestmark = pytest.mark.django_db
TEXTE = "BEGIN:VCALENDAR\r\nSUMMARY:Réunion du pôle\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def avec_piece(personne, instant):
    def ecrire(**champs) -> Courriel:
        return poster(
            gabarit="sans_relecture",
            destinataire=personne,
            cle=champs.pop("cle", "essai"),
            url="/",
            bouton="Ouvrir",
            maintenant=instant,
            contexte=champs.pop(
                "contexte", {"ressource": SimpleNamespace(titre="R", campagne_suivi_id=None), "acteur": personne}
            ),
            piece=PieceJointe("reunion.ics", "text/calendar; method=REQUEST", TEXTE),
            **champs,
        )

    return ecrire


def test_la_piece_part_avec_son_type_et_son_nom(avec_piece, instant):
    assert envoyer(avec_piece().pk, instant)
    (parti,) = mail.outbox
    piece = next(p for p in parti.message().walk() if p.get_content_type() == "text/calendar")
    assert (piece.get_param("method"), piece.get_content_charset()) == ("REQUEST", "utf-8")
    assert piece.get_filename() == "reunion.ics"
    assert piece.get_content_disposition() == "attachment"
    assert piece.get_payload(decode=True).decode().splitlines() == TEXTE.splitlines()
    # The text and its HTML are still there, as the two forms of one mail.
    assert {"text/plain", "text/html"} <= {p.get_content_type() for p in parti.message().walk()}


def test_un_courriel_sans_piece_n_en_a_pas(courriel_simple):
    assert [p.get_content_type() for p in message(courriel_simple).message().walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.fixture
def courriel_simple(instant) -> Courriel:
    return Courriel.objects.create(
        cle="simple", personne=1, adresse="a@exemple.fr", gabarit="essai", sujet="S", texte="T", cree_le=instant
    )


def test_ecrire_deux_fois_n_en_fait_qu_un(avec_piece):
    assert avec_piece() == avec_piece()
    assert Courriel.objects.get().nom_piece == "reunion.ics"


def test_un_secret_parti_oublie_sa_piece(avec_piece, instant):
    courriel = avec_piece(secret=True)
    envoyer(courriel.pk, instant)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.nom_piece, courriel.contenu_piece) == (EtatCourriel.ENVOYE, "", "")


def test_une_nouvelle_n_en_porte_pas(avec_piece):
    with pytest.raises(IntegrityError, match="courriel_nouvelle_sans_piece"), transaction.atomic():
        avec_piece(genre=GenreCourriel.NOUVELLE)
