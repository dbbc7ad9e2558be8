"""Questions about hubs and people that other rooms ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from commun.contient import contenant
from commun.textes import mots

from .droits import droits_de
from .models import (
    DELEGABLES,
    Academie,
    Affectation,
    Campagne,
    Delegation,
    Etablissement,
    Indisponibilite,
    Mandat,
)

if TYPE_CHECKING:
    from comptes.models import Personne

M = TypeVar("M", bound=Model)


def mandats_actifs(jour: date) -> QuerySet[Mandat]:
    return Mandat.objects.actifs(jour)


def academies_administrees(personne: Personne) -> QuerySet[Academie]:
    """All of them, for who administers the service."""
    droits = droits_de(personne)
    return Academie.objects.all() if droits.tous else Academie.objects.filter(pk__in=droits.academies_administrees)


def delegations_en_cours(jour: date) -> QuerySet[Delegation]:
    """In force on that day, of a mandate that is, by somebody whose account is open."""
    return Delegation.objects.en_cours(jour).filter(
        mandat__in=mandats_actifs(jour).filter(personne__is_active=True).values("pk")
    )


def portant_sur(campagne: Campagne) -> Q:
    """Mandates whose scope covers the campaign: itself, its pôle or its académie."""
    q = Q(campagne=campagne) | Q(pole=campagne.pole_id)
    if campagne.pole.academie_id:
        q |= Q(academie=campagne.pole.academie_id)
    return q


def campagnes_confiees(personnes: QuerySet[Personne], jour: date, *fonctions: str) -> QuerySet[Campagne]:
    """Those on which one of these people (their numbers) has one of these fonctions on that day."""
    mandats = mandats_actifs(jour).filter(personne__in=personnes, fonction__in=fonctions).order_by()
    return Campagne.objects.filter(
        Q(pk__in=mandats.filter(campagne__isnull=False).values("campagne"))
        | Q(pole__in=mandats.filter(pole__isnull=False).values("pole"))
        | Q(pole__academie__in=mandats.filter(academie__isnull=False).values("academie"))
    )


def equipe(campagne: Campagne, jour: date, *fonctions: str) -> QuerySet[Mandat]:
    """The active mandates on a campaign, with their people."""
    mandats = mandats_actifs(jour).filter(portant_sur(campagne)).select_related("personne")
    return mandats.filter(fonction__in=fonctions) if fonctions else mandats


def personnes_exercant(campagne: Campagne, jour: date, *fonctions: str) -> QuerySet[Personne]:
    """Active people who have one of these fonctions on the campaign today, by delegation too, each once."""
    mandats = mandats_actifs(jour).filter(portant_sur(campagne), fonction__in=fonctions)
    titulaires = Exists(mandats.filter(personne=OuterRef("pk")))
    if not set(fonctions) & set(DELEGABLES):
        return get_user_model().objects.filter(titulaires, is_active=True)
    delegations = delegations_en_cours(jour).filter(mandat__in=mandats.values("pk"), delegataire=OuterRef("pk"))
    return get_user_model().objects.filter(titulaires | Exists(delegations), is_active=True)


def titulaires_par_delegataire(campagne: Campagne, jour: date, fonction: str) -> dict[int, Personne]:
    """For each person who has the fonction by delegation alone, in whose name."""
    mandats = mandats_actifs(jour).filter(portant_sur(campagne), fonction=fonction)
    recues = delegations_en_cours(jour).filter(mandat__in=mandats.values("pk"))
    propres = set(mandats.values_list("personne", flat=True))
    lignes = recues.select_related("mandat__personne").order_by("pk")
    return {d.delegataire_id: d.mandat.personne for d in lignes if d.delegataire_id not in propres}


def delegations_de(personne: Personne) -> QuerySet[Delegation]:
    """Those that a signatory has granted, the newest first."""
    return (
        Delegation.objects.filter(mandat__personne=personne)
        .select_related("delegataire", "mandat__personne", "mandat__campagne__pole", "mandat__pole", "mandat__academie")
        .order_by("-debut", "-pk")
    )


def delegations_recues(personne: Personne, jour: date) -> QuerySet[Delegation]:
    """Those that let this person sign today, or will."""
    return (
        Delegation.objects.vivantes(jour)
        .filter(delegataire=personne)
        .select_related("mandat__personne", "mandat__campagne__pole", "mandat__pole", "mandat__academie")
        .order_by("debut", "pk")
    )


def delegations_visibles(personne: Personne) -> QuerySet[Delegation]:
    """Those that this person has granted or received, or whose mandate they administer."""
    droits = droits_de(personne)
    q = Q() if droits.tous else Q(mandat__personne=personne) | Q(delegataire=personne)
    for academie in droits.academies_administrees:
        for chemin in ("academie", "pole__academie", "campagne__pole__academie"):
            q |= Q(**{f"mandat__{chemin}": academie})
    return Delegation.objects.filter(q).select_related(
        "delegataire", "mandat__personne", "mandat__campagne__pole", "mandat__pole__academie", "mandat__academie"
    )


def personnes_nommees(academie: Academie | None, texte: str) -> QuerySet[Personne]:
    """People known in the académie whose name or address holds every word; those who sign for it first.

    Known: a mandate there, on one of its pôles or campaigns, or an establishment. Without an académie, anybody.
    """
    personnes = get_user_model().objects.filter(is_active=True)
    if academie is not None:
        la_bas = Q(academie=academie) | Q(pole__academie=academie) | Q(campagne__pole__academie=academie)
        affectes = Affectation.objects.filter(personne=OuterRef("pk"), etablissement__academie=academie)
        mandates = Mandat.objects.filter(la_bas, personne=OuterRef("pk"))
        personnes = personnes.filter(Exists(mandates) | Exists(affectes))
    personnes = personnes.filter(contenant(texte, "nom", "prenom", "email"))
    signataires = Mandat.objects.filter(personne=OuterRef("pk"), fonction__in=DELEGABLES)
    return personnes.annotate(signe=Exists(signataires)).order_by("-signe", "nom", "prenom", "pk")


def personne_connue(email: str) -> Personne | None:
    """Whoever already has an account under this address, however it is written."""
    email = email.strip()
    return get_user_model().objects.filter(email__iexact=email).first() if email else None


def personnes_connues(emails: Iterable[str]) -> dict[str, Personne]:
    """The same for many addresses, by the address in small letters."""
    voulus = sorted({email.strip().lower() for email in emails})
    personnes = get_user_model().objects.annotate(adresse=Lower("email"))
    lots = (voulus[debut : debut + 500] for debut in range(0, len(voulus), 500))
    return {p.adresse: p for lot in lots for p in personnes.filter(adresse__in=lot)}


def etablissements_nommes(academie: Academie | None, texte: str, combien: int) -> list[Etablissement]:
    """The first establishments with the UAI that the text holds, or whose name and commune hold its every word.

    Of the académie; of all of them without one. Compared here, for the embedded database does not know accents.
    """
    du_territoire = etablissements_de(academie)
    code = re.search(r"\b\d{7}[A-Za-z]\b", texte)
    par_code = du_territoire.filter(uai=code.group().upper()).first() if code else None
    if par_code:
        return [par_code]
    cherches = mots(texte)
    if not cherches:
        return []
    trouves = (e for e in du_territoire.iterator() if _contient(e, cherches))
    return list(islice(trouves, combien))


def etablissements_de(academie: Academie | None) -> QuerySet[Etablissement]:
    return Etablissement.objects.filter(academie=academie) if academie else Etablissement.objects.all()


def _contient(etablissement: Etablissement, cherches: list[str]) -> bool:
    siens = " ".join(mots(str(etablissement)))
    return all(mot in siens for mot in cherches)


def affectations_du(jour: date) -> QuerySet[Affectation]:
    """Where people work on that day, with the establishments."""
    q = Q(fin__isnull=True) | Q(fin__gte=jour)
    return Affectation.objects.filter(q, debut__lte=jour).select_related("etablissement")


def indisponibles(jour: date, personnes: Iterable[int] | None = None) -> dict[int, date]:
    """Who is unavailable on that day, by id, and until when; among these people, when some are named."""
    absences = Indisponibilite.objects.le(jour)
    if personnes is not None:
        absences = absences.filter(personne__in=list(personnes))
    return dict(absences.values_list("personne", "fin"))


def absences_a_venir(jour: date, personnes: QuerySet[Personne]) -> dict[int, list[Indisponibilite]]:
    """Of these people, what they have declared and is not over, in the order of time: one query."""
    absences: dict[int, list[Indisponibilite]] = {}
    for absence in Indisponibilite.objects.non_passees(jour).filter(personne__in=personnes.order_by().values("pk")):
        absences.setdefault(absence.personne_id, []).append(absence)
    return absences


def est_indisponible(personne: Personne, jour: date) -> bool:
    """To ask before reminding anybody of anything."""
    return personne.indisponibilites.le(jour).exists()


def membres(campagne: Campagne, jour: date) -> QuerySet[Mandat]:
    """The campaign's own team, with where each works and the absences that are not over."""
    absences = Indisponibilite.objects.non_passees(jour)
    return (
        campagne.mandats.actifs(jour)
        .select_related("personne")
        .prefetch_related(
            Prefetch("personne__affectations", affectations_du(jour), to_attr="affectations_du_jour"),
            Prefetch("personne__indisponibilites", absences, to_attr="absences_a_venir"),
        )
        .order_by("personne__nom", "personne__prenom", "pk")
    )


def avec_absence(lignes: QuerySet[M], jour: date, personne: str = "pk") -> QuerySet[M]:
    """People, or rows that name one in `personne`, each with `absente_jusqu_au`: empty when available.

    Until when somebody is away is only for whoever may know it.
    """
    absences = Indisponibilite.objects.le(jour).filter(personne=OuterRef(personne))
    return lignes.annotate(absente_jusqu_au=Subquery(absences.values("fin")[:1]))
