"""Uploads that arrive piece by piece: nothing more than announced, nothing twice, nothing wrong, nothing for ever."""

import hashlib
import os
import random
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from commun import morceaux
from commun.erreurs import ActionImpossible
from commun.etats import EtatTeleversement
from commun.models import Televersement
from commun.morceaux import MauvaisDebut
from commun.services import televersements
from commun.services.televersements import DejaConclu
from commun.tasks import purger_televersements
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n" + random.Random(7).randbytes(50_000)
DOSSIER = settings.DATA_DIR / "televersements"


def commencer(contenu: bytes = PDF, **champs) -> Televersement:
    annonce = {
        "proprietaire": 1,
        "usage": "essai",
        "cible": 1,
        "place": "",
        "nom": "cours.pdf",
        "taille": len(contenu),
        "modifie_le": 0,
        "parametres": {},
        "maintenant": MAINTENANT,
    }
    return televersements.commencer(**(annonce | champs))


def recevoir(envoi: Televersement, debut: int, *blocs: bytes) -> int:
    return televersements.recevoir(televersement=envoi, debut=debut, blocs=blocs, maintenant=MAINTENANT)


def lire(envoi: Televersement) -> tuple[bytes, str]:
    with televersements.fichier_arrive(envoi, MAINTENANT) as fichier:
        return fichier.read(), fichier.sha256


def test_les_morceaux_se_suivent_et_l_empreinte_est_celle_du_fichier():
    envoi = commencer()
    assert recevoir(envoi, 0, PDF[:10_000]) == 10_000
    assert recevoir(envoi, 10_000, PDF[10_000:20_000], PDF[20_000:]) == len(PDF)
    envoi.refresh_from_db()
    assert (envoi.recus, envoi.pourcentage, envoi.complet) == (len(PDF), 100, True)
    assert lire(envoi) == (PDF, hashlib.sha256(PDF).hexdigest())


def test_un_morceau_mal_place_n_ecrit_rien_et_dit_ou_reprendre():
    envoi = commencer()
    recevoir(envoi, 0, PDF[:100])
    for debut in (0, 99, 101, 10**12):
        with pytest.raises(MauvaisDebut) as ailleurs:
            recevoir(envoi, debut, b"faux" * 50)
        assert ailleurs.value.arrives == 100
    recevoir(envoi, 100, PDF[100:])
    assert lire(envoi)[0] == PDF


def test_rien_de_plus_qu_annonce_n_est_garde():
    envoi = commencer()
    assert recevoir(envoi, 0, PDF + b"en trop", b"encore") == len(PDF)
    assert morceaux.arrives(envoi.pk.hex) == len(PDF)
    assert lire(envoi)[0] == PDF


def test_l_empreinte_se_retrouve_apres_un_redemarrage(monkeypatch):
    """Another process received the first part, or this one has restarted: what it does not know is read again."""
    envoi = commencer()
    recevoir(envoi, 0, PDF[:30_000])
    monkeypatch.setattr(morceaux, "_empreintes", type(morceaux._empreintes)())
    recevoir(envoi, 30_000, PDF[30_000:])
    assert lire(envoi)[1] == hashlib.sha256(PDF).hexdigest()


def test_les_empreintes_retenues_sont_comptees(monkeypatch):
    monkeypatch.setattr("commun.empreintes.RETENUES", 2)
    envois = [commencer(modifie_le=i) for i in range(4)]
    for envoi in envois:
        recevoir(envoi, 0, PDF)
    assert len(morceaux._empreintes._connues) == 2
    assert {lire(envoi)[1] for envoi in envois} == {hashlib.sha256(PDF).hexdigest()}


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"taille": 0}, "est vide"),
        ({"taille": 10**12}, "la limite est de"),
        ({"nom": "programme.exe"}, "d'un genre qui n'est pas accepté"),
    ],
)
def test_ce_qui_ne_passera_pas_se_dit_avant_le_premier_octet(champs, dit):
    with pytest.raises(ValidationError, match=dit):
        commencer(**champs)
    assert not Televersement.objects.exists()


@pytest.mark.parametrize("nom", ["cours.pdf", "cours.mbz", "page.docx", "image.png"])
def test_un_mauvais_contenu_se_dit_au_premier_morceau(nom):
    envoi = commencer(nom=nom, taille=400_000_000)
    with pytest.raises(ValidationError, match="n'est pas celui d'un fichier"):
        recevoir(envoi, 0, b"MZ" + b"\0" * 2_000)
    envoi.refresh_from_db()
    assert envoi.etat == EtatTeleversement.ANNULE
    with pytest.raises(ActionImpossible, match="est annulé"):
        recevoir(envoi, 2_002, b"la suite")


def test_un_bon_debut_ne_suffit_pas():
    contenu = b"PK\x03\x04" + b"x" * 5_000
    envoi = commencer(contenu, nom="cours.docx")
    recevoir(envoi, 0, contenu)
    with pytest.raises(ValidationError, match="n'est pas celui d'un fichier"):
        lire(envoi)
    envoi.refresh_from_db()
    assert envoi.etat == EtatTeleversement.ANNULE


def test_un_fichier_incomplet_ne_se_prend_pas():
    envoi = commencer()
    recevoir(envoi, 0, PDF[:-1])
    with pytest.raises(ActionImpossible, match="n'est pas arrivé en entier"):
        lire(envoi)
    recevoir(envoi, len(PDF) - 1, PDF[-1:])
    assert lire(envoi)[0] == PDF


