"""Économie-gestion, the séance de validation of 19 May: planned, prepared for, held, signed; the DRANE signs later."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil, a_l_heure
from validations import services as validations
from validations.models import Avis, DemandeValidation, NatureVisa, Presence, Seance
from validations.ordre_du_jour import a_signer, inscriptibles, invitables
from validations.services import seances
from validations.services.seances.signature import empreinte_de

POLE, CONDUITE, INSPECTION = "economie-gestion", "sandrine", "helene"
JOUR = date(2027, 5, 19)
FACTURATION, CONTRAT = (
    "La facturation électronique, ce qui change",
    "Le contrat de travail, de l'offre à la signature",
)


def raconter(agenda: Agenda) -> None:
    fil = Fil("séance de validation")
    agenda.noter(fil.instant("2027-05-11"), "préparer une séance", _preparer)
    agenda.noter(fil.instant("2027-05-11"), "préparer un avis", _preparer_un_avis)
    for heure, quoi, action in (
        (time(14, 2), "ouvrir la séance", _ouvrir),
        (time(14, 25), "dire ses avis", _dire),
        (time(15, 10), "signer en une fois", _signer),
        (time(15, 20), "clore la séance", _clore),
    ):
        agenda.noter(a_l_heure(JOUR, heure), quoi, action)


def _demande(titre: str) -> DemandeValidation:
    return DemandeValidation.objects.select_related("ressource__campagne_suivi__pole").get(
        ressource__titre=titre, close_le__isnull=True
    )


def _preparer(maintenant: datetime) -> None:
    campagne, acteur = reperes.campagne(POLE), reperes.personne(CONDUITE)
    reperes.exiger(acteur, "validations.preparer_seance", campagne)
    seances.preparer_seance(
        campagne=campagne,
        prevue_le=a_l_heure(JOUR, time(14)),
        lieu="Lycée Ozenne, salle du conseil",
        lien="https://visio.exemple.fr/economie-gestion",
        demandes=inscriptibles(campagne).filter(ressource__titre__in=[FACTURATION, CONTRAT]),
        invites=invitables(campagne, maintenant.date()),
        acteur=acteur,
        maintenant=maintenant,
    )


def _preparer_un_avis(maintenant: datetime) -> None:
    validations.preparer_avis(
        demande=_demande(FACTURATION),
        avis=Avis.FAVORABLE,
        motif="Le trajet de la facture est limpide, et le calendrier légal est à jour.",
        notes="Demander en séance si le test en BTS a montré une difficulté sur les plateformes.",
        acteur=reperes.personne(INSPECTION),
        maintenant=maintenant,
    )


def _conduire(service, maintenant: datetime) -> Seance:  # noqa: ANN001 (one of the séance's two buttons)
    seance, acteur = Seance.objects.select_related("campagne__pole__academie").get(), reperes.personne(CONDUITE)
    reperes.exiger(acteur, "validations.conduire_seance", seance)
    return service(seance=seance, acteur=acteur, maintenant=maintenant)


def _ouvrir(maintenant: datetime) -> None:
    seance = _conduire(seances.ouvrir_seance, maintenant)
    la = reperes.personne(INSPECTION)
    presences = {
        p.pk: Presence.PRESENTE if p.personne_id == la.pk else Presence.EXCUSEE
        for p in seance.presences.exclude(presence=Presence.PRESENTE)
    }
    seances.noter_presences(
        seance=seance, presences=presences, acteur=reperes.personne(CONDUITE), maintenant=maintenant
    )


def _dire(maintenant: datetime) -> None:
    seance, qui = Seance.objects.get(), {"acteur": reperes.personne(INSPECTION), "maintenant": maintenant}
    facturation, contrat = (
        seance.points.select_related("seance", "demande").get(demande__ressource__titre=titre)
        for titre in (FACTURATION, CONTRAT)
    )
    seances.reprendre_avis_prepare(point=facturation, nature=NatureVisa.PEDAGOGIQUE, **qui)
    seances.poser_avis(
        point=contrat,
        nature=NatureVisa.PEDAGOGIQUE,
        avis=Avis.FAVORABLE,
        motif="",
        signataire=qui["acteur"],
        **qui,
    )
    seances.commenter(
        point=facturation,
        texte="En BTS, deux groupes sur six ont confondu les plateformes : le schéma de la séance 1 suffit à corriger.",
        acteur=reperes.personne(CONDUITE),
        maintenant=maintenant,
    )


def _signer(maintenant: datetime) -> None:
    seance, acteur = Seance.objects.get(), reperes.personne(INSPECTION)
    contenu = empreinte_de(seance, acteur, a_signer(seance, acteur))
    seances.signer_visas(seance=seance, acteur=acteur, contenu=contenu, maintenant=maintenant)


_clore = partial(_conduire, seances.clore_seance)
