"""Économie-gestion, the resources that reached the end: published, validated, or waiting for a visa in May.

The inspector signs two of them in the séance of 19 May (`seance.py`).
"""

from __future__ import annotations

from accueil.demonstration.agenda import Agenda
from accueil.demonstration.fichiers import Contenu
from validations.models import Avis

from .parcours import DECLINEE, ESPACE, FAITE, SITE, Parcours, bloquante, simple
from .projet import Projet

POLE, DISCIPLINE = "economie-gestion", ("Économie-gestion",)
PUBLICATIONS = "https://pedagogie.exemple.fr/economie-gestion"


def raconter(agenda: Agenda) -> None:
    documents_commerciaux(agenda)
    bilan_comptable(agenda)
    negociation(agenda)
    facturation(agenda)
    contrat_de_travail(agenda)


def documents_commerciaux(agenda: Agenda) -> None:
    """Published in two places, with a remark declined and a written agreement."""
    projet = Projet(
        agenda,
        POLE,
        "Les documents commerciaux",
        par="anne-sophie",
        disciplines=DISCIPLINE,
        niveaux=("Seconde professionnelle", "CAP"),
        resume="Les élèves suivent une vente du devis à l'avoir, dans une entreprise de menuiserie fictive.",
        objectifs="Identifier chaque document, ses mentions obligatoires et sa place dans la vente.",
        outils="Éléa, Nextcloud d'apps.education.fr",
        prevu=("2026-11-13", "2026-12-11", "2027-01-22", "2027-02-05", "2027-03-05"),
    )
    contenu = Contenu(
        objectif="Reconnaître et établir les documents d'une vente : devis, commande, livraison, facture.",
        duree="trois séances d'une heure",
        seances=(
            ("Qui fait quoi ?", "Remettre huit documents dans l'ordre d'une vente, puis nommer qui les établit."),
            ("La facture à la loupe", "Retrouver les mentions obligatoires et repérer les quatre qui manquent."),
            ("À vous d'établir", "Établir un devis puis la facture d'un client, à partir d'un échange de courriels."),
        ),
        annexe="odt",
    )
    r = projet.ressource(("anne-sophie", "jerome"), contenu)
    projet.cadrer("2026-09-22", "2026-09-24", "2026-09-29")
    r.deposer("2026-11-12")
    _relire_les_documents(r)
    r.deposer("2027-01-22", "TVA à jour, entreprise fictive, matériel annoncé en tête du livret.")
    r.demander("2027-01-26", "Testée en janvier dans deux classes, à Muret et à Montauban.")
    r.viser(
        "2027-02-24", "francois-xavier", motif="Un exemple à diffuser largement : simple, complet, repris sans peine."
    )
    r.viser("2027-03-04", "stephane")
    r.accord_ecrit("2027-03-16", "jerome", "courriel du 15 mars 2027")
    r.publier("2027-03-18", SITE, f"{PUBLICATIONS}/documents-commerciaux")
    r.publier("2027-04-22", ESPACE, "https://espace.exemple.fr/toulouse/documents-commerciaux")


def _relire_les_documents(r: Parcours) -> None:
    r.assigner("2026-11-17", "karim", "lea", avant="2026-12-11")
    r.relire(
        "2026-12-03",
        "karim",
        "Progression très claire, mes élèves de CAP s'y retrouveraient sans moi.",
        bloquante("Séance 2", "La facture d'exemple porte un taux de TVA de 19,6 % : il est à 20 % depuis 2014."),
        simple("Livret, page 1", "Indiquer dès le début qu'il faut un tableur pour la troisième séance."),
    )
    r.relire(
        "2026-12-10",
        "lea",
        "Beau scénario. Deux points à revoir avant de le confier à des collègues.",
        bloquante("Séance 3", "Le courriel du client contient l'adresse d'une vraie entreprise : la rendre fictive."),
        simple("Séance 1", "On pourrait ajouter le bon de réception, que les élèves rencontrent en stage."),
    )
    r.repondre(
        "2027-01-12",
        (FAITE, "Taux corrigé dans la facture et dans le corrigé."),
        (FAITE, ""),
        (FAITE, "Adresse et numéro de téléphone remplacés par ceux d'une entreprise inventée."),
        (DECLINEE, "Le bon de réception n'est pas au programme de CAP ; nous le gardons pour une suite en première."),
    )


