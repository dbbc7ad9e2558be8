"""Mathématiques: one fiche with two productions, a success and an abandonment taken back; a refusal; an abandonment."""

from __future__ import annotations

from accueil.demonstration.agenda import Agenda
from accueil.demonstration.fichiers import Contenu
from validations.models import Avis, Publication

from .parcours import DECLINEE, ESPACE, FAITE, SITE, Parcours, bloquante, simple
from .projet import Projet

POLE, DISCIPLINE = "mathematiques", ("Mathématiques",)
PUBLICATIONS = "https://pedagogie.exemple.fr/mathematiques"

DEPISTAGE = Contenu(
    objectif="Comprendre pourquoi un test positif ne dit pas toujours que l'on est malade.",
    duree="trois séances d'une heure",
    seances=(
        ("Mille personnes", "Compter, dans un tableau, qui est malade et qui a un test positif."),
        ("L'arbre", "Passer du tableau à l'arbre pondéré, puis à la probabilité conditionnelle."),
        ("Rare ou fréquent ?", "Faire varier la fréquence de la maladie et observer la valeur du test."),
    ),
    annexe="csv",
)
DE = Contenu(
    objectif="Programmer un dé et décider, données en main, s'il est truqué.",
    duree="deux séances d'une heure et demie",
    seances=(
        ("Un dé honnête", "Simuler mille lancers, dessiner le diagramme des fréquences."),
        ("Et celui-ci ?", "Recevoir un dé inconnu, formuler une règle de décision, la tester."),
    ),
    annexe="png",
)
CREDIT = Contenu(
    objectif="Simuler le remboursement d'un crédit avec une suite.",
    duree="trois séances d'une heure",
    seances=(
        ("Combien reste-t-il ?", "Calculer à la main les trois premiers mois d'un prêt."),
        ("La suite", "Écrire la relation de récurrence et la programmer."),
        ("Quel prêt choisir ?", "Comparer trois offres et conseiller un ami."),
    ),
    annexe="csv",
)
FRACTIONS = Contenu(
    objectif="Comparer et ajouter des fractions à partir d'une recette.",
    duree="quatre séances d'une heure",
    seances=(("Pour six, pour quatre", "Adapter une recette."), ("Trois quarts de litre", "Ajouter des quantités.")),
)


def raconter(agenda: Agenda) -> None:
    projet = Projet(
        agenda,
        POLE,
        "Le hasard en classe de première",
        par="chloe",
        disciplines=("Mathématiques", "Sciences numériques et technologie"),
        niveaux=("Première générale", "Première technologique"),
        resume="Deux entrées dans les probabilités : un dépistage médical, et un dé que l'on programme.",
        objectifs="Donner du sens aux probabilités conditionnelles ; simuler pour vérifier.",
        outils="Éléa, Capytale",
        prevu=("2026-11-17", "2026-12-11", "2027-01-22", "2027-02-04", "2027-03-05"),
    )
    depistage = projet.ressource(("chloe", "ibrahim"), DEPISTAGE, titre="Probabilités conditionnelles et dépistage")
    de = projet.ressource(("loic",), DE, titre="Programmer un dé truqué avec Python")
    projet.cadrer("2026-09-17", "2026-09-21", "2026-09-24")
    raconter_le_depistage(depistage)
    raconter_le_de(de)
    credit(agenda)
    fractions(agenda)


def raconter_le_depistage(r: Parcours) -> None:
    """A deposit cancelled (the livret was missing), then straight on to publication; its address is corrected."""
    r.deposer("2026-11-16", sans_livret=True)
    r.annuler_depot("2026-11-16")
    r.deposer("2026-11-17")
    r.donner_accord("2026-11-18", "ibrahim")
    r.assigner("2026-11-19", "loic", "genevieve", avant="2026-12-11")
    r.relire(
        "2026-12-01",
        "loic",
        "L'entrée par les mille personnes est lumineuse.",
        simple("Séance 2", "L'arbre gagnerait à être construit par les élèves plutôt que donné."),
    )
    r.relire(
        "2026-12-08",
        "genevieve",
        "Sujet bien choisi, à manier avec tact.",
        bloquante("Séance 1", "Nommer une maladie réelle peut toucher un élève : prendre une maladie imaginaire."),
        bloquante("Livret, page 1", "La durée annoncée est de deux heures, il en faut trois."),
    )
    r.repondre(
        "2026-12-16",
        (DECLINEE, "Le temps manque en première technologique ; l'arbre à construire devient un prolongement."),
        (FAITE, "La maladie est imaginaire et le dit d'emblée."),
        (FAITE, "Trois séances annoncées."),
    )
    r.deposer("2027-01-15", "Maladie imaginaire, durée corrigée, arbre à construire en prolongement.")
    r.demander("2027-01-19")
    r.viser("2027-01-28", "stephane")
    r.viser("2027-02-02", "helene", motif="Exemplaire : les élèves concluent eux-mêmes.")
    r.publier("2027-02-25", ESPACE, "https://espace.exemple.fr/toulouse/depistage", Publication.Licence.LICENCE_OUVERTE)
    r.corriger_adresse("2027-03-10", ESPACE, "https://espace.exemple.fr/toulouse/probabilites-depistage")


