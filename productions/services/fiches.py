"""The life of a fiche-projet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime

from commun.erreurs import ActionImpossible, Perime
from commun.templatetags.dates import jour
from journal.mouvements import changer_etat, empechement
from journal.queries import ecritures_de
from journal.services import ecrire
from poles.services.campagnes import refuser_si_close, verrouiller_campagne
from productions import courriels
from productions.etats import INACHEVEES, EtatRessource
from productions.models import FicheProjet, NatureRessource, Piece, Ressource
from productions.planning import JOURS
from productions.queries.fiches import manques

from .mots import tenir_mots
from .producteurs import definir_producteurs
from .ressources import abandonner_ressource
from .verrous import verrouiller_fiche, verrouiller_ressources

if TYPE_CHECKING:
    from comptes.models import Personne
    from poles.models import Discipline, Niveau


SAISIS = ("titre", "resume", "objectifs", "outils", *JOURS)


class FichePerimee(Perime):
    """Somebody else has written in the fiche since the page was opened."""


@dataclass(frozen=True)
class Production:
    """One line of the fiche's form: an existing resource (`pk`) or a new one."""

    titre: str
    nature: str = NatureRessource.CLASSE
    producteurs: Sequence[Personne] = field(default_factory=tuple)
    pk: int | None = None


@transaction.atomic
def enregistrer_fiche(
    *,
    fiche: FicheProjet,
    disciplines: Iterable[Discipline],
    niveaux: Iterable[Niveau],
    productions: Sequence[Production],
    acteur: Personne,
    maintenant: datetime,
    lu: int | None = None,
) -> FicheProjet:
    """« Enregistrer »: a new or a modifiable fiche. A production left out is taken off it.

    `lu` is the rank of the fiche's journal when the person began: raises FichePerimee when another wrote since.
    """
    nouvelle = fiche.pk is None
    if nouvelle:
        _commencer(fiche, acteur, maintenant)
    else:
        _refuser_si_figee(fiche)
        _refuser_si_perimee(fiche, lu, acteur)
    if not productions:
        raise ActionImpossible("Ajoutez au moins une production à la fiche.")
    # The state has its own writer: an older copy of it must not come back with the text.
    fiche.save(update_fields=None if nouvelle else SAISIS)
    # Held in their order, before they are written in the form's.
    verrouiller_ressources(fiche.ressources.all())
    fiche.disciplines.set(disciplines)
    fiche.niveaux.set(niveaux)
    ecrire(
        chaine=fiche.chaine,
        action="ficheprojet.creer" if nouvelle else "ficheprojet.modifier",
        acteur=acteur,
        maintenant=maintenant,
    )
    _retirer_les_autres(fiche, {p.pk for p in productions}, acteur, maintenant)
    for production in productions:
        _enregistrer_production(fiche, production, acteur, maintenant)
    tenir_mots([fiche.pk])
    return fiche


def _commencer(fiche: FicheProjet, acteur: Personne, maintenant: datetime) -> None:
    # Its row is what closing the year waits for: a fiche comes before, or not at all.
    refuser_si_close(verrouiller_campagne(fiche.campagne))
    fiche.redigee_par, fiche.cree_le, fiche.etat_depuis = acteur, maintenant, maintenant


def _refuser_si_figee(fiche: FicheProjet) -> None:
    if not verrouiller_fiche(fiche).modifiable:
        raise ActionImpossible("Cette fiche ne se modifie plus : demandez au PREDAC ou à l'IAN de la rouvrir.")


def _refuser_si_perimee(fiche: FicheProjet, lu: int | None, acteur: Personne) -> None:
    if lu is None:
        return
    derniere = ecritures_de(fiche.chaine).filter(rang__gt=lu).exclude(acteur=acteur).first()
    if derniere is None:
        return
    qui, quand = derniere.acteur or "Le service", localtime(derniere.ecrite_le)
    raise FichePerimee(
        f"{qui} a modifié cette fiche {jour(quand)} à {quand:%H:%M}, pendant que vous écriviez. Ce que vous avez tapé "
        "est ci-dessous. Ouvrez la fiche dans un autre onglet pour comparer ; si vous enregistrez de nouveau, votre "
        "texte remplace le sien."
    )


def _retirer_les_autres(fiche: FicheProjet, gardees: set[int | None], acteur: Personne, maintenant: datetime) -> None:
    for ressource in fiche.ressources.exclude(pk__in=[pk for pk in gardees if pk]):
        if ressource.versions.exists():
            raise ActionImpossible(
                f"« {ressource.titre} » a déjà une version : elle peut être abandonnée, mais plus retirée de la fiche."
            )
        if Piece.objects.filter(depot__ressource=ressource).exists():
            raise ActionImpossible(
                f"« {ressource.titre} » a un dépôt commencé : retirez d'abord ses fichiers et ses liens du dépôt, ou "
                "gardez la production dans la fiche."
            )
        ecrire(chaine=ressource.chaine, action="ressource.retirer", acteur=acteur, maintenant=maintenant)
        ressource.delete()


def _enregistrer_production(
    fiche: FicheProjet, production: Production, acteur: Personne, maintenant: datetime
) -> Ressource:
    if production.pk:
        ressource = fiche.ressources.filter(pk=production.pk).first()
        if ressource is None:
            raise ActionImpossible(f"« {production.titre} » n'est plus dans cette fiche : rechargez la page.")
        if ressource.nature != production.nature and ressource.etat != EtatRessource.EN_CONCEPTION:
            raise ActionImpossible(f"La nature de « {ressource.titre} » ne change plus après la V1.")
        ressource.titre, ressource.nature = production.titre, production.nature
        ressource.save(update_fields=["titre", "nature"])
    else:
        refuser_si_close(fiche.campagne_id)
        ressource = Ressource.objects.create(
            fiche=fiche,
            titre=production.titre,
            nature=production.nature,
            campagne_origine=fiche.campagne,
            campagne_suivi=fiche.campagne,
            etat_depuis=maintenant,
        )
        ecrire(
            chaine=ressource.chaine,
            action="ressource.creer",
            acteur=acteur,
            maintenant=maintenant,
            donnees={"fiche": fiche.pk},
        )
    definir_producteurs(ressource=ressource, personnes=production.producteurs, acteur=acteur, maintenant=maintenant)
    return ressource


