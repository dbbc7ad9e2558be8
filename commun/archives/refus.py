"""Why an archive is refused, in words that say what to do."""

from __future__ import annotations

from django.core.exceptions import ValidationError

_REFAIRE = "Refaites l'archive depuis la plateforme ou le logiciel d'où elle vient, puis redéposez-la."
_DEMESURE = "Elle n'a pas été lue plus loin."
PHRASES = {
    "abimee": f"L'archive est abîmée ou incomplète. {_REFAIRE}",
    "bombe": f"Une fois ouverte, l'archive serait démesurée par rapport à son poids. {_DEMESURE} {_REFAIRE}",
    "emboitee": "L'archive contient d'autres archives, emboîtées trop profondément pour être vérifiées. "
    "Déposez séparément ce qu'elles contiennent.",
    "nombre": "L'archive contient trop de fichiers pour être vérifiée (40 000 au plus). Allégez-la, puis redéposez-la.",
    "chemin": f"L'archive contient un fichier dont le nom mène hors de son dossier. {_REFAIRE}",
    "lien": "L'archive contient un lien vers un autre fichier, et non le fichier lui-même. "
    "Refaites-la avec les fichiers eux-mêmes, puis redéposez-la.",
    "special": "L'archive contient un fichier d'un genre qui n'y a pas sa place (périphérique, fichier à trous). "
    f"{_REFAIRE}",
    "chiffree": "L'archive est protégée par un mot de passe. Refaites-la sans mot de passe, puis redéposez-la.",
    "methode": "L'archive est compressée par un procédé que le service ne lit pas. "
    "Refaites-la au format zip habituel, puis redéposez-la.",
    "doublon": f"L'archive contient deux fichiers de même nom. {_REFAIRE}",
    "xml": f"Un des fichiers qui décrivent le contenu (XML) est illisible. {_REFAIRE}",
    "entites": "Un des fichiers qui décrivent le contenu (XML) définit ses propres abréviations (entités), "
    f"ce que la plateforme n'écrit jamais. {_REFAIRE}",
    "xml_demesure": f"Un des fichiers qui décrivent le contenu (XML) est démesuré. {_REFAIRE}",
    "moodle": "Ce n'est pas une sauvegarde Moodle : le fichier qui la décrit (moodle_backup.xml) n'y est pas. "
    "Dans le cours, choisissez « Sauvegarde », puis déposez le fichier .mbz obtenu sans l'ouvrir.",
    "h5p": "Ce n'est pas une activité H5P lisible : le fichier qui la décrit (h5p.json) manque ou est abîmé. "
    "Exportez-la de nouveau (bouton « Réutiliser », puis « Télécharger »), et redéposez-la.",
    "duree": "L'archive demande trop de temps pour être vérifiée. Allégez-la (les vidéos pèsent le plus), "
    "puis redéposez-la.",
}


class ArchiveRefusee(ValidationError):
    """The message needs no file name; `raison` is a key of PHRASES."""

    def __init__(self, raison: str) -> None:
        super().__init__(PHRASES[raison], code="contenu")
        self.raison = raison
