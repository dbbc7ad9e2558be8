"""What is done in bulk on cycles and on dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.urls import reverse

from calendrier.annee import cle_de
from calendrier.models import Echeance
from calendrier.services import clore_cycle, definir_dates_du_pole, deplacer_echeances, ouvrir_cycle
from commun.administration.nombre import ActionEnNombre
from commun.administration.perimetre import ACADEMIE
from commun.administration.sur_le_site import Lien
from comptes.models import Personne
from journal.mouvements import empechement
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle
from poles.permissions import CONDUIRE


def _mouvoir(cycle: Cycle, acteur: Personne, maintenant: datetime, *, service: Any) -> None:
    service(cycle=cycle, acteur=acteur, maintenant=maintenant)


OUVRIR = ActionEnNombre(
    "ouvrir",
    "Ouvrir les cycles choisis",
    "Ouvrir",
    "calendrier.dater_cycle",
    partial(_mouvoir, service=ouvrir_cycle),
    "Les échéances usuelles et les vacances de chaque cycle sont posées.",
    reserve="à l'administration de l'académie",
    empechement=lambda cycle: empechement(cycle, "ouvrir"),
    relations=["academie"],
)
CLORE = ActionEnNombre(
    "clore",
    "Clore les cycles choisis",
    "Clore",
    "calendrier.dater_cycle",
    partial(_mouvoir, service=clore_cycle),
    "Rien de ce qui est en cours n'est perdu ; l'année cesse de compter, et ses rappels s'arrêtent.",
    reserve="à l'administration de l'académie",
    empechement=lambda cycle: empechement(cycle, "clore"),
    relations=["academie"],
)


class JourForm(forms.Form):
    jour = forms.DateField(label="Nouvelle date", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, tape: Any, acteur: Personne, echeances: Sequence[Echeance]) -> None:
        super().__init__(tape)


def _deplacer(echeance: Echeance, acteur: Personne, maintenant: datetime, *, jour: date) -> None:
    qui, jours = {"acteur": acteur, "maintenant": maintenant}, {cle_de(echeance): jour}
    if echeance.campagne:
        definir_dates_du_pole(campagne=echeance.campagne, jours=jours, **qui)
    else:
        deplacer_echeances(cycle=echeance.cycle, jours=jours, **qui)


def _close(echeance: Echeance) -> str:
    return "Ce cycle est clos : ses dates ne changent plus." if echeance.cycle.etat == EtatCycle.CLOS else ""


def _concernes(echeance: Echeance) -> list[str]:
    return ["l'équipe du pôle"] if echeance.campagne else ["les PREDAC et IAN des pôles du cycle"]


def campagnes_a_dater(personne: Personne) -> list[Campagne]:
    """Those whose own dates one sets without setting their cycle's; `datee` where there are some already."""
    if personne.has_perm(ACADEMIE):
        return []
    miennes = Campagne.objects.filter(droits_de(personne).q("", *CONDUIRE)).exclude(cycle__etat=EtatCycle.CLOS)
    miennes = miennes.annotate(datee=Exists(Echeance.objects.filter(campagne=OuterRef("pk"))))
    return list(miennes.select_related("pole", "cycle").order_by("-cycle__debut", "pole__nom"))


def liens_des_dates(campagnes: Sequence[Campagne]) -> list[Lien]:
    """Where whoever leads a pôle sets its own dates, those of its cycle that it moves included."""
    return [
        (f"Changer les dates du pôle {c}", reverse("calendrier:dates_du_pole", args=[c.pole.slug, c.cycle.libelle]))
        for c in campagnes[:10]
    ]


def dates_de_mes_poles(personne: Personne) -> list[Lien]:
    return liens_des_dates(campagnes_a_dater(personne))


DEPLACER = ActionEnNombre(
    "deplacer",
    "Déplacer les échéances choisies",
    "Déplacer",
    "calendrier.deplacer_echeance",
    _deplacer,
    "La date d'un cycle vaut pour tous ses pôles ; celle d'un pôle, pour lui seul. Les rappels suivent.",
    reserve="à l'administration de l'académie pour les dates de tout un cycle, à qui conduit le pôle pour les siennes",
    ailleurs=dates_de_mes_poles,
    empechement=_close,
    prevenus=_concernes,
    formulaire=JourForm,
    relations=["cycle__academie", "campagne__pole__academie", "campagne__cycle"],
)
