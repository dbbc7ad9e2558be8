"""Made-up names and titles, drawn by the caller's dice."""

from __future__ import annotations

from random import Random

PRENOMS = (
    "Agathe", "Amine", "Anaïs", "Antoine", "Awa", "Bruno", "Camille", "Cécile", "Clément", "Diane", "Élise", "Farid",
    "Florent", "Gaëlle", "Hadrien", "Inès", "Jeanne", "Jérôme", "Karima", "Laure", "Lucas", "Maël", "Manon", "Mehdi",
    "Nadège", "Noé", "Odile", "Paul", "Quentin", "Rachida", "Rémi", "Salomé", "Samir", "Sophie", "Théo", "Valérie",
)  # fmt: skip
NOMS = (
    "Arnaud", "Aubert", "Barbier", "Benoît", "Bertin", "Carpentier", "Chevalier", "Cissé", "Da Costa", "Delmas",
    "Dumas", "Etchegaray", "Fabre", "Faure", "Ferrand", "Garcin", "Guérin", "Haddad", "Hubert", "Jacquet", "Klein",
    "Lambert", "Le Bihan", "Leroux", "Mallet", "Mercier", "Nguyen", "Noël", "Ollivier", "Pasquier", "Perrot", "Renaud",
    "Rivière", "Sauvage", "Schmitt", "Tessier", "Traoré", "Vasseur", "Weber", "Yilmaz",
)  # fmt: skip
DOMAINES = (
    "Arts et culture", "Économie-gestion", "Éducation musicale", "EPS", "Histoire-géographie", "Inclusion",
    "Langues vivantes", "Lettres", "Maternelle", "Mathématiques", "Numérique et sciences informatiques", "Orientation",
    "Philosophie", "Physique-chimie", "Sciences de l'ingénieur", "SES", "STI2D", "SVT", "Technologie", "Vie scolaire",
)  # fmt: skip
_GENRES = ("Parcours", "Séquence", "Escape game", "Atelier", "Dossier", "Évaluation", "Rituel", "Projet", "Tutoriel")
_SUJETS = (
    "les documents commerciaux", "la lecture d'un paysage", "l'argumentation", "les fonctions affines", "l'oral",
    "la cellule", "les énergies", "la démocratie", "le budget", "les algorithmes", "la nouvelle fantastique",
    "l'esprit critique", "la mesure", "les statistiques", "le débat", "la programmation", "les migrations", "le son",
)  # fmt: skip
_MANIERES = ("en autonomie", "en groupes", "à distance", "en classe inversée", "pas à pas", "par le jeu", "en projet")
REMARQUES = (
    "La consigne de la deuxième activité demande deux choses à la fois.",
    "Le livret ne dit pas la durée de la séance.",
    "Le lien vers la vidéo ne s'ouvre pas depuis un poste du lycée.",
    "Très clair ; il manque seulement la correction de l'exercice 3.",
    "La police du document joint est difficile à lire pour un élève dyslexique.",
)
MOTIFS = (
    "Les objectifs de la séance 2 ne sont pas dits.",
    "Un service extérieur demande un compte aux élèves : préférez celui de l'institution.",
    "L'évaluation porte sur ce qui n'a pas été travaillé.",
)


def titre(hasard: Random) -> str:
    return f"{hasard.choice(_GENRES)} : {hasard.choice(_SUJETS)}, {hasard.choice(_MANIERES)} ({hasard.randint(1, 999)})"


def identite(hasard: Random) -> tuple[str, str]:
    return hasard.choice(PRENOMS), hasard.choice(NOMS)
