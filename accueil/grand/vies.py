"""Which lives there are, and how often: a fiche of one or two resources, each as far as its dice say."""

from __future__ import annotations

from random import Random

from journal.services import Mouvement, composer_chaine
from productions.etats import EtatFiche
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, NatureRessource, Piece, Ressource
from validations.models import Avis

from . import noms
from .histoire import Histoire
from .lieux import Lieu
from .tampon import Tampon

# In per cent: a year that goes on, and the years that are over.
EN_COURS = {
    R.EN_CONCEPTION: 20, R.EN_RELECTURE: 14, R.EN_REVISION: 20, R.PRETE_A_VALIDER: 15, R.EN_VALIDATION: 12,
    R.VALIDEE: 5, R.PUBLIEE: 9, R.NON_VALIDEE: 2, R.ABANDONNEE: 3,
}  # fmt: skip
PASSEE = {
    R.EN_CONCEPTION: 5, R.EN_REVISION: 6, R.PRETE_A_VALIDER: 7, R.VALIDEE: 10, R.PUBLIEE: 57, R.NON_VALIDEE: 4,
    R.ABANDONNEE: 11,
}  # fmt: skip


class Ecrivain:
    def __init__(self, tampon: Tampon, hasard: Random, livret: Piece, disciplines: list[int], niveaux: list[int]):
        self.tampon, self.hasard, self.livret = tampon, hasard, livret
        self.disciplines, self.niveaux = disciplines, niveaux

    def ecrire(self, lieu: Lieu, nombre: int) -> None:
        """That many resources of a campaign, under as many fiches as needed."""
        while nombre > 0:
            productions = min(nombre, self.hasard.choice((1, 1, 2)))
            producteurs = self.hasard.sample(lieu.enseignants, self.hasard.randint(1, 3))
            fiche = self._fiche(lieu, producteurs[0])
            for _ in range(productions):
                self._ressource(lieu, fiche, producteurs)
            nombre -= productions
            self.tampon.vider_si_plein()

    def _fiche(self, lieu: Lieu, auteur: int) -> FicheProjet:
        debut = lieu.debut + (lieu.fin - lieu.debut) * self.hasard.uniform(0, 0.2)
        debut = debut.replace(microsecond=0)
        fiche = FicheProjet(
            pk=self.tampon.numero(FicheProjet),
            campagne=lieu.campagne,
            titre=noms.titre(self.hasard),
            resume="Les élèves travaillent à partir de documents authentiques.",
            redigee_par_id=auteur,
            cree_le=debut,
            etat=EtatFiche.RETENUE,
            etat_avant=EtatFiche.SOUMISE,
            etat_depuis=debut,
            jour_v1=(lieu.debut.replace(month=12, day=15)).date(),
            jour_v2=lieu.campagne.cycle.fin.replace(month=1, day=29),
            jour_validation=lieu.campagne.cycle.fin.replace(month=5, day=12),
        )
        disciplines, niveaux = FicheProjet.disciplines.through, FicheProjet.niveaux.through
        self.tampon.ajouter(
            fiche,
            disciplines(ficheprojet_id=fiche.pk, discipline_id=self.hasard.choice(self.disciplines)),
            *(
                niveaux(ficheprojet_id=fiche.pk, niveau_id=pk)
                for pk in self.hasard.sample(self.niveaux, self.hasard.randint(1, 2))
            ),
        )
        soumise = {"de": EtatFiche.BROUILLON.value, "vers": EtatFiche.SOUMISE.value}
        retenue = {"de": EtatFiche.SOUMISE.value, "vers": EtatFiche.RETENUE.value}
        ecritures, tete = composer_chaine(
            fiche.chaine,
            [
                Mouvement("ficheprojet.creer", auteur, debut),
                Mouvement("ficheprojet.soumettre", auteur, debut, soumise),
                Mouvement("ficheprojet.retenir", lieu.coordinateur, debut, retenue),
            ],
        )
        self.tampon.ajouter(*ecritures, tete)
        return fiche

    def _ressource(self, lieu: Lieu, fiche: FicheProjet, producteurs: list[int]) -> None:
        formation = self.hasard.random() < 0.08
        ressource = Ressource(
            pk=self.tampon.numero(Ressource),
            fiche=fiche,
            titre=noms.titre(self.hasard),
            nature=NatureRessource.FORMATION if formation else NatureRessource.CLASSE,
            campagne_origine=lieu.campagne,
            campagne_suivi=lieu.campagne,
            etat_depuis=fiche.etat_depuis,
        )
        tirage = EN_COURS if lieu.en_cours else PASSEE
        (but,) = self.hasard.choices(list(tirage), list(tirage.values()))
        histoire = Histoire(self.tampon, lieu, self.hasard, ressource, producteurs, self.livret)
        self._vivre(histoire, R.VALIDEE if formation and but in (R.EN_VALIDATION, R.NON_VALIDEE) else but, formation)
        histoire.finir()

    def _vivre(self, h: Histoire, but: str, formation: bool) -> None:
        """Step by step, as far as `but`."""
        if but == R.ABANDONNEE:
            if self.hasard.random() < 0.6:
                h.deposer()
            return h.abandonner()
        if but == R.EN_CONCEPTION:
            return None
        h.deposer()
        if but == R.EN_RELECTURE:
            return h.relire(rendue=False) if self.hasard.random() < 0.8 else None
        h.relire(rendue=True) if self.hasard.random() < 0.75 else h.continuer()
        if but == R.EN_REVISION:
            return None
        h.repondre()
        h.deposer()
        return None if but == R.PRETE_A_VALIDER else self._valider(h, but, formation)

    def _valider(self, h: Histoire, but: str, formation: bool) -> None:
        if formation:
            h.valider_formation()
        elif but == R.EN_VALIDATION:
            avis = self.hasard.choice(list(Avis))
            demande = h.demander()
            h.inscrire(demande)
            return h.viser(demande, *([avis] if self.hasard.random() < 0.4 else []))
        elif but == R.NON_VALIDEE:
            return h.viser(h.demander(), Avis.DEFAVORABLE, Avis.FAVORABLE)
        else:
            if self.hasard.random() < 0.15:
                h.viser(h.demander(), Avis.FAVORABLE, Avis.REPRISE)
                h.repondre()
                h.deposer()
            demande = h.demander()
            if not h.lieu.en_cours and self.hasard.random() < 0.5:
                h.inscrire(demande)
            h.viser(demande, Avis.FAVORABLE, Avis.FAVORABLE)
        return h.publier() if but == R.PUBLIEE else None