def bilan_comptable(agenda: Agenda) -> None:
    """A rework asked, then validated and published as V3; a V4 is under way while the V3 stays public."""
    projet = Projet(
        agenda,
        POLE,
        "Lire un bilan comptable",
        par="jerome",
        disciplines=DISCIPLINE,
        niveaux=("Première technologique", "Terminale technologique"),
        resume="Trois entreprises de la région, trois bilans publiés : laquelle pourrait vous embaucher ?",
        objectifs="Lire l'actif et le passif, calculer deux ratios, en tirer une phrase argumentée.",
        outils="Éléa, LibreOffice Calc",
        prevu=("2026-11-20", "2026-12-16", "2027-01-15", "2027-02-03", "2027-03-05"),
    )
    contenu = Contenu(
        objectif="Lire un bilan publié et dire, chiffres à l'appui, si l'entreprise est solide.",
        duree="quatre séances d'une heure",
        seances=(
            ("Ce que l'entreprise possède", "Classer vingt éléments entre l'actif et le passif."),
            ("Ce qu'elle doit", "Retrouver les dettes à court terme dans un bilan réel."),
            ("Deux ratios suffisent", "Calculer l'autonomie financière et le fonds de roulement au tableur."),
            ("Le conseil du banquier", "Rédiger un avis de dix lignes, à relire par un camarade."),
        ),
        annexe="csv",
    )
    r = projet.ressource(("jerome", "karim"), contenu)
    projet.cadrer("2026-09-28", "2026-10-01", "2026-10-05")
    r.deposer("2026-11-20")
    r.donner_accord("2026-11-23", "karim")
    _reprendre_le_bilan(r)
    r.deposer("2027-02-05", "Repères par secteur ajoutés, avis du banquier reformulé.")
    r.demander("2027-02-23", "La demande de reprise est traitée dans la quatrième séance.")
    r.viser("2027-03-02", "helene", motif="Les repères changent tout. Merci pour cette reprise rapide.")
    r.viser("2027-03-05", "stephane")
    r.publier("2027-03-12", SITE, f"{PUBLICATIONS}/lire-un-bilan")
    r.deposer("2027-05-10", "Bilans de l'exercice 2026, parus en avril.")
    r.demander("2027-05-20", "Seuls les chiffres changent.", par_la_coordination=True)
    r.viser("2027-05-25", "helene")
    r.viser("2027-05-27", "nadia")
    r.publier("2027-06-10", SITE, f"{PUBLICATIONS}/lire-un-bilan")


def _reprendre_le_bilan(r: Parcours) -> None:
    """Proofread, then sent back by the inspector."""
    r.assigner("2026-11-24", "anne-sophie", avant="2026-12-16")
    r.relire(
        "2026-12-15",
        "anne-sophie",
        "Les bilans choisis parlent aux élèves. La troisième séance est trop dense pour une heure.",
        bloquante("Séance 3", "Prévoir une feuille de calcul déjà préparée : la saisie prend toute l'heure."),
    )
    r.repondre("2027-01-12", (FAITE, "Feuille préparée, avec les libellés et les totaux."))
    r.deposer("2027-01-14", "Feuille de calcul préparée pour la troisième séance.")
    r.demander("2027-01-18")
    r.viser(
        "2027-01-26",
        "helene",
        Avis.REPRISE,
        "Les ratios sont justes mais leur seuil n'est jamais expliqué : ajoutez un repère pour que l'élève conclue.",
    )
    r.viser("2027-01-29", "stephane")
    r.repondre("2027-02-03", (FAITE, "Un tableau de repères par secteur ouvre la quatrième séance."))


def negociation(agenda: Agenda) -> None:
    """Validated at the end of April; its publication waits for the PREDAC."""
    projet = Projet(
        agenda,
        POLE,
        "Négocier avec un fournisseur : jeu de rôle",
        par="fatou",
        disciplines=DISCIPLINE,
        niveaux=("Terminale professionnelle",),
        resume="Par trinômes, les élèves négocient un contrat d'achat ; le troisième observe avec une grille.",
        objectifs="Préparer une négociation, argumenter, conclure par écrit.",
        outils="Éléa, enregistreur audio de l'ENT",
        prevu=("2027-01-08", "2027-01-26", "2027-02-05", "2027-03-19", "2027-05-12"),
    )
    contenu = Contenu(
        objectif="Préparer, mener puis analyser une négociation d'achat.",
        duree="deux séances de deux heures",
        seances=(
            ("Préparer ses arguments", "Lire la fiche de rôle, fixer son objectif et son point de rupture."),
            ("Négocier et observer", "Jouer la négociation ; l'observateur remplit la grille, puis on échange."),
        ),
        annexe="odt",
    )
    r = projet.ressource(("fatou",), contenu)
    projet.cadrer("2026-10-01", "2026-10-06", "2026-10-08")
    r.deposer("2027-01-08")
    _relire_la_negociation(r)
    r.deposer("2027-02-04", "Durée de conservation des enregistrements précisée.")
    r.demander("2027-03-25", "Testée mi-mars en terminale gestion-administration.")
    r.viser("2027-04-28", "helene")
    r.viser("2027-04-30", "nadia", motif="La question des enregistrements est bien traitée.")
    r.publier("2027-05-20", SITE, f"{PUBLICATIONS}/negocier")


