"""The outbox: write a mail in the caller's transaction, then send it once."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q

from commun.courriels import Compose, TexteRedige, composer, message, textes_rediges
from commun.etats import EtatCourriel, GenreCourriel
from commun.gabarits import texte_livre
from commun.lieux import academies_de, lieu_commun
from commun.models import Courriel
from commun.taches import lancer

logger = logging.getLogger(__name__)

# Before each new try; after the last one, the mail is a failure that somebody must look at.
DELAIS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
# Those of the people whom the demonstration makes up; an address typed there by a visitor is not of them.
DOMAINES_FICTIFS = {"exemple.fr", "ac-demonstration.fr"}
# A secret is worth nothing once sent or given up, and must not be read afterwards.
CONTENU_EFFACE = {"texte": "", "url": "", "nom_piece": "", "type_piece": "", "contenu_piece": "", "valeurs": {}}


class Destinataire(Protocol):
    pk: Any
    email: str
    nom_complet: str


@dataclass(frozen=True)
class PieceJointe:
    """A text that goes with the mail; `type` may have parameters."""

    nom: str
    type: str
    contenu: str

    @property
    def colonnes(self) -> dict[str, str]:
        return {"nom_piece": self.nom, "type_piece": self.type, "contenu_piece": self.contenu}


class IssueInconnue(Exception):
    """The server hung up after it was given the mail: it may have left."""


def joignable(destinataire: Destinataire) -> bool:
    """No mail goes to who has no address, or whose account is closed; a tester without an account has none to close."""
    return bool(destinataire.email) and getattr(destinataire, "is_active", True)


def poster(
    *,
    gabarit: str,
    destinataire: Destinataire,
    cle: str,
    url: str,
    bouton: str,
    maintenant: datetime,
    contexte: dict[str, Any],
    genre: str = GenreCourriel.ACTION,
    secret: bool = False,
    piece: PieceJointe | None = None,
    rediges: Sequence[TexteRedige] | None = None,
) -> Courriel | None:
    """Write the mail of templates/courriels/<gabarit>.txt; the same `cle` never gives a second one.

    A request for action leaves as soon as the transaction is committed; a « nouvelle » waits for the daily
    grouping. Returns None for somebody without an address or whose account is closed.
    """
    if not joignable(destinataire):
        return None
    compose = composer(gabarit, {**contexte, "destinataire": destinataire}, rediges=rediges)
    action = genre == GenreCourriel.ACTION
    courriel, nouveau = Courriel.objects.get_or_create(
        cle=cle,
        defaults={
            **_pour(destinataire),
            "gabarit": gabarit,
            **colonnes(compose, secret=secret),
            "url": url,
            "bouton": bouton,
            "genre": _verifie(genre, gabarit),
            **(piece.colonnes if piece else {}),
            "cree_le": maintenant,
            "prochain_essai": maintenant if action else None,
        },
    )
    if nouveau and action:
        lancer("commun.envoyer_courriel", courriel.pk)
    return courriel


def _verifie(genre: str, gabarit: str) -> str:
    """Raises ValueError for a « nouvelle » between two people: others read the subjects that the daily mail gathers."""
    if genre == GenreCourriel.NOUVELLE and texte_livre(gabarit).entre_personnes:
        raise ValueError(f"« {gabarit} » est d'une personne à une autre : il part seul.")
    return genre


@dataclass(frozen=True)
class Lettre:
    """One mail to write, as `poster` would take it: a request for action. `campagnes`: of all that it tells."""

    gabarit: str
    destinataire: Destinataire
    cle: str
    url: str
    bouton: str
    contexte: dict[str, Any]
    campagnes: Collection[int | None]


def poster_ensemble(lettres: Iterable[Lettre], maintenant: datetime) -> list[Courriel]:
    """Write many mails at once, in the caller's transaction: the same number of queries however many they are.

    Their keys must be new: one that is there already raises IntegrityError, and nothing is written.
    """
    lettres = list(lettres)
    academies = academies_de({campagne for lettre in lettres for campagne in lettre.campagnes if campagne})
    rediges = {gabarit: textes_rediges(gabarit) for gabarit in {lettre.gabarit for lettre in lettres}}
    courriels = []
    for lettre in lettres:
        compose = composer(
            lettre.gabarit,
            {**lettre.contexte, "destinataire": lettre.destinataire},
            lieu=lieu_commun(lettre.campagnes, academies),
            rediges=rediges[lettre.gabarit],
            academies=academies,
        )
        courriels.append(
            Courriel(
                cle=lettre.cle,
                **_pour(lettre.destinataire),
                gabarit=lettre.gabarit,
                **colonnes(compose),
                url=lettre.url,
                bouton=lettre.bouton,
                cree_le=maintenant,
                prochain_essai=maintenant,
            )
        )
    for courriel in Courriel.objects.bulk_create(courriels):
        lancer("commun.envoyer_courriel", courriel.pk)
    return courriels


def _pour(destinataire: Destinataire) -> dict[str, Any]:
    return {
        "personne": destinataire.pk,
        "adresse": destinataire.email,
        "nom_destinataire": destinataire.nom_complet,
    }


def colonnes(compose: Compose, *, secret: bool = False) -> dict[str, Any]:
    """What was composed, as the outbox keeps it: of a secret, no value apart."""
    return {
        "sujet": compose.sujet,
        "texte": compose.texte,
        "campagne": compose.lieu.campagne,
        "academie": compose.lieu.academie,
        "valeurs": {} if secret else compose.valeurs,
        "secret": secret,
        "texte_ecarte": compose.ecarte,
        "ecarte_parce_que": compose.parce_que,
    }


def envoyer(courriel_id: int, maintenant: datetime, connexion: BaseEmailBackend | None = None) -> bool:
    """Claim the mail and send it; returns whether it left. Safe to call twice, never inside a transaction.

    The claim is written before the mail leaves: a worker killed between the two leaves a row that shows as
    stuck (`Courriel.est_bloque`), which nobody sends again without looking. `connexion` stands in for the
    settings' mail server.
    """
    # A first try waits for nothing: the worker's clock may be a little behind the one that wrote the row.
    pret = Q(essais=0, prochain_essai__isnull=False) | Q(prochain_essai__lte=maintenant)
    libre = Courriel.objects.filter(pret, pk=courriel_id, etat=EtatCourriel.EN_ATTENTE)
    if not libre.update(etat=EtatCourriel.EN_COURS, reclame_le=maintenant, essais=F("essais") + 1):
        return False
    courriel = Courriel.objects.get(pk=courriel_id)
    try:
        _transmettre(courriel, connexion or get_connection())
    except IssueInconnue as erreur:
        logger.error("Courriel %s : issue inconnue (%s)", courriel.pk, erreur)
        _noter(courriel, erreur=f"Issue inconnue : {erreur}"[:500])
    except Exception as erreur:
        logger.warning("Courriel %s non envoyé, essai %s", courriel.pk, courriel.essais, exc_info=True)
        _ajourner(courriel, f"{type(erreur).__name__} : {erreur}"[:500], maintenant)
    else:
        efface = CONTENU_EFFACE if courriel.secret and not de_demonstration(courriel) else {}
        _noter(courriel, etat=EtatCourriel.ENVOYE, envoye_le=maintenant, erreur="", **efface)
        return True
    return False


def effacer_secrets_bloques(maintenant: datetime) -> None:
    """Forget the content of the stuck mails that nobody may send again."""
    Courriel.objects.bloques(maintenant).filter(secret=True).exclude(**CONTENU_EFFACE).update(**CONTENU_EFFACE)


def de_demonstration(courriel: Courriel) -> bool:
    """To somebody made up, in the demonstration: nobody receives it, so that its link is opened from the site."""
    return settings.DEMO and courriel.adresse.rpartition("@")[2].lower() in DOMAINES_FICTIFS


def _transmettre(courriel: Courriel, connexion: BaseEmailBackend) -> None:
    """Raises IssueInconnue when the mail may have left, any other exception when it certainly has not."""
    pret = message(courriel)
    connexion.open()
    try:
        connexion.send_messages([pret])
    except SMTPServerDisconnected as erreur:
        raise IssueInconnue(str(erreur)) from erreur
    except SMTPException:
        raise
    except OSError as erreur:
        raise IssueInconnue(f"{type(erreur).__name__} {erreur}") from erreur
    finally:
        # Saying goodbye badly does not bring back a mail that left.
        with suppress(OSError):
            connexion.close()


def _ajourner(courriel: Courriel, erreur: str, maintenant: datetime) -> None:
    if courriel.essais > len(DELAIS):
        efface = CONTENU_EFFACE if courriel.secret else {}
        _noter(courriel, etat=EtatCourriel.ECHEC, prochain_essai=None, erreur=erreur, **efface)
    else:
        suivant = maintenant + DELAIS[courriel.essais - 1]
        _noter(courriel, etat=EtatCourriel.EN_ATTENTE, prochain_essai=suivant, reclame_le=None, erreur=erreur)


def _noter(courriel: Courriel, **champs: object) -> None:
    """Write the outcome of this try, unless the mail was put back in the queue by hand meanwhile."""
    tenu = Courriel.objects.filter(pk=courriel.pk, etat=EtatCourriel.EN_COURS, reclame_le=courriel.reclame_le)
    tenu.update(**champs)


def changer_d_adresse(personne: int, adresse: str) -> None:
    """What has not left yet goes to the person's new address; a secret stays for the mailbox it was made for."""
    Courriel.objects.filter(personne=personne, etat=EtatCourriel.EN_ATTENTE, secret=False).update(adresse=adresse)
