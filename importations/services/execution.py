"""What was shown is written, all of it or nothing; then the people concerned are told, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from commun.erreurs import ActionImpossible, Perime
from commun.models import Travail
from commun.services import travaux
from commun.services.travaux import Suivi
from importations.comparaison import comparer, empreinte, en_ligne
from importations.models import Importation, Issue, LigneImportee
from importations.sortes import Sorte, Verdict
from journal.services import ecrire

from .lecture import LOT, noter
from .portee import ouvrir

if TYPE_CHECKING:
    from comptes.models import Personne

# How many lines are followed in one transaction: short, so that the service answers meanwhile.
PAR_FOIS = 50


@transaction.atomic
def importer(*, importation: Importation, vu: str, prevenir: bool, acteur: Personne, maintenant: datetime) -> Travail:
    """« Importer » what the page shows (`vu`, its digest): a worker does it. Raises ActionImpossible, Perime."""
    importation = _verrouiller(importation)
    if importation.importee_le:
        raise ActionImpossible("Ce tableau est déjà importé.")
    if importation.occupee:
        raise ActionImpossible("L'importation de ce tableau est déjà demandée : elle est en cours.")
    if vu != importation.empreinte:
        raise Perime("Ce tableau a été relu depuis l'ouverture de la page : relisez ce qui va se passer.")
    if not importation.importable:
        raise ActionImpossible("Ce tableau ne peut pas être importé : des lignes sont refusées, ou rien ne changerait.")
    importation.prevenir = prevenir
    return _demander(importation, acteur, maintenant)


@transaction.atomic
def reprendre_envoi(*, importation: Importation, acteur: Personne, maintenant: datetime) -> Travail:
    """« Prévenir maintenant »: the mails that were put off, or that an interrupted job has left."""
    importation = _verrouiller(importation)
    if importation.occupee or not importation.importee_le:
        raise ActionImpossible("L'envoi est déjà en cours.")
    importation.prevenir = True
    return _demander(importation, acteur, maintenant)


def _demander(importation: Importation, acteur: Personne, maintenant: datetime) -> Travail:
    importation.travail = travaux.demander(
        genre="importation",
        titre=f"Importation de « {importation.nom_fichier} »"[:250],
        demandeur=acteur.pk,
        parametres={"importation": importation.pk},
        tache="importations.importer",
        maintenant=maintenant,
    )
    importation.save(update_fields=["travail", "prevenir"])
    return importation.travail


def importer_pour_de_bon(
    *, importation: Importation, suivi: Suivi, jour: date, horloge: Callable[[], datetime]
) -> None:
    """In a worker, safe to call again: what is written is not written twice. Never call it inside a transaction.

    Raises ActionImpossible, with nothing written, when something has changed since the page was shown.
    """
    sorte, portee = ouvrir(importation)
    if not importation.importee_le:
        suivi.etape("Écriture, d'un seul tenant", 20)
        _ecrire_ou_relire(importation, sorte, portee, jour, horloge())
    if importation.prevenir:
        _suivre(importation, sorte, suivi, horloge)


def _ecrire_ou_relire(importation: Importation, sorte: Sorte, portee: Any, jour: date, maintenant: datetime) -> None:
    with transaction.atomic():
        tenue = _verrouiller(importation)
        if tenue.importee_le:  # By the worker that was taken for dead.
            return
        portee = sorte.verrouiller(portee)
        lignes = list(tenue.lignes.order_by("numero"))
        verdicts = comparer(sorte, portee, [en_ligne(ligne) for ligne in lignes], importation.demandeur, jour)
        if empreinte(verdicts) == tenue.empreinte:
            _ecrire(tenue, sorte, portee, verdicts, lignes, jour, maintenant)
            return
        autres = _autres(lignes, verdicts)
        noter(tenue, verdicts, maintenant)
    raise ActionImpossible(
        "Rien n'est importé : quelque chose a changé depuis la lecture de ce tableau, et "
        f"{_dire(autres)} n'aurait plus le même effet. Relisez ci-dessous, puis importez."
    )


def _ecrire(
    importation: Importation,
    sorte: Sorte,
    portee: Any,
    verdicts: Sequence[Verdict],
    lignes: Sequence[LigneImportee],
    jour: date,
    maintenant: datetime,
) -> None:
    utiles = [v for v in verdicts if v.issue in (Issue.NOUVELLE, Issue.CHANGEE)]
    produits = sorte.appliquer(portee, utiles, acteur=importation.demandeur, jour=jour, maintenant=maintenant)
    a_suivre = [ligne for ligne in lignes if ligne.numero in produits]
    for ligne in a_suivre:
        ligne.produit = produits[ligne.numero].pk
    LigneImportee.objects.bulk_update(a_suivre, ["produit"], batch_size=LOT)
    ecrire(
        chaine=f"{portee._meta.model_name}:{portee.pk}",
        action="importation.faire",
        acteur=importation.demandeur,
        maintenant=maintenant,
        donnees={
            "importation": importation.pk,
            "sorte": sorte.code,
            "nouvelles": importation.nouvelles,
            "changees": importation.changees,
        },
        texte=sorte.titre.lower(),
    )
    Importation.objects.filter(pk=importation.pk).update(importee_le=maintenant)


def _suivre(importation: Importation, sorte: Sorte, suivi: Suivi, horloge: Callable[[], datetime]) -> None:
    restantes = importation.lignes.filter(produit__isnull=False).order_by("numero")
    total = restantes.count()
    fait = 0
    while lot := list(restantes[:PAR_FOIS]):
        suivi.etape(f"Tout est importé. Préparation des courriels : {fait} sur {total}", 40 + 59 * fait // total)
        with transaction.atomic():
            sorte.suivre(lot, importation, horloge())
            LigneImportee.objects.filter(pk__in=[ligne.pk for ligne in lot]).update(produit=None)
        fait += len(lot)


def _autres(lignes: Sequence[LigneImportee], verdicts: Sequence[Verdict]) -> list[int]:
    """The lines whose answer is another one."""
    avant = {ligne.numero: (ligne.issue, ligne.quoi, ligne.ecarts, ligne.motifs) for ligne in lignes}
    apres = {v.ligne.numero: (v.issue, v.quoi[:250], [list(e) for e in v.ecarts], v.motifs) for v in verdicts}
    return [numero for numero, reponse in apres.items() if avant[numero] != reponse]


def _dire(numeros: Sequence[int]) -> str:
    if len(numeros) == 1:
        return f"la ligne {numeros[0]}"
    dites = ", ".join(map(str, numeros[:10]))
    return f"chacune des lignes {dites}{'…' if len(numeros) > 10 else ''}" if numeros else "une remarque"


def _verrouiller(importation: Importation) -> Importation:
    tenue = Importation.objects.select_for_update(of=("self",), no_key=True).select_related("travail", "demandeur")
    trouvee = tenue.filter(pk=importation.pk).first()
    if trouvee is None:
        raise ActionImpossible("Ce tableau a été abandonné.")
    return trouvee
