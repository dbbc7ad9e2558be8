"""About a round and what follows it. Nothing here says what a visa holds before the round is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from commun.services.diffusion import diffuser
from poles.models import Campagne, Fonction
from poles.queries import personnes_exercant, titulaires_par_delegataire
from productions.courriels.destinataires import coordination, producteurs
from productions.models import NatureReport, Ressource
from productions.queries.dates import jour_de_la_ressource
from validations.circuit import SIGNATAIRES, visas_sans_signataire
from validations.models import DemandeValidation, NatureVisa, Publication, Visa
from validations.queries import signataires_possibles

if TYPE_CHECKING:
    from comptes.models import Personne


def visa_demande(demande: DemandeValidation, *, acteur: Personne, maintenant: datetime) -> None:
    """To the inspectors and the DRANE: a version waits for their visa, of the nature that is theirs."""
    ressource, jour = demande.ressource, _jour(demande.ressource, maintenant)
    seance = jour_de_la_ressource(ressource, NatureReport.VALIDATION)
    for nature, signataires in signataires_possibles(ressource, jour).items():
        prete_par = titulaires_par_delegataire(ressource.campagne_suivi, jour, SIGNATAIRES[NatureVisa(nature)])
        for signataire in signataires:
            _prevenir(
                "visa_demande",
                ressource,
                [signataire],
                maintenant,
                "Donner mon visa",
                url=demande.get_absolute_url(),
                sauf=acteur,
                demande=demande,
                nature=NatureVisa(nature).label,
                avant_le=seance if seance and seance >= jour else None,
                acteur=acteur,
                delegant=prete_par.get(signataire.pk),
            )


def signataire_manquant(demande: DemandeValidation, *, maintenant: datetime) -> None:
    """To the académie's administrators: nobody can give one of the visas."""
    campagne, jour = demande.ressource.campagne_suivi, _jour(demande.ressource, maintenant)
    candidats = signataires_possibles(demande.ressource, jour)
    manquants = [NatureVisa(nature).label for nature in visas_sans_signataire(candidats)]
    if manquants:
        _prevenir(
            "signataire_manquant",
            demande.ressource,
            personnes_exercant(campagne, jour, Fonction.ADMINISTRATEUR),
            maintenant,
            "Ouvrir la page du pôle",
            url=campagne.get_absolute_url(),
            manquants=manquants,
            campagne=campagne,
        )


def signataire_parti(campagne: Campagne, nature: str, nombre: int, *, premier_jour: date, maintenant: datetime) -> None:
    """To the académie's administrators: a mandate ends, and visas are left that nobody can give."""
    diffuser(
        personnes_exercant(campagne, premier_jour, Fonction.ADMINISTRATEUR),
        gabarit="signataire_parti",
        objet=f"{campagne.chaine}:{nature}",
        url=campagne.get_absolute_url(),
        bouton="Ouvrir la page du pôle",
        maintenant=maintenant,
        campagne=campagne,
        nature=NatureVisa(nature).label,
        nombre=nombre,
        premier_jour=premier_jour,
    )


def visa_plus_attendu(demande: DemandeValidation, *, motif: str, acteur: Personne, maintenant: datetime) -> None:
    """To who signed or was awaited, when the resource is given up (the others are told of that itself)."""
    _prevenir(
        "visa_plus_attendu",
        demande.ressource,
        _signataires(demande, maintenant),
        maintenant,
        "Voir la ressource",
        sauf=acteur,
        nouvelle=True,
        demande=demande,
        motif=motif,
        acteur=acteur,
    )


def demande_retiree(demande: DemandeValidation, *, motif: str, acteur: Personne, maintenant: datetime) -> None:
    """To who signed or was awaited, the producers and the PREDAC/IAN: no visa to give any more."""
    _prevenir(
        "demande_retiree",
        demande.ressource,
        [*_tous(demande.ressource, maintenant), *_signataires(demande, maintenant)],
        maintenant,
        "Voir la ressource",
        sauf=acteur,
        demande=demande,
        motif=motif,
        acteur=acteur,
    )