@transaction.atomic
def soumettre_fiche(*, fiche: FicheProjet, acteur: Personne, maintenant: datetime) -> FicheProjet:
    """« Soumettre »: every obligatory field is there (title, producers, nature, discipline, level)."""
    fiche = verrouiller_fiche(fiche)
    if manquants := manques(fiche):
        raise ActionImpossible(f"Il manque encore : {', '.join(manquants)}.")
    changer_etat(fiche, "soumettre", acteur=acteur, maintenant=maintenant)
    courriels.fiche_a_decider(fiche, acteur=acteur, maintenant=maintenant)
    return fiche


@transaction.atomic
def retenir_fiche(*, fiche: FicheProjet, acteur: Personne, maintenant: datetime) -> FicheProjet:
    """« Retenir »: the productions may start; producers are told."""
    fiche = verrouiller_fiche(fiche)
    changer_etat(fiche, "retenir", acteur=acteur, maintenant=maintenant)
    courriels.fiche_retenue(fiche, acteur=acteur, maintenant=maintenant)
    return fiche


@transaction.atomic
def renvoyer_fiche(*, fiche: FicheProjet, motif: str, acteur: Personne, maintenant: datetime) -> FicheProjet:
    """« Renvoyer pour reprise »: the authors see the reason on the fiche and in the e-mail."""
    fiche = _bouger_avec_motif(fiche, "renvoyer", motif, acteur, maintenant)
    courriels.fiche_a_revoir(fiche, acteur=acteur, maintenant=maintenant)
    return fiche


@transaction.atomic
def rouvrir_fiche(*, fiche: FicheProjet, motif: str, acteur: Personne, maintenant: datetime) -> FicheProjet:
    """« Rouvrir »: a fiche retenue can be changed again, then submitted again."""
    fiche = _bouger_avec_motif(fiche, "rouvrir", motif, acteur, maintenant)
    courriels.fiche_rouverte(fiche, acteur=acteur, maintenant=maintenant)
    return fiche


@transaction.atomic
def abandonner_fiche(*, fiche: FicheProjet, motif: str, acteur: Personne, maintenant: datetime) -> FicheProjet:
    """« Abandonner »: its unfinished resources are abandoned with it, for the same reason."""
    fiche = _bouger_avec_motif(fiche, "abandonner", motif, acteur, maintenant)
    # All of them held: none can be deposited or taken up while the fiche is being given up.
    ressources = verrouiller_ressources(fiche.ressources.all())
    if raison := _en_validation(ressources):
        raise ActionImpossible(raison)
    for ressource in ressources:
        if ressource.etat in INACHEVEES:
            abandonner_ressource(ressource=ressource, motif=motif, acteur=acteur, maintenant=maintenant, prevenir=False)
    courriels.fiche_abandonnee(fiche, acteur=acteur, maintenant=maintenant)
    return fiche


def abandon_impossible(fiche: FicheProjet) -> str:
    """Why it cannot be given up; empty when it can."""
    return empechement(fiche, "abandonner") or _en_validation(fiche.ressources.all())


def _en_validation(ressources: Iterable[Ressource]) -> str:
    titres = [f"« {r.titre} »" for r in ressources if r.etat == EtatRessource.EN_VALIDATION]
    return f"{titres[0]} est en validation : retirez d'abord la demande." if titres else ""


@transaction.atomic
def reprendre_fiche(*, fiche: FicheProjet, motif: str, acteur: Personne, maintenant: datetime) -> FicheProjet:
    """« Reprendre »: back to the state before; its resources are taken up one by one, by choice."""
    fiche = _bouger_avec_motif(fiche, "reprendre", motif, acteur, maintenant)
    courriels.fiche_reprise(fiche, acteur=acteur, maintenant=maintenant)
    return fiche


@transaction.atomic
def confier_fiche(
    *, fiche: FicheProjet, redacteur: Personne, motif: str, acteur: Personne, maintenant: datetime
) -> FicheProjet:
    """« Confier la fiche »: somebody else completes it; what it announces keeps its producers."""
    fiche = verrouiller_fiche(fiche)
    if not fiche.modifiable:
        raise ActionImpossible(f"« {fiche.titre} » ne se modifie plus : il n'y a rien à y compléter.")
    if fiche.redigee_par_id == redacteur.pk:
        raise ActionImpossible(f"{redacteur.nom_complet} rédige déjà « {fiche.titre} ».")
    fiche.redigee_par = redacteur
    fiche.save(update_fields=["redigee_par"])
    ecrire(
        chaine=fiche.chaine,
        action="ficheprojet.confier",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"redacteur": redacteur.pk},
        texte=redacteur.nom_complet,
    )
    courriels.fiche_confiee(fiche, motif=motif, acteur=acteur, maintenant=maintenant)
    return fiche


def _bouger_avec_motif(
    fiche: FicheProjet, action: str, motif: str, acteur: Personne, maintenant: datetime
) -> FicheProjet:
    fiche = verrouiller_fiche(fiche)
    changer_etat(fiche, action, acteur=acteur, maintenant=maintenant, texte=motif)
    fiche.motif = motif
    fiche.save(update_fields=["motif"])
    return fiche
