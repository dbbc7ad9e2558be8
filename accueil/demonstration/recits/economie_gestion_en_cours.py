"""Économie-gestion, the resources that somebody still has to work on in May: late, being read, being written."""

from __future__ import annotations

from accueil.demonstration.agenda import Agenda
from accueil.demonstration.fichiers import Contenu
from validations.models import Avis

from .economie_gestion import DISCIPLINE, POLE, PUBLICATIONS
from .parcours import FAITE, SITE, Parcours, bloquante, simple
from .projet import Projet


def raconter(agenda: Agenda) -> None:
    tresorerie(agenda)
    entretien(agenda)
    accueil_a_distance(agenda)
    marge(agenda)
    vente_en_ligne(agenda)
    teletravail(agenda)


def tresorerie(agenda: Agenda) -> None:
    """The V2 is later than the extension granted: three remarks block it, one has its answer, the deposit has begun."""
    projet = Projet(
        agenda,
        POLE,
        "Piloter sa trésorerie avec un tableur",
        par="lea",
        disciplines=DISCIPLINE,
        niveaux=("Terminale professionnelle", "BTS"),
        resume="Une fleuriste a de bonnes ventes et plus un euro en caisse : pourquoi, et que faire ?",
        objectifs="Construire un budget de trésorerie sur six mois et simuler deux décisions.",
        outils="Éléa, LibreOffice Calc",
        prevu=("2027-01-29", "2027-03-05", "2027-03-26", "2027-04-30", "2027-05-15"),
    )
    contenu = Contenu(
        objectif="Construire un budget de trésorerie et décider à partir de lui.",
        duree="trois séances de deux heures",
        seances=(
            ("Vendre n'est pas encaisser", "Placer sur une frise les ventes et les encaissements de la fleuriste."),
            ("Six mois au tableur", "Construire le budget de trésorerie à partir des pièces fournies."),
            ("Et si… ?", "Simuler un délai de paiement plus court, puis un découvert autorisé."),
        ),
        annexe="csv",
    )
    r = projet.ressource(("lea",), contenu)
    projet.cadrer("2026-10-12", "2026-10-14", "2026-11-03")
    r.deposer("2027-01-28")
    _relire_le_budget(r)
    r.demander_report(
        "2027-03-22", "v2", "2027-04-30", "Le corrigé du deuxième scénario demande de refaire tout le tableur."
    )
    r.accorder_report("2027-03-24")
    r.repondre("2027-04-28", (FAITE, "La TVA n'est plus comptée qu'au décaissement ; le solde de juin est juste."))
    r.preparer("2027-05-10", "Budget corrigé. Reste à écrire le corrigé du deuxième scénario.")
    r.repondre("2027-05-24", (FAITE, "Corrigé ajouté."), (FAITE, "Le taux est dans la cellule B2."), (FAITE, ""))
    r.deposer("2027-05-26", "Tableur corrigé, corrigé complet, frise en deux couleurs.")
    r.demander("2027-05-31")
    r.viser("2027-06-08", "stephane")
    r.viser("2027-06-10", "helene", Avis.REPRISE, "Prévoyez une version plus courte pour les élèves de terminale.")


def _relire_le_budget(r: Parcours) -> None:
    r.assigner("2027-02-01", "karim", "jerome", avant="2027-03-05")
    r.relire(
        "2027-03-04",
        "karim",
        "Le cas de la fleuriste fonctionne très bien. Le fichier de calcul est à consolider.",
        bloquante("Feuille « Budget »", "La TVA est comptée deux fois en mars : le solde final est faux."),
        bloquante("Livret, page 2", "Le corrigé du deuxième scénario manque : un collègue ne pourra pas conclure."),
    )
    r.relire(
        "2027-03-11",
        "jerome",
        "À partager dès que le tableur est corrigé.",
        bloquante("Séance 3", "Le taux du découvert est écrit en dur : mettre une cellule que l'élève puisse changer."),
        simple("Séance 1", "La frise serait plus lisible en deux couleurs."),
    )


def entretien(agenda: Agenda) -> None:
    """Its V1 never came, four months after the date announced; a later one is asked for, without an answer yet."""
    projet = Projet(
        agenda,
        POLE,
        "Se présenter en entretien d'embauche",
        par="lea",
        disciplines=("Économie-gestion", "Français"),
        niveaux=("Terminale professionnelle",),
        resume="Préparer deux minutes de présentation de soi, s'enregistrer, se réécouter, recommencer.",
        objectifs="Parler de soi sans lire ses notes, en deux minutes.",
        outils="Éléa, enregistreur audio de l'ENT",
        prevu=("2027-01-15", "2027-02-26", "2027-03-19", "2027-04-30", "2027-05-15"),
    )
    contenu = Contenu(
        objectif="Se présenter en deux minutes, sans notes.",
        duree="deux séances d'une heure",
        seances=(
            ("Ce que l'on retient", "Écouter trois présentations et dire ce que l'on en retient une heure après."),
            ("Deux minutes", "S'enregistrer, se réécouter avec la grille, recommencer une fois."),
        ),
    )
    r = projet.ressource(("lea",), contenu)
    projet.cadrer("2026-11-18", "2026-11-20", "2026-11-26")
    r.demander_report(
        "2027-05-11", "v1", "2027-06-04", "L'enregistrement des exemples est prévu avec la classe en mai."
    )
    r.accorder_report("2027-05-18")
    r.deposer("2027-06-03")


