"""The environment variables the software reads, typed, each with its check and its message.

The rest of the code reads `django.conf.settings`, never the environment. `.env.example` lists the same names.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from config.adresses import AdresseInvalide, base_de_donnees, courriel, decouper, redis

BASE_DIR = Path(__file__).resolve().parent.parent
OUI, NON = {"1", "true", "oui", "on"}, {"0", "false", "non", "off"}


class ConfigurationInvalide(Exception):
    """A variable is missing or malformed; the text names it and says what is expected."""


@dataclass(frozen=True)
class Environnement:
    """What the operator decides. Sizes are in bytes, durations in timedelta."""

    secret_key: str
    debug: bool
    demo: bool
    url_publique: str
    hotes: list[str]
    derriere_proxy_tls: bool
    data_dir: Path
    static_root: Path | None
    base: dict[str, object]
    redis_url: str
    courriel: dict[str, object]
    expediteur: str
    nom_service: str
    marque_etat: bool
    taille_max_fichier: int
    horloge_decalage: timedelta | None

    @property
    def https(self) -> bool:
        return self.url_publique.startswith("https://")


class Lecteur:
    """Reads one variable at a time and turns every fault into one clear line."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def texte(self, nom: str, defaut: str | None = None) -> str:
        valeur = self.variables.get(nom, "").strip()
        if valeur:
            return valeur
        if defaut is None:
            raise ConfigurationInvalide(f"la variable d'environnement {nom} manque (voir .env.example).")
        return defaut

    def booleen(self, nom: str, defaut: bool) -> bool:
        valeur = self.texte(nom, "").lower()
        if valeur in OUI | NON:
            return valeur in OUI
        if valeur:
            raise ConfigurationInvalide(f"{nom} doit valoir 1 ou 0, et non « {valeur} ».")
        return defaut

    def entier(self, nom: str, defaut: int, minimum: int | None = None) -> int:
        valeur = self.texte(nom, str(defaut))
        try:
            nombre = int(valeur)
        except ValueError:
            raise ConfigurationInvalide(f"{nom} doit être un nombre entier, et non « {valeur} ».") from None
        if minimum is not None and nombre < minimum:
            raise ConfigurationInvalide(f"{nom} doit être au moins {minimum}, et non {nombre}.")
        return nombre

    def url_publique(self, nom: str) -> str:
        valeur = self.texte(nom).rstrip("/")
        parties, _ = decouper(nom, valeur)
        superflu = parties.path or parties.query or parties.fragment or parties.username is not None
        if parties.scheme not in {"http", "https"} or not parties.hostname or superflu:
            raise ConfigurationInvalide(f"{nom} doit ressembler à https://poles.exemple.fr, et non à « {valeur} ».")
        return valeur

    def secret(self, nom: str) -> str:
        valeur = self.texte(nom)
        # Django's own threshold (security.W009): a shorter key can be guessed.
        if len(valeur) < 50 or len(set(valeur)) < 5:
            raise ConfigurationInvalide(f"{nom} doit être un texte aléatoire d'au moins 50 caractères.")
        return valeur


def lire_environnement(variables: Mapping[str, str]) -> Environnement:
    """Read every variable.

    Raises ConfigurationInvalide, whose text names the first variable that is missing or malformed.
    """
    lecteur = Lecteur(variables)
    data_dir = Path(lecteur.texte("DATA_DIR", str(BASE_DIR / "var"))).expanduser().resolve()
    autres_hotes = lecteur.texte("ALLOWED_HOSTS", "").split(",")
    decalage = lecteur.entier("HORLOGE_DECALAGE", 0)
    try:
        url_publique = lecteur.url_publique("URL_PUBLIQUE")
        base = base_de_donnees(variables.get("DATABASE_URL", ""), data_dir)
        redis_url = redis(lecteur.texte("REDIS_URL"))
        reglages_courriel = courriel(lecteur.texte("EMAIL_URL"))
    except AdresseInvalide as erreur:
        raise ConfigurationInvalide(str(erreur)) from None
    return Environnement(
        secret_key=lecteur.secret("SECRET_KEY"),
        debug=lecteur.booleen("DEBUG", False),
        demo=lecteur.booleen("DEMO", False),
        url_publique=url_publique,
        hotes=[urlsplit(url_publique).hostname or "", *(hote.strip() for hote in autres_hotes if hote.strip())],
        derriere_proxy_tls=lecteur.booleen("DERRIERE_PROXY_TLS", url_publique.startswith("https://")),
        data_dir=data_dir,
        static_root=Path(statiques).resolve() if (statiques := lecteur.texte("STATIC_ROOT", "")) else None,
        base=base,
        redis_url=redis_url,
        courriel=reglages_courriel,
        expediteur=lecteur.texte("EXPEDITEUR"),
        nom_service=lecteur.texte("NOM_SERVICE", "Pôles de compétences"),
        marque_etat=lecteur.booleen("MARQUE_ETAT", False),
        taille_max_fichier=lecteur.entier("TAILLE_MAX_FICHIER", 512 * 1024 * 1024, minimum=1024),
        horloge_decalage=timedelta(seconds=decalage) if "HORLOGE_DECALAGE" in variables else None,
    )


def preparer_dossier(data_dir: Path) -> None:
    """Make DATA_DIR, for its owner alone. Raises ConfigurationInvalide when nothing can be written there."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as erreur:
        raise ConfigurationInvalide(f"DATA_DIR : {data_dir} ne peut pas être créé ({erreur.strerror}).") from None
    if not os.access(data_dir, os.W_OK | os.X_OK):
        raise ConfigurationInvalide(f"DATA_DIR : {data_dir} n'est pas à vous, rien ne peut y être écrit.")
