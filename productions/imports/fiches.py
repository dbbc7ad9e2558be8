"""Drafts of fiches-projet: one line a fiche, with its production."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from importations.models import Issue
from importations.sortes import Ligne, Sorte, Verdict, differe
from poles.models import Campagne
from poles.services.campagnes import refuser_si_close, verrouiller_campagne
from productions.etats import EtatFiche
from productions.models import FicheProjet
from productions.models.fiche import JOURS_PREVUS
from productions.services.fiches import Production, enregistrer_fiche

from .champs import CHAMPS
from .lexique import TEXTES, Lexique, Lue, cle_titre, decrire, fiches_de

if TYPE_CHECKING:
    from comptes.models import Personne


class Fiches(Sorte):
    code = "fiches"
    titre = "Fiches-projet"
    un, plusieurs = "fiche-projet", "fiches-projet"
    permission = "productions.importer_fiches"
    reserve_a = "au PREDAC ou à l'IAN du pôle, ou à l'administration académique"
    prevenus = (
        "Les fiches arrivent en brouillon, que leurs producteurs complètent puis soumettent : personne ne reçoit de "
        "courriel."
    )
    champs = CHAMPS

    def portees(self, personne: Personne) -> QuerySet[Campagne]:
        return Campagne.objects.visibles_par(personne).select_related("pole__academie", "cycle")

    def adresse(self, portee: Campagne) -> str:
        return portee.get_absolute_url()

    def cle(self, ligne: Ligne) -> str:
        return cle_titre(ligne["titre"])

    def comparer(self, portee: Campagne, lignes: Sequence[Ligne], acteur: Personne, jour: date) -> list[Verdict]:
        lexique = Lexique.de(portee, jour)
        presentes: dict[str, list[FicheProjet]] = {}
        for fiche in fiches_de(portee):
            presentes.setdefault(cle_titre(fiche.titre), []).append(fiche)
        return [_verdict(ligne, lexique, presentes.get(cle_titre(ligne["titre"]), [])) for ligne in lignes]

    def verrouiller(self, portee: Campagne) -> Campagne:
        tenue = verrouiller_campagne(portee)
        refuser_si_close(tenue)
        return tenue

    def appliquer(
        self, portee: Campagne, verdicts: Sequence[Verdict], *, acteur: Personne, jour: date, maintenant: datetime
    ) -> dict[int, Model]:
        lexique = Lexique.de(portee, jour)
        presentes = {cle_titre(fiche.titre): fiche for fiche in fiches_de(portee)}
        for verdict in verdicts:
            lue = lexique.lire(verdict.ligne)
            fiche = presentes.get(cle_titre(lue.titre)) or FicheProjet(campagne=portee, titre=lue.titre)
            _enregistrer(fiche, lue, acteur, maintenant)
        return {}

    def actuelles(self, portee: Campagne, jour: date) -> Iterable[Sequence[object]]:
        """Those of one production: a fiche of several is kept on its page."""
        for fiche in fiches_de(portee).order_by("titre", "pk"):
            if fiche.etat != EtatFiche.ABANDONNEE and len(fiche.ressources.all()) == 1:
                valeurs = decrire(fiche)
                yield [valeurs[champ.code] for champ in CHAMPS]


def _verdict(ligne: Ligne, lexique: Lexique, presentes: list[FicheProjet]) -> Verdict:
    lue = lexique.lire(ligne)
    if lue.motifs:
        return Verdict.refuser(ligne, *lue.motifs, quoi=ligne["titre"])
    if len(presentes) > 1:
        return Verdict.refuser(ligne, "Plusieurs fiches du pôle ont ce titre : changez-les sur leurs pages.")
    if not presentes:
        ecarts = [(c.titre, "", _vu(lue.valeurs[c.code])) for c in CHAMPS[1:] if lue.valeurs.get(c.code)]
        return Verdict(ligne, Issue.NOUVELLE, ligne["titre"], ecarts=ecarts)
    fiche = presentes[0]
    avant = decrire(fiche)
    ecarts = [
        (c.titre, _vu(avant[c.code]), _vu(lue.valeurs[c.code]))
        for c in CHAMPS
        if lue.valeurs.get(c.code) and differe(_vu(avant[c.code]), _vu(lue.valeurs[c.code]))
    ]
    if ecarts and fiche.etat != EtatFiche.BROUILLON:
        motif = f"La fiche est « {fiche.get_etat_display()} » : elle se change sur sa page, où cela se voit."
        return Verdict.refuser(ligne, motif, quoi=ligne["titre"])
    if len(fiche.ressources.all()) != 1:
        motif = "La fiche a plusieurs productions : elle se change sur sa page."
        return Verdict.refuser(ligne, motif, quoi=ligne["titre"])
    return Verdict.comparer(ligne, ligne["titre"], ecarts)


def _vu(valeur: object) -> str:
    return f"{valeur:%d/%m/%Y}" if isinstance(valeur, date) else str(valeur or "")


def _enregistrer(fiche: FicheProjet, lue: Lue, acteur: Personne, maintenant: datetime) -> None:
    """An existing fiche keeps what the line does not say."""
    valeurs: dict[str, Any] = lue.valeurs
    for champ in (*TEXTES, *JOURS_PREVUS):
        if valeurs.get(champ):
            setattr(fiche, champ, valeurs[champ])
    ressource = fiche.ressources.first() if fiche.pk else None
    enregistrer_fiche(
        fiche=fiche,
        disciplines=lue.disciplines or (fiche.disciplines.all() if fiche.pk else []),
        niveaux=lue.niveaux or (fiche.niveaux.all() if fiche.pk else []),
        productions=[
            Production(
                pk=ressource.pk if ressource else None,
                titre=ressource.titre if ressource else fiche.titre,
                nature=lue.nature or (ressource.nature if ressource else Production.nature),
                producteurs=lue.producteurs or (list(ressource.producteurs.all()) if ressource else []),
            )
        ],
        acteur=acteur,
        maintenant=maintenant,
    )
