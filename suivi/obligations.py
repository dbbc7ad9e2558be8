"""What this room's people owe: the obligatory moments of the year that have not taken place yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from calendrier.models import Echeance, NatureEcheance
from calendrier.obligations import Demande, Obligation
from calendrier.queries import echeances_effectives
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Fonction

from .models import EtapeTenue

A_CONSIGNER = (NatureEcheance.POINT_ETAPE, NatureEcheance.VISIO_BILAN)
_PHRASES = {
    NatureEcheance.POINT_ETAPE: "Tenir et consigner le point d'étape n° {rang} du pôle",
    NatureEcheance.VISIO_BILAN: "Tenir et consigner la visio de bilan du pôle",
}


def etapes_a_tenir(demande: Demande) -> Iterator[Obligation]:
    """Points d'étape and visio de bilan of the open cycles, for the coordinators. One query, or none."""
    if demande.personne and not droits_de(demande.personne).conduit_quelque_part:
        return
    tenues = EtapeTenue.objects.filter(
        campagne=OuterRef("pour_campagne"), nature=OuterRef("nature"), rang=OuterRef("rang")
    )
    echeances = (
        echeances_effectives(demande.conduite("cycle__campagnes__"))
        .filter(~Exists(tenues), nature__in=A_CONSIGNER, cycle__etat=EtatCycle.OUVERT)
        .annotate(nom_du_pole=F("cycle__campagnes__pole__nom"), slug_du_pole=F("cycle__campagnes__pole__slug"))
        .select_related("cycle")
    )
    for echeance in echeances:
        yield _obligation(echeance)


def _obligation(echeance: Echeance) -> Obligation:
    return Obligation(
        cle=f"etape:{echeance.pour_campagne}:{echeance.nature}:{echeance.rang}",
        genre="etape",
        campagne=echeance.pour_campagne,
        phrase=_PHRASES[NatureEcheance(echeance.nature)].format(rang=echeance.rang),
        objet=echeance.nom_du_pole,
        pourquoi="Cela revient au PREDAC ou à l'IAN du pôle.",
        url=reverse(
            "suivi:consigner", args=[echeance.slug_du_pole, echeance.cycle.libelle, echeance.nature, echeance.rang]
        ),
        bouton="Consigner",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=echeance.jour,
        obligatoire=echeance.obligatoire,
    )
