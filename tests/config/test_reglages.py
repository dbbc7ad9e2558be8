"""The settings: what an operator writes, and what is said when it cannot be."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from config import horloge_demo
from config.adresses import AdresseInvalide, base_de_donnees, courriel, courtier, redis
from config.embarque import chemin_prise, completer_environnement, est_embarque
from config.environnement import ConfigurationInvalide, lire_environnement

CLE = "une-cle-secrete-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"
PRODUCTION = {
    "SECRET_KEY": CLE,
    "URL_PUBLIQUE": "https://poles.exemple.fr",
    "DATABASE_URL": "postgresql://poles:secret@localhost/poles",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_URL": "smtps://nom:secret@courriel.exemple.fr:465",
    "EXPEDITEUR": "poles@exemple.fr",
}


def manage(*arguments: str, data_dir: Path, **variables: str) -> subprocess.CompletedProcess:
    environnement = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), **variables}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environnement,
        capture_output=True,
        text=True,
    )


def test_la_production_est_sure(tmp_path: Path) -> None:
    verdict = manage("check", "--deploy", "--fail-level", "WARNING", data_dir=tmp_path, **PRODUCTION)
    assert verdict.returncode == 0, verdict.stderr


def test_une_variable_absente_est_nommee_sans_trace(tmp_path: Path) -> None:
    verdict = manage("check", data_dir=tmp_path, **(PRODUCTION | {"REDIS_URL": ""}))
    assert verdict.returncode == 1
    assert verdict.stderr.startswith("Configuration : la variable d'environnement REDIS_URL manque")
    assert len(verdict.stderr.splitlines()) == 1


@pytest.mark.parametrize("nom", sorted(set(PRODUCTION) - {"DATABASE_URL"}))
def test_chaque_variable_necessaire(nom: str) -> None:
    with pytest.raises(ConfigurationInvalide, match=nom):
        lire_environnement({cle: valeur for cle, valeur in PRODUCTION.items() if cle != nom})


@pytest.mark.parametrize(
    ("nom", "valeur"),
    [
        ("SECRET_KEY", "court"),
        ("DEBUG", "peut-être"),
        ("DEMO", "2"),
        ("URL_PUBLIQUE", "poles.exemple.fr"),
        ("URL_PUBLIQUE", "https://exemple.fr/poles"),
        ("DATABASE_URL", "mysql://hote/base"),
        ("DATABASE_URL", "postgresql://hote"),
        ("DATABASE_URL", "postgresql://hote:port/base"),
        ("DATABASE_URL", "postgresql://poles:mot[passe@hote/base"),
        ("URL_PUBLIQUE", "https://exemple.fr:port"),
        ("URL_PUBLIQUE", "http://[::1"),
        ("URL_PUBLIQUE", "https://nom:secret@exemple.fr"),
        ("URL_PUBLIQUE", "https://exemple.fr#poles"),
        ("REDIS_URL", "redis://[hote"),
        ("EMAIL_URL", "smtp://hote]"),
        ("REDIS_URL", "localhost:6379"),
        ("EMAIL_URL", "courriel.exemple.fr"),
        ("TAILLE_MAX_FICHIER", "500 Mo"),
        ("TAILLE_MAX_FICHIER", "12"),
        ("HORLOGE_DECALAGE", "demain"),
        ("DERRIERE_PROXY_TLS", "nginx"),
    ],
)
def test_une_variable_mal_ecrite_est_nommee(nom: str, valeur: str) -> None:
    with pytest.raises(ConfigurationInvalide, match=nom):
        lire_environnement(PRODUCTION | {nom: valeur})


def test_les_defauts_sont_surs() -> None:
    env = lire_environnement(PRODUCTION)
    assert (env.debug, env.demo, env.marque_etat) == (False, False, False)
    assert env.hotes == ["poles.exemple.fr"]
    assert env.derriere_proxy_tls


@pytest.mark.parametrize("secret", ["tres-secret@hote:abc", "tres-secret/1@hote", "tres-secret[@hote"])
def test_le_mot_de_passe_ne_parait_pas_dans_le_message(secret: str) -> None:
    with pytest.raises(AdresseInvalide, match="%2F") as faute:
        base_de_donnees(f"postgresql://poles:{secret}/base", Path())
    assert "tres-secret" not in str(faute.value)


def test_un_mot_de_passe_aux_signes_codes() -> None:
    assert base_de_donnees("postgresql://p%40le:a%2Fb%23%25@hote/base", Path())["PASSWORD"] == "a/b#%"


@pytest.mark.parametrize("variables", [{}, PRODUCTION], ids=["embarqué", "serveur"])
def test_un_dossier_qui_ne_peut_pas_servir_est_nomme(variables: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    verdict = manage("check", data_dir=tmp_path / "fichier" / "donnees", **variables)
    assert verdict.returncode == 1
    assert verdict.stderr.startswith("Configuration : DATA_DIR")
    assert len(verdict.stderr.splitlines()) == 1


def test_postgresql_par_une_prise() -> None:
    base = base_de_donnees("postgresql://postgres@/poles?host=/run/postgresql&sslmode=disable", Path())
    assert (base["HOST"], base["NAME"], base["OPTIONS"]) == ("/run/postgresql", "poles", {"sslmode": "disable"})


def test_courtier_par_une_prise() -> None:
    assert courtier(redis("unix:///var/v.sock?db=2")) == "redis+socket:///var/v.sock?virtual_host=2"
    assert courtier(redis("rediss://hote:6380/1")) == "rediss://hote:6380/1"


@pytest.mark.parametrize(
    ("url", "port", "ssl", "starttls"),
    [("smtps://h", 465, True, False), ("smtp://h", 587, False, True), ("smtp://h?tls=0", 25, False, False)],
)
def test_courriel(url: str, port: int, ssl: bool, starttls: bool) -> None:
    lu = courriel(url)
    assert (lu["EMAIL_PORT"], lu["EMAIL_USE_SSL"], lu["EMAIL_USE_TLS"]) == (port, ssl, starttls)


def test_l_embarque_ne_demande_rien(tmp_path: Path) -> None:
    variables = {"DATA_DIR": str(tmp_path), "PORT": "8042"}
    completer_environnement(variables)
    env = lire_environnement(variables)
    assert env.url_publique == "http://127.0.0.1:8042"
    assert not env.derriere_proxy_tls
    encore = {"DATA_DIR": str(tmp_path)}
    completer_environnement(encore)
    assert encore["SECRET_KEY"] == variables["SECRET_KEY"]


def test_une_cle_restee_vide_est_refaite(tmp_path: Path) -> None:
    (tmp_path / "cle-secrete").touch(mode=0o600)
    variables = {"DATA_DIR": str(tmp_path)}
    completer_environnement(variables)
    assert lire_environnement(variables).secret_key == (tmp_path / "cle-secrete").read_text()


@pytest.mark.parametrize("nom", ["SECRET_KEY", "DATABASE_URL"])
def test_un_serveur_n_est_jamais_complete(nom: str) -> None:
    assert est_embarque({})
    assert not est_embarque({nom: "quelque chose"})


def test_une_prise_trop_longue_va_ailleurs(tmp_path: Path) -> None:
    assert chemin_prise(tmp_path) == tmp_path / "valkey" / "valkey.sock" or len(str(tmp_path)) > 80
    longue = chemin_prise(Path("/" + "d" * 120))
    assert len(str(longue)) < 100
    assert longue != chemin_prise(Path("/" + "e" * 120))


@pytest.mark.parametrize("jour", [date(2027, 5, 12), date(2026, 9, 1), date(2025, 1, 1)])
def test_l_horloge_de_la_demonstration(jour: date, tmp_path: Path) -> None:
    assert horloge_demo.lire_horloge_demo(tmp_path) == timedelta(0)
    horloge_demo.ecrire_horloge_demo(jour, tmp_path)
    maintenant = datetime.now(UTC) + horloge_demo.lire_horloge_demo(tmp_path)
    assert maintenant.astimezone(horloge_demo.FUSEAU).date() == jour


def test_une_horloge_abimee_se_dit(tmp_path: Path) -> None:
    (tmp_path / horloge_demo.NOM).write_text("hier")
    with pytest.raises(ConfigurationInvalide, match=horloge_demo.NOM):
        horloge_demo.lire_horloge_demo(tmp_path)


def test_le_decalage_demande_l_emporte_meme_nul() -> None:
    assert lire_environnement(PRODUCTION).horloge_decalage is None
    assert lire_environnement(PRODUCTION | {"HORLOGE_DECALAGE": "0"}).horloge_decalage == timedelta(0)
