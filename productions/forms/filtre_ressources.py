"""What the lists of resources are filtered by, in one pôle or in all of one's own; the address holds the choice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from commun.contient import contenant
from commun.ensembles import Parmi
from commun.recherche import MOTS_MAX, Recherche
from poles.models import Campagne
from productions.etats import EtatRelecture, EtatRessource
from productions.models import FicheProjet, NatureRessource, Producteur, Relecture, Ressource
from productions.queries.attentes import Nommes, attendent, attendent_quelqu_un
from productions.queries.recherche import ressources_trouvees

from .chercher import AvecRecherche, ChampDeRecherche, personnes_nommees
from .choix import disciplines_et_niveaux
from .filtre_avancement import FiltreAvancement
from .filtres import FiltreDate

if TYPE_CHECKING:
    from comptes.models import Personne

ATTENDUS = [(code, libelle) for code, (libelle, _) in attendent().items()]


class CriteresDeRessource(AvecRecherche, FiltreAvancement):
    """What both lists ask. `personne` reads them, on the day `jour`."""

    secondaires = (
        "tarde", "avancement", "nature", "discipline", "niveau", "outil", "producteur", "relecteur", "attend_nom",
        "depuis",
    )  # fmt: skip

    texte = ChampDeRecherche("Dans le titre et la fiche-projet")
    etat = django_filters.ChoiceFilter(label="État", choices=EtatRessource.choices, empty_label="Tous")
    attend = django_filters.ChoiceFilter(
        label="En attente de", choices=ATTENDUS, method="filtrer_attend", empty_label="Peu importe"
    )
    nature = django_filters.ChoiceFilter(label="Nature", choices=NatureRessource.choices, empty_label="Toutes")
    discipline = django_filters.ChoiceFilter(label="Discipline", field_name="fiche__disciplines", empty_label="Toutes")
    niveau = django_filters.ChoiceFilter(label="Niveau", field_name="fiche__niveaux", empty_label="Tous")
    outil = django_filters.CharFilter(label="Outil ou service", method="filtrer_outil", max_length=MOTS_MAX)
    attend_nom = django_filters.CharFilter(
        label="En attente de (nom)", method="filtrer_attend_nom", max_length=MOTS_MAX
    )

    class Meta:
        model = Ressource
        fields: list[str] = []

    def preparer(self, personne: Personne, jour: date) -> None:
        self.personne, self.jour = personne, jour
        # Plain choices: checking what was chosen then costs no query.
        self.filters["discipline"].extra["choices"], self.filters["niveau"].extra["choices"] = disciplines_et_niveaux()

    def trouver(self, lignes: QuerySet[Ressource], recherche: Recherche) -> QuerySet[Ressource]:
        return ressources_trouvees(lignes, recherche, self.personne)

    def filtrer_attend(self, ressources: QuerySet[Ressource], nom: str, qui: str) -> QuerySet[Ressource]:
        return ressources.filter(attendent()[qui][1])

    def filtrer_outil(self, ressources: QuerySet[Ressource], nom: str, texte: str) -> QuerySet[Ressource]:
        """Of the fiches that the person may read: the tools stand there."""
        fiches = FicheProjet.objects.visibles_par(self.personne).filter(contenant(texte, "outils"))
        return ressources.filter(Parmi("fiche", fiches.values("pk")))

    def filtrer_attend_nom(self, ressources: QuerySet[Ressource], nom: str, texte: str) -> QuerySet[Ressource]:
        noms = Nommes(personnes_nommees(texte), contenant(texte, "testeur_nom"), self.jour)
        return attendent_quelqu_un(ressources, noms, self.personne)


class FiltreRessources(CriteresDeRessource):
    """Of one pôle: its producers are few enough to choose from."""

    producteur = django_filters.ModelChoiceFilter(
        label="Producteur", queryset=None, method="filtrer_producteur", empty_label="Tous"
    )
    relecteur = django_filters.ModelChoiceFilter(
        label="À relire par", queryset=None, method="filtrer_relecteur", empty_label="Tous"
    )

    class Meta:
        model = Ressource
        fields = [
            "texte", "etape", "etat", "attend", "retard", "tarde", "avancement", "nature", "discipline",
            "niveau", "outil", "producteur", "relecteur", "attend_nom",
        ]  # fmt: skip

    def __init__(self, *args: Any, campagne: Campagne, personne: Personne, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preparer(personne, jour)
        produit = Producteur.objects.filter(ressource__campagne_suivi=campagne, personne=OuterRef("pk"))
        lit = _a_rendre().filter(version__ressource__campagne_suivi=campagne, relecteur=OuterRef("pk"))
        for nom, lien in (("producteur", produit), ("relecteur", lit)):
            self.filters[nom].queryset = get_user_model().objects.filter(Exists(lien))

    def filtrer_producteur(self, ressources: QuerySet[Ressource], nom: str, personne: Any) -> QuerySet[Ressource]:
        return ressources.filter(Exists(Producteur.objects.filter(ressource=OuterRef("pk"), personne=personne)))

    def filtrer_relecteur(self, ressources: QuerySet[Ressource], nom: str, personne: Any) -> QuerySet[Ressource]:
        return ressources.filter(Exists(_a_rendre().filter(version__ressource=OuterRef("pk"), relecteur=personne)))


class FiltreMesRessources(CriteresDeRessource, FiltreDate):
    """Of all one's pôles: who produces is looked for by name."""

    chemin = "campagne_suivi"

    producteur = django_filters.CharFilter(label="Produite par", method="filtrer_producteur", max_length=MOTS_MAX)

    class Meta:
        model = Ressource
        fields = [
            "texte", "pole", "cycle", "etape", "etat", "attend", "retard", "tarde", "avancement", "nature",
            "discipline", "niveau", "outil", "producteur", "attend_nom", "depuis",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preparer(kwargs["personne"], self.jour)

    def filtrer_producteur(self, ressources: QuerySet[Ressource], nom: str, texte: str) -> QuerySet[Ressource]:
        liens = Producteur.objects.filter(personne__in=personnes_nommees(texte))
        return ressources.filter(Parmi("pk", liens.values("ressource")))


def _a_rendre() -> QuerySet[Relecture]:
    return Relecture.objects.filter(etat=EtatRelecture.ATTENDUE)
