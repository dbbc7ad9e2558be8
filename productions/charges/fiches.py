"""Fiches begun and not finished: left, or given to somebody who completes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from poles.charges import Charge, Decision
from poles.models import Mandat
from productions.etats import MODIFIABLES
from productions.models import FicheProjet
from productions.services import confier_fiche

from .equipe import Equipe, choix_de

CONFIER = "confier"


def fournir(mandat: Mandat, jour: date) -> Iterator[Charge]:
    equipe = Equipe(mandat, jour)
    fiches = FicheProjet.objects.filter(
        mandat.portee_q("campagne__"), redigee_par=mandat.personne_id, etat__in=MODIFIABLES
    ).select_related("campagne__pole__academie")
    for fiche in fiches.order_by("titre", "pk"):
        yield Charge(
            genre="fiche",
            objet=fiche.pk,
            titre=fiche.titre,
            detail=f"Fiche-projet, {fiche.get_etat_display()}.",
            url=fiche.get_absolute_url(),
            etat=fiche.etat,
            choix=(equipe.laisser, *choix_de(CONFIER, "Confier à", equipe.sauf(fiche.campagne, ()))),
            # A fiche is locked before what it announces.
            verrou=(0, fiche.pk),
            chaine=fiche.chaine,
        )


def traiter(decision: Decision) -> None:
    confier_fiche(
        fiche=FicheProjet.objects.get(pk=decision.charge.objet),
        redacteur=decision.vers,
        motif=decision.motif,
        acteur=decision.acteur,
        maintenant=decision.maintenant,
    )
