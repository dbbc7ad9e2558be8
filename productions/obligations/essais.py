"""Relectures to hand in or to exchange, class tests to do, those that nobody answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from calendrier.models import NatureEcheance
from calendrier.obligations import Demande, Obligation
from poles.droits import droits_de
from poles.models import Fonction
from productions.etats import EtatRelecture, EtatRessource, EtatTest
from productions.models import Relecture, TestEnClasse
from productions.queries.dates import du_plan

from . import echanges
from .lignes import Ligne, colonnes, lire, nom_complet

_CAMPAGNE = "version__ressource__campagne_suivi__"
# A date that nobody has confirmed so near, or answers that do not come so long after, wait for the pôle.
A_CONFIRMER = timedelta(days=3)
SANS_NOUVELLES = timedelta(days=7)


def fournir(demande: Demande) -> Iterator[Obligation]:
    """One query; a test may be somebody's to do and, for whoever leads the pôle, without an answer."""
    for ligne in lire(_relectures(demande), _tests(demande)):
        if ligne.a_faire:
            yield _relire(ligne) if ligne.quoi == "relecture" else _tester(ligne)
        if ligne.sans_reponse:
            yield _relancer(ligne)
        if ligne.echange and (demande.personne is None or ligne.echange_vers == demande.personne.pk):
            yield echanges.echange_de(ligne)


def _relectures(demande: Demande) -> QuerySet[Any]:
    siennes = demande.q_personne("relecteur")
    attendues = Relecture.objects.filter(
        _des_campagnes(demande),
        siennes | echanges.proposees(demande) if demande.personne else Q(),
        etat=EtatRelecture.ATTENDUE,
        version__ressource__etat=EtatRessource.EN_RELECTURE,
        version__ressource__campagne_suivi__close_le__isnull=True,
    )
    return colonnes(
        attendues,
        "relecture",
        personne=F("relecteur"),
        nom=nom_complet("relecteur"),
        par=nom_complet("assignee_par"),
        echeance=du_plan("version__ressource__", "echeance"),
        confie_le=F("assignee_le"),
        a_faire=_vrai(siennes) if demande.personne else Value(True, BooleanField()),
        **echanges.colonnes_de_l_echange(),
    )


def _tests(demande: Demande) -> QuerySet[Any]:
    a_faire = demande.q_personne("testeur") & Q(testeur__isnull=False) & _des_campagnes(demande)
    muets = Q(etat=EtatTest.PLANIFIE, jour_prevu__lte=demande.jour + A_CONFIRMER)
    muets |= Q(jour_prevu__lte=demande.jour - SANS_NOUVELLES)
    conduit = demande.personne is None or droits_de(demande.personne).conduit_quelque_part
    sans_reponse = muets & demande.conduite(_CAMPAGNE) if conduit else Q(pk__in=[])
    tests = demande.retenir(
        TestEnClasse.objects.demandes().filter(a_faire | sans_reponse),
        echeance=F("jour_prevu"),
        depuis=F("planifie_le"),
        attendue=Q(pk__isnull=False),
    )
    return colonnes(
        tests,
        "test",
        personne=F("testeur"),
        nom=Coalesce(NullIf(F("testeur_nom"), Value("")), nom_complet("testeur"), output_field=CharField()),
        par=nom_complet("planifie_par"),
        echeance=F("jour_prevu"),
        confie_le=F("planifie_le"),
        a_faire=_vrai(a_faire),
        sans_reponse=_vrai(sans_reponse),
    )


def _des_campagnes(demande: Demande) -> Q:
    """Of the campaigns alone: who reads or tests owes it wherever their mandate is."""
    return Demande(demande.jour, campagnes=demande.campagnes).q(_CAMPAGNE)


def _vrai(q: Q) -> Case:
    return Case(When(q, then=True), default=False, output_field=BooleanField())


def _relire(ligne: Ligne) -> Obligation:
    return Obligation(
        cle=f"relecture:{ligne.objet}",
        genre="relecture",
        campagne=ligne.campagne,
        sujet=ligne.sujet,
        phrase=f"Relire la V{ligne.numero} de",
        objet=ligne.titre,
        pourquoi=f"{ligne.par} vous a confié cette relecture.",
        url=reverse("productions:relecture", args=[ligne.objet]),
        bouton="Relire",
        personnes=frozenset([ligne.personne]),
        echeance=ligne.echeance,
        depuis=ligne.jour(ligne.confie_le),
        nature=NatureEcheance.V2,  # « relectures et V2 »
        attendue_par="les producteurs",
    )


def _tester(ligne: Ligne) -> Obligation:
    return Obligation(
        cle=f"test:{ligne.objet}",
        genre="test",
        campagne=ligne.campagne,
        sujet=ligne.sujet,
        phrase=f"Tester en classe la V{ligne.numero} de",
        objet=ligne.titre,
        pourquoi=f"{ligne.par} vous propose ce test.",
        url=reverse("productions:mon_test", args=[ligne.objet]),
        bouton="Ouvrir le test" if ligne.etat == EtatTest.CONFIRME else "Confirmer la date",
        personnes=frozenset([ligne.personne]),
        echeance=ligne.echeance,
        depuis=ligne.jour(ligne.confie_le),
        nature=NatureEcheance.TEST_CLASSE,
        attendue_par="les producteurs",
    )


def _relancer(ligne: Ligne) -> Obligation:
    muet = "n'a pas encore rendu ses réponses" if ligne.etat == EtatTest.CONFIRME else "n'a pas confirmé la date"
    return Obligation(
        cle=f"test_sans_reponse:{ligne.objet}:{ligne.etat}",
        genre="test_sans_reponse",
        campagne=ligne.campagne,
        sujet=ligne.sujet,
        phrase="Prendre des nouvelles du test de",
        objet=ligne.titre,
        pourquoi=f"{ligne.nom or 'Le testeur'} {muet}.",
        url=reverse("productions:test", args=[ligne.objet]),
        bouton="Voir le test",
        fonctions=(Fonction.COORDINATEUR,),
        depuis=ligne.jour(ligne.etat_depuis),
        attendue_par="les producteurs",
    )