def visa_donne(demande: DemandeValidation, visa: Visa, *, maintenant: datetime) -> None:
    """To the PREDAC/IAN: one visa is given, the other awaited. News, without its content."""
    _prevenir(
        "visa_donne",
        demande.ressource,
        coordination(demande.ressource.campagne_suivi, maintenant),
        maintenant,
        "Voir la ressource",
        sauf=visa.signataire,
        nouvelle=True,
        demande=demande,
        signataire=visa.signataire,
        delegant=visa.par_delegation_de,
    )


def validation_decidee(
    demande: DemandeValidation, visas: Iterable[Visa], *, en_seance: bool = False, maintenant: datetime
) -> None:
    """To the producers and the PREDAC/IAN, the outcome with both visas; to the signatories as news.

    To who signed, and to the person in whose name they did.

    In a séance the producers alone are told at once: its recap tells the others, one e-mail for all its resources.
    """
    visas, ressource = list(visas), demande.ressource
    gabarit = f"validation_{demande.issue}"
    tous = producteurs(ressource) if en_seance else _tous(ressource, maintenant)
    _prevenir(gabarit, ressource, tous, maintenant, "Voir la suite", demande=demande, visas=visas)
    if en_seance:
        return
    _prevenir(
        gabarit,
        ressource,
        [qui for v in visas for qui in (v.signataire, v.par_delegation_de) if qui],
        maintenant,
        "Voir la ressource",
        nouvelle=True,
        demande=demande,
        visas=visas,
    )


def formation_validee(ressource: Ressource, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers of an in-service training resource."""
    _prevenir(
        "formation_validee",
        ressource,
        producteurs(ressource),
        maintenant,
        "Voir la ressource",
        sauf=acteur,
        acteur=acteur,
    )


def ressource_publiee(publication: Publication, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers; as news to who signed."""
    ressource = publication.ressource
    _prevenir(
        "ressource_publiee",
        ressource,
        producteurs(ressource),
        maintenant,
        "Voir la ressource",
        sauf=acteur,
        publication=publication,
    )
    _prevenir(
        "ressource_publiee",
        ressource,
        signataires(ressource),
        maintenant,
        "Voir la ressource",
        sauf=acteur,
        nouvelle=True,
        publication=publication,
    )


def signataires(ressource: Ressource) -> QuerySet[Personne]:
    """Who has given a visa, in any of its rounds."""
    visas = Visa.objects.filter(demande__ressource=ressource, signataire=OuterRef("pk"))
    return get_user_model().objects.filter(Exists(visas))


def publication_retiree(publication: Publication, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers, with the reason."""
    _prevenir(
        "publication_retiree",
        publication.ressource,
        producteurs(publication.ressource),
        maintenant,
        "Voir la ressource",
        sauf=acteur,
        publication=publication,
        acteur=acteur,
    )


def _jour(ressource: Ressource, maintenant: datetime) -> date:
    return maintenant.astimezone(ZoneInfo(ressource.campagne_suivi.fuseau)).date()


def _signataires(demande: DemandeValidation, maintenant: datetime) -> list[Personne]:
    """Who has signed, and who might still: their fonction's visa is not given, they produce nothing of the resource."""
    visas = list(demande.visas.select_related("signataire"))
    donnes, candidats = (
        {v.nature for v in visas},
        signataires_possibles(demande.ressource, _jour(demande.ressource, maintenant)),
    )
    return [v.signataire for v in visas] + [p for n, groupe in candidats.items() if n not in donnes for p in groupe]


def _tous(ressource: Ressource, maintenant: datetime) -> QuerySet[Personne]:
    return producteurs(ressource) | coordination(ressource.campagne_suivi, maintenant)


def _prevenir(
    gabarit: str,
    ressource: Ressource,
    a: Iterable[Personne],
    maintenant: datetime,
    bouton: str,
    url: str = "",
    sauf: Personne | None = None,
    nouvelle: bool = False,
    **contexte: Any,
) -> None:
    diffuser(
        a,
        gabarit=gabarit,
        objet=ressource.chaine,
        url=url or ressource.get_absolute_url(),
        bouton=bouton,
        maintenant=maintenant,
        sauf=sauf,
        nouvelle=nouvelle,
        ressource=ressource,
        **contexte,
    )
