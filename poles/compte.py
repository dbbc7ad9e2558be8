"""What « Mon compte » says of this room: where the person works, and when they are away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from commun.templatetags.dates import jour as en_toutes_lettres
from comptes.rubriques import Rubrique

from .queries import affectations_du

if TYPE_CHECKING:
    from comptes.models import Personne


def lignes_du_compte(personne: Personne, jour: date) -> list[Rubrique]:
    return [_etablissement(personne, jour), _indisponibilite(personne, jour)]


def _etablissement(personne: Personne, jour: date) -> Rubrique:
    actuelle = affectations_du(jour).filter(personne=personne).first()
    prevue = personne.affectations.filter(debut__gt=jour).select_related("etablissement").order_by("debut").first()
    valeur = f"{actuelle.etablissement}." if actuelle else "Non renseigné."
    if prevue:
        valeur += f" À partir du {en_toutes_lettres(prevue.debut)} : {prevue.etablissement}."
    libelle = "Changer d'établissement" if actuelle else "Indiquer mon établissement"
    return Rubrique("Établissement", valeur, ((libelle, reverse("poles:mon_etablissement")),))


def _indisponibilite(personne: Personne, jour: date) -> Rubrique:
    absences = personne.indisponibilites.non_passees(jour)
    periodes = [f"du {en_toutes_lettres(a.debut)} au {en_toutes_lettres(a.fin)}" for a in absences]
    valeur = f"Indisponible {', puis '.join(periodes)}." if periodes else "Aucune indisponibilité indiquée."
    libelle = "Modifier mes indisponibilités" if periodes else "Indiquer une indisponibilité"
    return Rubrique("Présence", valeur, ((libelle, reverse("poles:mon_indisponibilite")),))
