"""One signature for all the opinions that a person has on the table.

Each resource is signed in a transaction of its own, in the order of their numbers: a refusal on one loses none of the
others, and no two resources are ever locked at once. What is signed is what was shown, to the letter: the digest of
the table travels with the form, and with the code.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from commun.erreurs import ActionImpossible
from journal.services import ecrire
from validations import courriels
from validations.models import AvisSeance, CodeSeance, Presence, Seance, Visa
from validations.ordre_du_jour import a_signer
from validations.services.visas import donner_visa

from .verrou import verrouiller_ouverte

if TYPE_CHECKING:
    from comptes.models import Personne

DUREE_DU_CODE = timedelta(minutes=10)
ESSAIS_MAX = 5
# A person who signs on the shared screen needs one or two.
CODES_MAX = 10
CHANGE = "Un avis a changé depuis que ce tableau a été affiché : relisez-le, puis signez."


@dataclass
class Bilan:
    """What passed, and what did not and why."""

    signes: list[Visa] = field(default_factory=list)
    refus: list[tuple[str, str]] = field(default_factory=list)


def empreinte_de(seance: Seance, signataire: Personne, poses: Sequence[AvisSeance]) -> str:
    """The digest of exactly what is signed: by whom, in which séance, on which sealed versions, in which words,
    and with which answers to the grid."""
    contenu = [
        seance.pk,
        signataire.pk,
        [[p.point.demande_id, p.point.demande.sceau, p.nature, p.avis, p.motif, str(p.grille_du)] for p in poses],
    ]
    return hashlib.sha256(json.dumps(contenu, ensure_ascii=False).encode()).hexdigest()


def signer_visas(
    *, seance: Seance, acteur: Personne, contenu: str, maintenant: datetime, ecran: Personne | None = None
) -> Bilan:
    """« Signer tous mes visas »; `ecran` is who holds the shared screen where a code has been typed."""
    poses = _relire(seance, acteur)
    if not constant_time_compare(empreinte_de(seance, acteur, poses), contenu):
        raise ActionImpossible(CHANGE)
    bilan = Bilan()
    for pose in poses:
        try:
            bilan.signes.append(_signer(seance, pose, acteur, maintenant))
        except ActionImpossible as refus:
            # A second click at the same instant: the first one has signed this line.
            if not Visa.objects.filter(demande=pose.point.demande, signataire=acteur, seance=seance).exists():
                bilan.refus.append((pose.point.demande.ressource.titre, str(refus)))
    if bilan.signes or bilan.refus:
        _consigner(seance, acteur, bilan, ecran, maintenant)
    return bilan


def _relire(seance: Seance, signataire: Personne) -> list[AvisSeance]:
    if not seance.presences.filter(personne=signataire, presence=Presence.PRESENTE).exists():
        raise ActionImpossible("Votre présence n'est pas enregistrée : qui n'était pas là signe ensuite, à son rythme.")
    poses = a_signer(seance, signataire)
    if not poses:
        deja = Visa.objects.filter(seance=seance, signataire=signataire).exists()
        raise ActionImpossible(
            "Vos visas de cette séance sont déjà signés." if deja else "Vous n'avez pas d'avis sur la table."
        )
    return poses


@transaction.atomic
def _signer(seance: Seance, pose: AvisSeance, signataire: Personne, maintenant: datetime) -> Visa:
    seance = verrouiller_ouverte(seance)
    return donner_visa(
        demande=pose.point.demande,
        nature=pose.nature,
        avis=pose.avis,
        motif=pose.motif,
        acteur=signataire,
        maintenant=maintenant,
        seance=seance,
    )


@transaction.atomic
def _consigner(
    seance: Seance, signataire: Personne, bilan: Bilan, ecran: Personne | None, maintenant: datetime
) -> None:
    ecrire(
        chaine=seance.chaine,
        action="seance.signer",
        acteur=signataire,
        maintenant=maintenant,
        donnees={
            "seance": seance.pk,
            "visas": len(bilan.signes),
            "refus": len(bilan.refus),
            "ecran": ecran.pk if ecran else None,
        },
    )


@transaction.atomic
def demander_code(*, seance: Seance, signataire: Personne, acteur: Personne, maintenant: datetime) -> CodeSeance:
    """« Envoyer un code »: to the signatory, for what they have on the table now. The codes before it die."""
    seance = verrouiller_ouverte(seance)
    poses = _relire(seance, signataire)
    demandes = CodeSeance.objects.filter(seance=seance, personne=signataire)
    if demandes.count() >= CODES_MAX:
        raise ActionImpossible(
            f"{CODES_MAX} codes ont déjà été envoyés à {signataire.nom_complet} pour cette séance : "
            "la signature se fera sur son propre appareil."
        )
    demandes.filter(servi_le__isnull=True, expire_le__gt=maintenant).update(expire_le=maintenant)
    clair = f"{secrets.randbelow(10**8):08d}"
    code = CodeSeance.objects.create(
        seance=seance,
        personne=signataire,
        contenu=empreinte_de(seance, signataire, poses),
        cree_le=maintenant,
        expire_le=maintenant + DUREE_DU_CODE,
    )
    code.empreinte = _empreinte_du_code(code, clair)
    code.save(update_fields=["empreinte"])
    courriels.code_signature(
        code, clair=clair, minutes=int(DUREE_DU_CODE.total_seconds() // 60), nombre=len(poses), acteur=acteur,
        maintenant=maintenant,
    )  # fmt: skip
    return code


def signer_avec_code(
    *, seance: Seance, signataire: Personne, code: str, acteur: Personne, maintenant: datetime
) -> Bilan:
    """« Signer », on the shared screen. A wrong try counts even though it is refused: it is written before."""
    refus, contenu = _verifier(seance, signataire, code, maintenant)
    if refus:
        raise ActionImpossible(refus)
    return signer_visas(seance=seance, acteur=signataire, contenu=contenu, maintenant=maintenant, ecran=acteur)


@transaction.atomic
def _verifier(seance: Seance, signataire: Personne, clair: str, maintenant: datetime) -> tuple[str, str]:
    """(why not, what it signs). The row is locked: of two tries at once with the right code, one serves."""
    code = CodeSeance.objects.select_for_update(no_key=True).filter(seance=seance, personne=signataire).first()
    if code is None:
        return "Demandez d'abord un code.", ""
    if code.servi_le:
        return "Ce code a déjà servi : demandez-en un autre.", ""
    if code.expire_le <= maintenant:
        return "Ce code a expiré : demandez-en un autre.", ""
    if code.essais >= ESSAIS_MAX:
        return f"{ESSAIS_MAX} essais n'ont pas abouti : demandez un autre code.", ""
    attendu = _empreinte_du_code(code, "".join(c for c in clair if not c.isspace()))
    if not constant_time_compare(attendu, code.empreinte):
        CodeSeance.objects.filter(pk=code.pk).update(essais=F("essais") + 1)
        return "Ce code n'est pas le bon. Vérifiez les huit chiffres du courriel le plus récent.", ""
    if not constant_time_compare(empreinte_de(seance, signataire, a_signer(seance, signataire)), code.contenu):
        return f"{CHANGE[:-1]} avec un nouveau code.", ""
    code.servi_le = maintenant
    code.save(update_fields=["servi_le"])
    return "", code.contenu


def _empreinte_du_code(code: CodeSeance, clair: str) -> str:
    return salted_hmac("validations.code_seance", f"{code.pk}:{clair}", algorithm="sha256").hexdigest()
