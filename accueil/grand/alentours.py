"""What goes with the lives of resources: a séance a campaign, the visas lent for a time, the mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from commun.etats import EtatCourriel
from commun.models import Courriel
from journal.services import Mouvement
from poles.models import Campagne, Delegation, Fonction, Mandat
from validations.models import EtatSeance, Presence, PresenceSeance, Seance

from .tampon import Tampon

DOMAINE = "grand.exemple.fr"
# Of the mails, so many did not leave.
PERDUS = 0.005


def tenir_seance(
    tampon: Tampon, campagne: Campagne, invites: dict[Fonction, int], prevue_le: datetime, *, tenue: bool
) -> tuple[Seance, list[Mouvement]]:
    """A séance, held and closed or still to come, and the moves that its campaign's chain keeps."""
    preparee, qui = prevue_le - timedelta(days=45), invites[Fonction.COORDINATEUR]
    seance = Seance(
        pk=tampon.numero(Seance),
        campagne=campagne,
        prevue_le=prevue_le,
        lieu="Salle des conseils",
        etat=EtatSeance.CLOSE if tenue else EtatSeance.PREPAREE,
        etat_depuis=prevue_le + timedelta(hours=2) if tenue else preparee,
        creee_par_id=qui,
    )
    presence = Presence.PRESENTE if tenue else Presence.INVITEE
    presences = [
        PresenceSeance(seance=seance, personne_id=pk, fonction=fonction, presence=presence)
        for fonction, pk in invites.items()
    ]
    tampon.ajouter(seance, *presences)
    jour = {"seance": seance.pk, "jour": seance.quand.date().isoformat()}
    mouvements = [Mouvement("seance.preparer", qui, preparee, jour)]
    if tenue:
        ouverte = {"de": EtatSeance.PREPAREE.value, "vers": EtatSeance.OUVERTE.value, "seance": seance.pk}
        close = {"de": EtatSeance.OUVERTE.value, "vers": EtatSeance.CLOSE.value, "seance": seance.pk, "visas": 0}
        mouvements += [
            Mouvement("seance.ouvrir", qui, prevue_le, ouverte),
            Mouvement("seance.clore", qui, seance.etat_depuis, close),
        ]
    return seance, mouvements


def deleguer(tampon: Tampon, mandat: Mandat, a: int, accordee_le: datetime) -> tuple[Delegation, dict[str, int | str]]:
    """A month's loan of a signatory's visas, and what the journal says of it."""
    pret = Delegation(
        pk=tampon.numero(Delegation),
        mandat=mandat,
        delegataire_id=a,
        debut=accordee_le.date(),
        fin=accordee_le.date() + timedelta(days=30),
        accordee_le=accordee_le,
    )
    tampon.ajouter(pret)
    dates = {"debut": pret.debut.isoformat(), "fin": pret.fin.isoformat()}
    return pret, {"delegation": pret.pk, "mandat": mandat.pk, "delegataire": a, **dates}


def prevenir(tampon: Tampon, hasard: Random, gabarit: str, cle: str, a: int, sujet: str, instant: datetime) -> None:
    """A mail that left a minute later; a few never did."""
    perdu = hasard.random() < PERDUS
    tampon.ajouter(
        Courriel(
            cle=f"{gabarit}:{cle}:{a}",
            personne=a,
            adresse=f"personne{a}@{DOMAINE}",
            nom_destinataire=f"Destinataire nº {a}",
            gabarit=gabarit,
            sujet=sujet[:250],
            texte=f"{sujet}. Ouvrez la page pour la lire et faire ce qui vous revient.",
            url="/",
            bouton="Ouvrir",
            etat=EtatCourriel.ECHEC if perdu else EtatCourriel.ENVOYE,
            essais=8 if perdu else 1,
            erreur="La boîte de réception est pleine." if perdu else "",
            cree_le=instant,
            envoye_le=None if perdu else instant + timedelta(minutes=1),
        )
    )
