"""What the page sends as a file goes up, and what is then on the disk."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from productions.models import Depot

PDF = b"%PDF-1.4\n" + b"contenu " * 1_000 + b"%%EOF\n"


JSON = {"headers": {"accept": "application/json"}}


def annoncer(client: Client, depot: Depot, **champs):
    adresse = reverse("productions:commencer_televersement", args=[depot.ressource_id])
    return client.post(adresse, {"nom": "livret.pdf", "taille": len(PDF), "modifie_le": 17, **champs}, **JSON)


def envoyer(client: Client, envoi: dict, contenu: bytes, debut: int | str = 0, genre: str = "application/octet-stream"):
    return client.post(f"{envoi['morceaux']}?debut={debut}", data=contenu, content_type=genre, **JSON)


def finir(client: Client, envoi: dict):
    return client.post(envoi["finir"], **JSON)


def arrive(client: Client, depot: Depot, **champs) -> dict:
    """Announced and sent whole, not finished."""
    envoi = annoncer(client, depot, **champs).json()
    assert envoyer(client, envoi, PDF).json() == {"recus": len(PDF)}
    return envoi


def stockes() -> set[str]:
    lots = default_storage.listdir("productions/piece")[0] if default_storage.exists("productions/piece") else []
    return {nom for lot in lots for nom in default_storage.listdir(f"productions/piece/{lot}")[1]}


def dans_le_dossier(uuid: str) -> bool:
    return any((settings.DATA_DIR / "televersements").glob(f"{uuid.replace('-', '')}*"))


def cle(envoi: dict) -> str:
    return envoi["adresse"].split("/")[-2]
