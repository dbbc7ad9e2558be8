"""What the next year of a pôle would start from, as its page proposes it. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from calendrier.annee import Cle, cle_de, jours_sans_classe
from calendrier.jours import jour_ouvre_precedent
from grilles.etats import EtatVersion
from grilles.models import VersionGrille
from journal.peremption import abreger
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle, Mandat
from poles.queries import equipe
from productions.etats import TESTS_ATTENDUS
from productions.etats import EtatRessource as R
from productions.models import DatePropre, FicheProjet, NatureReport, Remarque, Ressource, TestEnClasse
from validations.models import EtatSeance, PointSeance

# Finished: only a class test after the end of the cycle takes them further.
FINIES = (R.PUBLIEE,)
# How long before the end of the cycle its page offers the next year: the visio de bilan looks at it (June).
AVANT_LA_FIN = timedelta(days=92)
# Instead of the NULL of a cycle common to all académies, which in SQL equals nothing, another NULL included.
_AUCUNE = 0


@dataclass(frozen=True)
class Proposee:
    """A resource that may go on: ticked where it is not finished, or where a class test takes place after the cycle."""

    ressource: Ressource
    cochee: bool
    detail: str
    empechement: str = ""


@dataclass(frozen=True)
class Proposition:
    """All that the page shows before doing; `vu` is what it must still find when it is sent."""

    campagne: Campagne
    cycle: Cycle
    existante: Campagne | None  # the next year's campaign, where the administration has made it already
    ressources: tuple[Proposee, ...]
    mandats: tuple[Mandat, ...]
    deja_nommes: tuple[Mandat, ...]
    d_eux_memes: tuple[Mandat, ...]  # on the pôle or the académie: they bear on every year
    jours: dict[Cle, date]
    jours_d_avant: dict[Cle, date]
    grilles: tuple[str, ...]
    vu: str

    @property
    def reversible(self) -> bool:
        return self.cycle.etat == EtatCycle.PREPARE


def avec_suite(campagnes: QuerySet[Campagne]) -> QuerySet[Campagne]:
    """Each with what `moment_venu` reads: `a_une_suite`, whether there is a cycle for it to go on to."""
    academie = Coalesce(OuterRef("cycle__academie"), _AUCUNE)
    return campagnes.annotate(
        a_une_suite=Exists(_suivants(OuterRef("cycle__debut"), academie, OuterRef(OuterRef("pole"))))
    )


def moment_venu(campagne: Campagne, jour: date) -> bool:
    """Whether the pôle's page offers it: the end of the year is near, or the next cycle is there."""
    return campagne.a_une_suite or jour >= campagne.cycle.fin - AVANT_LA_FIN


def cycle_suivant(campagne: Campagne) -> Cycle | None:
    """The first one to begin after this one, of the same académie, that is not over."""
    cycle = campagne.cycle
    suivants = _suivants(cycle.debut, cycle.academie_id or _AUCUNE, campagne.pole_id)
    return suivants.order_by("debut", "pk").first()


def _suivants(debut: Any, academie: Any, pole: Any) -> QuerySet[Cycle]:
    """Of a campaign, by values or as columns of an outer query. `academie`: `_AUCUNE` for a cycle common to all."""
    cycles = Cycle.objects.annotate(a_qui=Coalesce("academie", _AUCUNE)).exclude(etat=EtatCycle.CLOS)
    # The address of a campaign holds the name of its cycle: a pôle has one of each.
    pris = Campagne.objects.filter(pole=pole, cycle__libelle=OuterRef("libelle")).exclude(cycle=OuterRef("pk"))
    return cycles.filter(~Exists(pris), debut__gt=debut, a_qui=academie)


def proposer(campagne: Campagne, cycle: Cycle, jour: date) -> Proposition:
    existante = Campagne.objects.filter(pole=campagne.pole_id, cycle=cycle).first()
    ressources = proposees(campagne)
    mandats = list(campagne.mandats.actifs(jour).filter(personne__is_active=True).select_related("personne"))
    deja = _deja_nommes(existante, jour)
    propres = {cle_de(e): e.jour for e in campagne.echeances_propres.all()}
    grilles = tuple(grilles_a_copier(campagne, existante))
    return Proposition(
        campagne=campagne,
        cycle=cycle,
        existante=existante,
        ressources=tuple(ressources),
        mandats=tuple(m for m in mandats if (m.personne_id, m.fonction) not in deja),
        deja_nommes=tuple(m for m in mandats if (m.personne_id, m.fonction) in deja),
        d_eux_memes=tuple(equipe(campagne, jour).filter(campagne__isnull=True).order_by("fonction", "personne__nom")),
        jours=jours_decales(propres, campagne, cycle, existante),
        jours_d_avant=propres,
        grilles=grilles,
        vu=abreger(
            cycle.pk,
            existante and (existante.pk, existante.theme),
            campagne.close_le,
            [(p.ressource.pk, p.ressource.etat_depuis, p.cochee, p.empechement) for p in ressources],
            sorted(FicheProjet.objects.filter(campagne=campagne).values_list("pk", "etat_depuis")),
            [m.pk for m in mandats],
            sorted(deja),
            sorted(propres.items()),
            grilles,
        ),
    )


