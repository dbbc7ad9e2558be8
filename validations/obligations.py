"""What this room adds to « who owes what by when »: visas to give, validations to ask for, publications to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Case, DateField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import TruncDate
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from calendrier.models import NatureEcheance
from calendrier.obligations import Demande, Obligation
from commun.elision import de
from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Fonction
from productions.etats import EtatRessource
from productions.models import NatureReport, NatureRessource, Producteur, Ressource
from productions.parcours import enumerer
from productions.queries.dates import avec_jours, jour_en_vigueur, report_ouvert

from .circuit import SIGNATAIRES, visas_requis
from .models import DemandeValidation, NatureVisa, Visa

if TYPE_CHECKING:
    from comptes.models import Personne

_SUIVI = "campagne_suivi__"
_A_DEUX_VISAS = [nature for nature in NatureRessource.values if visas_requis(nature)]
GENRES = {
    "demande_validation": "validations à demander",
    "publication": "publications à faire",
    "seance": "séances de validation",
    "signataire": "signataires à nommer",
    "validation_formation": "ressources de formation à valider",
    "visa": "visas à donner",
}
_POURQUOI = {
    NatureVisa.PEDAGOGIQUE: "La validation pédagogique vous revient.",
    NatureVisa.NUMERIQUE: "La validation de l'usage responsable des outils numériques vous revient.",
}


def fournir(demande: Demande) -> Iterator[Obligation]:
    """At most two queries, however many resources there are."""
    for r in _concernees(demande):
        seance = r.prevu_validation
        if r.etat == EtatRessource.EN_VALIDATION:
            yield from _visas(r, seance, demande.personne)
        elif r.etat == EtatRessource.VALIDEE:
            yield _publication(r)
        elif visas_requis(r.nature):
            yield _demande(r, seance)
        else:
            yield _formation(r, seance)


def _concernees(demande: Demande) -> QuerySet[Ressource]:
    ouvertes = DemandeValidation.objects.filter(ressource=OuterRef("pk"), close_le__isnull=True)
    a_viser, prete, validee = (
        Q(etat=etat) for etat in (EtatRessource.EN_VALIDATION, EtatRessource.PRETE_A_VALIDER, EtatRessource.VALIDEE)
    )
    if demande.personne:
        produit = Q(Parmi("pk", Producteur.objects.filter(personne=demande.personne).values("ressource")))
        conduite = droits_de(demande.personne).conduite(_SUIVI)
        siennes = DemandeValidation.objects.a_viser_par(demande.personne)
        a_viser &= Q(Parmi("pk", siennes.values("ressource")))
        prete &= conduite | (Q(nature__in=_A_DEUX_VISAS) & produit)
        validee &= conduite
    campagnes = Demande(demande.jour, campagnes=demande.campagnes).q(_SUIVI)
    lignes = demande.retenir(
        Ressource.objects.filter(campagnes, a_viser | prete | validee),
        echeance=_echeance(),
        depuis=F("etat_depuis"),
        attendue=~Q(etat=EtatRessource.PRETE_A_VALIDER, nature__in=_A_DEUX_VISAS),
    )
    donnes = Visa.objects.filter(demande__ressource=OuterRef("pk"), demande__close_le__isnull=True)
    return (
        avec_jours(lignes)
        .annotate(
            report_demande=report_ouvert(NatureReport.VALIDATION),
            demande_ouverte=Subquery(ouvertes.values("pk")[:1]),
            demandee_le=Subquery(ouvertes.values("ouverte_le")[:1]),
            # Nobody gives both visas: at most one is there.
            a_vise=Subquery(donnes.values("signataire")[:1]),
            au_nom_de=Subquery(donnes.values("par_delegation_de")[:1]),
            **{f"visa_{nature}": Exists(donnes.filter(nature=nature)) for nature in SIGNATAIRES},
        )
        .select_related("fiche", "campagne_suivi__pole__academie", "campagne_suivi__cycle")
        .prefetch_related(Prefetch("liens_producteurs", Producteur.objects.select_related("personne")))
    )


def _echeance() -> Case:
    """As the obligations below say it, for the database to sort by."""
    seance = jour_en_vigueur(NatureReport.VALIDATION)
    encore = ~Q(etat=EtatRessource.VALIDEE) & GreaterThanOrEqual(seance, TruncDate("etat_depuis"))
    return Case(When(encore, then=seance), output_field=DateField())


def _visas(r: Ressource, seance: date | None, personne: Personne | None) -> Iterator[Obligation]:
    """For a person, the one they owe (nobody gives both); for campaigns, each that is missing."""
    manquants = [nature for nature in SIGNATAIRES if not getattr(r, f"visa_{nature}")]
    au_nom_de = ""
    if personne:
        droits = droits_de(personne)
        manquants = [n for n in manquants if droits.a(r.campagne_suivi, SIGNATAIRES[n])][:1]
        titres = droits.titres(r.campagne_suivi, *(SIGNATAIRES[n] for n in manquants))
        if titres and titres[0].personne_id != personne.pk:
            au_nom_de = f" Vous signez par délégation {titres[0].personne.de_nom_complet}."
    for nature in manquants:
        yield Obligation(
            cle=f"visa:{r.demande_ouverte}:{nature}",
            genre="visa",
            campagne=r.campagne_suivi_id,
            sujet=r.chaine,
            phrase="Donner mon visa sur",
            objet=r.titre,
            pourquoi=f"{_POURQUOI[nature]}{au_nom_de}",
            url=reverse("validations:viser", args=[r.demande_ouverte]),
            bouton="Viser",
            fonctions=(SIGNATAIRES[nature],),
            sauf=_dependants(r) if personne is None else frozenset(),
            echeance=_encore_a_venir(seance, r, r.demandee_le),
            nature=NatureEcheance.VALIDATION,
            depuis=_jour(r, r.demandee_le),
            attendue_par=_noms(r.liens_producteurs.all()),
        )


def _dependants(r: Ressource) -> frozenset[int]:
    """Who may not give the visa that is missing: who produces, and who has a hand in the other one."""
    producteurs = (lien.personne_id for lien in r.liens_producteurs.all())
    return frozenset(filter(None, [*producteurs, r.a_vise, r.au_nom_de]))


def _demande(r: Ressource, seance: date | None) -> Obligation:
    return Obligation(
        cle=f"demande_validation:{r.pk}:{r.numero_version}",
        genre="demande_validation",
        campagne=r.campagne_suivi_id,
        sujet=r.chaine,
        phrase="Demander la validation de",
        objet=r.titre,
        pourquoi=f"La V{r.numero_version} est prête à valider.",
        url=reverse("validations:demander", args=[r.pk]),
        bouton="Demander",
        personnes=frozenset(lien.personne_id for lien in r.liens_producteurs.all()),
        fonctions=(Fonction.COORDINATEUR,),
        echeance=_encore_a_venir(seance, r, r.etat_depuis),
        nature=NatureEcheance.VALIDATION,
        demander_report=""
        if r.report_demande
        else reverse("productions:demander_report", args=[r.pk, NatureReport.VALIDATION]),
        report_demande=r.report_demande,
        depuis=_jour(r, r.etat_depuis),
    )


def _formation(r: Ressource, seance: date | None) -> Obligation:
    return Obligation(
        cle=f"validation_formation:{r.pk}:{r.numero_version}",
        genre="validation_formation",
        campagne=r.campagne_suivi_id,
        sujet=r.chaine,
        phrase="Valider",
        objet=r.titre,
        pourquoi="Une ressource de formation continue se valide sans visa : la décision vous revient.",
        url=reverse("validations:valider_formation", args=[r.pk]),
        bouton="Valider",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=_encore_a_venir(seance, r, r.etat_depuis),
        nature=NatureEcheance.VALIDATION,
        depuis=_jour(r, r.etat_depuis),
        attendue_par=_noms(r.liens_producteurs.all()),
    )


def _publication(r: Ressource) -> Obligation:
    sans_accord = _noms(lien for lien in r.liens_producteurs.all() if not lien.accord)
    manque = f" Il manque l'accord {de(sans_accord)}." if sans_accord else ""
    return Obligation(
        cle=f"publication:{r.pk}:{r.numero_version}",
        genre="publication",
        campagne=r.campagne_suivi_id,
        sujet=r.chaine,
        phrase="Publier",
        objet=r.titre,
        pourquoi=f"La V{r.numero_version} est validée : sa publication vous revient.{manque}",
        url=reverse("validations:publier", args=[r.pk]),
        bouton="Publier",
        fonctions=(Fonction.COORDINATEUR,),
        depuis=_jour(r, r.etat_depuis),
        attendue_par=_noms(r.liens_producteurs.all()),
    )


def _encore_a_venir(seance: date | None, r: Ressource, depuis: datetime) -> date | None:
    """A date that had passed when the thing was asked is nobody's lateness."""
    return seance if seance and seance >= _jour(r, depuis) else None


def _jour(r: Ressource, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(r.campagne_suivi.fuseau)).date()


def _noms(liens: Iterable[Producteur]) -> str:
    return enumerer([lien.personne.nom_complet for lien in liens])
