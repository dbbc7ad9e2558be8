"""Tables: a coordinator has one read in May, and has not imported it yet."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.core.files.base import ContentFile

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil
from commun.models import Travail
from commun.services import travaux
from commun.services.travaux import Suivi
from importations import services
from importations.models import Importation
from importations.sortes import sorte_de

POLE, CONDUITE, JOUR = "economie-gestion", "sandrine", "2027-05-10"
# As a colleague keeps it: with columns that serve elsewhere, and somebody who is there already.
TABLEAU = """Courriel;Prénom;Nom;Fonction;Téléphone
maud.lenoir@ac-demonstration.fr;Maud;Lenoir;enseignante;
{deja};;;;
yann.guegan@ac-demonstration.fr;Yann;Guégan;observateur;
service.numerique@ac-demonstration.fr;;;chargée de mission;
"""


def raconter(agenda: Agenda) -> None:
    agenda.noter(Fil("tableaux").instant(JOUR), "un tableau de membres est lu", lire)


def lire(maintenant: datetime) -> None:
    campagne, qui = reperes.campagne(POLE), reperes.personne(CONDUITE)
    reperes.exiger(qui, "poles.inviter", campagne)
    contenu = TABLEAU.format(deja=reperes.personne("karim").email).encode("cp1252")
    deposee = services.deposer(
        sorte=sorte_de("membres"),
        portee=campagne,
        fichier=ContentFile(contenu, name="equipe-2027.csv"),
        acteur=qui,
        maintenant=maintenant,
    )
    travaux.executer(
        deposee.travail_id, partial(_lire, deposee, maintenant.date(), maintenant), horloge=lambda: maintenant
    )


def _lire(deposee: Importation, jour: date, maintenant: datetime, travail: Travail, suivi: Suivi) -> None:
    """A worker's part."""
    services.lire(importation=deposee, suivi=suivi, jour=jour, maintenant=maintenant)
