"""The obligatory moments of the year that have not taken place yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from calendrier.models import NatureEcheance
from calendrier.obligations import Demande, Obligation
from calendrier.queries import echeances_effectives
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Campagne, Fonction
from productions.etats import EtatFiche
from productions.models import FicheProjet
from suivi.models import EtapeTenue

from .lignes import Ligne, colonnes

# How long before the milestone a pôle without any fiche is reminded: the « À venir » of the home page.
AVANT_LES_FICHES = timedelta(days=30)
A_CONSIGNER = (NatureEcheance.POINT_ETAPE, NatureEcheance.VISIO_BILAN)
_PHRASES = {
    NatureEcheance.POINT_ETAPE: "Tenir et consigner le point d'étape n° {rang} du pôle",
    NatureEcheance.VISIO_BILAN: "Tenir et consigner la visio de bilan du pôle",
}


def ensembles(demande: Demande) -> list[QuerySet[Any]]:
    """The three obligatory parts of the open cycles, for who leads the pôle: its first fiche, points d'étape, visio."""
    if demande.personne and not droits_de(demande.personne).conduit_quelque_part:
        return []
    tenues = EtapeTenue.objects.filter(
        campagne=OuterRef("pour_campagne"), nature=OuterRef("nature"), rang=OuterRef("rang")
    )
    a_consigner = ~Exists(tenues) & Q(nature__in=A_CONSIGNER)
    vivantes = FicheProjet.objects.filter(campagne=OuterRef("pour_campagne")).exclude(etat=EtatFiche.ABANDONNEE)
    productrices = Campagne.objects.filter(pk=OuterRef("pour_campagne"), mission_production=True)
    proche = Q(nature=NatureEcheance.FICHES_PROJET, rang=1, jour__lte=demande.jour + AVANT_LES_FICHES)
    sans_fiche = proche & Exists(productrices) & ~Exists(vivantes)
    echeances = echeances_effectives(demande.conduite("cycle__campagnes__")).filter(
        a_consigner | sans_fiche, cycle__etat=EtatCycle.OUVERT
    )
    return [
        colonnes(
            echeances,
            "etape",
            "cycle__campagnes__",
            objet=F("rang"),
            etat=F("nature"),
            jour=F("jour"),
            obligatoire=F("obligatoire"),
        )
    ]


def obligation(ligne: Ligne, jour: date) -> Obligation:
    return _premiere_fiche(ligne) if ligne.etat == NatureEcheance.FICHES_PROJET else _etape(ligne)


def _premiere_fiche(ligne: Ligne) -> Obligation:
    return Obligation(
        cle=f"premiere_fiche:{ligne.campagne}",
        genre="fiche",
        campagne=ligne.campagne,
        phrase="Déposer une fiche-projet pour",
        objet=ligne.pole,
        pourquoi="Le pôle n'en a pas encore, et les fiches-projet sont une des trois parties obligatoires de l'année.",
        url=reverse("productions:nouvelle_fiche", args=[ligne.slug, ligne.cycle]),
        bouton="Ajouter une fiche",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=ligne.jour,
        nature=ligne.etat,
        obligatoire=True,
    )


def _etape(ligne: Ligne) -> Obligation:
    return Obligation(
        cle=f"etape:{ligne.campagne}:{ligne.etat}:{ligne.objet}",
        genre="etape",
        campagne=ligne.campagne,
        phrase=_PHRASES[NatureEcheance(ligne.etat)].format(rang=ligne.objet),
        objet=ligne.pole,
        pourquoi="Cela revient au PREDAC ou à l'IAN du pôle.",
        url=reverse("suivi:consigner", args=[ligne.slug, ligne.cycle, ligne.etat, ligne.objet]),
        bouton="Consigner",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=ligne.jour,
        nature=ligne.etat,
        obligatoire=ligne.obligatoire,
    )
