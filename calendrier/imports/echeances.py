"""The milestones of a cycle: one line a milestone. Those that the table does not name stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet
from django.urls import reverse

from calendrier.annee import Cle, cle_de, dernier_jour, libelle
from calendrier.models import NatureEcheance
from calendrier.queries import cycles_administres
from calendrier.services import deplacer_echeances
from commun.erreurs import ActionImpossible
from commun.templatetags.dates import jour as en_toutes_lettres
from commun.textes import mots
from importations.models import Issue
from importations.sortes import Champ, Ligne, Sorte, Verdict
from poles.etats import EtatCycle
from poles.models import Cycle
from poles.services.campagnes import verrouiller_cycle

if TYPE_CHECKING:
    from comptes.models import Personne

_AUTRES = {
    NatureEcheance.FICHES_PROJET: ("fiche projet", "remise des fiches projet"),
    NatureEcheance.V1: ("v1", "version 1", "premiere version"),
    NatureEcheance.V2: ("v2", "version 2", "relectures", "relecture"),
    NatureEcheance.TEST_CLASSE: ("test en classe", "tests"),
    NatureEcheance.VALIDATION: ("validation", "double validation"),
    NatureEcheance.VACATIONS: ("vacations",),
    NatureEcheance.POINT_ETAPE: ("point etape", "points d etape"),
    NatureEcheance.VISIO_BILAN: ("bilan", "visio"),
}
NATURES = {" ".join(mots(nom)): nature for nature in NatureEcheance for nom in (nature.value, nature.label)}
NATURES |= {nom: nature for nature, noms in _AUTRES.items() for nom in noms}
_RANG_MAX = 20


class Echeances(Sorte):
    code = "echeances"
    titre = "Échéances du cycle"
    un, plusieurs = "échéance", "échéances"
    permission = "calendrier.dater_cycle"
    reserve_a = "à l'administration académique"
    prevenus = "Si une date change, les PREDAC et les IAN des pôles du cycle en reçoivent la nouvelle."
    champs = (
        Champ(
            "nature",
            "Étape",
            f"{', '.join(n.label for n in NatureEcheance)}.",
            "point d'étape",
            ("échéance", "jalon", "nature", "intitulé", "libellé"),
            obligatoire=True,
            longueur=60,
        ),
        Champ(
            "rang",
            "Numéro",
            "Pour distinguer les points d'étape. Vide : 1.",
            "1",
            ("n°", "rang", "no", "num"),
            longueur=5,
        ),
        Champ("jour", "Date", "", "15/01/2027", ("jour", "date limite"), obligatoire=True, jour=True),
    )

    def portees(self, personne: Personne) -> QuerySet[Cycle]:
        return cycles_administres(personne)

    def adresse(self, portee: Cycle) -> str:
        return reverse("calendrier:cycle", args=[portee.pk])

    def cle(self, ligne: Ligne) -> str:
        cle = _cle(ligne)
        return f"{cle[0]} {cle[1]}" if cle else ""

    def comparer(self, portee: Cycle, lignes: Sequence[Ligne], acteur: Personne, jour: date) -> list[Verdict]:
        presentes = _presentes(portee)
        return [_verdict(ligne, portee, presentes) for ligne in lignes]

    def verrouiller(self, portee: Cycle) -> Cycle:
        tenu = verrouiller_cycle(portee)
        if tenu.etat == EtatCycle.CLOS:
            raise ActionImpossible("Ce cycle est clos : ses dates ne changent plus.")
        return tenu

    def appliquer(
        self, portee: Cycle, verdicts: Sequence[Verdict], *, acteur: Personne, jour: date, maintenant: datetime
    ) -> dict[int, Model]:
        jours = _presentes(portee) | {_cle(v.ligne): date.fromisoformat(v.ligne["jour"]) for v in verdicts}
        deplacer_echeances(cycle=portee, jours=jours, acteur=acteur, maintenant=maintenant)
        return {}

    def actuelles(self, portee: Cycle, jour: date) -> Iterable[Sequence[object]]:
        for (nature, rang), quand in _presentes(portee).items():
            yield [NatureEcheance(nature).label, rang, quand]


def _presentes(cycle: Cycle) -> dict[Cle, date]:
    return {cle_de(e): e.jour for e in cycle.echeances.filter(campagne__isnull=True)}


def _cle(ligne: Ligne) -> Cle | None:
    """« point d'étape n° 2 » says its number as well as the column does."""
    dits = mots(ligne["nature"])
    rang = ligne["rang"]
    if len(dits) > 2 and dits[-1].isdecimal() and dits[-2] in ("n", "no", "numero"):
        dits, rang = dits[:-2], rang or dits[-1]
    nature = NATURES.get(" ".join(dits))
    rang = rang or "1"
    if nature is None or not rang.isdecimal() or not 1 <= int(rang[:5]) <= _RANG_MAX:
        return None
    return nature.value, int(rang)


def _verdict(ligne: Ligne, cycle: Cycle, presentes: dict[Cle, date]) -> Verdict:
    cle = _cle(ligne)
    if cle is None:
        return Verdict.refuser(
            ligne, f"« {ligne['nature']} {ligne['rang']} » n'est pas une étape de l'année.".replace("  ", " ")
        )
    jour, quoi = date.fromisoformat(ligne["jour"]), libelle(cle)
    if not cycle.debut <= jour <= dernier_jour(cycle):
        debut, fin = en_toutes_lettres(cycle.debut), en_toutes_lettres(dernier_jour(cycle))
        return Verdict.refuser(ligne, f"Cette date n'est pas dans le cycle : du {debut} au {fin}.", quoi=quoi)
    if cle not in presentes:
        return Verdict(ligne, Issue.NOUVELLE, quoi, ecarts=[("Date", "", _dire(jour))])
    return Verdict.comparer(ligne, quoi, [("Date", _dire(presentes[cle]), _dire(jour))])


def _dire(jour: date) -> str:
    return f"{en_toutes_lettres(jour)} ({jour:%d/%m/%Y})"
