"""What becomes of the answers: words masked from the readers, an irritant made into a remark."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from grilles.models import Reponse
from grilles.services import masquer_reponse
from journal.services import ecrire
from productions.models import Constat, Remarque, TestEnClasse
from productions.services.remarques import REPONSES_OUVERTES, noter_transmise

from .verrou import verrouiller_test

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def masquer_constat(*, constat: Constat, masque: bool, motif: str, acteur: Personne, maintenant: datetime) -> Constat:
    """« Masquer », with a reason; « Montrer » gives it back to the readers."""
    test = verrouiller_test(constat.test)
    constat = Constat.objects.select_for_update(no_key=True).get(pk=constat.pk)
    constat.masque = masque
    constat.save(update_fields=["masque"])
    _noter(test, masque, f"constat-{constat.pk}", motif, acteur, maintenant)
    return constat


@transaction.atomic
def masquer_verbatim(
    *, test: TestEnClasse, reponse: Reponse, masque: bool, motif: str, acteur: Personne, maintenant: datetime
) -> Reponse:
    """The same for the answer to a question of the grid."""
    test = verrouiller_test(test)
    if reponse.feuille_id != test.feuille_id:
        raise ActionImpossible("Cette réponse n'est pas de ce test.")
    reponse = masquer_reponse(reponse=reponse, masquee=masque)
    _noter(test, masque, f"reponse-{reponse.pk}", motif, acteur, maintenant)
    return reponse


@transaction.atomic
def faire_remarque(
    *, constat: Constat, texte: str, bloquante: bool, acteur: Personne, maintenant: datetime
) -> Remarque:
    """« En faire une remarque »: the producers answer it with the next version, as any other."""
    test = verrouiller_test(constat.test)
    constat = Constat.objects.select_for_update(no_key=True).get(pk=constat.pk)
    if constat.remarque_id:
        raise ActionImpossible("Ce constat est déjà une remarque.")
    if test.version.ressource.etat not in REPONSES_OUVERTES:
        raise ActionImpossible("Aucune version n'est en préparation : une remarque n'aurait pas de réponse.")
    remarque = Remarque.objects.create(
        version=test.version,
        test=test,
        auteur=acteur,
        texte=texte.strip(),
        bloquante=bloquante,
        cree_le=maintenant,
        etat_depuis=maintenant,
    )
    noter_transmise(remarque, maintenant)
    constat.remarque = remarque
    constat.save(update_fields=["remarque"])
    return remarque


def _noter(test: TestEnClasse, masque: bool, quoi: str, motif: str, acteur: Personne, maintenant: datetime) -> None:
    ecrire(
        chaine=test.chaine,
        action=f"testenclasse.{'masquer' if masque else 'montrer'}",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"testenclasse": test.pk, "quoi": quoi},
        texte=motif.strip(),
    )
