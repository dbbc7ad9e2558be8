"""Who is reminded: the people named, and whoever has the fonction today, by delegation too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Q

from calendrier.etats import Rythme
from calendrier.models import PreferencesRappels
from calendrier.obligations import Obligation
from poles.models import DELEGABLES, Campagne, Delegation, Fonction, Mandat
from poles.queries import indisponibles, mandats_actifs

FONCTIONS = (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE, Fonction.ADMINISTRATEUR)


@dataclass(frozen=True)
class Titre:
    """A fonction held on a campaign; `titulaire` is somebody else where it is lent."""

    personne: int
    titulaire: int


@dataclass(frozen=True)
class Destinataire:
    personne: int
    hebdomadaire: bool  # told each week as long as it waits, dated or not: it is owed by who signs for the académie


class Destinataires:
    """The mandates of some campaigns on one day: two queries."""

    def __init__(self, campagnes: Sequence[Campagne], jour: date) -> None:
        self._campagnes = {c.pk: c for c in campagnes}
        self._titres: dict[tuple[int, str], list[Titre]] = defaultdict(list)
        mandats = list(self._mandats(jour))
        delegues: dict[int, list[int]] = defaultdict(list)
        signataires = [m.pk for m in mandats if m.fonction in DELEGABLES]
        recues = Delegation.objects.en_cours(jour).filter(mandat__in=signataires, delegataire__is_active=True)
        for mandat, delegataire in recues.values_list("mandat", "delegataire"):
            delegues[mandat].append(delegataire)
        for mandat in mandats:
            titres = [Titre(personne, mandat.personne_id) for personne in (mandat.personne_id, *delegues[mandat.pk])]
            for campagne in self._couvertes(mandat):
                self._titres[campagne, mandat.fonction] += titres

    def _mandats(self, jour: date) -> Iterator[Mandat]:
        campagnes = self._campagnes.values()
        portee = Q(campagne__in=self._campagnes) | Q(pole__in={c.pole_id for c in campagnes})
        portee |= Q(academie__in={c.pole.academie_id for c in campagnes if c.pole.academie_id})
        actifs = mandats_actifs(jour).filter(portee, fonction__in=FONCTIONS, personne__is_active=True)
        return actifs.order_by("pk").iterator()

    def _couvertes(self, mandat: Mandat) -> Iterator[int]:
        return (pk for pk, campagne in self._campagnes.items() if mandat.couvre(campagne))

    def de(self, obligation: Obligation) -> dict[int, Destinataire]:
        """Who owes it, by id."""
        dus = {personne: Destinataire(personne, False) for personne in obligation.personnes}
        for fonction in obligation.fonctions:
            hebdomadaire = fonction in DELEGABLES
            for titre in self._exerce(obligation.campagne, fonction):
                if not {titre.personne, titre.titulaire} & obligation.sauf:
                    dus.setdefault(titre.personne, Destinataire(titre.personne, hebdomadaire))
        return dus

    def conduite(self, campagne: int) -> set[int]:
        return {titre.personne for titre in self._exerce(campagne, Fonction.COORDINATEUR)}

    def signe(self, campagne: int, personne: int) -> bool:
        """Those get one mail a week at most of this pôle, whatever they owe there."""
        siens = (titre for fonction in DELEGABLES for titre in self._titres[campagne, fonction])
        return personne in {titre.personne for titre in siens} - self.conduite(campagne)

    def inspection(self, campagne: int) -> set[int]:
        return {titre.personne for titre in self._exerce(campagne, Fonction.INSPECTEUR)}

    def _exerce(self, campagne: int, fonction: str) -> list[Titre]:
        """What waits for a PREDAC or an IAN waits for the administration where there is none (`Droits.conduite`)."""
        titres = self._titres[campagne, fonction]
        if not titres and fonction == Fonction.COORDINATEUR:
            titres = self._titres[campagne, Fonction.ADMINISTRATEUR]
        return titres


class Personnes:
    """What must be known of some people before they are reminded: three queries."""

    def __init__(self, personnes: set[int], jour: date) -> None:
        actives = get_user_model().objects.filter(pk__in=personnes, is_active=True).exclude(email="")
        self.noms = {p.pk: p.nom_complet for p in actives.only("pk", "prenom", "nom", "email").iterator()}
        self.absentes = set(indisponibles(jour, personnes))
        preferences = PreferencesRappels.objects.filter(personne__in=personnes)
        self._preferences = {p.personne_id: p for p in preferences}

    def presentes(self, personnes: set[int]) -> set[int]:
        return {personne for personne in personnes if personne in self.noms and personne not in self.absentes}

    def veut(self, personne: int, obligatoire: bool) -> bool:
        preferences = self._preferences.get(personne)
        return obligatoire or preferences is None or preferences.indicatifs

    def hebdomadaire(self, personne: int) -> bool:
        preferences = self._preferences.get(personne)
        return preferences is not None and preferences.rythme == Rythme.HEBDOMADAIRE
