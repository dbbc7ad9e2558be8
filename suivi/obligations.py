"""What this room's people owe: the obligatory moments of the year that have not taken place yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, QuerySet
from django.urls import reverse

from calendrier.models import Echeance, NatureEcheance
from calendrier.obligations import Demande, Obligation
from calendrier.queries import echeances_par_campagne
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Campagne, Fonction

A_CONSIGNER = (NatureEcheance.POINT_ETAPE, NatureEcheance.VISIO_BILAN)
_PHRASES = {
    NatureEcheance.POINT_ETAPE: "Tenir et consigner le point d'étape n° {rang} de",
    NatureEcheance.VISIO_BILAN: "Tenir et consigner la visio de bilan de",
}


def etapes_a_tenir(demande: Demande) -> Iterator[Obligation]:
    """Points d'étape and visio de bilan of the open cycles, for the coordinators. Two queries, or none."""
    if demande.personne and not droits_de(demande.personne).exerce(Fonction.COORDINATEUR):
        return
    campagnes, tenues = _campagnes_et_tenues(demande)
    for pk, echeances in echeances_par_campagne(campagnes.values()).items():
        for echeance in echeances:
            if echeance.nature in A_CONSIGNER and (pk, echeance.nature, echeance.rang) not in tenues:
                yield _obligation(campagnes[pk], echeance)


def _campagnes_et_tenues(demande: Demande) -> tuple[dict[int, Campagne], set[tuple[int, str, int]]]:
    lignes: QuerySet[Campagne] = (
        Campagne.objects.filter(demande.q("", Fonction.COORDINATEUR), cycle__etat=EtatCycle.OUVERT)
        .select_related("pole", "cycle")
        # One line for each moment held, or a single one without any: what is done comes with the campaigns.
        .annotate(nature_tenue=F("etapes_tenues__nature"), rang_tenu=F("etapes_tenues__rang"))
        .order_by()
    )
    campagnes, tenues = {}, set()
    for ligne in lignes:
        campagnes[ligne.pk] = ligne
        tenues.add((ligne.pk, ligne.nature_tenue, ligne.rang_tenu))
    return campagnes, tenues


def _obligation(campagne: Campagne, echeance: Echeance) -> Obligation:
    return Obligation(
        cle=f"etape:{campagne.pk}:{echeance.nature}:{echeance.rang}",
        genre="etape",
        campagne=campagne.pk,
        phrase=_PHRASES[NatureEcheance(echeance.nature)].format(rang=echeance.rang),
        objet=campagne.pole.nom,
        pourquoi="Cela revient au PREDAC ou à l'IAN du pôle.",
        url=reverse(
            "suivi:consigner", args=[campagne.pole.slug, campagne.cycle.libelle, echeance.nature, echeance.rang]
        ),
        bouton="Consigner",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=echeance.jour,
        obligatoire=echeance.obligatoire,
    )
