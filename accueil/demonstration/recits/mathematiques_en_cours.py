"""Mathématiques, what is on the way in May: two validations, an in-service training course, a fiche to rework."""

from __future__ import annotations

from accueil.demonstration.agenda import Agenda
from accueil.demonstration.fichiers import Contenu

from .mathematiques import DISCIPLINE, POLE, PUBLICATIONS
from .parcours import ESPACE, FAITE, SITE, bloquante, simple
from .projet import Projet

SALAIRES = Contenu(
    objectif="Choisir entre la moyenne et la médiane pour décrire des salaires, et justifier ce choix.",
    duree="trois séances d'une heure",
    seances=(
        ("Dix salaires", "Calculer la moyenne et la médiane d'une petite entreprise, patron compris."),
        ("Ma région", "Traiter au tableur les salaires de la région, publiés par l'Insee."),
        ("Le titre du journal", "Écrire deux titres opposés et vrais à partir des mêmes données."),
    ),
    annexe="csv",
)
THALES = Contenu(
    objectif="Mesurer la hauteur d'un bâtiment du collège avec le théorème de Thalès.",
    duree="deux séances d'une heure",
    seances=(
        ("Dehors", "Mesurer une ombre, un bâton, recommencer : pourquoi les mesures diffèrent-elles ?"),
        ("Au calcul", "Calculer la hauteur et estimer l'erreur."),
    ),
    annexe="odt",
)


def raconter(agenda: Agenda) -> None:
    salaires(agenda)
    thales(agenda)
    capytale(agenda)
    casque(agenda)


def salaires(agenda: Agenda) -> None:
    """The coordinator let off a proofreader; the inspector has signed, the DRANE is awaited."""
    projet = Projet(
        agenda,
        POLE,
        "Médiane ou moyenne ? Les salaires de ma région",
        par="ibrahim",
        disciplines=("Mathématiques", "Sciences économiques et sociales"),
        niveaux=("Seconde générale et technologique",),
        resume="Des données publiques de l'Insee pour décider quel nombre décrit le mieux un ensemble.",
        objectifs="Interpréter moyenne, médiane et quartiles.",
        outils="Éléa, tableur en ligne d'apps.education.fr",
        prevu=("2027-01-12", "2027-02-05", "2027-03-12", "2027-04-28", "2027-05-12"),
    )
    r = projet.ressource(("ibrahim", "chloe"), SALAIRES)
    projet.cadrer("2026-10-13", "2026-10-15", "2026-11-05")
    r.deposer("2027-01-12")
    r.donner_accord("2027-01-13", "chloe")
    r.assigner("2027-01-14", "genevieve", "loic", avant="2027-02-05")
    r.relire(
        "2027-01-25",
        "loic",
        "Les deux titres opposés : quelle belle fin de séquence.",
        bloquante("Fichier de données", "Indiquer l'année et la source sur chaque feuille."),
        simple("Séance 2", "Prévoir la version papier du tableau pour qui n'a pas d'ordinateur."),
    )
    r.clore_relecture("2027-02-23")
    r.repondre("2027-03-02", (FAITE, "Source et année en tête de chaque feuille."), (FAITE, "Tableau imprimable."))
    r.deposer("2027-03-11", "Sources indiquées, tableau imprimable.")
    r.deposer("2027-05-03", "Après le test en classe : consignes plus courtes.")
    r.demander("2027-05-04", "Testée fin avril dans deux secondes.")
    r.viser("2027-05-11", "helene")
    r.viser("2027-05-20", "stephane")
    r.publier("2027-06-07", SITE, f"{PUBLICATIONS}/mediane-ou-moyenne")


def thales(agenda: Agenda) -> None:
    """Requested in May, no visa yet."""
    projet = Projet(
        agenda,
        POLE,
        "Thalès sur le terrain",
        par="genevieve",
        disciplines=DISCIPLINE,
        niveaux=("Quatrième", "Troisième"),
        resume="Sortir mesurer, se tromper, recommencer : la précision devient une question d'élève.",
        objectifs="Utiliser Thalès dans une situation réelle ; estimer une erreur.",
        outils="Éléa, tablettes du collège",
        prevu=("2027-01-26", "2027-03-05", "2027-03-26", "2027-04-28", "2027-05-12"),
    )
    r = projet.ressource(("genevieve", "loic"), THALES)
    projet.cadrer("2026-11-09", "2026-11-12", "2026-11-17")
    r.deposer("2027-01-26")
    r.assigner("2027-02-01", "chloe", avant="2027-03-05")
    r.relire(
        "2027-03-01",
        "chloe",
        "Donne envie de sortir. La consigne de sécurité manque.",
        bloquante("Livret, page 1", "Rappeler l'encadrement nécessaire pour travailler dans la cour."),
    )
    r.repondre("2027-03-15", (FAITE, "Encadrement et périmètre rappelés en première page."))
    r.deposer("2027-03-23", "Encadrement de la sortie précisé.")
    r.donner_accord("2027-03-24", "loic")
    r.demander("2027-05-05")
    r.viser("2027-05-25", "helene")
    r.viser("2027-05-28", "nadia")
    r.publier("2027-06-11", SITE, f"{PUBLICATIONS}/thales-sur-le-terrain")


def capytale(agenda: Agenda) -> None:
    """In-service training: no livret, no visa; the IAN validates it, an agreement is still missing."""
    projet = Projet(
        agenda,
        POLE,
        "Évaluer avec Capytale : parcours d'autoformation",
        par="chloe",
        disciplines=("Mathématiques", "Numérique et sciences informatiques"),
        niveaux=("Seconde générale et technologique", "Première générale", "Terminale générale"),
        resume="Deux heures à distance pour préparer, distribuer et corriger une évaluation dans Capytale.",
        objectifs="Rendre un collègue autonome en deux heures.",
        outils="m@gistère, Capytale",
        prevu=("2027-02-26", "", "2027-04-28", "", "2027-05-12"),
    )
    r = projet.ressource(("chloe", "ibrahim"), formation=True)
    projet.cadrer("2026-11-23", "2026-11-25", "2026-11-27")
    r.deposer("2027-02-25", lien="https://magistere.exemple.fr/parcours/capytale-evaluer")
    r.continuer_sans_relecture("2027-03-01")
    r.deposer("2027-04-27", "Vidéos sous-titrées.", lien="https://magistere.exemple.fr/parcours/capytale-evaluer")
    r.valider_formation("2027-04-29")
    r.donner_accord("2027-05-24", "ibrahim")
    r.publier("2027-05-28", ESPACE, "https://espace.exemple.fr/toulouse/capytale-evaluer")


def casque(agenda: Agenda) -> None:
    """A fiche sent back, which nobody has taken up again."""
    projet = Projet(
        agenda,
        POLE,
        "La géométrie dans l'espace avec un casque",
        par="loic",
        disciplines=DISCIPLINE,
        niveaux=("Troisième",),
        resume="Voir une section de cube de l'intérieur, avec un casque de réalité virtuelle.",
        outils="Casques de réalité virtuelle",
    )
    projet.ressource(("loic", "genevieve"))
    projet.rediger("2026-11-10")
    projet.soumettre("2026-11-12")
    projet.renvoyer(
        "2026-11-19",
        "Aucun collège de l'académie n'a ce matériel en classe entière : proposez une version que tout collègue "
        "puisse reprendre, par exemple avec GeoGebra dans Éléa.",
    )
