"""Uploads against the real server on real sockets: cut anywhere, killed, and in how much memory."""

import hashlib
import json
import random
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from commun.services.televersements import MORCEAU_MAX
from productions import services
from productions.models import Depot
from tests import fabrique
from tests.serveurs import Serveur, lancer_serveur

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MIO = 1024 * 1024
JETON = "a" * 32


@pytest.fixture
def depot(transactional_db) -> Depot:
    ressource = fabrique.ressource()
    qui = ressource.liens_producteurs.get().personne
    return services.ouvrir_depot(ressource=ressource, acteur=qui, maintenant=fabrique.MAINTENANT)


@pytest.fixture
def serveur(depot, tmp_path: Path) -> Iterator[Serveur]:
    with lancer_serveur(tmp_path / "gunicorn.log") as lance:
        yield lance


class Navigateur:
    """What depot-envois.js sends, over sockets that can be cut."""

    def __init__(self, serveur: Serveur, depot: Depot) -> None:
        self.port, self.depot = serveur.port, depot
        client = Client()
        client.force_login(depot.ouvert_par, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.en_tetes = {
            "Host": "127.0.0.1",
            "Accept": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={JETON}",
            "X-CSRFToken": JETON,
        }

    def demander(self, methode: str, adresse: str, corps: Any = None, **en_tetes: str) -> tuple[int, dict]:
        liaison = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            liaison.request(methode, adresse, corps, self.en_tetes | en_tetes)
            reponse = liaison.getresponse()
            return reponse.status, json.loads(reponse.read() or b"{}")
        finally:
            liaison.close()

    def annoncer(self, taille: int, nom: str = "livret.pdf") -> dict:
        statut, envoi = self.demander(
            "POST",
            reverse("productions:commencer_televersement", args=[self.depot.ressource_id]),
            f"nom={nom}&taille={taille}&modifie_le=1",
            **{"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert statut == 201, envoi
        return envoi

    def envoyer(self, envoi: dict, debut: int, corps: Any, longueur: int) -> tuple[int, dict]:
        genre = {"Content-Type": "application/octet-stream", "Content-Length": str(longueur)}
        return self.demander("POST", f"{envoi['morceaux']}?debut={debut}", corps, **genre)

    def couper(self, envoi: dict, debut: int, morceau: bytes, apres: int, brutalement: bool) -> None:
        """Send the request and only the first `apres` bytes of all of it."""
        en_tetes = {
            **self.en_tetes,
            "Content-Type": "application/octet-stream",
            "Content-Length": str(len(morceau)),
        }
        lignes = "".join(f"{nom}: {valeur}\r\n" for nom, valeur in en_tetes.items())
        requete = f"POST {envoi['morceaux']}?debut={debut} HTTP/1.1\r\n{lignes}\r\n".encode() + morceau
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as prise, suppress(OSError):
            if brutalement:
                # The line is not closed but broken: the other side gets a reset.
                prise.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            prise.sendall(requete[:apres])

    def ou_en_est(self, envoi: dict) -> dict:
        """Patient: the server may be starting again."""
        for _ in range(100):
            with suppress(OSError, HTTPException):
                return self.demander("GET", envoi["adresse"])[1]
            time.sleep(0.1)
        raise AssertionError("Le serveur ne répond plus.")


def test_coupe_cinquante_fois_le_fichier_arrive_entier_une_fois(serveur, depot, capsys):
    hasard = random.Random(20261127)
    contenu = b"%PDF-1.4\n" + hasard.randbytes(12 * MIO)
    navigateur = Navigateur(serveur, depot)
    envoi, arrives, envoyes, gardees = navigateur.annoncer(len(contenu)), 0, 0, 0
    for coupure in range(50):
        morceau = contenu[arrives : arrives + hasard.choice([64 * 1024, MIO, MORCEAU_MAX])]
        # In the headers, in the middle, at the last byte: a fiftieth of the file on average, so that it lasts.
        apres = min(len(morceau) + 300, int(hasard.expovariate(1 / (0.015 * len(contenu)))))
        navigateur.couper(envoi, arrives, morceau, apres, brutalement=hasard.random() < 0.5)
        if coupure == 25:
            serveur.tuer_les_ouvriers()
        # Sometimes the server has not yet seen that nobody is there any more.
        time.sleep(hasard.uniform(0, 0.1))
        # A request that was cut earlier may end only now: never further than what was sent.
        envoyes = max(envoyes, arrives + len(morceau))
        avant, arrives = arrives, navigateur.ou_en_est(envoi)["recus"]
        assert avant <= arrives <= envoyes
        gardees += arrives > avant
    while arrives < len(contenu):
        morceau = contenu[arrives : arrives + MORCEAU_MAX]
        # A request that was cut may still have added its bytes: the server then says where to go on from.
        statut, reponse = navigateur.envoyer(envoi, arrives, morceau, len(morceau))
        assert statut in {200, 409}, reponse
        arrives = reponse["recus"]
    for _ in range(2):
        assert navigateur.demander("POST", envoi["finir"])[0] == 201
    piece = depot.pieces.get()
    with piece.fichier.open() as recu:
        assert recu.read() == contenu
    assert piece.sha256 == hashlib.sha256(contenu).hexdigest()
    assert gardees >= 8, "les coupures n'ont presque rien laissé passer : l'essai n'essaie rien"
    with capsys.disabled():
        print(f"\n50 coupures, dont {gardees} ont laissé des octets ; {len(contenu) / MIO:.0f} Mio arrivés une fois.")


def test_le_serveur_ne_grossit_pas_avec_le_fichier(serveur, depot, nombre, capsys):
    taille, navigateur = nombre(64, 512) * MIO, Navigateur(serveur, depot)
    bloc = random.Random(1).randbytes(MIO)
    # What any first request loads is not the file's.
    petit = navigateur.annoncer(MIO, "petit.pdf")
    navigateur.envoyer(petit, 0, b"%PDF-1.4\n" + bloc[9:], MIO)
    assert navigateur.demander("POST", petit["finir"])[0] == 201
    (pid,) = serveur.ouvriers
    avant = _memoire(pid, "VmRSS")
    # The peak is counted from now on.
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    envoi, arrives, empreinte, debut = navigateur.annoncer(taille, "grand.pdf"), 0, hashlib.sha256(), time.monotonic()
    while arrives < taille:
        blocs = [b"%PDF-1.4\n" + bloc[9:] if arrives == 0 and rang == 0 else bloc for rang in range(MORCEAU_MAX // MIO)]
        for un in blocs:
            empreinte.update(un)
        statut, reponse = navigateur.envoyer(envoi, arrives, iter(blocs), MORCEAU_MAX)
        assert statut == 200, reponse
        arrives = reponse["recus"]
    envoye = time.monotonic()
    statut, reponse = navigateur.demander("POST", envoi["finir"])
    assert statut == 201, reponse
    fini = time.monotonic()
    crete = _memoire(pid, "VmHWM") - avant
    with capsys.disabled():
        print(
            f"\n{taille // MIO} Mio reçus en {envoye - debut:.1f} s, rangés en {fini - envoye:.1f} s : "
            f"le serveur ({avant / MIO:.0f} Mio) a grossi de {crete / MIO:.1f} Mio au plus."
        )
    assert crete <= 32 * MIO
    piece = depot.pieces.get(nom="grand.pdf")
    assert (piece.taille, piece.sha256) == (taille, empreinte.hexdigest())


def _memoire(pid: int, ligne: str) -> int:
    """In bytes, as the kernel counts it: VmRSS now, VmHWM at the highest."""
    for une in Path(f"/proc/{pid}/status").read_text().splitlines():
        if une.startswith(f"{ligne}:"):
            return int(une.split()[1]) * 1024
    raise AssertionError(f"{ligne} manque")
