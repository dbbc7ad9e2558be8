"""Class tests in économie-gestion: one done by a colleague without an account, one by a teacher of the pôle, one that
waits for its tester, one put off until the next school year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, a_l_heure
from grilles.etats import GenreQuestion, Usage
from grilles.queries import grille_en_vigueur
from poles.models import Niveau
from productions.models import Constat, TestEnClasse
from productions.services import tests_classe as services
from productions.services.tests_classe.planification import Seance
from productions.services.tests_classe.reponses import ConstatSaisi

CONDUITE = "sandrine"
FORT, IRRITANT, T = Constat.Genre.POINT_FORT, Constat.Genre.IRRITANT, Constat.Theme


@dataclass(frozen=True)
class Essai:
    """`testeur`: somebody of the demonstration, or a name and an address."""

    titre: str
    prevu_le: str  # the day on which it is planned
    jour: str
    niveau: str
    etablissement: str
    testeur: str = ""
    sans_compte: tuple[str, str] = ("", "")
    periode: str = ""
    motif_tardif: str = ""
    confirme_le: str = ""
    # What is answered, in the order of the grid: words, or the rank of what is chosen.
    reponses: tuple[str | int, ...] = ()
    constats: tuple[tuple[str, str, str], ...] = ()
    eleves: int | None = None


ESSAIS = (
    Essai(
        titre="Les documents commerciaux",
        prevu_le="2026-12-14",
        jour="2027-01-14",
        niveau="Seconde professionnelle",
        etablissement="Lycée professionnel Bourdelle, Montauban",
        sans_compte=("Delphine Arnaud", "delphine.arnaud@exemple.fr"),
        periode="deux séances, la même semaine",
        confirme_le="2026-12-16",
        reponses=(
            "Les élèves se sont pris au jeu de la menuiserie dès le devis. J'ai peu parlé, ils ont beaucoup produit.",
            1,
            "Deux postes sur douze n'ouvraient pas le modèle de facture : j'avais des copies papier.",
            4,
            2,
        ),
        constats=(
            (FORT, T.ELEVES, "Tous ont rendu une facture complète, même les plus discrets."),
            (FORT, T.CONSIGNES, "Le livret se lit en dix minutes et dit où l'on risque de perdre du temps."),
            (IRRITANT, T.DUREE, "Le bon de livraison arrive trop tard : il reste cinq minutes pour le comprendre."),
        ),
        eleves=24,
    ),
    Essai(
        titre="Les documents commerciaux",
        prevu_le="2026-12-14",
        jour="2027-01-12",
        niveau="Seconde professionnelle",
        etablissement="Lycée professionnel Simone-Iff, Muret",
        testeur="fatou",
        confirme_le="2026-12-15",
        reponses=("Très bon démarrage. J'ai raccourci la dernière activité.", 2, "", 3, 2),
        constats=((IRRITANT, T.TECHNIQUE, "Le modèle de facture demande un tableur récent."),),
        eleves=15,
    ),
    Essai(
        titre="Accueillir un client à distance",
        prevu_le="2027-05-11",
        jour="2027-05-20",
        niveau="Première professionnelle",
        etablissement="Lycée Le Garros, Auch",
        sans_compte=("Marc Delrieu", "marc.delrieu@exemple.fr"),
    ),
    Essai(
        titre="Piloter sa trésorerie avec un tableur",
        prevu_le="2027-05-04",
        jour="2027-11-18",
        niveau="Terminale professionnelle",
        etablissement="Lycée des métiers, Castres",
        sans_compte=("Samira Toumi", "samira.toumi@exemple.fr"),
        motif_tardif="La trésorerie est au programme de novembre dans les deux classes qui veulent bien tester.",
        confirme_le="2027-05-10",
    ),
)


def raconter(agenda: Agenda) -> None:
    for rang, essai in enumerate(ESSAIS):
        suite: list[tuple[str, int, str, Callable[..., Any]]] = [
            (essai.prevu_le, 11, "planifier un test", _planifier),
            (essai.confirme_le, 18, "confirmer la date d'un test", _confirmer),
            (essai.jour if essai.reponses else "", 17, "rendre un test", _rendre),
        ]
        for jour, heure, quoi, action in suite:
            if jour:
                instant = a_l_heure(date.fromisoformat(jour), time(heure, 7 * rang))
                agenda.noter(instant, quoi, partial(action, essai))


def _planifier(essai: Essai, maintenant: datetime) -> None:
    ressource, acteur = reperes.ressource(essai.titre), reperes.personne(CONDUITE)
    reperes.exiger(acteur, "productions.planifier_test", ressource)
    nom, courriel = essai.sans_compte
    services.planifier_test(
        ressource=ressource,
        seance=Seance(
            niveau=Niveau.objects.get(nom=essai.niveau),
            etablissement=essai.etablissement,
            jour_prevu=date.fromisoformat(essai.jour),
            periode=essai.periode,
            motif_tardif=essai.motif_tardif,
        ),
        testeur=reperes.personne(essai.testeur) if essai.testeur else None,
        testeur_nom=nom,
        testeur_courriel=courriel,
        acteur=acteur,
        maintenant=maintenant,
    )


def _test(essai: Essai) -> TestEnClasse:
    tests = TestEnClasse.objects.select_related("testeur", "version__ressource__campagne_suivi__pole__academie")
    return tests.get(version__ressource__titre=essai.titre, etablissement=essai.etablissement)


def _confirmer(essai: Essai, maintenant: datetime) -> None:
    test = _test(essai)
    jour = date.fromisoformat(essai.jour)
    services.confirmer_date(test=test, jour=jour, motif_tardif="", acteur=test.testeur, maintenant=maintenant)


def _rendre(essai: Essai, maintenant: datetime) -> None:
    test = _test(essai)
    grille = grille_en_vigueur(test.version.ressource.campagne_suivi, Usage.TEST)
    questions = [q for section in grille.sections.all() for q in section.questions.all()]
    dites = [(q, r) for q, r in zip(questions, essai.reponses, strict=False) if r != ""]
    services.rendre_test(
        test=test,
        grille=grille,
        # A grid of the pôle's own may ask otherwise: an answer that does not suit its question is left out.
        valeurs={q.pk: r for q, r in dites if isinstance(r, str) == (q.genre == GenreQuestion.TEXTE)},
        constats=[ConstatSaisi(genre, theme, texte) for genre, theme, texte in essai.constats],
        nombre_eleves=essai.eleves,
        fait_le=date.fromisoformat(essai.jour),
        acteur=test.testeur,
        maintenant=maintenant,
    )
