"""What is decided in bulk on fiches, resources and requests for a later date: the buttons of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django import forms

from commun.administration.nombre import ActionEnNombre, avec_motif
from commun.horloge import aujourdhui
from comptes.models import Personne
from journal.mouvements import empechement
from poles.models import Fonction
from poles.queries import personnes_exercant
from productions import services
from productions.courriels.destinataires import auteurs, producteurs
from productions.models import FicheProjet, NatureReport, Report, Ressource
from productions.reports import report_impossible
from productions.services.fiches import abandon_impossible
from productions.services.relectures import assignation_impossible

PAIE = "La vacation rémunère la conception : elle ne dépend pas de cette décision."
FICHE = {"prevenus": auteurs, "relations": ["campagne__pole", "campagne__cycle", "redigee_par"]}
RESSOURCE = {"relations": ["campagne_suivi__pole", "campagne_suivi__cycle", "fiche"]}


def _sur_la_fiche(fiche: FicheProjet, acteur: Personne, maintenant: datetime, *, service: Any, **motif: str) -> None:
    service(fiche=fiche, acteur=acteur, maintenant=maintenant, **motif)


RETENIR = ActionEnNombre(
    "retenir",
    "Retenir les fiches choisies",
    "Retenir",
    "productions.retenir_fiche",
    partial(_sur_la_fiche, service=services.retenir_fiche),
    "Les productions annoncées peuvent commencer.",
    empechement=lambda fiche: empechement(fiche, "retenir"),
    **FICHE,
)
RENVOYER = ActionEnNombre(
    "renvoyer",
    "Renvoyer les fiches choisies pour reprise",
    "Renvoyer pour reprise",
    "productions.renvoyer_fiche",
    partial(_sur_la_fiche, service=services.renvoyer_fiche),
    "Chaque fiche redevient modifiable. Vos mots, les mêmes pour toutes, y restent affichés.",
    empechement=lambda fiche: empechement(fiche, "renvoyer"),
    formulaire=avec_motif,
    **FICHE,
)
ROUVRIR = ActionEnNombre(
    "rouvrir",
    "Rouvrir les fiches choisies",
    "Rouvrir",
    "productions.rouvrir_fiche",
    partial(_sur_la_fiche, service=services.rouvrir_fiche),
    "Chaque fiche redevient modifiable, puis doit être soumise de nouveau. Les productions continuent.",
    empechement=lambda fiche: empechement(fiche, "rouvrir"),
    formulaire=avec_motif,
    **FICHE,
)
ABANDONNER = ActionEnNombre(
    "abandonner",
    "Abandonner les fiches choisies",
    "Abandonner",
    "productions.abandonner_fiche",
    partial(_sur_la_fiche, service=services.abandonner_fiche),
    f"Les productions inachevées sont abandonnées avec leur fiche. Rien n'est effacé. {PAIE}",
    empechement=abandon_impossible,
    formulaire=avec_motif,
    **FICHE,
)


class JourAVenir(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value < aujourdhui():
            raise forms.ValidationError("Cette date est passée : choisissez un jour à venir.")


class RelecteurForm(forms.Form):
    """One person for several resources; a balanced share is proposed on the pôle's page."""

    relecteur = forms.ModelChoiceField(label="Qui relit", queryset=Personne.objects.none())
    echeance = JourAVenir(label="À rendre avant le")

    def __init__(self, tape: Any, acteur: Personne, ressources: Sequence[Ressource]) -> None:
        super().__init__(tape)
        equipes = [
            personnes_exercant(campagne, aujourdhui(campagne.fuseau), Fonction.ENSEIGNANT, Fonction.COORDINATEUR)
            for campagne in {ressource.campagne_suivi for ressource in ressources}
        ]
        # Who is in the team of each: somebody lent by another pôle is assigned on the resource's page.
        candidats = Personne.objects.filter(pk__in=equipes[0].values("pk")) if equipes else Personne.objects.none()
        for equipe in equipes[1:]:
            candidats = candidats.filter(pk__in=equipe.values("pk"))
        self.fields["relecteur"].queryset = candidats.order_by("nom", "prenom", "pk")


def _assigner(
    ressource: Ressource, acteur: Personne, maintenant: datetime, *, relecteur: Personne, echeance: date
) -> str:
    services.assigner_relecture(
        ressource=ressource, relecteur=relecteur, echeance=echeance, acteur=acteur, maintenant=maintenant
    )
    return f"{relecteur.nom_complet} reçoit par courriel la demande de relire « {ressource} »."


ASSIGNER = ActionEnNombre(
    "assigner",
    "Confier à quelqu'un la relecture des ressources choisies",
    "Confier la relecture",
    "productions.assigner_relecture",
    _assigner,
    "La personne choisie reçoit une demande par ressource. Qui produit une ressource ne la relit pas.",
    empechement=assignation_impossible,
    prevenus=lambda ressource: ["la personne choisie"],
    formulaire=RelecteurForm,
    **RESSOURCE,
)


class DateForm(forms.Form):
    nature = forms.ChoiceField(label="Étape", choices=NatureReport.choices)
    jour = JourAVenir(label="Nouvelle date")

    def __init__(self, tape: Any, acteur: Personne, ressources: Sequence[Ressource]) -> None:
        super().__init__(tape)


def _fixer(ressource: Ressource, acteur: Personne, maintenant: datetime, *, nature: str, jour: Any) -> None:
    services.fixer_date(ressource=ressource, nature=nature, jour=jour, acteur=acteur, maintenant=maintenant)


REPOUSSER = ActionEnNombre(
    "repousser",
    "Fixer une date aux ressources choisies",
    "Fixer la date",
    "productions.fixer_date",
    _fixer,
    "La date ne vaut que pour ces ressources, avant celles de leur fiche-projet, du pôle et du cycle.",
    prevenus=producteurs,
    formulaire=DateForm,
    **RESSOURCE,
)


def _repondre(report: Report, acteur: Personne, maintenant: datetime, *, service: Any, **motif: str) -> None:
    service(report=report, acteur=acteur, maintenant=maintenant, **motif)


def _producteurs_du(report: Report) -> Any:
    return producteurs(report.ressource)


def _accord_impossible(report: Report) -> str:
    return empechement(report, "accorder") or report_impossible(report.ressource, report.nature)


REPORT = {"prevenus": _producteurs_du, "relations": ["ressource__campagne_suivi__pole", "ressource__fiche"]}
ACCORDER = ActionEnNombre(
    "accorder",
    "Accorder les reports choisis",
    "Accorder",
    "productions.repondre_report",
    partial(_repondre, service=services.accorder_report),
    "La date demandée devient celle de la ressource.",
    empechement=_accord_impossible,
    **REPORT,
)
REFUSER = ActionEnNombre(
    "refuser",
    "Refuser les reports choisis",
    "Refuser",
    "productions.repondre_report",
    partial(_repondre, service=services.refuser_report),
    "Les dates ne bougent pas ; les producteurs lisent pourquoi.",
    empechement=lambda report: empechement(report, "refuser"),
    formulaire=avec_motif,
    **REPORT,
)
