"""Grids: a pôle adapts two of them; proofreaders and signatories fill some in, before handing in and before signing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import cycle

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil
from grilles import services as grilles
from grilles.forms.redaction import ECHELLE_USUELLE
from grilles.models import GenreQuestion, Usage, VersionGrille
from grilles.queries import grille_en_vigueur
from productions.services.grilles import remplir_grille
from validations import services as validations
from validations.grilles import USAGES
from validations.models import Avis
from validations.permissions import natures_signables
from validations.queries import avis_prepare_de
from validations.services.grilles import Remplie

POLE, CONDUITE = "economie-gestion", "sandrine"


@dataclass(frozen=True)
class Remplissage:
    """`reserves` has a digit a scale, in turn: how far below its best step; elsewhere the first answer is given."""

    jour: str
    titre: str
    qui: str
    reserves: str
    textes: tuple[str, ...] = ()


RELECTURES = (
    Remplissage(
        "2026-12-02",
        "Les documents commerciaux",
        "karim",
        "00010",
        ("Dire dès le début qu'il faut un tableur.", "Un corrigé de la facture à la loupe."),
    ),
    Remplissage("2026-12-07", "Les documents commerciaux", "lea", "010", ("Une page de sommaire dans le cours.",)),
    Remplissage("2027-02-23", "Piloter sa trésorerie avec un tableur", "karim", "1002", ("Le fichier de calcul.",)),
    Remplissage("2027-05-11", "Calculer une marge, fixer un prix", "karim", "001", ("Un lexique d'une page.",)),
)
VISAS = (
    Remplissage(
        "2027-03-03", "Les documents commerciaux", "stephane", "0", ("Aucun compte à créer : à dire dans le livret.",)
    ),
    Remplissage(
        "2027-04-27", "Négocier avec un fournisseur : jeu de rôle", "helene", "01", ("La grille d'observation.",)
    ),
    Remplissage("2027-05-11", "La facturation électronique, ce qui change", "helene", "0", ("Le calendrier légal.",)),
    Remplissage("2027-05-10", "Médiane ou moyenne ? Les salaires de ma région", "helene", "001"),
)


def raconter(agenda: Agenda) -> None:
    fil = Fil("grilles")
    agenda.noter(fil.instant("2026-11-09"), "adapter la grille de relecture", _adapter)
    agenda.noter(fil.instant("2027-01-27"), "changer la grille de relecture", _changer)
    agenda.noter(fil.instant("2027-05-05"), "préparer la grille du test", _preparer_le_test)
    for feuille in RELECTURES:
        instant = Fil(f"{feuille.titre}{feuille.qui}").instant(feuille.jour)
        agenda.noter(instant, f"grille de relecture, {feuille.qui}", partial(_remplir, feuille))
    for feuille in VISAS:
        instant = Fil(f"{feuille.titre}{feuille.qui}").instant(feuille.jour)
        agenda.noter(instant, f"grille du visa, {feuille.qui}", partial(_preparer_le_visa, feuille))


def _adapter(maintenant: datetime) -> None:
    version = _brouillon(Usage.RELECTURE)
    section = version.sections.get(titre="La prise en main")
    grilles.ecrire_question(
        section=section,
        genre=GenreQuestion.ECHELLE,
        intitule="Les documents et les chiffres de l'entreprise sont vraisemblables.",
        aide="Un devis, une facture ou un bilan comme on en voit en stage.",
        choix=ECHELLE_USUELLE,
    )
    _mettre_en_vigueur(version, maintenant)


def _changer(maintenant: datetime) -> None:
    """After the day of proofreading, where the livrets were found too long."""
    version = _brouillon(Usage.RELECTURE)
    grilles.ecrire_question(
        section=version.sections.get(titre="Le livret d'utilisation"),
        genre=GenreQuestion.CHOIX,
        intitule="La longueur du livret convient.",
        choix=("Oui", "Trop court", "Trop long"),
    )
    _mettre_en_vigueur(version, maintenant)


def _preparer_le_test(maintenant: datetime) -> None:
    """Still a draft in May."""
    version = _brouillon(Usage.TEST)
    grilles.ecrire_question(
        section=version.sections.order_by("-ordre").first(),
        genre=GenreQuestion.OUI_NON,
        intitule="Les élèves ont-ils reconnu des documents vus en stage ?",
    )


def _brouillon(usage: str) -> VersionGrille:
    campagne, acteur = reperes.campagne(POLE), reperes.personne(CONDUITE)
    reperes.exiger(acteur, "grilles.gerer", campagne)
    return grilles.adapter_grille(campagne=campagne, usage=usage)


def _mettre_en_vigueur(version: VersionGrille, maintenant: datetime) -> None:
    grilles.mettre_en_vigueur(version=version, acteur=reperes.personne(CONDUITE), maintenant=maintenant)


def _remplir(feuille: Remplissage, maintenant: datetime) -> None:
    relecture, acteur = reperes.relecture(feuille.titre, feuille.qui), reperes.personne(feuille.qui)
    reperes.exiger(acteur, "productions.rendre_relecture", relecture)
    grille = grille_en_vigueur(relecture.version.ressource.campagne_suivi, Usage.RELECTURE)
    valeurs = dict(_valeurs(grille, feuille))
    remplir_grille(relecture=relecture, grille=grille, valeurs=valeurs, maintenant=maintenant)


def _preparer_le_visa(feuille: Remplissage, maintenant: datetime) -> None:
    demande = reperes.ressource(feuille.titre).demandes.get(close_le__isnull=True)
    acteur = reperes.personne(feuille.qui)
    reperes.exiger(acteur, "validations.donner_visa", demande)
    nature = natures_signables(acteur, demande)[0]
    grille = grille_en_vigueur(demande.ressource.campagne_suivi, USAGES[nature])
    deja = avis_prepare_de(acteur, demande)
    validations.preparer_avis(
        demande=demande,
        avis=deja.avis if deja else Avis.FAVORABLE,
        motif=deja.motif if deja else "",
        notes=deja.notes if deja else "",
        acteur=acteur,
        maintenant=maintenant,
        remplies={nature: Remplie(grille, dict(_valeurs(grille, feuille)))},
    )


def _valeurs(grille: VersionGrille, feuille: Remplissage) -> Iterator[tuple[int, int | str]]:
    reserves, textes = cycle(map(int, feuille.reserves)), iter(feuille.textes)
    for section in grille.sections.all():
        for question in section.questions.all():
            if question.genre == GenreQuestion.TEXTE:
                if texte := next(textes, ""):
                    yield question.pk, texte
            else:
                yield (
                    question.pk,
                    len(question.options) - next(reserves) if question.genre == GenreQuestion.ECHELLE else 1,
                )
