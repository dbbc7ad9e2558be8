"""Langues vivantes: a publication, a validation without an inspector, a relecture half handed in, two fiches astray."""

from __future__ import annotations

from accueil.demonstration.agenda import Agenda
from accueil.demonstration.fichiers import Contenu
from validations.models import Avis

from .parcours import FAITE, SITE, bloquante, simple
from .projet import Projet

POLE = "langues-vivantes"
PUBLICATIONS = "https://pedagogie.exemple.fr/langues-vivantes"

MA_VILLE = Contenu(
    objectif="Présenter sa ville à un correspondant, à l'oral, en deux minutes.",
    duree="quatre séances d'une heure",
    seances=(
        ("What's in a town?", "Associer vingt lieux à leur nom, puis dire ce que l'on y fait."),
        ("This way, please", "Guider un camarade sur le plan de la ville."),
        ("My favourite place", "Enregistrer une minute sur un lieu que l'on aime."),
        ("Welcome to my town", "Monter sa présentation, l'écouter à deux, l'améliorer."),
    ),
    annexe="odt",
)
REPAS = Contenu(
    objectif="Commander, commenter et comparer un repas, en espagnol.",
    duree="trois séances d'une heure",
    seances=(
        ("La carte", "Comprendre une carte de restaurant et ses prix."),
        ("À table", "Jouer la commande, avec un imprévu tiré au sort."),
        ("Chez nous, chez eux", "Comparer les heures et les habitudes des deux pays."),
    ),
    annexe="png",
)
EN_VILLE = Contenu(
    objectif="Demander et indiquer son chemin en allemand.",
    duree="deux séances d'une heure",
    seances=(
        ("Wo bin ich?", "Se repérer sur le plan de Düsseldorf."),
        ("Immer geradeaus", "Guider un camarade qui ne voit pas le plan."),
    ),
)
RADIO = Contenu(
    objectif="Préparer et enregistrer une émission de cinq minutes en trois langues.",
    duree="cinq séances d'une heure",
    seances=(
        ("Le conducteur", "Répartir les rubriques et les langues entre les équipes."),
        ("Écrire pour l'oreille", "Réécrire un texte pour qu'il se dise."),
        ("À l'antenne", "Enregistrer, réécouter, refaire une prise."),
    ),
    annexe="odt",
)


def raconter(agenda: Agenda) -> None:
    ma_ville(agenda)
    repas(agenda)
    en_ville(agenda)
    radio(agenda)
    correspondance(agenda)
    musee(agenda)


def ma_ville(agenda: Agenda) -> None:
    """The year's first publication; withdrawn in June, when a photograph turns out not to be free."""
    projet = Projet(
        agenda,
        POLE,
        "Talking about my town",
        par="margaux",
        disciplines=("Anglais",),
        niveaux=("Cinquième", "Quatrième"),
        resume="Chaque élève prépare un guide sonore de sa ville pour un collège de Cork.",
        objectifs="Décrire un lieu, guider, donner son avis.",
        outils="Éléa, La Digitale, enregistreur de l'ENT",
        prevu=("2026-11-18", "2026-12-11", "2027-01-15", "2027-01-29", "2027-03-05"),
    )
    r = projet.ressource(("margaux", "aurelie"), MA_VILLE)
    projet.cadrer("2026-09-21", "2026-09-23", "2026-09-25")
    r.deposer("2026-11-18")
    r.donner_accord("2026-11-19", "aurelie")
    r.assigner("2026-11-20", "ines", avant="2026-12-11")
    r.relire(
        "2026-12-08",
        "ines",
        "Transposable à toutes nos langues, je la reprends en espagnol !",
        bloquante("Séance 3", "Prévoir une solution pour l'élève qui ne souhaite pas enregistrer sa voix."),
        simple("Plan de la ville", "Le plan est petit une fois imprimé."),
    )
    r.repondre("2027-01-07", (FAITE, "Une présentation affichée remplace l'enregistrement."), (FAITE, "Plan en A3."))
    r.deposer("2027-01-13", "Alternative à l'enregistrement de la voix, plan agrandi.")
    r.demander("2027-01-15")
    r.viser("2027-01-21", "francois-xavier", motif="Belle progression orale.")
    r.viser("2027-01-28", "stephane")
    r.publier("2027-02-04", SITE, f"{PUBLICATIONS}/talking-about-my-town")
    r.retirer_publication(
        "2027-06-14", SITE, "Une photographie du plan n'est pas libre de droits : elle est remplacée."
    )