def _relire_la_negociation(r: Parcours) -> None:
    r.assigner("2027-01-12", "jerome", avant="2027-01-29")
    r.relire(
        "2027-01-26",
        "jerome",
        "J'ai eu envie de jouer. La grille d'observation est une vraie trouvaille.",
        bloquante("Séance 2", "Dire où vont les enregistrements audio et quand ils sont effacés."),
        simple("Fiche de rôle B", "Le délai de livraison manque, les élèves l'inventeront."),
    )
    r.repondre(
        "2027-01-28",
        (FAITE, "Ils restent dans l'ENT et sont effacés à la fin de la séance : c'est écrit dans le livret."),
        (FAITE, ""),
    )


def facturation(agenda: Agenda) -> None:
    """Went on without proofreading; waits for both visas since the beginning of May."""
    projet = Projet(
        agenda,
        POLE,
        "La facturation électronique, ce qui change",
        par="jerome",
        disciplines=DISCIPLINE,
        niveaux=("BTS",),
        resume="La réforme vue par une petite entreprise : que recevoir, qu'émettre, par quelle plateforme ?",
        objectifs="Décrire le trajet d'une facture électronique et ses contrôles.",
        outils="Éléa, portail public de facturation (démonstration)",
        prevu=("2027-01-15", "2027-02-05", "2027-03-05", "2027-04-23", "2027-05-12"),
    )
    contenu = Contenu(
        objectif="Expliquer à un artisan ce que la facturation électronique change pour lui.",
        duree="deux séances d'une heure et demie",
        seances=(
            ("Le trajet d'une facture", "Placer sur un schéma les plateformes, l'entreprise et l'administration."),
            ("Conseiller un artisan", "Répondre par courriel aux cinq questions d'une électricienne."),
        ),
        annexe="png",
    )
    r = projet.ressource(("jerome", "anne-sophie"), contenu)
    projet.cadrer("2026-10-13", "2026-10-15", "2026-11-05")
    r.deposer("2027-01-15")
    r.continuer_sans_relecture("2027-03-03")
    r.deposer("2027-04-29", "Calendrier de la réforme mis à jour après le test en BTS.")
    r.donner_accord("2027-04-30", "anne-sophie")
    r.demander("2027-05-03", "Le calendrier légal a été vérifié le 28 avril.")
    r.viser("2027-05-21", "stephane")
    r.publier("2027-06-08", SITE, f"{PUBLICATIONS}/facturation-electronique")


def contrat_de_travail(agenda: Agenda) -> None:
    """A V3 after the class test; the DRANE has signed, the inspector is awaited."""
    projet = Projet(
        agenda,
        POLE,
        "Le contrat de travail, de l'offre à la signature",
        par="karim",
        disciplines=DISCIPLINE,
        niveaux=("Première professionnelle",),
        resume="Une offre d'emploi, trois candidates, un contrat : les élèves vérifient chaque clause.",
        objectifs="Distinguer CDD et CDI, repérer une clause abusive, poser les bonnes questions.",
        outils="Éléa, Légifrance",
        prevu=("2027-01-20", "2027-02-05", "2027-03-12", "2027-04-23", "2027-05-12"),
    )
    contenu = Contenu(
        objectif="Lire un contrat de travail avant de le signer.",
        duree="trois séances d'une heure",
        seances=(
            ("L'offre d'emploi", "Repérer ce que l'offre dit, et ce qu'elle tait."),
            ("Clause par clause", "Relier six clauses du contrat à l'article du code du travail qui les encadre."),
            ("L'entretien", "Préparer cinq questions à poser avant de signer."),
        ),
        annexe="odt",
    )
    r = projet.ressource(("karim",), contenu)
    projet.cadrer("2026-10-07", "2026-10-09", "2026-10-13")
    r.deposer("2027-01-19")
    _relire_le_contrat(r)
    r.deposer("2027-03-16", "Textes à jour.")
    r.deposer("2027-05-04", "Après le test en classe : séance 2 raccourcie, une aide de plus.")
    r.demander("2027-05-05")
    r.viser("2027-05-10", "nadia")
    r.publier("2027-06-03", SITE, f"{PUBLICATIONS}/contrat-de-travail")


def _relire_le_contrat(r: Parcours) -> None:
    r.assigner("2027-01-21", "fatou", "anne-sophie", avant="2027-02-26")
    r.relire(
        "2027-02-02",
        "fatou",
        "Les trois candidates sont très bien trouvées.",
        simple("Séance 1", "L'offre pourrait mentionner l'alternance, que nos élèves visent souvent."),
    )
    r.relire(
        "2027-02-26",
        "anne-sophie",
        "Juste et utile. Attention à la date des textes.",
        bloquante("Séance 2", "L'article sur la période d'essai a changé : renvoyer à la version en vigueur."),
    )
    r.repondre(
        "2027-03-09",
        (DECLINEE, "L'alternance mérite sa propre séance ; je la propose pour l'an prochain."),
        (FAITE, "Les liens mènent à la version en vigueur sur Légifrance."),
    )
