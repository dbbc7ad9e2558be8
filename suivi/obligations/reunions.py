"""What meetings add to « who owes what by when »: an answer, being there, the minutes, what was decided.

All of it in one query, for the home page reads it each time: three SELECT of the same columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.formats import date_format

from calendrier.obligations import Demande, Obligation
from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Fonction
from suivi.etats import EtatReunion, GenreReunion, Reponse
from suivi.models import Decision, Participation, Reunion

# Minutes are read while people remember.
DELAI_COMPTE_RENDU = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """One row of the answer: the meeting, and what is owed of it."""

    quoi: str  # « participer », « rediger » or « decision »
    objet: int
    personne: int
    detail: str  # what was answered, the state of the meeting, or the decision
    echeance: date | None
    reunion: int
    genre: str
    titre: str
    debut: datetime
    campagne: int
    fuseau: str
    prenom: str
    nom: str

    @property
    def jour(self) -> date:
        return self.debut.astimezone(ZoneInfo(self.fuseau)).date()

    @property
    def nommee(self) -> str:
        libelle = GenreReunion(self.genre).label
        return f"{self.titre or libelle[0].upper() + libelle[1:]}, {date_format(self.jour, 'l j F')}"

    @property
    def url(self) -> str:
        return reverse("suivi:reunion", args=[self.reunion])


_COLONNES = tuple(f"du_{champ.name}" for champ in fields(Due))


def reunions(demande: Demande) -> Iterator[Obligation]:
    minuit = datetime.combine(demande.jour, time.min, ZoneInfo("UTC"))
    ensembles = [_a_venir(demande, minuit), _a_faire(demande)]
    if demande.personne is None or droits_de(demande.personne).conduit_quelque_part:
        ensembles.append(_a_rediger(demande, minuit))
    premier, *autres = ensembles
    for ligne in premier.union(*autres, all=True):
        if obligation := _FABRIQUES[(due := Due(*ligne)).quoi](due, demande.jour):
            yield obligation


def _a_venir(demande: Demande, minuit: datetime) -> QuerySet:
    """Asked of campaigns, a meeting is owed by each of those invited, under their own name."""
    attendues = Participation.objects.filter(
        demande.q_personne("personne"),
        _des_campagnes(demande),
        reponse__in=[Reponse.ATTENDUE, Reponse.PARTICIPE],
        reunion__etat=EtatReunion.PREVUE,
        reunion__fin__gt=minuit,
    )
    return _colonnes(attendues, "reunion__", "participer", "personne", F("reponse"), None)


def _a_rediger(demande: Demande, minuit: datetime) -> QuerySet:
    """Over, neither cancelled nor minuted."""
    passees = Reunion.objects.filter(
        demande.conduite("campagne__"),
        debut__lt=minuit + timedelta(days=1),
        compte_rendu="",
        campagne__cycle__etat=EtatCycle.OUVERT,
    ).exclude(etat=EtatReunion.ANNULEE)
    return _colonnes(passees, "", "rediger", "", F("etat"), None)


def _a_faire(demande: Demande) -> QuerySet:
    dues = Decision.objects.filter(demande.q_personne("responsable"), faite_le__isnull=True, responsable__isnull=False)
    if demande.campagnes is not None:
        dues = dues.filter(reunion__campagne__in=demande.campagnes)
    if demande.personne is not None:
        # Who has left the pôle no longer sees the meeting.
        dues = dues.filter(Q(Parmi("reunion", Reunion.objects.visibles_par(demande.personne).values("pk"))))
    return _colonnes(dues, "reunion__", "decision", "responsable", F("texte"), F("echeance"))


def _des_campagnes(demande: Demande) -> Q:
    if demande.campagnes is None:
        return Q()
    reunies = Reunion.campagnes.through.objects.filter(campagne__in=demande.campagnes)
    return Q(Parmi("reunion", reunies.values("reunion")))


def _colonnes(lignes: QuerySet, chemin: str, quoi: str, personne: str, detail: F, echeance: F | None) -> QuerySet:
    """`chemin` leads from the row to its meeting; the order is that of `Due`."""
    valeurs = {
        "quoi": Value(quoi, CharField()),
        "objet": F("pk"),
        "personne": F(personne) if personne else Value(0, IntegerField()),
        "detail": Cast(detail, CharField(max_length=500)),
        "echeance": Cast(echeance or Value(None), DateField()),
        "reunion": F(f"{chemin}pk"),
        "genre": F(f"{chemin}genre"),
        "titre": F(f"{chemin}objet"),
        "debut": F(f"{chemin}debut"),
        "campagne": F(f"{chemin}campagne"),
        "fuseau": Coalesce(f"{chemin}campagne__pole__academie__fuseau", Value("Europe/Paris")),
        "prenom": F(f"{chemin}organisee_par__prenom"),
        "nom": F(f"{chemin}organisee_par__nom"),
    }
    return lignes.order_by().annotate(**{f"du_{nom}": v for nom, v in valeurs.items()}).values_list(*_COLONNES)


def _participer(due: Due, jour: date) -> Obligation:
    sans_reponse = due.detail == Reponse.ATTENDUE
    qui = f"{due.prenom} {due.nom}".strip()
    return Obligation(
        cle=f"reunion:{due.reunion}:{'repondre' if sans_reponse else 'participer'}:{due.personne}",
        genre="reunion",
        campagne=due.campagne,
        phrase="Répondre à l'invitation :" if sans_reponse else "Participer :",
        objet=due.nommee,
        pourquoi=f"{qui} a besoin de savoir qui sera là." if sans_reponse else "Vous avez dit que vous y serez.",
        url=due.url,
        bouton="Répondre" if sans_reponse else "Voir la réunion",
        personnes=frozenset({due.personne}),
        echeance=due.jour,
    )


def _rediger(due: Due, jour: date) -> Obligation | None:
    tenue = due.detail == EtatReunion.TENUE
    if due.jour >= jour and not tenue:
        return None
    return Obligation(
        cle=f"reunion:{due.reunion}:compte_rendu",
        genre="compte_rendu",
        campagne=due.campagne,
        phrase="Rédiger le compte rendu :" if tenue else "Noter qui était là, puis rédiger le compte rendu :",
        objet=due.nommee,
        pourquoi="L'équipe y lit ce qui est décidé ; il peut compter comme point d'étape.",
        url=reverse("suivi:rediger" if tenue else "suivi:presences", args=[due.reunion]),
        bouton="Rédiger" if tenue else "Noter les présences",
        fonctions=(Fonction.COORDINATEUR,),
        echeance=due.jour + DELAI_COMPTE_RENDU,
        depuis=due.jour,
    )


def _decision(due: Due, jour: date) -> Obligation:
    return Obligation(
        cle=f"decision:{due.objet}",
        genre="decision",
        campagne=due.campagne,
        phrase="Faire ce qui a été décidé :",
        objet=due.detail,
        pourquoi=f"Décidé à la réunion du {date_format(due.jour, 'j F')}, et confié à vous.",
        url=f"{due.url}#decision-{due.objet}",
        bouton="Dire que c'est fait",
        personnes=frozenset({due.personne}),
        echeance=due.echeance,
        depuis=due.jour,
    )


_FABRIQUES = {"participer": _participer, "rediger": _rediger, "decision": _decision}
