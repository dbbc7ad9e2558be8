"""What the pages of this room have shown, each compared again under the lock of what it is about."""

from __future__ import annotations

from commun.gardes import Garde
from journal.peremption import TOUS_LES_GESTES, abreger, etat_vu, garder
from journal.queries import rang_de
from productions.models import FicheProjet, Relecture, Remarque, Report, Ressource
from productions.queries.ressources import relectures_attendues
from productions.services.reports import verrouiller_report
from productions.services.verrous import verrouiller_fiche, verrouiller_remarque, verrouiller_ressource


def garde_de_ressource(ressource: Ressource) -> Garde:
    """Of a page that acts on its state or its last version: each deposit is another instant."""
    return garder(ressource, verrouiller_ressource, _ressource_vue)


def _ressource_vue(ressource: Ressource) -> str:
    return f"{etat_vu(ressource)} V{ressource.numero_version}"


def garde_de_cloture(ressource: Ressource) -> Garde:
    """« Clore la relecture » names who is let off: somebody assigned or handing in meanwhile changes that."""
    gestes = ("relecture.assigner", "relecture.rendre", "ressource.clore_relecture", "ressource.rendre_relectures")
    return garder(ressource, verrouiller_ressource, _relectures_vues, gestes)


def _relectures_vues(ressource: Ressource) -> str:
    attendues: list[Relecture] = list(relectures_attendues([ressource.pk]))
    return ",".join([etat_vu(ressource), *sorted(str(r.pk) for r in attendues)])


def garde_de_suite(remarque: Remarque) -> Garde:
    """Of what is said once a remark has its answer: each move is another instant."""
    return garder(remarque, verrouiller_remarque)


def garde_d_echeance(relecture: Relecture) -> Garde:
    return garder(relecture, _verrouiller_relecture, _echeance_vue, ("relecture.reporter", "relecture.rendre"))


def _verrouiller_relecture(relecture: Relecture) -> Relecture:
    verrouiller_ressource(relecture.version.ressource)
    return Relecture.objects.select_related("version__ressource").get(pk=relecture.pk)


def _echeance_vue(relecture: Relecture) -> str:
    return abreger(etat_vu(relecture), relecture.echeance)


def garde_de_scission(ressource: Ressource) -> Garde:
    """Who produces it, what it holds, whether it was split already: every line of its journal counts."""
    return garder(ressource, verrouiller_ressource, _rang_vu, TOUS_LES_GESTES)


def garde_de_fiche(fiche: FicheProjet) -> Garde:
    """A fiche is decided on its text: every line of its journal counts."""
    return garder(fiche, verrouiller_fiche, _rang_vu, TOUS_LES_GESTES)


def _rang_vu(objet: FicheProjet | Ressource) -> str:
    return str(rang_de(objet.chaine))


def garde_de_report(report: Report) -> Garde:
    return garder(report, verrouiller_report)


def garde_de_reponse(remarque: Remarque) -> Garde:
    return garder(remarque, verrouiller_remarque, _reponse_vue, ("remarque.repondre",))


def _reponse_vue(remarque: Remarque) -> str:
    return remarque.vue