def raconter_le_de(r: Parcours) -> None:
    """Abandoned in February, taken back in March; its proofreader never hands in; ready in April."""
    r.deposer("2027-01-20")
    r.abandonner("2027-02-02", "Loïc prend en charge une seconde classe : il préfère finir une seule ressource.")
    r.reprendre("2027-03-08", "Son emploi du temps s'est allégé, il souhaite reprendre.")
    r.assigner("2027-03-10", "chloe", avant="2027-03-26")
    r.clore_relecture("2027-03-30")
    r.deposer("2027-04-26", "Règle de décision expliquée, diagrammes plus lisibles.")
    r.demander("2027-05-18", par_la_coordination=True)
    r.viser("2027-05-26", "stephane", Avis.REPRISE, "Le livret doit dire comment les élèves se connectent à Capytale.")
    r.viser("2027-05-31", "helene")
    r.repondre("2027-06-09", (FAITE, "La connexion par l'ENT est décrite, captures à l'appui."))
    r.deposer("2027-06-15", "Connexion à Capytale décrite.")
    r.demander("2027-06-16")
    r.viser("2027-06-23", "stephane")
    r.viser("2027-06-25", "helene")
    r.publier("2027-07-01", SITE, f"{PUBLICATIONS}/de-truque")


def credit(agenda: Agenda) -> None:
    """Sent back once as a fiche, not validated as a resource: a tool that collects the pupils' data."""
    projet = Projet(
        agenda,
        POLE,
        "Simuler un crédit avec les suites",
        par="loic",
        disciplines=DISCIPLINE,
        niveaux=("Terminale générale",),
        resume="Trois banques, trois offres : une suite permet de comparer.",
        objectifs="Modéliser un remboursement par une suite arithmético-géométrique.",
        prevu=("2026-11-27", "2026-12-14", "2027-01-18", "2027-02-04", "2027-03-05"),
    )
    r = projet.ressource(("loic",), CREDIT)
    projet.rediger("2026-09-28")
    projet.soumettre("2026-09-30")
    projet.renvoyer("2026-10-06", "Précisez les outils : la fiche n'en cite aucun, et le test en classe en dépend.")
    projet.corriger("2026-10-09", outils="Éléa, simulateur en ligne d'un éditeur privé")
    projet.soumettre("2026-10-09")
    projet.retenir("2026-10-13")
    r.deposer("2026-11-26")
    r.assigner("2026-11-30", "ibrahim", avant="2026-12-14")
    r.relire(
        "2026-12-14",
        "ibrahim",
        "Les trois offres sont crédibles et le calcul est juste.",
        bloquante("Séance 3", "Les frais de dossier manquent dans la deuxième offre : la comparaison est faussée."),
    )
    r.repondre("2027-01-06", (FAITE, "Frais ajoutés aux trois offres."))
    r.deposer("2027-01-18", "Frais de dossier ajoutés.")
    r.demander("2027-02-23")
    r.viser("2027-03-09", "helene", motif="Mathématiquement très solide.")
    r.viser(
        "2027-03-16",
        "nadia",
        Avis.DEFAVORABLE,
        "Le simulateur demande à chaque élève de créer un compte chez un éditeur qui exploite leurs données. "
        "Un tableur ou Capytale rendrait le même service sans compte.",
    )
    r.reprendre("2027-06-14", "Loïc remplace le simulateur par un carnet Capytale.")


def fractions(agenda: Agenda) -> None:
    """Abandoned for good, before its proofreading."""
    projet = Projet(
        agenda,
        POLE,
        "Fractions en cuisine",
        par="genevieve",
        disciplines=DISCIPLINE,
        niveaux=("Sixième", "Cinquième"),
        resume="Une recette pour six, huit convives à table : les fractions deviennent nécessaires.",
        outils="Éléa",
        prevu=("2026-12-04", "2027-01-08", "2027-01-29", "2027-03-19", "2027-05-14"),
    )
    r = projet.ressource(("genevieve",), FRACTIONS)
    projet.cadrer("2026-10-05", "2026-10-08", "2026-10-12")
    r.deposer("2026-12-03")
    r.abandonner(
        "2027-02-24",
        "L'équipe a choisi de réunir ses forces sur les statistiques ; les séances faites restent disponibles.",
    )
