"""Decisions of meetings that somebody had taken on: left, or confided to somebody else before a mandate ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commun.templatetags.dates import jour as en_toutes_lettres
from poles import charges
from poles.charges import Charge
from poles.models import Mandat
from productions.charges.equipe import Equipe, choix_de

from .models import Decision
from .queries.reunions import CADRE
from .services import modifier_decision

CONFIER = "confier"


def enregistrer_charges() -> None:
    """To call in `AppConfig.ready`."""
    charges.enregistrer("decision", charges.Genre("Décisions à suivre", fournir, traiter, rang=4))


def fournir(mandat: Mandat, jour: date) -> Iterator[Charge]:
    """Those of the meetings that its pôles organise: who leads another pôle confides nothing of theirs."""
    equipe = Equipe(mandat, jour)
    decisions = Decision.objects.filter(
        mandat.portee_q("reunion__campagne__"), responsable=mandat.personne_id, faite_le__isnull=True
    ).select_related(*(f"reunion__{parent}" for parent in CADRE))
    for decision in decisions.order_by("echeance", "pk"):
        reunion = decision.reunion
        yield Charge(
            genre="decision",
            objet=decision.pk,
            titre=decision.texte,
            detail=f"{reunion.datee}, à faire pour le {en_toutes_lettres(decision.echeance)}.",
            url=reunion.get_absolute_url(),
            etat=f"{decision.echeance}:{decision.texte}",
            choix=(equipe.laisser, *choix_de(CONFIER, "Confier à", equipe.sauf(reunion.campagne, ()))),
            # After the resources: a decision is written in its pôle's chain.
            verrou=(2, decision.pk),
            chaine=decision.chaine,
        )


def traiter(choisie: charges.Decision) -> None:
    decision = Decision.objects.get(pk=choisie.charge.objet)
    modifier_decision(
        decision=decision,
        texte=decision.texte,
        responsable=choisie.vers,
        echeance=decision.echeance,
        acteur=choisie.acteur,
        maintenant=choisie.maintenant,
    )
