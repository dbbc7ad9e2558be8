"""« Déclarer définitif »: the document without its draft mark is made, sealed and sent; later results join it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from bilans.contenu.complement import deja_dit, nombre_de_nouveaux, nouveaux_tests
from bilans.contenu.tests import constats_de, impressions_de
from bilans.courriels import documents as courriels
from bilans.etats import EtatBilan, GenreDocument
from bilans.models import Bilan, Generation
from commun.erreurs import ActionImpossible
from commun.models import Travail
from journal.mouvements import changer_etat
from journal.services import ecrire

from .generations import complement_en_cours, demander_pdf
from .verrou import verrouiller_bilan

if TYPE_CHECKING:
    from comptes.models import Personne
    from productions.models import TestEnClasse


def demander_definitif(*, bilan: Bilan, acteur: Personne, maintenant: datetime) -> Travail:
    """Start making the final document; the review becomes final once it is whole. Raises ActionImpossible."""
    if refus := refus_du_definitif(bilan):
        raise ActionImpossible(refus)
    return demander_pdf(bilan=bilan, genre=GenreDocument.DEFINITIF, acteur=acteur, maintenant=maintenant)


def refus_du_definitif(bilan: Bilan) -> str:
    """Why it cannot be declared final; empty when it can."""
    if not bilan.definitif:
        return ""
    return "Le bilan est déjà définitif : son document est scellé et a été envoyé."


@transaction.atomic
def demander_complement(
    *, bilan: Bilan, citations: Mapping[str, Collection[int]] | None = None, acteur: Personne, maintenant: datetime
) -> Travail:
    """« Ajouter un complément »: what class tests have said that no sealed document told.

    `citations`: the numbers of the `verbatims` and of the `impressions` that it prints. Raises ActionImpossible.
    """
    bilan = verrouiller_bilan(bilan)
    if refus := refus_de_completer(bilan, maintenant):
        raise ActionImpossible(refus)
    _citer(bilan, nouveaux_tests(bilan, maintenant), citations or {})
    return demander_pdf(bilan=bilan, genre=GenreDocument.COMPLEMENT, acteur=acteur, maintenant=maintenant)


def _citer(bilan: Bilan, tests: QuerySet[TestEnClasse], citations: Mapping[str, Collection[int]]) -> None:
    """Of these tests, exactly these: an earlier request that came to nothing leaves no quotation behind."""
    bilan.verbatims.remove(*bilan.verbatims.filter(pk__in=constats_de(tests).values("pk")))
    bilan.impressions.remove(*bilan.impressions.filter(pk__in=impressions_de(tests).values("pk")))
    bilan.verbatims.add(*citations.get("verbatims", ()))
    bilan.impressions.add(*citations.get("impressions", ()))


def refus_de_completer(bilan: Bilan, maintenant: datetime) -> str:
    """Why no complement can be asked for now; empty when one can. A second one would change the first one's words."""
    if refus := refus_du_complement(bilan, maintenant):
        return refus
    if complement_en_cours(bilan):
        return "Un complément se fabrique déjà : attendez qu'il soit joint au bilan."
    return ""


def refus_du_complement(bilan: Bilan, maintenant: datetime) -> str:
    """Why there is nothing to add; empty when there is. Two queries."""
    if not bilan.definitif:
        return "Un complément se joint à un bilan définitif : celui-ci est encore un brouillon."
    if not nombre_de_nouveaux(bilan, maintenant):
        return "Aucun test en classe n'a été rendu depuis le dernier document : il n'y a rien à ajouter."
    return ""


def sceller(bilan: Bilan, generation: Generation, revision: int, acteur: Personne, maintenant: datetime) -> None:
    """Inside the transaction that writes the document's row, the review's row held."""
    donnees = {"bilan": bilan.pk, "numero": generation.numero, "sha256": generation.sha256}
    if generation.definitive:
        if bilan.revision != revision:
            raise ActionImpossible(
                "Le bilan a été modifié depuis que son document est demandé : relisez-le, puis déclarez-le définitif "
                "de nouveau. Rien n'a été envoyé."
            )
        changer_etat(bilan, "declarer_definitif", acteur=acteur, maintenant=maintenant, donnees=donnees)
        courriels.bilan_definitif(generation, acteur=acteur, maintenant=maintenant)
        return
    if bilan.etat != EtatBilan.DEFINITIF:
        raise ActionImpossible("Ce bilan n'est pas définitif : un complément n'a rien à compléter.")
    _, racontes = deja_dit(bilan, sauf=generation)
    if racontes & set(generation.tests_lus):
        raise ActionImpossible(
            "Un autre complément vient de dire ce que disait celui-ci : rechargez le bilan. Rien n'a été envoyé."
        )
    ecrire(chaine=bilan.chaine, action="bilan.completer", acteur=acteur, maintenant=maintenant, donnees=donnees)
    courriels.complement_joint(generation, acteur=acteur, maintenant=maintenant)