def test_le_meme_fichier_annonce_de_nouveau_reprend():
    envoi = commencer()
    recevoir(envoi, 0, PDF[:1_000])
    assert commencer() == envoi
    assert televersements.octets_arrives(commencer()) == 1_000
    autres = [commencer(modifie_le=5), commencer(nom="autre.pdf"), commencer(proprietaire=2), commencer(PDF + b"x")]
    assert len({envoi, *autres}) == 5


def test_une_personne_n_occupe_pas_tout_le_disque(settings, monkeypatch):
    settings.TAILLE_MAX_FICHIER = 1_000_000
    for rang in range(4):
        commencer(modifie_le=rang, taille=1_000_000)
    with pytest.raises(ActionImpossible, match="beaucoup d'envois"):
        commencer(modifie_le=9)
    # Hers that began go on, and the others' are not concerned.
    assert commencer(modifie_le=3, taille=1_000_000)
    for rang in range(10):
        commencer(modifie_le=rang, proprietaire=2)
    with pytest.raises(ActionImpossible, match="beaucoup d'envois"):
        commencer(modifie_le=11, proprietaire=2)
    monkeypatch.setattr(morceaux, "place_libre", lambda: 1_000)
    with pytest.raises(ActionImpossible, match="plus assez de place"):
        commencer(proprietaire=3)


def test_conclure_deux_fois_ne_prend_qu_une_fois(django_capture_on_commit_callbacks):
    envoi = commencer()
    recevoir(envoi, 0, PDF)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        televersements.conclure(televersement=envoi, resultat=12, maintenant=MAINTENANT)
    with pytest.raises(DejaConclu):
        televersements.conclure(televersement=envoi, resultat=13, maintenant=MAINTENANT)
    with pytest.raises(DejaConclu):
        lire(envoi)
    assert not televersements.annuler(televersement=envoi, maintenant=MAINTENANT)
    assert Televersement.objects.get().resultat == 12
    assert not (DOSSIER / envoi.pk.hex).exists()


def test_deux_onglets_a_la_fois_ne_melangent_rien():
    """Each sends the whole file from where it believes to be: the bytes enter once, in their order."""
    contenu = b"%PDF-1.4\n" + random.Random(3).randbytes(400_000)
    cle = commencer(contenu).pk.hex
    depart = threading.Barrier(4)

    def onglet(graine: int) -> None:
        hasard, ici = random.Random(graine), 0
        depart.wait(10)
        while ici < len(contenu):
            pas = hasard.randrange(500, 9_000)
            try:
                ici = morceaux.ajouter(cle, ici, [contenu[ici : ici + pas]], len(contenu))
            except MauvaisDebut as ailleurs:
                ici = ailleurs.arrives

    fils = [threading.Thread(target=onglet, args=(graine,)) for graine in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(30)
    with morceaux.preter(cle, "cours.pdf") as fichier:
        assert fichier.read() == contenu
        assert fichier.sha256 == hashlib.sha256(contenu).hexdigest()


def test_annuler_efface_et_ce_qui_arrive_encore_ne_revient_pas(django_capture_on_commit_callbacks):
    envoi = commencer()
    recevoir(envoi, 0, PDF[:100])
    # It was read before the cancellation, as by a request that is still on its way.
    en_route = Televersement.objects.get(pk=envoi.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert televersements.annuler(televersement=envoi, maintenant=MAINTENANT)
        assert not televersements.annuler(televersement=envoi, maintenant=MAINTENANT)
    with pytest.raises(ActionImpossible, match="annulé"):
        recevoir(en_route, 100, PDF[100:])
    assert not (DOSSIER / envoi.pk.hex).exists()


def test_un_disque_sans_second_nom_recoit_une_copie(monkeypatch):
    envoi = commencer()
    recevoir(envoi, 0, PDF)

    def refuser(*chemins: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuser)
    assert lire(envoi)[0] == PDF
    assert (DOSSIER / envoi.pk.hex).exists()
    assert not list(DOSSIER.glob(f"{envoi.pk.hex}.*"))


def test_la_purge_de_la_nuit(horloge):
    """What nobody came back for in seven days goes, files and rows; running it again changes nothing."""
    abandonne, repris = commencer(), commencer(modifie_le=1)
    for envoi in (abandonne, repris):
        recevoir(envoi, 0, PDF[:100])
    fini = commencer(modifie_le=2)
    televersements.conclure(televersement=fini, resultat=1, maintenant=MAINTENANT)
    sans_ligne, lien = DOSSIER / "0123456789abcdef", DOSSIER / f"{repris.pk.hex}.abcdef"
    moitie, recente = (Path(settings.FILE_UPLOAD_TEMP_DIR) / nom for nom in ("moitie.upload", "recente.upload"))
    for fichier in (sans_ligne, lien, moitie, recente):
        fichier.write_bytes(b"reste")
    for fichier in (lien, moitie):
        hier = time.time() - 25 * 3600
        os.utime(fichier, (hier, hier))
    horloge(MAINTENANT + timedelta(days=6))
    purger_televersements()
    assert set(Televersement.objects.all()) == {abandonne, repris}
    televersements.recevoir(televersement=repris, debut=100, blocs=[b"x"], maintenant=MAINTENANT + timedelta(days=6))
    horloge(MAINTENANT + timedelta(days=8))
    for _ in range(2):
        purger_televersements()
        assert list(Televersement.objects.all()) == [repris]
        assert (DOSSIER / repris.pk.hex).stat().st_size == 101
        assert not any(f.exists() for f in (DOSSIER / abandonne.pk.hex, sans_ligne, lien, moitie))
        assert recente.exists()
    recente.unlink()
