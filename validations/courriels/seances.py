"""About a séance de validation. Nothing here says what an opinion or a visa holds before its round is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from calendrier import ics
from commun.services.courriels import PieceJointe, poster
from commun.services.diffusion import diffuser
from productions.courriels.destinataires import coordination
from productions.models import Ressource
from validations.evenements import evenement
from validations.models import CodeSeance, PresenceSeance, Seance, Visa

if TYPE_CHECKING:
    from comptes.models import Personne

# Those that put a date in a calendar, move it or take it out.
DATENT = {"seance_a_preparer", "seance_deplacee", "seance_annulee"}
# An e-mail stays short: the page of the séance tells the rest.
LIGNES_MAX = 8


def seance_a_preparer(seance: Seance, invites: Iterable[Personne], *, acteur: Personne, maintenant: datetime) -> None:
    """To who is invited: when, where, which resources."""
    titres = [p.demande.ressource.titre for p in seance.points.select_related("demande__ressource")]
    _diffuser(
        "seance_a_preparer",
        seance,
        invites,
        maintenant,
        "Ouvrir l'ordre du jour",
        acteur=acteur,
        titres=titres[:LIGNES_MAX],
        autres=max(0, len(titres) - LIGNES_MAX),
    )


def seance_deplacee(
    seance: Seance, invites: Iterable[Personne], *, avant: datetime, acteur: Personne, maintenant: datetime
) -> None:
    """To who was invited: another date, or another place. `avant`: as `Seance.quand` was."""
    _diffuser("seance_deplacee", seance, invites, maintenant, "Voir la séance", acteur=acteur, avant=avant)


def seance_annulee(seance: Seance, *, acteur: Personne, maintenant: datetime) -> None:
    """To who was invited, with the reason."""
    _diffuser("seance_annulee", seance, _invites(seance), maintenant, "Voir la séance", acteur=acteur)


def seance_close(
    seance: Seance, lignes: Sequence[tuple[Ressource, str]], *, acteur: Personne, maintenant: datetime
) -> None:
    """The recap, one each: to who was invited, signed on these resources or lent their visa, to the PREDAC/IAN."""
    signe = Visa.objects.filter(
        Q(signataire=OuterRef("pk")) | Q(par_delegation_de=OuterRef("pk")), demande__points__seance=seance
    )
    conduite = coordination(seance.campagne, maintenant).values("pk")
    tous = get_user_model().objects.filter(Q(pk__in=_invites(seance).values("pk")) | Q(pk__in=conduite) | Exists(signe))
    _diffuser(
        "seance_close",
        seance,
        tous,
        maintenant,
        "Lire la séance",
        sauf=None,
        acteur=acteur,
        lignes=[(ressource.titre, phrase) for ressource, phrase in lignes[:LIGNES_MAX]],
        autres=max(0, len(lignes) - LIGNES_MAX),
    )


def code_signature(
    code: CodeSeance, *, clair: str, minutes: int, nombre: int, acteur: Personne, maintenant: datetime
) -> None:
    """Secret: to the signatory alone, to be typed on the shared screen."""
    poster(
        gabarit="code_signature",
        destinataire=code.personne,
        cle=f"code-seance:{code.pk}",
        url=reverse("validations:seance", args=[code.seance_id]),
        bouton="Voir la séance",
        maintenant=maintenant,
        contexte={
            "code": f"{clair[:4]} {clair[4:]}",
            "minutes": minutes,
            "nombre": nombre,
            "acteur": acteur,
            "seance": code.seance,
        },
        secret=True,
    )


def _invites(seance: Seance) -> Any:
    return get_user_model().objects.filter(
        Exists(PresenceSeance.objects.filter(seance=seance, personne=OuterRef("pk")))
    )


def _diffuser(
    gabarit: str, seance: Seance, a: Iterable[Personne], maintenant: datetime, bouton: str, **contexte: Any
) -> None:
    """Never to who has just acted, unless `sauf` says otherwise."""
    diffuser(
        a,
        gabarit=gabarit,
        objet=f"seance:{seance.pk}",
        url=seance.get_absolute_url(),
        bouton=bouton,
        maintenant=maintenant,
        sauf=contexte.pop("sauf", contexte["acteur"]),
        seance=seance,
        campagne=seance.campagne,
        piece=partial(_pour_l_agenda, seance) if gabarit in DATENT else None,
        **contexte,
    )


def _pour_l_agenda(seance: Seance, personne: Personne) -> PieceJointe:
    a_venir = evenement(seance)
    texte = ics.invitation(
        a_venir, invite=ics.Invite(personne.nom_complet, personne.email), organisateur=seance.creee_par.nom_complet
    )
    return PieceJointe("seance.ics", f"{ics.TYPE}; method={ics.methode(a_venir)}", texte.decode())
