"""The story of a fiche-projet, told day by day; each method is the button of the same name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil
from accueil.demonstration.fichiers import Contenu
from accueil.demonstration.poles import PAR_SLUG
from comptes.models import Personne
from poles.models import Discipline, Niveau
from productions import services
from productions.models import FicheProjet, NatureRessource
from productions.services.fiches import Production

from .parcours import Parcours

PREVUS = ("jour_v1", "jour_relecture", "jour_v2", "jour_test", "jour_validation")


@dataclass
class Projet:
    agenda: Agenda
    pole: str
    titre: str
    par: str
    disciplines: tuple[str, ...]
    niveaux: tuple[str, ...]
    resume: str = ""
    objectifs: str = ""
    outils: str = ""
    prevu: tuple[str, ...] = ("", "", "", "", "")  # V1, proofread, V2, class test, validation
    productions: list[Production] = field(default_factory=list)
    _equipes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fil = Fil(self.titre)

    @property
    def coordination(self) -> str:
        return PAR_SLUG[self.pole].coordination

    def ressource(
        self, producteurs: tuple[str, ...], contenu: Contenu | None = None, *, titre: str = "", formation: bool = False
    ) -> Parcours:
        """Announce a production, by default under the fiche's own title; its story goes on with what is returned.

        Without `contenu`, it never comes to a deposit of files.
        """
        titre = titre or self.titre
        nature = NatureRessource.FORMATION if formation else NatureRessource.CLASSE
        self.productions.append(Production(titre=titre, nature=nature))
        self._equipes[titre] = producteurs
        return Parcours(self, titre, producteurs, contenu)

    def cadrer(self, redigee: str, soumise: str, retenue: str) -> None:
        self.rediger(redigee)
        self.soumettre(soumise)
        self.retenir(retenue)

    def rediger(self, jour: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, campagne = reperes.personne(self.par), reperes.campagne(self.pole)
            reperes.exiger(acteur, "productions.creer_fiche", campagne)
            prevus = dict(zip(PREVUS, reperes.jours(self.prevu), strict=True))
            textes = {"resume": self.resume, "objectifs": self.objectifs, "outils": self.outils}
            fiche = FicheProjet(campagne=campagne, titre=self.titre, **textes, **prevus)
            self._enregistrer(fiche, acteur, maintenant)

        self._noter(jour, "rédiger", action)

    def corriger(self, jour: str, **champs: str) -> None:
        """Change the fiche's texts."""

        def action(maintenant: datetime) -> None:
            acteur, fiche = reperes.personne(self.par), reperes.fiche(self.titre)
            reperes.exiger(acteur, "productions.modifier_fiche", fiche)
            for champ, valeur in champs.items():
                setattr(fiche, champ, valeur)
            self._enregistrer(fiche, acteur, maintenant)

        self._noter(jour, "corriger", action)

    def _enregistrer(self, fiche: FicheProjet, acteur: Personne, maintenant: datetime) -> None:
        connues = dict(fiche.ressources.values_list("titre", "pk")) if fiche.pk else {}
        services.enregistrer_fiche(
            fiche=fiche,
            disciplines=Discipline.objects.filter(nom__in=self.disciplines),
            niveaux=Niveau.objects.filter(nom__in=self.niveaux),
            productions=[
                replace(p, pk=connues.get(p.titre), producteurs=[reperes.personne(c) for c in self._equipes[p.titre]])
                for p in self.productions
            ],
            acteur=acteur,
            maintenant=maintenant,
        )

    def soumettre(self, jour: str) -> None:
        self._bouger(jour, "soumettre", self.par)

    def retenir(self, jour: str) -> None:
        self._bouger(jour, "retenir", self.coordination)

    def renvoyer(self, jour: str, motif: str) -> None:
        self._bouger(jour, "renvoyer", self.coordination, motif=motif)

    def rouvrir(self, jour: str, motif: str) -> None:
        self._bouger(jour, "rouvrir", self.coordination, motif=motif)

    def abandonner(self, jour: str, motif: str) -> None:
        self._bouger(jour, "abandonner", self.coordination, motif=motif)

    def _bouger(self, jour: str, verbe: str, cle: str, **options: Any) -> None:
        def action(maintenant: datetime) -> None:
            acteur, fiche = reperes.personne(cle), reperes.fiche(self.titre)
            reperes.exiger(acteur, f"productions.{verbe}_fiche", fiche)
            getattr(services, f"{verbe}_fiche")(fiche=fiche, acteur=acteur, maintenant=maintenant, **options)

        self._noter(jour, verbe, action)

    def _noter(self, jour: str, quoi: str, action: Callable[[datetime], None]) -> None:
        self.agenda.noter(self.fil.instant(jour), f"{self.titre} : {quoi} la fiche", action)
