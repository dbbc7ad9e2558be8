"""When a class test may take place, who may do it, and until when its link serves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendrier.queries import echeances_de
from calendrier.tests_tardifs import dernier_jour_de_test, est_tardif
from commun.templatetags.dates import quantieme

from .etats import EtatRessource
from .models import Ressource, TestEnClasse, Version
from .models.liens_tests import VALIDITE

# Texts that nobody hands in: several screens of a phone, and no more.
BROUILLON_MAX = 40_000


def test_impossible(ressource: Ressource, version: Version | None) -> str:
    """Why nobody can test it now; empty when somebody can."""
    if not ressource.pour_la_classe:
        return "Une ressource de formation continue ne se teste pas en classe."
    if ressource.etat == EtatRessource.ABANDONNEE:
        return f"« {ressource.titre} » est abandonnée : elle ne se teste plus."
    if version is None:
        return "Un test porte sur une version déposée : déposez d'abord la V1."
    return ""


def jour_impossible(ressource: Ressource, jour: date, motif_tardif: str, aujourdhui: date) -> str:
    """Why the test cannot take place on that day; empty when it can. After the cycle it needs a reason."""
    if jour < aujourdhui:
        return (
            "Cette date est passée : choisissez un jour à venir, ou aujourd'hui. Si la séance a déjà eu lieu, prévoyez "
            "le test aujourd'hui : qui l'a fait dira le jour réel de la séance en donnant ses impressions."
        )
    return trop_tard(ressource, jour) or motif_manquant(ressource, jour, motif_tardif)


def trop_tard(ressource: Ressource, jour: date) -> str:
    """Past the last day of late tests a session counts no more, planned or certified; empty when it does."""
    dernier = dernier_jour(ressource)
    return f"Un test en classe de ce cycle a lieu au plus tard le {_en_clair(dernier)}." if jour > dernier else ""


def motif_manquant(ressource: Ressource, jour: date, motif_tardif: str) -> str:
    """A test after the cycle has its reason; what is said when it has none."""
    cycle = ressource.campagne_suivi.cycle
    if motif_tardif.strip() or not est_tardif(jour, cycle):
        return ""
    return (
        f"Le cycle se termine le {_en_clair(cycle.fin)} : dites pourquoi le test a lieu après "
        "(par exemple, la place de la notion dans la progression)."
    )


def seance_impossible(test: TestEnClasse, fait_le: date, aujourdhui: date) -> str:
    """Why the session cannot have taken place on that day; empty when it can. The attestation certifies it."""
    fuseau = ZoneInfo(test.version.ressource.campagne_suivi.fuseau)
    if fait_le > aujourdhui:
        return "La séance n'a pas encore eu lieu à cette date : donnez vos impressions une fois qu'elle est faite."
    depot = test.version.deposee_le.astimezone(fuseau).date()
    if fait_le < depot:
        return f"La {test.version} date du {_en_clair(depot)} : la séance ne peut pas avoir eu lieu avant."
    return trop_tard(test.version.ressource, fait_le)


def dernier_jour(ressource: Ressource) -> date:
    return dernier_jour_de_test(ressource.campagne_suivi.cycle, echeances_de(ressource.campagne_suivi))


def fin_du_lien(jour: date, fuseau: str) -> datetime:
    """Midnight at the end of the last day on which the link serves, in the académie's zone."""
    return datetime.combine(jour + VALIDITE + timedelta(days=1), time.min, ZoneInfo(fuseau))


def _en_clair(jour: date) -> str:
    return f"{quantieme(jour)} {jour.year}"
