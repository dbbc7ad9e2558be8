"""What the académie's administrator owes when a visa is awaited and nobody can give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from calendrier.obligations import Demande, Obligation
from poles.models import Campagne, Fonction
from poles.queries import mandats_actifs
from productions.models import Producteur

from .circuit import SIGNATAIRES
from .models import DemandeValidation, NatureVisa, Visa

_SUIVI = "ressource__campagne_suivi"


def fournir(demande: Demande) -> Iterator[Obligation]:
    """One obligation a pôle and a visa, however many resources wait; one query."""
    for (campagne, nature), ouvertes in attentes(demande).items():
        yield _nommer(campagne, nature, ouvertes)


def attentes(demande: Demande) -> dict[tuple[Campagne, NatureVisa], list[DemandeValidation]]:
    """The open rounds that wait for a visa which nobody can give that day, by pôle and by visa."""
    attentes: dict[tuple[Campagne, NatureVisa], list[DemandeValidation]] = defaultdict(list)
    for ouverte in _ouvertes(demande):
        for nature in SIGNATAIRES:
            if getattr(ouverte, f"sans_{nature}"):
                attentes[ouverte.ressource.campagne_suivi, nature].append(ouverte)
    return attentes


def _ouvertes(demande: Demande) -> QuerySet[DemandeValidation]:
    vides = {f"sans_{nature}": _sans_personne(nature, demande.jour) for nature in SIGNATAIRES}
    au_moins_une = Q()
    for nom in vides:
        au_moins_une |= Q(**{nom: True})
    return (
        DemandeValidation.objects.filter(demande.q(f"{_SUIVI}__", Fonction.ADMINISTRATEUR), close_le__isnull=True)
        .annotate(**vides)
        .filter(au_moins_une)
        .select_related("ouverte_par", f"{_SUIVI}__pole__academie", f"{_SUIVI}__cycle")
        .order_by("ouverte_le", "pk")
    )


def _sans_personne(nature: NatureVisa, jour: date) -> Q:
    """The visa is not given, and whoever has its fonction produces the resource or has given the other one.

    Delegations add nobody: what is lent is worth what its holder could sign.
    """
    donnes = Visa.objects.filter(demande=OuterRef("pk"))
    portee = Q(campagne=OuterRef(_SUIVI)) | Q(pole=OuterRef(f"{_SUIVI}__pole"))
    portee |= Q(academie=OuterRef(f"{_SUIVI}__pole__academie"))
    produit = Producteur.objects.filter(ressource=OuterRef(OuterRef("ressource")), personne=OuterRef("personne"))
    a_part = Q(signataire=OuterRef("personne")) | Q(par_delegation_de=OuterRef("personne"))
    a_vise = Visa.objects.filter(a_part, demande=OuterRef(OuterRef("pk")))
    candidats = (
        mandats_actifs(jour)
        .filter(portee, fonction=SIGNATAIRES[nature], personne__is_active=True)
        .exclude(Exists(produit) | Exists(a_vise))
    )
    return Q(~Exists(donnes.filter(nature=nature)) & ~Exists(candidats))


def _nommer(campagne: Campagne, nature: NatureVisa, ouvertes: list[DemandeValidation]) -> Obligation:
    nombre = len(ouvertes)
    attend = "1 ressource attend" if nombre == 1 else f"{nombre} ressources attendent"
    return Obligation(
        cle=f"signataire:{campagne.pk}:{nature}",
        genre="signataire",
        campagne=campagne.pk,
        phrase=_PHRASES[nature],
        objet=campagne.pole.nom,
        pourquoi=f"{attend} la {NatureVisa(nature).label}, et personne ne peut la donner.",
        url=reverse("poles:inviter", args=[campagne.pole.slug, campagne.cycle.libelle]) + f"?role={_ROLES[nature]}",
        bouton="Nommer",
        fonctions=(Fonction.ADMINISTRATEUR,),
        depuis=ouvertes[0].ouverte_le.astimezone(ZoneInfo(campagne.fuseau)).date(),
        attendue_par=", ".join(dict.fromkeys(ouverte.ouverte_par.nom_complet for ouverte in ouvertes)),
    )


# As the invitation's form names them (poles/forms.py).
_ROLES = {NatureVisa.PEDAGOGIQUE: "inspecteur", NatureVisa.NUMERIQUE: "drane"}
_PHRASES = {
    NatureVisa.PEDAGOGIQUE: "Nommer une inspectrice ou un inspecteur pour le pôle",
    NatureVisa.NUMERIQUE: "Nommer un représentant de la DRANE pour le pôle",
}
