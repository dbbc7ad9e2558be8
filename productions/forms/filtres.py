"""What the lists across all of one's campaigns are filtered by; the address holds the choice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.timezone import localtime

from commun.contient import CONTIENT, contenant
from commun.ensembles import Parmi
from commun.recherche import MOTS_MAX
from poles.filtres import FiltreParCampagne
from productions.etats import EtatRemarque
from productions.models import FicheProjet, NatureRessource, Producteur, Remarque, Version

from .chercher import personnes_nommees
from .choix import disciplines_et_niveaux
from .filtre_fiches import FiltreFiches

REPONSES = [
    ("aucune", "sans réponse"),
    *Remarque.Reponse.choices,
    (EtatRemarque.CLOSE, "close : son auteur est d'accord"),
    (EtatRemarque.CONTESTEE, "contestée"),
    (EtatRemarque.TRANCHEE, "définitive, après contestation"),
]
NUMEROS = [("1", "V1"), ("2", "V2"), ("3", "V3 et suivantes")]
DEPUIS = [("7", "plus d'une semaine"), ("30", "plus d'un mois"), ("90", "plus de trois mois")]


def selon_numero(versions: QuerySet[Version], numero: str) -> QuerySet[Version]:
    """`numero`: one of NUMEROS."""
    return versions.filter(numero__gte=3) if numero == "3" else versions.filter(numero=numero)


def selon_reponse(remarques: QuerySet[Remarque], reponse: str) -> QuerySet[Remarque]:
    """One of REPONSES. An answer counts once a version carries it: until then it is its producers' alone."""
    if reponse == "aucune":
        return remarques.filter(version_reponse__isnull=True)
    portees = remarques.filter(version_reponse__isnull=False)
    return portees.filter(reponse=reponse) if reponse in Remarque.Reponse.values else portees.filter(etat=reponse)


class FiltreDate(FiltreParCampagne):
    """For what waits: `date_de` is the row's column, `maintenant` the present instant."""

    date_de = "etat_depuis"

    depuis = django_filters.ChoiceFilter(
        label="Dans cet état depuis", choices=DEPUIS, method="filtrer_depuis", empty_label="Peu importe"
    )

    def __init__(self, *args: Any, maintenant: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.maintenant, self.jour = maintenant, localtime(maintenant).date()

    def filtrer_depuis(self, lignes: QuerySet[Any], nom: str, jours: str) -> QuerySet[Any]:
        return lignes.filter(**{f"{self.date_de}__lt": self.maintenant - timedelta(days=int(jours))})


class FiltreMesFiches(FiltreDate, FiltreFiches):
    secondaires = ("discipline", "niveau", "outil", "producteur", "depuis")

    producteur = django_filters.CharFilter(label="Produite par", method="filtrer_producteur", max_length=MOTS_MAX)

    class Meta:
        model = FicheProjet
        fields = ["texte", "pole", "cycle", "etat", "attend", "discipline", "niveau", "outil", "producteur", "depuis"]

    def filtrer_producteur(self, fiches: QuerySet[FicheProjet], nom: str, texte: str) -> QuerySet[FicheProjet]:
        liens = Producteur.objects.filter(personne__in=personnes_nommees(texte))
        return fiches.filter(Parmi("pk", liens.values("ressource__fiche")))


class FiltreMesVersions(FiltreDate):
    chemin = "ressource__campagne_suivi"
    date_de = "deposee_le"
    secondaires = ("nature", "discipline", "niveau")

    texte = django_filters.CharFilter(
        label="Mots du titre", field_name="ressource__titre", lookup_expr=CONTIENT, max_length=MOTS_MAX
    )
    numero = django_filters.ChoiceFilter(
        label="Version", choices=NUMEROS, method="filtrer_numero", empty_label="Toutes"
    )
    nature = django_filters.ChoiceFilter(
        label="Nature", field_name="ressource__nature", choices=NatureRessource.choices, empty_label="Toutes"
    )
    discipline = django_filters.ChoiceFilter(
        label="Discipline", field_name="ressource__fiche__disciplines", empty_label="Toutes"
    )
    niveau = django_filters.ChoiceFilter(label="Niveau", field_name="ressource__fiche__niveaux", empty_label="Tous")
    deposant = django_filters.CharFilter(label="Déposée par", method="filtrer_deposant", max_length=MOTS_MAX)

    class Meta:
        model = Version
        fields = ["texte", "pole", "cycle", "numero", "deposant", "depuis", "nature", "discipline", "niveau"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["depuis"].label = "Déposée depuis"
        self.filters["discipline"].extra["choices"], self.filters["niveau"].extra["choices"] = disciplines_et_niveaux()

    def filtrer_numero(self, versions: QuerySet[Version], nom: str, numero: str) -> QuerySet[Version]:
        return selon_numero(versions, numero)

    def filtrer_deposant(self, versions: QuerySet[Version], nom: str, texte: str) -> QuerySet[Version]:
        return versions.filter(Parmi("deposee_par", personnes_nommees(texte)))


class FiltreMesRemarques(FiltreDate):
    chemin = "version__ressource__campagne_suivi"
    date_de = "cree_le"

    texte = django_filters.CharFilter(label="Mots du titre ou de la remarque", method="chercher", max_length=MOTS_MAX)
    bloquante = django_filters.ChoiceFilter(
        label="Remarques", choices=[("True", "bloquantes"), ("False", "non bloquantes")], empty_label="Toutes"
    )
    reponse = django_filters.ChoiceFilter(
        label="Réponse", choices=REPONSES, method="filtrer_reponse", empty_label="Toutes"
    )
    auteur = django_filters.CharFilter(label="Écrite par", method="filtrer_auteur", max_length=MOTS_MAX)

    class Meta:
        model = Remarque
        fields = ["texte", "pole", "cycle", "bloquante", "reponse", "auteur", "depuis"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["depuis"].label = "Écrite depuis"

    def chercher(self, remarques: QuerySet[Remarque], nom: str, texte: str) -> QuerySet[Remarque]:
        return remarques.filter(contenant(texte, "texte", "version__ressource__titre"))

    def filtrer_reponse(self, remarques: QuerySet[Remarque], nom: str, reponse: str) -> QuerySet[Remarque]:
        return selon_reponse(remarques, reponse)

    def filtrer_auteur(self, remarques: QuerySet[Remarque], nom: str, texte: str) -> QuerySet[Remarque]:
        return remarques.filter(Parmi("auteur", personnes_nommees(texte)))
