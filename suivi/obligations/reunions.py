"""What meetings add to « who owes what by when »: an answer, being there, the minutes, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.formats import date_format

from calendrier.obligations import Demande, Obligation
from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Fonction
from suivi.etats import EtatReunion, GenreReunion, Reponse
from suivi.models import Decision, Participation, Reunion
from suivi.queries.reunions import encore_du_pole

from .lignes import Ligne, colonnes

# Minutes are read while people remember.
DELAI_COMPTE_RENDU = timedelta(days=7)
# A day begins that much before midnight in UTC, or ends that much after, somewhere on Earth: the rows are looked at
# one by one where people meet.
PLUS_TOT, PLUS_TARD = timedelta(hours=14), timedelta(hours=12)


def ensembles(demande: Demande) -> list[QuerySet[Any]]:
    minuit = datetime.combine(demande.jour, time.min, ZoneInfo("UTC"))
    voulus = [_a_venir(demande, minuit), _a_faire(demande)]
    if demande.personne is None or droits_de(demande.personne).conduit_quelque_part:
        voulus += [_a_rediger(demande, minuit), _a_confier(demande)]
    return voulus


def _a_venir(demande: Demande, minuit: datetime) -> QuerySet[Any]:
    """One row each: who has not answered, who will be there."""
    attendues = Participation.objects.filter(
        demande.q_personne("personne"),
        _des_campagnes(demande),
        encore_du_pole(demande.jour),
        reponse__in=[Reponse.ATTENDUE, Reponse.PARTICIPE],
        reunion__etat=EtatReunion.PREVUE,
        reunion__fin__gt=minuit - PLUS_TOT,
    )
    return _de_reunion(
        attendues, "participer", "reunion__", personne=F("personne"), etat=F("reponse"), texte=F("reunion__objet")
    )


def _a_rediger(demande: Demande, minuit: datetime) -> QuerySet[Any]:
    """Over, neither cancelled nor minuted."""
    passees = Reunion.objects.filter(
        demande.conduite("campagne__"),
        debut__lt=minuit + timedelta(days=1) + PLUS_TARD,
        compte_rendu="",
        campagne__cycle__etat=EtatCycle.OUVERT,
    ).exclude(etat=EtatReunion.ANNULEE)
    return _de_reunion(passees, "rediger", "", etat=F("etat"), texte=F("objet"))


def _a_faire(demande: Demande) -> QuerySet[Any]:
    dues = Decision.objects.filter(
        demande.q_personne("responsable"),
        encore_du_pole(demande.jour, "responsable"),
        faite_le__isnull=True,
        responsable__isnull=False,
    )
    if demande.campagnes is not None:
        dues = dues.filter(reunion__campagne__in=demande.campagnes)
    return _de_reunion(
        dues,
        "decision",
        "reunion__",
        personne=F("responsable"),
        etat=F("reunion__etat"),
        texte=F("texte"),
        jour=F("echeance"),
    )


def _a_confier(demande: Demande) -> QuerySet[Any]:
    """Those of who has left: whoever leads the pôle gives them to somebody else, or says that they are done."""
    laissees = Decision.objects.filter(
        demande.conduite("reunion__campagne__"),
        ~encore_du_pole(demande.jour, "responsable"),
        faite_le__isnull=True,
        responsable__isnull=False,
    )
    return _de_reunion(laissees, "decision", "reunion__", etat=F("reunion__etat"), texte=F("texte"), jour=F("echeance"))


def _des_campagnes(demande: Demande) -> Q:
    if demande.campagnes is None:
        return Q()
    reunies = Reunion.campagnes.through.objects.filter(campagne__in=demande.campagnes)
    return Q(Parmi("reunion", reunies.values("reunion")))


def _de_reunion(lignes: QuerySet[Any], quoi: str, chemin: str, **valeurs: Any) -> QuerySet[Any]:
    """`chemin` leads from the row to its meeting."""
    return colonnes(
        lignes,
        quoi,
        f"{chemin}campagne__",
        objet=F("pk"),
        reunion=F(f"{chemin}pk"),
        genre=F(f"{chemin}genre"),
        debut=F(f"{chemin}debut"),
        organisateur=Concat(f"{chemin}organisee_par__prenom", Value(" "), f"{chemin}organisee_par__nom"),
        **valeurs,
    )


def participer(lignes: Sequence[Ligne], jour: date) -> Obligation | None:
    """Of all those who have not answered, or of all those who will be there: one thing, whoever asks."""
    ligne = lignes[0]
    sans_reponse, le = ligne.etat == Reponse.ATTENDUE, _jour_de(ligne)
    if le < jour:
        return None
    return Obligation(
        cle=f"reunion:{ligne.reunion}:{'repondre' if sans_reponse else 'participer'}",
        genre="reunion",
        campagne=ligne.campagne,
        phrase="Répondre à l'invitation :" if sans_reponse else "Participer :",
        objet=_nommer(ligne),
        pourquoi=f"{ligne.organisateur.strip()} a besoin de savoir qui sera là."
        if sans_reponse
        else "Vous avez dit que vous y serez.",
        url=_page(ligne),
        bouton="Répondre" if sans_reponse else "Voir la réunion",
        personnes=frozenset(ligne.personne for ligne in lignes),
        echeance=le,
        evenement=True,
    )


def rediger(ligne: Ligne, jour: date) -> Obligation | None:
    """Nothing on the day itself, unless it is over already."""
    tenue, le = ligne.etat == EtatReunion.TENUE, _jour_de(ligne)
    if le >= jour and not tenue:
        return None
    return Obligation(
        cle=f"reunion:{ligne.reunion}:compte_rendu",
        genre="compte_rendu",
        campagne=ligne.campagne,
        phrase="Rédiger le compte rendu :" if tenue else "Noter qui était là, puis rédiger le compte rendu :",
        objet=_nommer(ligne),
        pourquoi="L'équipe y lit ce qui est décidé ; il peut compter comme point d'étape.",
        url=reverse("suivi:rediger" if tenue else "suivi:presences", args=[ligne.reunion]),
        bouton="Rédiger" if tenue else "Noter les présences",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=le + DELAI_COMPTE_RENDU,
        depuis=le,
    )


def decision(ligne: Ligne, jour: date) -> Obligation:
    if not ligne.personne:
        return _decision_laissee(ligne)
    le = _jour_de(ligne)
    return Obligation(
        cle=f"decision:{ligne.objet}",
        genre="decision",
        campagne=ligne.campagne,
        phrase="Faire ce qui a été décidé :",
        objet=ligne.texte,
        pourquoi=f"Décidé à la réunion du {date_format(le, 'j F')}, et cela vous est confié.",
        url=f"{_page(ligne)}#decision-{ligne.objet}",
        bouton="Dire que c'est fait",
        personnes=frozenset({ligne.personne}),
        echeance=ligne.jour,
        depuis=le,
    )


def _decision_laissee(ligne: Ligne) -> Obligation:
    return Obligation(
        cle=f"decision:{ligne.objet}:confier",
        genre="decision",
        campagne=ligne.campagne,
        phrase="Confier à quelqu'un d'autre ce qui a été décidé :",
        objet=ligne.texte,
        pourquoi="La personne qui s'en chargeait a quitté le pôle.",
        url=f"{_page(ligne)}#decision-{ligne.objet}",
        bouton="Voir la décision",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=ligne.jour,
        depuis=_jour_de(ligne),
    )


def _jour_de(ligne: Ligne) -> date:
    """The day of the meeting, where people meet."""
    return ligne.debut.astimezone(ZoneInfo(ligne.fuseau)).date()


def _nommer(ligne: Ligne) -> str:
    libelle = GenreReunion(ligne.genre).label
    return f"{ligne.texte or libelle[0].upper() + libelle[1:]}, {date_format(_jour_de(ligne), 'l j F')}"


def _page(ligne: Ligne) -> str:
    return reverse("suivi:reunion", args=[ligne.reunion])
