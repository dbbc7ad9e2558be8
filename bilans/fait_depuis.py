"""What somebody has done in the next year since it was prepared: undoing would take it away, so it refuses."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery

from bilans.models import Bilan, Reconduction
from grilles.models import VersionGrille
from journal.models import Ecriture
from journal.peremption import dire
from productions.models import FicheProjet, Ressource
from suivi.models import Reunion
from validations.models import Seance

# The lines that preparing the year writes last in each chain; what comes after is somebody's work.
REPERES = ("ficheprojet.reconduire", "ressource.reconduire", "reconduction.preparer")


def fait_depuis(reconduction: Reconduction) -> str:
    """A sentence that names the first thing done; empty where there is none. Reads, locks nothing."""
    quoi = next(_neuf(reconduction), "") or _au_journal(reconduction)
    if not quoi:
        return ""
    return (
        f"Depuis, on a travaillé dans l'année {reconduction.vers.cycle} : {quoi}. L'annulation effacerait ce travail."
    )


def _neuf(reconduction: Reconduction) -> Iterator[str]:
    """What was added there, whoever's chain tells it."""
    vers, venues = reconduction.vers, reconduction.ressources.values("pk")
    for fiche in FicheProjet.objects.filter(campagne=vers).exclude(pk__in=reconduction.fait["fiches"])[:1]:
        yield f"la fiche « {fiche.titre} » y a été écrite"
    for ressource in Ressource.objects.filter(campagne_suivi=vers).exclude(pk__in=venues)[:1]:
        yield f"la ressource « {ressource.titre} » y est née"
    # Each was copied as one version, which its year answers at once.
    reprises = VersionGrille.objects.filter(grille__in=reconduction.fait["grilles"], numero__gt=1)
    for version in reprises.select_related("grille")[:1]:
        yield f"la grille « {version.grille.get_usage_display()} » y a été reprise"
    for reunion in Reunion.objects.filter(campagnes=vers)[:1]:
        yield f"une réunion y est prévue, {reunion}"
    if Seance.objects.filter(campagne=vers).exists():
        yield "une séance de validation y est préparée"
    if Bilan.objects.filter(campagne=vers).exists():
        yield "son bilan y est ouvert"


def _au_journal(reconduction: Reconduction) -> str:
    ressources = dict(reconduction.ressources.values_list("pk", "titre"))
    titres = {f"ressource:{pk}": titre for pk, titre in ressources.items()}
    fiches = FicheProjet.objects.filter(pk__in=reconduction.fait["fiches"]).values_list("pk", "titre")
    titres |= {f"fiche:{pk}": titre for pk, titre in fiches}
    reperes = Ecriture.objects.filter(chaine=OuterRef("chaine"), action__in=REPERES).order_by("-rang")
    premiere = (
        Ecriture.objects.filter(chaine__in=[*titres, reconduction.vers.chaine])
        .annotate(repere=Subquery(reperes.values("rang")[:1]))
        .filter(rang__gt=F("repere"))
        .select_related("acteur")
        .order_by("ecrite_le", "pk")
        .first()
    )
    if premiere is None:
        return ""
    titre = titres.get(premiere.chaine)
    return f"{f'« {titre} », ' if titre else ''}{dire(premiere)}"
