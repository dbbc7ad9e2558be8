"""Two people who lead something else, and what is not theirs: model by model, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Model, Q

from comptes.models import Personne
from poles.models import Fonction
from tests import fabrique
from tests.marques import marquer
from tests.monde import Monde

SECRET = "zorglub8264"
# Of the whole country, or of what the software ships: everybody's words.
A_TOUS = frozenset(
    {
        "calendrier.JourSansClasse",
        "grilles.Question",
        "grilles.Section",
        "poles.Academie",
        "poles.Discipline",
        "poles.Niveau",
    }
)


def _tout(monde: Monde) -> Q:
    return Q()


def _de_la_campagne(monde: Monde) -> Q:
    return Q(campagne__in=[monde.campagne, monde.vide])


def _de_l_academie(monde: Monde) -> Q:
    return Q(academie=monde.campagne.pole.academie)


# Every table of the administration, and which of its rows are neither stranger's. One that is not here fails.
LIGNES = {
    "auth.Group": _tout,
    "bilans.Bilan": _tout,
    "bilans.Generation": _tout,
    "bilans.Reconduction": _tout,
    "calendrier.Echeance": lambda monde: Q(cycle__in=[monde.campagne.cycle, monde.vide.cycle]),
    "calendrier.JalonUsuel": _tout,
    "calendrier.JourSansClasse": _de_l_academie,
    "calendrier.Rappel": _tout,
    "calendrier.RegleRappel": _de_la_campagne,
    "commun.Courriel": _tout,
    "commun.Travail": _tout,
    "comptes.Personne": lambda monde: Q(pk__in=[qui.pk for qui in monde.roles.values()]),
    "grilles.Grille": _de_la_campagne,
    "grilles.VersionGrille": lambda monde: Q(grille__campagne__in=[monde.campagne, monde.vide]),
    "importations.Importation": _tout,
    "journal.Ecriture": _tout,
    "journal.Tete": _tout,
    "poles.Academie": lambda monde: Q(pk=monde.campagne.pole.academie_id),
    "poles.Affectation": _tout,
    "poles.Campagne": lambda monde: Q(pk__in=[monde.campagne.pk, monde.vide.pk]),
    "poles.Cycle": lambda monde: Q(pk__in=[monde.campagne.cycle_id, monde.vide.cycle_id]),
    "poles.Discipline": _tout,
    "poles.Etablissement": _de_l_academie,
    "poles.Mandat": lambda monde: _de_la_campagne(monde) | _de_l_academie(monde),
    "poles.Niveau": _tout,
    "poles.Pole": lambda monde: Q(pk__in=[monde.campagne.pole_id, monde.vide.pole_id]),
    "productions.Analyse": _tout,
    "productions.Constat": _tout,
    "productions.Contestation": _tout,
    "productions.DatePropre": _tout,
    "productions.Depot": _tout,
    "productions.Echange": _tout,
    "productions.FicheProjet": _tout,
    "productions.LienDeTest": _tout,
    "productions.PhotoDeTest": _tout,
    "productions.Piece": _tout,
    "productions.Producteur": _tout,
    "productions.Relecture": _tout,
    "productions.Remarque": _tout,
    "productions.Report": _tout,
    "productions.Ressource": _tout,
    "productions.TestEnClasse": _tout,
    "productions.Texte": _tout,
    "productions.Version": _tout,
    "suivi.EtapeTenue": _tout,
    "suivi.Reunion": _tout,
    "validations.DemandeValidation": _tout,
    "validations.Publication": _tout,
    "validations.Seance": _tout,
    "validations.Visa": _tout,
}  # fmt: skip
# Read, never written, by whoever leads another pôle of the académie: its days without class.
LUES_PAR_LES_VOISINS = {"calendrier.JourSansClasse"}


@dataclass(frozen=True)
class Etranger:
    nom: str
    qui: Personne
    voisin: bool  # of the same académie
    autres: Mapping[type[Model], list[Model]]  # what is not theirs, table by table


def sans_ligne() -> list[str]:
    return sorted({m._meta.label for m in admin.site._registry} ^ LIGNES.keys())


def _cibles(monde: Monde, modele: type[Model]) -> list[Model]:
    """The first and the last of the rows of the world, as long as the strangers have none."""
    lignes = modele._base_manager.filter(LIGNES[modele._meta.label](monde)).order_by("pk")
    return [ligne for ligne in dict.fromkeys([lignes.first(), lignes.last()]) if ligne is not None]


def installer(monde: Monde) -> list[Etranger]:
    """The secret everywhere in what is already there; then, without it, the strangers and what they lead."""
    autres = {modele: _cibles(monde, modele) for modele in admin.site._registry if modele._meta.label in LIGNES}
    assert len(marquer(SECRET, sauf=A_TOUS)) > 35
    monde.grille.sections.update(titre=SECRET)
    Personne.objects.update(prenom=SECRET)
    voisine = fabrique.campagne()
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Limoges")))
    coordination, administration = fabrique.personne("Ada", "Voisine"), fabrique.personne("Ugo", "Lointain")
    fabrique.mandat(coordination, Fonction.COORDINATEUR, voisine)
    fabrique.mandat(administration, Fonction.ADMINISTRATEUR, ailleurs.pole.academie)
    for campagne in (voisine, ailleurs):
        # Their own tables are not empty: something to choose, to tick, to change.
        fabrique.fiche(campagne, soumise=True)
        membre = fabrique.enseignant(campagne)
        college = fabrique.etablissement(academie=campagne.pole.academie)
        membre.affectations.create(etablissement=college, debut=fabrique.JOUR)
    return [
        Etranger("coordination d'un autre pôle", coordination, voisin=True, autres=autres),
        Etranger("administration d'une autre académie", administration, voisin=False, autres=autres),
    ]
