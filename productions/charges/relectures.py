"""Relectures awaited: left, given to somebody else, or no longer awaited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from commun.templatetags.dates import jour as en_toutes_lettres
from poles.charges import Charge, Choix, Decision
from poles.models import Mandat
from productions.etats import EtatRelecture, EtatRessource
from productions.models import Producteur, Relecture
from productions.queries.relectures import DELAI_USUEL
from productions.services import liberer_relecture, reassigner_relecture

from .equipe import Equipe, choix_de

CONFIER, LIBERER = "confier", "liberer"
# A proofreader who takes over has a week at least.
DELAI_MINIMAL = timedelta(days=7)


def fournir(mandat: Mandat, jour: date) -> Iterator[Charge]:
    equipe = Equipe(mandat, jour)
    relectures = (
        Relecture.objects.filter(
            mandat.portee_q("version__ressource__campagne_suivi__"),
            relecteur=mandat.personne_id,
            etat=EtatRelecture.ATTENDUE,
            version__ressource__etat=EtatRessource.EN_RELECTURE,
        )
        .select_related("version__ressource__campagne_suivi__pole__academie")
        .prefetch_related(
            "remarques",
            Prefetch("version__relectures", Relecture.objects.all()),
            Prefetch("version__ressource__liens_producteurs", Producteur.objects.all()),
        )
        .order_by("version__ressource__titre", "pk")
    )
    for relecture in relectures:
        yield _charge(relecture, equipe)


def _charge(relecture: Relecture, equipe: Equipe) -> Charge:
    r, version = relecture.version.ressource, relecture.version
    exclus = {lien.personne_id for lien in r.liens_producteurs.all()}
    exclus |= {autre.relecteur_id for autre in version.relectures.all()}
    candidats = equipe.sauf(r.campagne_suivi, exclus)
    nombre = len(relecture.remarques.all())
    return Charge(
        genre="relecture",
        objet=relecture.pk,
        titre=f"{r.titre} ({version})",
        detail=_detail(relecture, nombre),
        url=r.get_absolute_url(),
        etat=f"{relecture.etat}:{r.etat}:{nombre}",
        choix=(
            equipe.laisser,
            Choix(LIBERER, "Ne plus attendre cette relecture"),
            *choix_de(CONFIER, "Confier à", candidats),
        ),
        verrou=(1, r.pk),
        chaine=r.chaine,
    )


def _detail(relecture: Relecture, remarques: int) -> str:
    quand = f"À rendre avant le {en_toutes_lettres(relecture.echeance)}" if relecture.echeance else "Sans date"
    if not remarques:
        return f"{quand} ; aucune remarque notée."
    return f"{quand} ; {f'{remarques} remarques notées' if remarques > 1 else 'une remarque notée'}, pas encore rendue."


def traiter(decision: Decision) -> None:
    relecture = Relecture.objects.select_related("version__ressource__campagne_suivi__pole__academie").get(
        pk=decision.charge.objet
    )
    qui = {"acteur": decision.acteur, "maintenant": decision.maintenant}
    if decision.action == LIBERER:
        liberer_relecture(relecture=relecture, **qui)
        return
    fuseau = ZoneInfo(relecture.version.ressource.campagne_suivi.fuseau)
    jour = decision.maintenant.astimezone(fuseau).date()
    tot = jour + DELAI_MINIMAL
    echeance = relecture.echeance if relecture.echeance and relecture.echeance >= tot else jour + DELAI_USUEL
    reassigner_relecture(relecture=relecture, relecteur=decision.vers, echeance=echeance, **qui)
