"""Where it happens and who is there: cycles, pôles, campaigns, people and their mandates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accueil.demonstration.personnes import MOT_DE_PASSE
from calendrier.services import clore_cycle, ouvrir_cycle
from comptes.models import Personne
from journal.services import Mouvement, composer_chaine, ecrire
from poles.models import Academie, Campagne, Cycle, Fonction, Mandat, Pole, Titre
from validations.models import Seance

from . import noms
from .alentours import DOMAINE, deleguer, tenir_seance
from .plan import CYCLES, ENSEIGNANTS_PAR_POLE, POLES_PAR_INSPECTEUR, Plan
from .tampon import Tampon

_ADRESSES = f"@{DOMAINE}"
# By fonction: one of the first pôle's people, whose account anybody may enter.
TEMOINS = {
    Fonction.COORDINATEUR: "PREDAC d'un pôle, grand volume",
    Fonction.ENSEIGNANT: "Enseignant, grand volume",
    Fonction.INSPECTEUR: "Inspecteur, grand volume",
    Fonction.DRANE: "DRANE, grand volume",
    Fonction.OBSERVATEUR: "Observateur, grand volume",
    Fonction.ADMINISTRATEUR: "Administration académique, grand volume",
}
SUPERUTILISATEUR = "Administration technique, grand volume"


@dataclass
class Lieu:
    """A campaign and the people of its stories, by their keys."""

    campagne: Campagne
    coordinateur: int
    enseignants: list[int]
    inspecteur: int
    drane: int
    debut: datetime
    fin: datetime
    en_cours: bool
    seance: Seance
    rangs: Iterator[int] = field(default_factory=lambda: count(1))


@dataclass
class Territoire:
    """One académie: those who work for all of it, then its cycles."""

    academie: Academie
    cycles: list[Cycle]
    dranes: list[Personne]
    inspecteurs: list[Personne] = field(default_factory=list)


class Peuplement:
    """Makes the places one after the other; only the people at hand stay in memory."""

    def __init__(self, plan: Plan, tampon: Tampon, hasard: Random, maintenant: datetime) -> None:
        self.plan, self.tampon, self.hasard, self.maintenant = plan, tampon, hasard, maintenant
        self._rangs = count(1)
        self._temoins = dict(TEMOINS)
        self._secret = make_password(MOT_DE_PASSE)

    def lieux(self) -> Iterator[Lieu]:
        superutilisateur = self._personne(SUPERUTILISATEUR)
        superutilisateur.is_staff = superutilisateur.is_superuser = True
        superutilisateur.save()
        academies = list(Academie.objects.order_by("code")[: self.plan.academies])
        territoire = None
        for rang in range(self.plan.poles):
            academie = academies[rang * len(academies) // self.plan.poles]
            if territoire is None or territoire.academie != academie:
                territoire = self._territoire(academie)
            yield from self._pole(territoire, rang)

    def _territoire(self, academie: Academie) -> Territoire:
        derniere = self.maintenant.year if self.maintenant.month >= 9 else self.maintenant.year - 1
        cycles = [self._cycle(academie, annee) for annee in range(derniere - CYCLES + 1, derniere + 1)]
        debut = cycles[0].debut
        dranes = [self._nomme(Fonction.DRANE, academie, debut) for _ in range(2)]
        self._nomme(Fonction.ADMINISTRATEUR, academie, debut)
        self._nomme(Fonction.OBSERVATEUR, academie, debut)
        return Territoire(academie, cycles, dranes)

    def _cycle(self, academie: Academie, annee: int) -> Cycle:
        libelle = f"{annee}-{annee + 1}"
        if existant := Cycle.objects.filter(academie=academie, libelle=libelle).first():
            return existant
        ouverture = self.maintenant.replace(year=annee, month=9, day=1)
        cycle = Cycle.objects.create(
            academie=academie, libelle=libelle, debut=date(annee, 9, 1), fin=date(annee + 1, 8, 31)
        )
        cycle = ouvrir_cycle(cycle=cycle, acteur=None, maintenant=ouverture)
        if cycle.fin < self.maintenant.date():
            cycle = clore_cycle(cycle=cycle, acteur=None, maintenant=ouverture + timedelta(days=364))
        return cycle

    def _pole(self, territoire: Territoire, rang: int) -> Iterator[Lieu]:
        nom = f"{self.hasard.choice(noms.DOMAINES)} {rang + 1}"
        pole = Pole.objects.create(slug=f"grand-{rang + 1}", nom=nom, academie=territoire.academie)
        debut = territoire.cycles[0].debut
        if rang % POLES_PAR_INSPECTEUR == 0 or not territoire.inspecteurs:
            territoire.inspecteurs = [self._nomme(Fonction.INSPECTEUR, pole, debut)]
        else:
            self._nommer(territoire.inspecteurs[0], Fonction.INSPECTEUR, pole, debut)
        coordinateur = self._nomme(Fonction.COORDINATEUR, pole, debut)
        enseignants = [self._personne(self._temoin(Fonction.ENSEIGNANT)) for _ in range(ENSEIGNANTS_PAR_POLE)]
        for cycle in territoire.cycles:
            campagne = Campagne.objects.create(pole=pole, cycle=cycle, theme=noms.titre(self.hasard)[:200])
            debut_du_cycle = self.maintenant.replace(year=cycle.debut.year, month=9, day=10)
            fin = min(debut_du_cycle + timedelta(days=290), self.maintenant - timedelta(hours=1))
            en_cours, drane = cycle == territoire.cycles[-1], self.hasard.choice(territoire.dranes)
            invites = {
                Fonction.COORDINATEUR: coordinateur.pk,
                Fonction.INSPECTEUR: territoire.inspecteurs[0].pk,
                Fonction.DRANE: drane.pk,
            }
            prevue = self.maintenant + timedelta(days=20) if en_cours else fin - timedelta(days=30)
            seance, tenue = tenir_seance(self.tampon, campagne, invites, prevue, tenue=not en_cours)
            self._equipe(campagne, enseignants, coordinateur, tenue)
            yield Lieu(
                campagne,
                coordinateur.pk,
                [p.pk for p in enseignants],
                invites[Fonction.INSPECTEUR],
                drane.pk,
                debut_du_cycle,
                fin,
                en_cours,
                seance,
            )

    def _equipe(
        self, campagne: Campagne, enseignants: list[Personne], coordinateur: Personne, suite: list[Mouvement]
    ) -> None:
        """The teachers' mandates last as long as the campaign; they are the first moves of its chain."""
        cycle, mouvements = campagne.cycle, []
        instant = self.maintenant.replace(year=cycle.debut.year, month=9, day=2)
        fin = cycle.fin if cycle.fin < self.maintenant.date() else None
        for personne in enseignants:
            mandat = Mandat(
                pk=self.tampon.numero(Mandat),
                personne=personne,
                fonction=Fonction.ENSEIGNANT,
                campagne=campagne,
                debut=cycle.debut,
                fin=fin,
            )
            self.tampon.ajouter(mandat)
            donnees = {"mandat": mandat.pk, "personne": personne.pk, "fonction": mandat.fonction}
            mouvements.append(Mouvement("mandat.nommer", coordinateur.pk, instant, donnees))
        ecritures, tete = composer_chaine(campagne.chaine, mouvements + suite)
        self.tampon.ajouter(*ecritures, tete)

    def _nomme(self, fonction: str, portee: Academie | Pole, debut: date) -> Personne:
        personne = self._personne(self._temoin(fonction))
        mandat = self._nommer(personne, fonction, portee, debut)
        if fonction in (Fonction.INSPECTEUR, Fonction.DRANE):
            self._preter(mandat)
        return personne

    def _preter(self, mandat: Mandat) -> None:
        """To somebody who signs nothing else: last year, and since a week."""
        remplacant = self._personne("")
        for accordee_le in (self.maintenant - timedelta(days=365), self.maintenant - timedelta(days=7)):
            pret, donnees = deleguer(self.tampon, mandat, remplacant.pk, accordee_le)
            with transaction.atomic():
                ecrire(
                    chaine=mandat.chaine,
                    action="delegation.accorder",
                    acteur=mandat.personne,
                    maintenant=pret.accordee_le,
                    donnees=donnees,
                    texte=remplacant.nom_complet,
                )

    def _nommer(self, personne: Personne, fonction: str, portee: Academie | Pole, debut: date) -> Mandat:
        """As the service does; its keys come from here, where others wait for theirs."""
        mandat = Mandat(
            pk=self.tampon.numero(Mandat), personne=personne, fonction=fonction, debut=debut,
            titre=Titre.PREDAC if fonction == Fonction.COORDINATEUR else "", **{portee._meta.model_name: portee},
        )  # fmt: skip
        with transaction.atomic():
            mandat.save(force_insert=True)
            ecrire(
                chaine=f"{portee._meta.model_name}:{portee.pk}",
                action="mandat.nommer",
                acteur=None,
                maintenant=self.maintenant.replace(year=debut.year, month=9, day=2),
                donnees={"mandat": mandat.pk, "personne": personne.pk, "fonction": fonction},
            )
        return mandat

    def _temoin(self, fonction: str) -> str:
        return self._temoins.pop(fonction, "")

    def _personne(self, libelle: str) -> Personne:
        prenom, nom = noms.identite(self.hasard)
        return Personne.objects.create(
            email=f"personne{next(self._rangs)}{_ADRESSES}",
            prenom=prenom,
            nom=nom,
            password=self._secret if libelle else "!",
            demo_libelle=libelle,
            demo_description="Un compte du jeu de données de grand volume." if libelle else "",
        )