def repas(agenda: Agenda) -> None:
    """Requested after the inspector has left: the administrator has somebody to appoint."""
    projet = Projet(
        agenda,
        POLE,
        "Un repas en Castille",
        par="ines",
        disciplines=("Espagnol",),
        niveaux=("Troisième",),
        resume="De la carte au pourboire, une scène de restaurant jouée en équipes.",
        objectifs="Interagir dans une situation imprévue.",
        outils="Éléa",
        prevu=("2027-01-21", "2027-02-05", "2027-03-19", "2027-04-29", "2027-05-12"),
    )
    r = projet.ressource(("ines",), REPAS)
    projet.cadrer("2026-10-06", "2026-10-08", "2026-10-14")
    r.deposer("2027-01-21")
    r.assigner("2027-01-25", "thierry", avant="2027-02-05")
    r.relire(
        "2027-02-03",
        "thierry",
        "L'imprévu tiré au sort est réjouissant.",
        bloquante("Séance 1", "La carte vient d'un vrai restaurant : vérifier le droit de la reproduire."),
    )
    r.repondre("2027-02-24", (FAITE, "La carte est désormais inventée, dessinée par une collègue d'arts appliqués."))
    r.deposer("2027-03-18", "Carte inventée, heures des repas sourcées.")
    r.demander("2027-05-05", "Testée fin avril à Foix.")
    r.viser("2027-06-02", "helene")
    r.viser("2027-06-03", "stephane")
    r.publier("2027-06-22", SITE, f"{PUBLICATIONS}/un-repas-en-castille")


def en_ville(agenda: Agenda) -> None:
    """Continued without proofreading; ready, its validation not requested yet."""
    projet = Projet(
        agenda,
        POLE,
        "Sich zurechtfinden : se repérer en ville",
        par="thierry",
        disciplines=("Allemand",),
        niveaux=("Sixième", "Cinquième"),
        resume="Un plan, deux élèves dos à dos, un seul qui voit : il faut bien se parler.",
        objectifs="Demander et indiquer un chemin.",
        outils="Éléa",
        prevu=("2027-02-26", "2027-03-12", "2027-04-28", "2027-05-20", "2027-06-04"),
    )
    r = projet.ressource(("thierry",), EN_VILLE)
    projet.cadrer("2026-11-17", "2026-11-19", "2026-11-25")
    r.deposer("2027-02-25")
    r.continuer_sans_relecture("2027-03-10")
    r.deposer("2027-04-28", "Enregistrements ajoutés, voix de l'assistante de langue avec son accord.")
    r.demander("2027-05-26")
    r.viser("2027-06-03", "nadia")
    r.viser("2027-06-04", "helene", Avis.FAVORABLE, "Simple et vivant.")


def radio(agenda: Agenda) -> None:
    """Being read: one proofreader has handed in, the PREDAC herself has not."""
    projet = Projet(
        agenda,
        POLE,
        "Radio des élèves : une émission, trois langues",
        par="aurelie",
        disciplines=("Allemand", "Anglais", "Espagnol"),
        niveaux=("Seconde générale et technologique",),
        resume="Une émission de cinq minutes où l'on passe d'une langue à l'autre sans traduire.",
        objectifs="Écrire pour l'oral, coopérer entre langues.",
        outils="Éléa, Audacity, webradio du lycée",
        prevu=("2027-04-22", "2027-05-14", "2027-06-04", "2027-11-19", ""),
    )
    r = projet.ressource(("aurelie", "margaux"), RADIO)
    projet.cadrer("2026-11-24", "2026-11-26", "2026-11-30")
    r.deposer("2027-04-22")
    r.assigner("2027-04-23", "thierry", "maite", avant="2027-05-14")
    r.relire(
        "2027-05-04",
        "thierry",
        "Ambitieux et faisable.",
        bloquante("Livret, page 2", "Dire quelles autorisations demander avant de diffuser la voix des élèves."),
    )
    r.relire("2027-05-19", "maite", "Prêt à partager après les autorisations.")
    r.repondre("2027-05-27", (FAITE, "Modèle d'autorisation joint, en trois langues."))
    r.deposer("2027-06-08", "Autorisations de diffusion jointes.")


def correspondance(agenda: Agenda) -> None:
    """A fiche kept, then opened again when its partner withdrew."""
    projet = Projet(
        agenda,
        POLE,
        "Correspondance vidéo avec un lycée de Saragosse",
        par="ines",
        disciplines=("Espagnol",),
        niveaux=("Première générale",),
        resume="Trois échanges de vidéos d'une minute entre deux classes jumelées.",
        outils="Éléa, eTwinning",
        prevu=("2027-04-30", "2027-05-21", "2027-06-11", "2027-11-12", ""),
    )
    projet.ressource(("ines", "margaux"))
    projet.cadrer("2026-10-02", "2026-10-05", "2026-10-09")
    projet.rouvrir("2027-03-23", "Le lycée partenaire s'est retiré : la fiche doit changer de pays ou de forme.")
    projet.corriger("2027-05-20", resume="Trois échanges de vidéos d'une minute avec un lycée de Huesca.")
    projet.soumettre("2027-05-21")
    projet.retenir("2027-05-25")


def musee(agenda: Agenda) -> None:
    """A fiche abandoned, its production with it."""
    projet = Projet(
        agenda,
        POLE,
        "Jeu d'évasion au musée",
        par="aurelie",
        disciplines=("Anglais", "Arts plastiques"),
        niveaux=("Quatrième",),
        resume="Résoudre en anglais cinq énigmes devant cinq œuvres.",
        outils="Éléa, H5P",
        prevu=("2027-01-29", "2027-03-05", "2027-03-26", "2027-04-30", "2027-05-14"),
    )
    projet.ressource(("aurelie",))
    projet.cadrer("2026-10-12", "2026-10-13", "2026-11-04")
    projet.abandonner("2027-01-27", "Le musée ferme pour deux ans de travaux et ne peut plus accueillir de classe.")
