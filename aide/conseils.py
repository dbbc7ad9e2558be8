"""First-visit hints: one a main screen, three lines at most, each person masks it or all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# In the list of what somebody has masked: all of them, those to come included.
TOUS = "tous"


@dataclass(frozen=True)
class Conseil:
    """`code` is what is remembered; where the guide says more is the help of the screen (aide/ecrans.py)."""

    code: str
    texte: str


CONSEILS = {
    "accueil:accueil": Conseil(
        "a_faire",
        "Cette page dit ce qui vous attend, le plus urgent en premier. Le bouton de chaque ligne mène droit à ce qui "
        "est à faire ; la ligne disparaît quand c'est fait.",
    ),
    "accueil:pole": Conseil(
        "pole",
        "Trois rendez-vous seulement obligent le pôle : les fiches-projet, les points d'étape et la visio de bilan. "
        "Le reste se suit ici et peut être passé.",
    ),
    "accueil:ressource": Conseil(
        "ressource",
        "Toute l'histoire de la ressource est ici, du plus récent au plus ancien : versions, remarques, tests et "
        "décisions. L'action suivante est en haut.",
    ),
    "productions:depot": Conseil(
        "depot",
        "Ce que vous ajoutez ici est gardé au fur et à mesure : vous pouvez fermer la page et revenir. Rien n'est "
        "déposé, et personne n'est prévenu, avant le dernier bouton.",
    ),
    "productions:relecture": Conseil(
        "relecture",
        "Vos remarques restent à vous jusqu'à ce que vous rendiez votre relecture : vous pouvez vous y reprendre à "
        "plusieurs fois.",
    ),
    "validations:tableau": Conseil(
        "mes_validations",
        "« Commencer » ouvre la ressource qui attend depuis le plus longtemps ; après chaque visa, « Ressource "
        "suivante ». Personne ne lit votre avis avant que les deux visas soient donnés.",
    ),
    "calendrier:annee": Conseil(
        "calendrier",
        "Le calendrier montre l'année de vos pôles. Pour le retrouver dans votre agenda habituel, abonnez-vous : le "
        "service donne l'adresse à y copier.",
    ),
    "bilans:bilan": Conseil(
        "bilan",
        "Les chiffres viennent du service et se mettent à jour seuls ; vos textes, à côté, s'enregistrent quand vous "
        "le demandez.",
    ),
    "admin:index": Conseil(
        "administration",
        "Tout se fait aussi depuis les pages du service. Ici, vous retrouvez les tableaux complets, pour corriger une "
        "fiche ou agir sur plusieurs lignes à la fois.",
    ),
}
CODES = {conseil.code for conseil in CONSEILS.values()}


def a_montrer(ecran: str, masques: Iterable[str]) -> Conseil | None:
    """The hint of a screen (the name of its address), unless its reader has masked it."""
    conseil = CONSEILS.get(ecran)
    return None if conseil is None or {TOUS, conseil.code} & set(masques) else conseil
