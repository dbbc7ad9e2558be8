"""Writing the text of a mail, and going back to the one that the service ships."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from commun.erreurs import ActionImpossible, Perime
from commun.gabarits import texte_livre, verifier
from courriers.models import TexteDeCourriel
from poles.models import Academie

if TYPE_CHECKING:
    from comptes.models import Personne

CHANGE_ENTRE_TEMPS = (
    "Ce texte a changé depuis que vous avez ouvert la page. Rien n'est enregistré ; ce que vous avez écrit est "
    "toujours là. Ouvrez la page dans un autre onglet pour lire le texte en vigueur."
)


def enregistrer_texte(
    gabarit: str,
    academie: Academie | None,
    *,
    sujet: str,
    corps: str,
    vu: str,
    auteur: Personne,
    maintenant: datetime,
) -> TexteDeCourriel:
    """From now on, this académie's mails (or the service's) say this. `vu`: the number of the text that was shown.

    Raises ActionImpossible for a text that could not be filled in, or says what is said already; Perime for one that
    somebody replaced meanwhile.
    """
    livre = texte_livre(gabarit)
    if fautes := verifier(livre, sujet, corps):
        raise ActionImpossible(fautes[0].phrase)
    if (sujet, corps) == (livre.sujet, livre.corps):
        raise ActionImpossible("C'est mot pour mot le texte livré avec le service : il n'y a rien à enregistrer.")
    with transaction.atomic():
        present = _tenir(gabarit, academie, vu)
        if present and (present.sujet, present.corps, present.empreinte_livree) == (sujet, corps, livre.empreinte):
            raise ActionImpossible("Rien n'a changé : ce texte est déjà en vigueur.")
        return _remplacer(present, gabarit, academie, auteur, maintenant, sujet=sujet, corps=corps)


@transaction.atomic
def revenir_au_texte_livre(gabarit: str, academie: Academie | None, *, auteur: Personne, maintenant: datetime) -> None:
    """Its mails say the shipped text again (an académie's: the service's own, if there is one)."""
    present = _en_vigueur(gabarit, academie)
    if present is None:
        raise ActionImpossible("Ce courriel dit déjà le texte livré.")
    _retirer(present, auteur, maintenant)


@transaction.atomic
def dire_le_texte_livre(gabarit: str, academie: Academie, *, auteur: Personne, maintenant: datetime) -> TexteDeCourriel:
    """This académie's mails say the shipped text, even while the service has written one for all."""
    present = _en_vigueur(gabarit, academie)
    if present and present.livre:
        raise ActionImpossible("Les courriels de l'académie disent déjà le texte livré.")
    return _remplacer(present, gabarit, academie, auteur, maintenant, livre=True)


@contextmanager
def tenir_le_texte(gabarit: str, academie: Academie | None, vu: str) -> Iterator[None]:
    """Around what is done about the text that a page showed. Raises Perime where it is not in force any more."""
    with transaction.atomic():
        _tenir(gabarit, academie, vu)
        yield


def _en_vigueur(gabarit: str, academie: Academie | None) -> TexteDeCourriel | None:
    textes = TexteDeCourriel.objects.en_vigueur().de(academie).filter(gabarit=gabarit)
    return textes.select_for_update(no_key=True).first()


def _tenir(gabarit: str, academie: Academie | None, vu: str) -> TexteDeCourriel | None:
    """The text in force, locked; the one that the page showed, or nothing is done."""
    present = _en_vigueur(gabarit, academie)
    if str(present.pk if present else "") != vu:
        raise Perime(CHANGE_ENTRE_TEMPS)
    return present


def _remplacer(
    present: TexteDeCourriel | None,
    gabarit: str,
    academie: Academie | None,
    auteur: Personne,
    maintenant: datetime,
    **champs: object,
) -> TexteDeCourriel:
    if present:
        _retirer(present, auteur, maintenant)
    try:
        with transaction.atomic():
            return TexteDeCourriel.objects.create(
                gabarit=gabarit,
                academie=academie,
                empreinte_livree=texte_livre(gabarit).empreinte,
                redige_par=auteur,
                redige_le=maintenant,
                **champs,
            )
    except IntegrityError as erreur:
        raise Perime(CHANGE_ENTRE_TEMPS) from erreur


def _retirer(texte: TexteDeCourriel, par: Personne, maintenant: datetime) -> None:
    texte.retire_par, texte.retire_le = par, maintenant
    texte.save(update_fields=["retire_par", "retire_le"])
