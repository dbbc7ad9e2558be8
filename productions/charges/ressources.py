"""Productions under way: left, shared with somebody, or taken over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from poles.charges import Charge, Decision
from poles.models import Mandat
from productions.etats import RELECTURES_TENUES
from productions.etats import EtatRessource as R
from productions.models import Depot, Producteur, Relecture, Ressource, Version
from productions.parcours import enumerer
from productions.services import ajouter_producteur, remplacer_producteur

from .equipe import Equipe, choix_de

AJOUTER, REMPLACER = "ajouter", "remplacer"
ACHEVEES = (R.PUBLIEE, R.ABANDONNEE)


def fournir(mandat: Mandat, jour: date) -> Iterator[Charge]:
    """Four queries, however many resources there are."""
    ressources = list(_ressources(mandat))
    relecteurs = _relecteurs(ressources) if ressources else {}
    equipe = Equipe(mandat, jour)
    for r in ressources:
        yield _charge(r, relecteurs[r.pk], equipe)


def _ressources(mandat: Mandat) -> Sequence[Ressource]:
    personne = mandat.personne_id
    deposees = Version.objects.filter(ressource=OuterRef("pk"), deposee_par=personne, annulee_le__isnull=True)
    return (
        Ressource.objects.filter(
            mandat.portee_q("campagne_suivi__"),
            Exists(Producteur.objects.filter(ressource=OuterRef("pk"), personne=personne)),
        )
        .exclude(etat__in=ACHEVEES)
        .annotate(a_depose=Exists(deposees), depot_commence=Exists(Depot.objects.filter(ressource=OuterRef("pk"))))
        .select_related("campagne_suivi__pole__academie")
        .prefetch_related(Prefetch("liens_producteurs", Producteur.objects.select_related("personne")))
        .order_by("titre", "pk")
    )


def _relecteurs(ressources: Sequence[Ressource]) -> dict[int, set[int]]:
    relecteurs: dict[int, set[int]] = defaultdict(set)
    relectures = Relecture.objects.filter(version__ressource__in=ressources, etat__in=RELECTURES_TENUES)
    for ressource, relecteur in relectures.values_list("version__ressource", "relecteur"):
        relecteurs[ressource].add(relecteur)
    return relecteurs


def _charge(r: Ressource, relecteurs: set[int], equipe: Equipe) -> Charge:
    producteurs = {lien.personne_id for lien in r.liens_producteurs.all()}
    candidats = equipe.sauf(r.campagne_suivi, producteurs | relecteurs)
    choix = (equipe.laisser, *choix_de(AJOUTER, "Ajouter", candidats))
    # Who has deposited stays among those who made it.
    if not r.a_depose:
        choix += choix_de(REMPLACER, "Remplacer par", candidats)
    return Charge(
        genre="ressource",
        objet=r.pk,
        titre=r.titre,
        detail=_detail(r, equipe.mandat.personne_id),
        url=r.get_absolute_url(),
        etat=f"{r.etat}:{r.numero_version}:{'-'.join(map(str, sorted(producteurs)))}",
        choix=choix,
        verrou=(1, r.pk),
        chaine=r.chaine,
    )


def _detail(r: Ressource, personne: int) -> str:
    autres = [lien.personne.nom_complet for lien in r.liens_producteurs.all() if lien.personne_id != personne]
    ou = r.get_etat_display().capitalize() + (f", V{r.numero_version} déposée" if r.numero_version else "")
    phrases = [ou, f"produite aussi par {enumerer(autres)}" if autres else "personne d'autre ne la produit"]
    if r.depot_commence:
        phrases.append(f"le dépôt de la V{r.numero_suivant} est commencé")
    if r.a_depose:
        phrases.append("son nom y reste, car une version a été déposée par cette personne")
    return " ; ".join(phrases) + "."


def traiter(decision: Decision) -> None:
    ressource = Ressource.objects.get(pk=decision.charge.objet)
    qui = {"acteur": decision.acteur, "maintenant": decision.maintenant}
    if decision.action == AJOUTER:
        ajouter_producteur(ressource=ressource, personne=decision.vers, **qui)
    else:
        remplacer_producteur(ressource=ressource, ancien=decision.de, nouveau=decision.vers, **qui)
