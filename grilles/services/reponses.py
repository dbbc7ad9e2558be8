"""A sheet and its answers, each kept with the words of its question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commun.erreurs import ActionImpossible
from grilles.etats import EtatVersion
from grilles.models import Feuille, Question, Reponse, VersionGrille

AUTRE_GRILLE = "Ces réponses sont celles d'une autre grille : ouvrez de nouveau la page, puis recommencez."


@transaction.atomic
def enregistrer_reponses(
    *, feuille: Feuille | None, grille: VersionGrille, valeurs: Mapping[int, int | str], maintenant: datetime
) -> Feuille:
    """Make the sheet say this, and nothing else; without a sheet, begin one. `valeurs`: see `FeuilleForm.valeurs`.

    Who owns the sheet has locked what points to it, and begins no second one. Raises ActionImpossible for a question
    that is not of this grid, and for a grid in which nobody answers yet.
    """
    if grille.etat == EtatVersion.BROUILLON:
        raise ActionImpossible("Cette grille est en préparation : on n'y répond pas encore.")
    if feuille is None:
        feuille = Feuille.objects.create(version_grille=grille, cree_le=maintenant, modifie_le=maintenant)
    else:
        feuille = Feuille.objects.select_for_update(no_key=True).get(pk=feuille.pk)
        if feuille.version_grille_id != grille.pk:
            raise ActionImpossible(AUTRE_GRILLE)
    questions = {q.pk: q for q in Question.objects.filter(section__version=grille)}
    if not valeurs.keys() <= questions.keys():
        raise ActionImpossible(AUTRE_GRILLE)
    voulues = [_reponse(feuille, questions[pk], valeur) for pk, valeur in valeurs.items() if str(valeur).strip()]
    _ecrire(feuille, voulues)
    feuille.modifie_le = maintenant
    feuille.save(update_fields=["modifie_le"])
    return feuille


def _reponse(feuille: Feuille, question: Question, valeur: int | str) -> Reponse:
    options, rang, texte = question.options, None, str(valeur).strip()
    if options:
        rang = int(valeur)
        if not 1 <= rang <= len(options):
            raise ActionImpossible("Choisissez une réponse de la liste.")
        texte = options[rang - 1]
    return Reponse(feuille=feuille, question=question, intitule=question.intitule, valeur=rang, texte=texte)


def _ecrire(feuille: Feuille, voulues: list[Reponse]) -> None:
    presentes = {r.question_id: r for r in feuille.reponses.all()}
    a_changer = []
    for voulue in voulues:
        presente = presentes.pop(voulue.question_id, None)
        if presente and (presente.valeur, presente.texte) != (voulue.valeur, voulue.texte):
            # What was masked stays so: whoever masked it reads the new words first.
            presente.valeur, presente.texte = voulue.valeur, voulue.texte
            a_changer.append(presente)
        elif not presente:
            voulue.save(force_insert=True)
    Reponse.objects.bulk_update(a_changer, ["valeur", "texte"])
    Reponse.objects.filter(pk__in=[r.pk for r in presentes.values()]).delete()


@transaction.atomic
def masquer_reponse(*, reponse: Reponse, masquee: bool) -> Reponse:
    """Take a verbatim out of what others read, or give it back; who uses the sheet decides of it and tells it."""
    reponse = Reponse.objects.select_for_update(no_key=True).get(pk=reponse.pk)
    reponse.masquee = masquee
    reponse.save(update_fields=["masquee"])
    return reponse
