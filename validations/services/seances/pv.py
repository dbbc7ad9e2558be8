"""The minutes of a séance as one document. They never show an opinion that is not revealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.template.loader import render_to_string

from productions.models import Producteur
from validations.dossier import lire_visa
from validations.models import CommentaireSeance, PointSeance, Presence, Seance, Visa
from validations.ordre_du_jour import CADRE_DU_POINT, ou_en_est
from validations.queries import signataires_par_ressource


def document(seance: Seance, maintenant: datetime) -> str:
    """HTML ready for `rendre_pdf`: the same for everybody, whoever asks, so that minutes can be handed round."""
    fuseau = ZoneInfo(seance.campagne.fuseau)
    return render_to_string(
        "validations/pdf/pv.html",
        {
            "seance": seance,
            "campagne": seance.campagne,
            "quand": seance.quand,
            "fait_le": maintenant.astimezone(fuseau).replace(tzinfo=None),
            "lignes": _lignes(seance, maintenant.astimezone(fuseau)),
            **_presences(seance),
        },
    )


def _presences(seance: Seance) -> dict[str, list[str]]:
    par_presence: dict[str, list[str]] = {presence: [] for presence in Presence.values}
    for ligne in seance.presences.select_related("personne"):
        par_presence[ligne.presence].append(f"{ligne.personne.nom_complet} ({ligne.get_fonction_display()})")
    return {
        "presents": par_presence[Presence.PRESENTE],
        "excuses": par_presence[Presence.EXCUSEE],
        "absents": par_presence[Presence.INVITEE],
    }


def _lignes(seance: Seance, instant: datetime) -> list[dict[str, Any]]:
    points = list(
        seance.points.select_related(*CADRE_DU_POINT).prefetch_related(
            Prefetch("demande__visas", Visa.objects.select_related("signataire", "par_delegation_de", "demande")),
            Prefetch("demande__ressource__liens_producteurs", Producteur.objects.select_related("personne")),
            Prefetch("commentaires", CommentaireSeance.objects.select_related("auteur")),
        )
    )
    candidats = signataires_par_ressource([p.demande.ressource for p in points], instant.date())
    return [_ligne(point, candidats[point.demande.ressource_id]) for point in points]


def _ligne(point: PointSeance, candidats: dict[str, Any]) -> dict[str, Any]:
    return {
        "ressource": point.demande.ressource,
        "demande": point.demande,
        "issue": ou_en_est(point.demande, candidats),
        # Read as a stranger: not even its author's own opinion goes on a paper that will be handed round.
        "visas": [lire_visa(visa, AnonymousUser()) for visa in point.demande.visas.all()],
        "commentaires": list(point.commentaires.all()),
    }
