"""Why a table as a whole is not read, in words that say what to do."""

from __future__ import annotations

_REENREGISTRER = "Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis redéposez-le."
PHRASES = {
    "vide": "Ce fichier est vide. Remplissez le modèle, enregistrez-le, puis déposez-le.",
    "poids": "Ce fichier pèse plus de 10 Mo, ce qu'une liste de 10 000 lignes n'atteint pas. Retirez-en les images et "
    "les autres feuilles, ou enregistrez-le en CSV.",
    "extension": "Ce fichier n'est pas un tableau que le service lit. Enregistrez-le en .xlsx, en .ods ou en .csv.",
    "macros": "Ce classeur contient des macros, que le service n'ouvre jamais. Enregistrez-le comme « Classeur Excel "
    "(.xlsx) », sans macros, puis redéposez-le.",
    "xls": "Ce classeur est d'un ancien format (.xls), ou il est protégé par un mot de passe. Enregistrez-le en .xlsx, "
    "sans mot de passe, puis redéposez-le.",
    "abime": f"Ce fichier est abîmé, ou son nom ne dit pas ce qu'il est. {_REENREGISTRER}",
    "demesure": "Une fois ouvert, ce classeur serait démesuré par rapport à son poids : il n'a pas été lu plus loin. "
    "Copiez les seules lignes utiles dans le modèle, puis déposez-le.",
    "codage": "Les caractères de ce fichier ne se lisent pas. Enregistrez-le en « CSV UTF-8 », puis redéposez-le.",
    "guillemet": "Un guillemet ouvert n'est jamais refermé dans ce fichier CSV. Enregistrez-le de nouveau depuis votre "
    "tableur, puis redéposez-le.",
    "sans_feuille": "Ce classeur n'a aucune feuille visible. Affichez celle qui contient la liste, puis redéposez-le.",
    "colonnes": "Ce tableau a trop de colonnes (60 au plus). Gardez celles du modèle, puis redéposez-le.",
    "lignes": "Ce tableau a plus de 10 000 lignes remplies. Partagez-le en plusieurs fichiers.",
    "etendue": "Cette feuille va bien au-delà de sa liste : plus de 100 000 lignes avant sa dernière valeur. Copiez "
    "les seules lignes utiles dans le modèle, puis déposez-le.",
    "fusions": "Cette feuille a des milliers de cellules fusionnées : défaites les fusions, puis redéposez-la.",
    "duree": f"Ce fichier est trop long à lire. {_REENREGISTRER}",
}


class TableauRefuse(Exception):
    """`str(refus)` is the sentence; `raison` a key of PHRASES."""

    def __init__(self, raison: str) -> None:
        super().__init__(PHRASES[raison])
        self.raison = raison
