"""A worker reads the table and says what importing it would do; what is written then is the answer alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.core.files import File
from django.db import transaction

from commun.archives import ArchiveRefusee
from commun.erreurs import ActionImpossible
from commun.services.travaux import Suivi
from commun.tableaux import TableauRefuse, lire_tableau
from importations.colonnes import lire_lignes
from importations.comparaison import comparer, empreinte
from importations.models import Importation, Issue, LigneImportee
from importations.sortes import Ligne, Sorte, Verdict

from .portee import ouvrir

LOT = 500


def lire(*, importation: Importation, suivi: Suivi, jour: date, maintenant: datetime) -> None:
    """Safe to call again: the lines of an interrupted reading are read anew. Never call it inside a transaction."""
    if importation.lue_le or importation.refus:
        return
    sorte, portee = ouvrir(importation)
    suivi.etape("Lecture du tableau", 10)
    try:
        lignes, remarques = _lire_fichier(importation, sorte)
    except (TableauRefuse, ActionImpossible, ArchiveRefusee) as refus:
        Importation.objects.filter(pk=importation.pk).update(refus=str(refus), fichier="")
        _oublier_le_fichier(importation)
        return
    suivi.etape(f"Comparaison de {len(lignes)} lignes avec ce qui est déjà là", 60)
    verdicts = comparer(sorte, portee, lignes, importation.demandeur, jour)
    suivi.etape("Préparation du compte rendu", 85)
    with transaction.atomic():
        noter(importation, verdicts, maintenant)
        Importation.objects.filter(pk=importation.pk).update(remarques=remarques, fichier="")
    _oublier_le_fichier(importation)


def _lire_fichier(importation: Importation, sorte: Sorte) -> tuple[list[Ligne], list[str]]:
    with importation.fichier.open("rb") as contenu:
        tableau = lire_tableau(File(contenu, name=importation.nom_fichier), importation.nom_fichier)
        lignes, ignorees = lire_lignes(tableau.rangees, sorte.champs)
    remarques = list(tableau.remarques)
    if ignorees:
        nommees = ", ".join(f"« {titre[:40]} »" for titre in ignorees[:10])
        remarques.append(f"Ces colonnes ne servent pas ici et sont laissées de côté : {nommees}.")
    return lignes, remarques


def noter(importation: Importation, verdicts: Sequence[Verdict], maintenant: datetime) -> None:
    """Write the answer, instead of the one before; inside the caller's transaction."""
    importation.lignes.all().delete()
    LigneImportee.objects.bulk_create((_en_rangee(importation, verdict) for verdict in verdicts), batch_size=LOT)
    Importation.objects.filter(pk=importation.pk).update(
        lue_le=maintenant, empreinte=empreinte(verdicts), **compter(verdicts)
    )


def compter(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many lines of each kind, as the table's row keeps it."""
    par_issue = Counter(verdict.issue for verdict in verdicts)
    return {
        "nouvelles": par_issue[Issue.NOUVELLE],
        "changees": par_issue[Issue.CHANGEE],
        "inchangees": par_issue[Issue.INCHANGEE],
        "refusees": par_issue[Issue.REFUSEE],
    }


def _en_rangee(importation: Importation, verdict: Verdict) -> LigneImportee:
    return LigneImportee(
        importation=importation,
        numero=verdict.ligne.numero,
        issue=verdict.issue,
        quoi=verdict.quoi[:250],
        valeurs=verdict.ligne.valeurs,
        ecarts=[list(ecart) for ecart in verdict.ecarts],
        motifs=verdict.motifs,
        motifs_de_lecture=list(verdict.ligne.motifs),
        remarques=verdict.remarques,
    )


def _oublier_le_fichier(importation: Importation) -> None:
    importation.fichier.storage.delete(importation.fichier.name)
