"""Extensions that wait for an answer: the PREDAC's or the IAN's, then, of another date, the producers'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from calendrier.obligations import Demande, Obligation
from commun.ensembles import Parmi
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.droits import droits_de
from poles.models import Fonction
from productions.etats import EtatReport
from productions.etats import EtatRessource as R
from productions.models import NatureReport, Producteur, Report, Ressource
from productions.parcours import COORDINATION

_SUIVI = "ressource__campagne_suivi__"


def fournir(demande: Demande, ressources: Sequence[Ressource]) -> Iterator[Obligation]:
    """Those of these resources, which hold their producers: one query, and none where there is no resource."""
    par_pk = {r.pk: r for r in ressources}
    if not par_pk:
        return
    dus = attendus(demande).filter(ressource__in=par_pk).select_related("demande_par", "repondu_par")
    for report in dus.order_by("etat_depuis", "pk"):
        report.ressource = par_pk[report.ressource_id]
        yield _repondre(report) if report.etat == EtatReport.DEMANDE else _accepter(report)


def attendus(demande: Demande) -> QuerySet[Report]:
    """What is asked of a version that is there already, or of a resource given up, waits for nobody."""
    a_repondre, a_accepter = Q(etat=EtatReport.DEMANDE), Q(etat=EtatReport.PROPOSE)
    if demande.personne:
        liens = Producteur.objects.filter(personne=demande.personne)
        a_repondre &= droits_de(demande.personne).conduite(_SUIVI)
        a_accepter &= Q(Parmi("ressource", liens.values("ressource")))
    encore = Q(nature=NatureReport.V1, ressource__numero_version=0)
    encore |= Q(nature=NatureReport.V2, ressource__numero_version__lte=1)
    encore |= Q(nature=NatureReport.TEST_CLASSE)
    encore |= Q(
        nature=NatureReport.VALIDATION,
        ressource__etat__in=[R.EN_CONCEPTION, R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER],
    )
    return Report.objects.filter(
        Demande(demande.jour, campagnes=demande.campagnes).q(_SUIVI), a_repondre | a_accepter, encore
    ).exclude(ressource__etat=R.ABANDONNEE)


def _repondre(report: Report) -> Obligation:
    return Obligation(
        cle=f"report:{report.pk}:{EtatReport.DEMANDE}",
        genre="report",
        campagne=report.ressource.campagne_suivi_id,
        sujet=report.ressource.chaine,
        phrase="Répondre à la demande de report de",
        objet=report.ressource.titre,
        pourquoi=f"Une date plus tardive est demandée pour {report.get_nature_display()} : "
        f"{en_toutes_lettres(report.jour_souhaite)}.",
        url=report.get_absolute_url(),
        bouton="Répondre",
        fonctions=(Fonction.COORDINATEUR,),
        depuis=_jour(report),
        attendue_par=report.demande_par.nom_complet,
    )


def _accepter(report: Report) -> Obligation:
    return Obligation(
        cle=f"report:{report.pk}:{EtatReport.PROPOSE}",
        genre="report",
        campagne=report.ressource.campagne_suivi_id,
        sujet=report.ressource.chaine,
        phrase="Accepter la date proposée, ou retirer la demande de report, pour",
        objet=report.ressource.titre,
        pourquoi=f"Une autre date est proposée pour {report.get_nature_display()} : "
        f"{en_toutes_lettres(report.jour_propose)}.",
        url=report.get_absolute_url(),
        bouton="Répondre",
        personnes=frozenset(lien.personne_id for lien in report.ressource.liens_producteurs.all()),
        depuis=_jour(report),
        attendue_par=report.repondu_par.nom_complet if report.repondu_par else COORDINATION,
    )


def _jour(report: Report) -> date:
    return report.etat_depuis.astimezone(ZoneInfo(report.ressource.campagne_suivi.fuseau)).date()
