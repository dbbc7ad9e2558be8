"""Who may proofread a version, in the pôle or lent by another one, and what helps to choose between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from poles.models import Campagne, Fonction, Mandat
from poles.queries import affectations_du, avec_absence, mandats_actifs, personnes_exercant, personnes_nommees
from productions.etats import EtatRelecture, EtatRessource
from productions.models import Producteur, Relecture, Ressource, Version

if TYPE_CHECKING:
    from comptes.models import Personne

RELISENT = (Fonction.ENSEIGNANT, Fonction.COORDINATEUR)
EMPRUNTS_MONTRES = 12


@dataclass(frozen=True)
class Candidat:
    """`disciplines`: those of the fiches of what they produce; `voisins`: the producers of their own establishment."""

    personne: Personne
    charge: int
    derniere: datetime | None
    absente_jusqu_au: date | None
    disciplines: tuple[str, ...] = ()
    voisins: tuple[str, ...] = ()
    pole: str = ""  # whose team lends them


def candidats(version: Version, jour: date) -> QuerySet[Personne]:
    """The campaign's teachers and its PREDAC/IAN, the least loaded first: neither producers nor already assigned."""
    return _libres(equipe_de_relecture(version.ressource.campagne_suivi, jour), version)


def empruntables(version: Version, jour: date, texte: str = "") -> QuerySet[Personne]:
    """Those of the académie's other pôles whose name holds these words; nobody where the pôle has no académie."""
    return _libres(autres_equipes(version.ressource.campagne_suivi, jour, texte), version)


def equipe_de_relecture(campagne: Campagne, jour: date) -> QuerySet[Personne]:
    return avec_charge(personnes_exercant(campagne, jour, *RELISENT), jour)


def autres_equipes(campagne: Campagne, jour: date, texte: str = "") -> QuerySet[Personne]:
    if campagne.pole.academie_id is None:
        return get_user_model().objects.none()
    la_bas = _mandats_de_l_academie(campagne, jour).filter(personne=OuterRef("pk"))
    trouvees = personnes_nommees(campagne.pole.academie, texte.replace("\0", " ")).filter(Exists(la_bas))
    siens = personnes_exercant(campagne, jour, *RELISENT)
    return avec_charge(trouvees.exclude(pk__in=siens.values("pk")), jour)


def empruntees(autres: Callable[[str], QuerySet[Personne]], texte: str, choisies: Iterable[str]) -> list[Personne]:
    """Of these other people, by the words of a name: those whom the search finds, and those chosen already.

    `choisies`: numbers as an address or a form holds them; what is no number names nobody.
    """
    trouvees = list(autres(texte)[:EMPRUNTS_MONTRES]) if texte else []
    numeros = [valeur for valeur in choisies if valeur.isdecimal() and len(valeur) < 10]
    if numeros:
        trouvees += autres("").filter(pk__in=numeros).exclude(pk__in=[p.pk for p in trouvees])
    return trouvees


def avec_charge(personnes: QuerySet[Personne], jour: date) -> QuerySet[Personne]:
    """Each with `a_rendre`, `derniere_le` and `absente_jusqu_au`, the least loaded first."""
    confiees = Relecture.objects.filter(relecteur=OuterRef("pk")).order_by("-assignee_le")
    return (
        avec_absence(personnes, jour)
        .annotate(
            a_rendre=Coalesce(Subquery(_charge(), output_field=IntegerField()), 0),
            derniere_le=Subquery(confiees.values("assignee_le")[:1]),
        )
        .order_by("a_rendre", "nom", "prenom", "pk")
    )


def decrire(personnes: Iterable[Personne], ressource: Ressource, jour: date) -> list[Candidat]:
    """What the coordinator reads of each, in three queries; who is away comes last."""
    personnes = list(personnes)
    pks = [p.pk for p in personnes]
    disciplines, poles = disciplines_de(pks), _poles_de(pks, ressource.campagne_suivi, jour)
    producteurs = {lien.personne_id: lien.personne.nom_complet for lien in _producteurs(ressource)}
    lieux = etablissements_de([*pks, *producteurs], jour)
    decrits = [
        Candidat(
            personne=p,
            charge=p.a_rendre,
            derniere=p.derniere_le,
            absente_jusqu_au=p.absente_jusqu_au,
            disciplines=disciplines[p.pk],
            voisins=tuple(nom for pk, nom in producteurs.items() if lieux[p.pk] & lieux[pk]),
            pole=poles.get(p.pk, ""),
        )
        for p in personnes
    ]
    return sorted(decrits, key=lambda c: c.absente_jusqu_au is not None)


def disciplines_de(personnes: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """By the fiches of what each produces: nobody is asked for a discipline, a new colleague has none yet."""
    noms: dict[int, set[str]] = defaultdict(set)
    liens = Producteur.objects.filter(personne__in=list(personnes), ressource__fiche__disciplines__isnull=False)
    for personne, nom in liens.values_list("personne", "ressource__fiche__disciplines__nom").distinct():
        noms[personne].add(nom)
    return defaultdict(tuple, {personne: tuple(sorted(siens)) for personne, siens in noms.items()})


def etablissements_de(personnes: Iterable[int], jour: date) -> dict[int, frozenset[int]]:
    lieux: dict[int, set[int]] = defaultdict(set)
    affectations = affectations_du(jour).filter(personne__in=list(personnes))
    for personne, etablissement in affectations.values_list("personne", "etablissement"):
        lieux[personne].add(etablissement)
    return defaultdict(frozenset, {personne: frozenset(siens) for personne, siens in lieux.items()})


def _libres(personnes: QuerySet[Personne], version: Version) -> QuerySet[Personne]:
    return personnes.exclude(pk__in=version.ressource.liens_producteurs.values("personne")).exclude(
        pk__in=version.relectures.values("relecteur")
    )


def _charge() -> QuerySet:
    a_rendre = Relecture.objects.filter(
        relecteur=OuterRef("pk"), etat=EtatRelecture.ATTENDUE, version__ressource__etat=EtatRessource.EN_RELECTURE
    )
    return a_rendre.order_by().values("relecteur").annotate(nombre=Count("pk")).values("nombre")


def _producteurs(ressource: Ressource) -> QuerySet[Producteur]:
    return ressource.liens_producteurs.select_related("personne")


def _mandats_de_l_academie(campagne: Campagne, jour: date) -> QuerySet[Mandat]:
    academie = campagne.pole.academie_id
    la_bas = Q(campagne__pole__academie=academie) | Q(pole__academie=academie)
    return mandats_actifs(jour).filter(la_bas, fonction__in=RELISENT)


def _poles_de(personnes: Iterable[int], campagne: Campagne, jour: date) -> dict[int, str]:
    """Which pôle lends each of those who are not of this campaign's team."""
    siens = set(personnes_exercant(campagne, jour, *RELISENT).filter(pk__in=personnes).values_list("pk", flat=True))
    mandats = _mandats_de_l_academie(campagne, jour).filter(personne__in=set(personnes) - siens)
    mandats = mandats.select_related("campagne__pole", "pole").order_by("-pk")
    return {m.personne_id: (m.campagne.pole if m.campagne else m.pole).nom for m in mandats}