def accueil_a_distance(agenda: Agenda) -> None:
    """A V1 that has just arrived: the PREDAC has proofreaders to assign."""
    projet = Projet(
        agenda,
        POLE,
        "Accueillir un client à distance",
        par="fatou",
        disciplines=DISCIPLINE,
        niveaux=("Première professionnelle", "Terminale professionnelle"),
        resume="Répondre par téléphone, par messagerie, en visio : mêmes règles, autres pièges.",
        objectifs="Adapter son accueil au canal, reformuler une demande, conclure.",
        outils="Éléa, BigBlueButton d'apps.education.fr",
        prevu=("2027-04-30", "2027-05-21", "2027-06-11", "2027-10-15", ""),
    )
    contenu = Contenu(
        objectif="Accueillir un client par téléphone, par messagerie et en visio.",
        duree="trois séances d'une heure",
        seances=(
            ("Au téléphone", "Écouter trois appels et relever ce qui met le client en confiance."),
            ("Par messagerie", "Répondre à quatre messages, dont un mécontent."),
            ("En visio", "Jouer l'accueil à deux, avec une grille d'observation."),
        ),
        annexe="odt",
    )
    r = projet.ressource(("fatou", "anne-sophie"), contenu)
    projet.cadrer("2026-11-16", "2026-11-19", "2026-11-24")
    r.deposer("2027-05-05")
    r.assigner("2027-05-13", "jerome", avant="2027-05-28")
    r.relire("2027-05-28", "jerome", "Rien à redire : la grille d'observation suffit à faire classe.")
    r.deposer("2027-06-11", "Un appel de plus dans la première séance.")


def marge(agenda: Agenda) -> None:
    """Two proofreaders: one has handed in, the other has begun."""
    projet = Projet(
        agenda,
        POLE,
        "Calculer une marge, fixer un prix",
        par="jerome",
        disciplines=("Économie-gestion", "Mathématiques"),
        niveaux=("CAP", "Seconde professionnelle"),
        resume="De l'étiquette au coût d'achat : les élèves reconstituent le prix de cinq produits de leur quotidien.",
        objectifs="Calculer une marge et un taux de marque, fixer un prix de vente.",
        outils="Éléa, tableur en ligne d'apps.education.fr",
        prevu=("2027-04-16", "2027-05-14", "2027-05-28", "2027-06-04", "2027-06-11"),
    )
    contenu = Contenu(
        objectif="Passer du coût d'achat au prix de vente, et retour.",
        duree="deux séances d'une heure et demie",
        seances=(
            ("L'étiquette raconte", "Retrouver, pour cinq produits, la part du fabricant, du transport et du magasin."),
            ("Fixer son prix", "Fixer le prix d'un produit de la coopérative du lycée et le défendre."),
        ),
        annexe="csv",
    )
    r = projet.ressource(("jerome",), contenu)
    projet.cadrer("2026-11-23", "2026-11-26", "2026-12-01")
    r.deposer("2027-04-20")
    _relire_la_marge(r)
    r.repondre("2027-05-24", (FAITE, "Les deux mots sont définis en tête."), (FAITE, ""))
    r.deposer("2027-05-26", "Vocabulaire fixé, unités ajoutées.")
    r.demander("2027-05-27")
    r.viser("2027-06-04", "helene")
    r.viser("2027-06-09", "nadia")
    r.publier("2027-06-24", SITE, f"{PUBLICATIONS}/calculer-une-marge")


def _relire_la_marge(r: Parcours) -> None:
    r.assigner("2027-04-22", "anne-sophie", "karim", avant="2027-05-14")
    r.relire(
        "2027-05-03",
        "anne-sophie",
        "Les cinq produits sont bien choisis. Un mot de vocabulaire à fixer.",
        bloquante("Séance 1", "« Marge » et « taux de marge » sont employés l'un pour l'autre : choisir et définir."),
    )
    r.annoter("2027-05-10", "karim", simple("Tableau des prix", "Ajouter l'unité (kilogramme, pièce) à chaque prix."))
    r.relire("2027-05-14", "karim", "Testé ce matin en CAP : les élèves ont demandé la suite.")


def vente_en_ligne(agenda: Agenda) -> None:
    """A fiche that waits for the PREDAC's decision."""
    projet = Projet(
        agenda,
        POLE,
        "Vendre en ligne sans piéger le client",
        par="anne-sophie",
        disciplines=DISCIPLINE,
        niveaux=("Première professionnelle",),
        resume="Repérer les interfaces trompeuses d'une boutique en ligne, puis dessiner une page loyale.",
        objectifs="Nommer cinq procédés trompeurs et proposer leur correction.",
        outils="Éléa, éditeur de maquettes libre",
        prevu=("2027-10-15", "2027-11-12", "2027-12-03", "2028-01-28", ""),
    )
    projet.ressource(("anne-sophie", "lea"))
    projet.rediger("2027-05-04")
    projet.soumettre("2027-05-05")
    projet.retenir("2027-05-13")


def teletravail(agenda: Agenda) -> None:
    """A draft that its author has not finished."""
    projet = Projet(
        agenda,
        POLE,
        "Le télétravail en questions",
        par="karim",
        disciplines=DISCIPLINE,
        niveaux=("Terminale technologique",),
        resume="Idée pour la rentrée : une enquête menée par les élèves auprès de trois entreprises voisines.",
    )
    projet.ressource(("karim",))
    projet.rediger("2027-05-10")
