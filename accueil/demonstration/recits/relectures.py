"""Relectures that change hands, and what proofreaders make of the answers to their remarks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil
from productions import services
from productions.models import Echange, Remarque

from .parcours import DECLINEE, FAITE

BILAN, MARGE, DOCUMENTS = (
    "Lire un bilan comptable",
    "Calculer une marge, fixer un prix",
    "Les documents commerciaux",
)
SALAIRES, NEGOCIER = "Médiane ou moyenne ? Les salaires de ma région", "Négocier avec un fournisseur : jeu de rôle"
CONDUITE = "sandrine"


def raconter(agenda: Agenda) -> None:
    _changer_de_mains(agenda)
    _proposer_et_decliner(agenda)
    _repondre_aux_reponses(agenda)


def _changer_de_mains(agenda: Agenda) -> None:
    """Fatou passes on a relecture, which Léa accepts and hands in."""
    scenes = (
        ("2026-11-25", "confier une seconde relecture", partial(_assigner, BILAN, "fatou", "2026-12-16")),
        ("2026-11-27", "proposer la relecture à Léa", partial(_proposer, BILAN, "fatou", "lea", "Je suis en stage.")),
        ("2026-11-30", "accepter l'échange", partial(_accepter, BILAN, "lea")),
        ("2026-12-01", "laisser une semaine de plus", partial(_reporter, BILAN, "lea", "2026-12-18")),
        ("2026-12-10", "rendre la relecture de Léa", partial(_rendre, BILAN, "lea")),
    )
    _noter(agenda, BILAN, scenes)


def _proposer_et_decliner(agenda: Agenda) -> None:
    """A relecture declined; another proposed, whose answer is awaited on the day of the demonstration."""
    motif = "Je ne suis pas disponible avant le mois de juin."
    scenes = (
        ("2027-04-23", "confier une troisième relecture", partial(_assigner, MARGE, "fatou", "2027-05-14")),
        ("2027-04-26", "décliner la relecture", partial(_decliner, MARGE, "fatou", motif)),
        ("2027-05-11", "proposer la relecture à Léa", partial(_proposer, MARGE, "karim", "lea", "Peux-tu la finir ?")),
        ("2027-05-13", "refuser l'échange", partial(_refuser, MARGE, "lea")),
    )
    _noter(agenda, MARGE, scenes)


def _repondre_aux_reponses(agenda: Agenda) -> None:
    """Agreed, contested and answered for good; one contestation waits on the day of the demonstration."""
    bon = "Le bon de réception figure bien au référentiel : deux lignes suffiraient."
    choix = "Deux lignes ne suffiraient pas à le faire comprendre ; la suite de première lui est consacrée."
    papier = "Le tableau imprimable n'a pas de place pour écrire les calculs."
    delai = "Le délai est bien là, mais il diffère de celui de la fiche de rôle A."
    scenes = (
        (DOCUMENTS, "2027-01-25", "être d'accord", partial(_etre_d_accord, DOCUMENTS, "karim", 2)),
        (DOCUMENTS, "2027-01-25", "être d'accord", partial(_etre_d_accord, DOCUMENTS, "lea", 1)),
        (DOCUMENTS, "2027-01-25", "contester une réponse", partial(_contester, DOCUMENTS, "lea", bon)),
        (DOCUMENTS, "2027-01-29", "trancher", partial(_trancher, DOCUMENTS, "anne-sophie", DECLINEE, choix)),
        (SALAIRES, "2027-03-15", "être d'accord", partial(_etre_d_accord, SALAIRES, "loic", 1)),
        (SALAIRES, "2027-03-16", "contester une réponse", partial(_contester, SALAIRES, "loic", papier)),
        (SALAIRES, "2027-03-18", "trancher", partial(_trancher, SALAIRES, "ibrahim", FAITE, "Une colonne est libre.")),
        (NEGOCIER, "2027-05-11", "être d'accord", partial(_etre_d_accord, NEGOCIER, "jerome", 1)),
        (NEGOCIER, "2027-05-11", "contester une réponse", partial(_contester, NEGOCIER, "jerome", delai)),
        (
            NEGOCIER,
            "2027-05-14",
            "trancher",
            partial(_trancher, NEGOCIER, "fatou", FAITE, "Les deux fiches diront dix jours."),
        ),
    )
    for titre in (DOCUMENTS, SALAIRES, NEGOCIER):
        _noter(agenda, titre, tuple(scene[1:] for scene in scenes if scene[0] == titre))


def _noter(agenda: Agenda, titre: str, scenes: tuple[tuple[str, str, Callable[[datetime], None]], ...]) -> None:
    fil = Fil(f"relectures {titre}")
    for jour, quoi, action in scenes:
        agenda.noter(fil.instant(jour), f"{quoi}, {titre}", action)


def _assigner(titre: str, qui: str, avant: str, maintenant: datetime) -> None:
    acteur, ressource = reperes.personne(CONDUITE), reperes.ressource(titre)
    reperes.exiger(acteur, "productions.assigner_relecture", ressource)
    services.assigner_relectures(
        ressource=ressource,
        relecteurs=[reperes.personne(qui)],
        echeance=date.fromisoformat(avant),
        acteur=acteur,
        maintenant=maintenant,
    )


def _reporter(titre: str, qui: str, avant: str, maintenant: datetime) -> None:
    acteur, relecture = reperes.personne(CONDUITE), reperes.relecture(titre, qui)
    reperes.exiger(acteur, "productions.changer_echeance", relecture)
    services.changer_echeance(
        relecture=relecture, echeance=date.fromisoformat(avant), acteur=acteur, maintenant=maintenant
    )


def _decliner(titre: str, qui: str, motif: str, maintenant: datetime) -> None:
    relecture, acteur = reperes.relecture(titre, qui), reperes.personne(qui)
    reperes.exiger(acteur, "productions.decliner_relecture", relecture)
    services.decliner_relecture(relecture=relecture, motif=motif, acteur=acteur, maintenant=maintenant)


def _proposer(titre: str, qui: str, vers: str, message: str, maintenant: datetime) -> None:
    relecture, acteur = reperes.relecture(titre, qui), reperes.personne(qui)
    reperes.exiger(acteur, "productions.passer_relecture", relecture)
    services.proposer_echange(
        relecture=relecture,
        vers=reperes.personne(vers),
        contre=None,
        message=message,
        acteur=acteur,
        maintenant=maintenant,
    )


def _accepter(titre: str, qui: str, maintenant: datetime) -> None:
    services.accepter_echange(echange=_echange(titre, qui), acteur=reperes.personne(qui), maintenant=maintenant)


def _refuser(titre: str, qui: str, maintenant: datetime) -> None:
    services.refuser_echange(echange=_echange(titre, qui), acteur=reperes.personne(qui), maintenant=maintenant)


def _echange(titre: str, qui: str) -> Echange:
    echange = Echange.objects.en_attente().get(relecture__version__ressource__titre=titre)
    reperes.exiger(reperes.personne(qui), "productions.repondre_echange", echange)
    return echange


def _rendre(titre: str, qui: str, maintenant: datetime) -> None:
    relecture, acteur = reperes.relecture(titre, qui), reperes.personne(qui)
    reperes.exiger(acteur, "productions.rendre_relecture", relecture)
    avis = "Lu d'une traite. Le conseil du banquier donne envie d'écrire."
    services.rendre_relecture(relecture=relecture, avis=avis, acteur=acteur, maintenant=maintenant)


def _etre_d_accord(titre: str, qui: str, nombre: int, maintenant: datetime) -> None:
    for remarque in _repondues(titre, qui)[:nombre]:
        reperes.exiger(remarque.auteur, "productions.clore_remarque", remarque)
        services.clore_remarque(remarque=remarque, acteur=remarque.auteur, maintenant=maintenant)


def _contester(titre: str, qui: str, motif: str, maintenant: datetime) -> None:
    remarque = _repondues(titre, qui)[0]
    reperes.exiger(remarque.auteur, "productions.contester_reponse", remarque)
    services.contester_reponse(remarque=remarque, motif=motif, acteur=remarque.auteur, maintenant=maintenant)


def _trancher(titre: str, qui: str, reponse: str, texte: str, maintenant: datetime) -> None:
    acteur = reperes.personne(qui)
    remarque = Remarque.objects.select_related("version__ressource").get(
        version__ressource__titre=titre, etat="contestee"
    )
    reperes.exiger(acteur, "productions.trancher_remarque", remarque)
    services.trancher_remarque(remarque=remarque, reponse=reponse, texte=texte, acteur=acteur, maintenant=maintenant)


def _repondues(titre: str, qui: str) -> list[Remarque]:
    """The answers that this person has said nothing of, oldest remarks first."""
    remarques = Remarque.objects.filter(
        version__ressource__titre=titre, auteur=reperes.personne(qui), etat="repondue", version_reponse__isnull=False
    )
    return list(remarques.select_related("auteur", "version__ressource").order_by("pk"))