def proposees(campagne: Campagne) -> list[Proposee]:
    """Of the resources followed in this campaign: one query."""
    tests = TestEnClasse.objects.filter(version__ressource=OuterRef("pk"), etat__in=TESTS_ATTENDUS)
    tardifs = tests.filter(jour_prevu__gt=campagne.cycle.fin)
    reports = DatePropre.objects.filter(
        ressource=OuterRef("pk"), nature=NatureReport.TEST_CLASSE, jour__gt=campagne.cycle.fin
    )
    seances = PointSeance.objects.filter(
        demande__ressource=OuterRef("pk"), seance__etat__in=[EtatSeance.PREPAREE, EtatSeance.OUVERTE]
    )
    remarques = Remarque.objects.a_traiter().filter(version__ressource=OuterRef("pk")).order_by()
    nombre = remarques.values("version__ressource").annotate(n=Count("pk")).values("n")
    ressources = (
        Ressource.objects.filter(campagne_suivi=campagne)
        .exclude(etat=R.ABANDONNEE)
        .annotate(
            test_le=Subquery(tests.order_by("jour_prevu").values("jour_prevu")[:1]),
            test_tardif=Case(When(Exists(tardifs) | Exists(reports), then=True), default=False),
            en_seance=Exists(seances),
            a_traiter=Subquery(nombre),
        )
        .exclude(etat__in=FINIES, test_tardif=False)
        .order_by("titre", "pk")
    )
    return [_proposee(r) for r in ressources]


def _proposee(r: Ressource) -> Proposee:
    faits = [f"{r.get_etat_display()}, V{r.numero_version}" if r.numero_version else r.get_etat_display()]
    if r.a_traiter:
        faits.append(f"{r.a_traiter} remarque{'s' if r.a_traiter > 1 else ''} sans réponse")
    if r.test_le:
        faits.append(f"test en classe prévu le {r.test_le:%d/%m/%Y}")
    elif r.test_tardif:
        faits.append("test en classe reporté après la fin du cycle")
    empechement = ""
    if r.en_seance:
        empechement = "elle est à l'ordre du jour d'une séance de validation : retirez-l'en, ou attendez qu'elle close"
    return Proposee(r, (r.etat != R.NON_VALIDEE or r.test_tardif) and not empechement, " ; ".join(faits), empechement)


def _deja_nommes(existante: Campagne | None, jour: date) -> set[tuple[int, str]]:
    """Who has a fonction there already, today or later."""
    if existante is None:
        return set()
    encore = Q(fin__isnull=True) | Q(fin__gte=jour)
    return set(existante.mandats.filter(encore, termine_le__isnull=True).values_list("personne", "fonction"))


def jours_decales(
    propres: dict[Cle, date], campagne: Campagne, cycle: Cycle, existante: Campagne | None
) -> dict[Cle, date]:
    """The pôle's own days, as many years later as the cycles are apart, each on a working day of its zone.

    A day that the pôle has already set there stands.
    """
    poses = {cle_de(e) for e in existante.echeances_propres.all()} if existante else set()
    periodes = jours_sans_classe(cycle) if propres else []
    ecart = cycle.debut.year - campagne.cycle.debut.year
    return {
        cle: jour_ouvre_precedent(annees_plus_tard(jour, ecart), periodes)
        for cle, jour in propres.items()
        if cle not in poses
    }


def annees_plus_tard(jour: date, ecart: int) -> date:
    """29 February becomes the 28th."""
    try:
        return jour.replace(year=jour.year + ecart)
    except ValueError:
        return jour.replace(year=jour.year + ecart, day=28)


def grilles_a_copier(campagne: Campagne, existante: Campagne | None) -> Sequence[str]:
    """The uses of the pôle's own grids in force, for which the next year has none."""
    versions: QuerySet[VersionGrille] = VersionGrille.objects.filter(
        grille__campagne=campagne, etat=EtatVersion.EN_VIGUEUR
    )
    if existante:
        deja = VersionGrille.objects.filter(grille__campagne=existante)
        versions = versions.exclude(grille__usage__in=deja.values("grille__usage"))
    return [v.grille.get_usage_display() for v in versions.select_related("grille").order_by("grille__usage")]
