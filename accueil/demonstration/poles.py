"""The pôles of the demonstration: their theme, missions and people, and where these teach."""

from __future__ import annotations

from dataclasses import dataclass

from poles.models import Titre


@dataclass(frozen=True)
class Equipe:
    slug: str
    nom: str
    theme: str
    coordination: str
    titre: str
    enseignants: tuple[str, ...]
    anime: bool = False
    academie: str = "Toulouse"


# UAI number, without its key letter: name, town, académie. None of these establishments exists.
ETABLISSEMENTS = {
    "0319901": ("Lycée professionnel Simone-Iff", "Muret", "Toulouse"),
    "0319902": ("Lycée des Coteaux", "Saint-Gaudens", "Toulouse"),
    "0819903": ("Lycée Jean-des-Sources", "Castres", "Toulouse"),
    "0829904": ("Lycée professionnel du Bas-Quercy", "Montauban", "Toulouse"),
    "0129905": ("Lycée des Quatre-Vents", "Rodez", "Toulouse"),
    "0319906": ("Lycée Émilie-Gaillard", "Toulouse", "Toulouse"),
    "0659907": ("Collège du Pic", "Tarbes", "Toulouse"),
    "0329908": ("Collège Marcelle-Duprat", "Auch", "Toulouse"),
    "0469909": ("Lycée du Pont-Vieux", "Cahors", "Toulouse"),
    "0319910": ("Collège des Violettes", "Toulouse", "Toulouse"),
    "0099911": ("Lycée de la Barguillère", "Foix", "Toulouse"),
    "0349912": ("Lycée des Garrigues", "Lodève", "Montpellier"),
}

POLES = (
    Equipe(
        slug="economie-gestion",
        nom="Économie-gestion",
        theme="L'entreprise et ses données : les lire, les traiter, les protéger",
        coordination="sandrine",
        titre=Titre.PREDAC,
        enseignants=("lea", "karim", "anne-sophie", "jerome", "fatou"),
    ),
    Equipe(
        slug="mathematiques",
        nom="Mathématiques",
        theme="Modéliser à partir de données réelles",
        coordination="yann",
        titre=Titre.IAN,
        enseignants=("chloe", "ibrahim", "genevieve", "loic", "karim"),
        anime=True,
    ),
    Equipe(
        slug="langues-vivantes",
        nom="Langues vivantes",
        theme="Dire son territoire à l'oral, en plusieurs langues",
        coordination="maite",
        titre=Titre.PREDAC,
        enseignants=("margaux", "ines", "thierry", "aurelie"),
    ),
    # A neighbour, which nobody of Toulouse may see.
    Equipe(
        slug="histoire-geographie",
        nom="Histoire-géographie",
        theme="Lire un paysage pour comprendre une société",
        coordination="mireille",
        titre=Titre.PREDAC,
        enseignants=("bastien",),
        academie="Montpellier",
    ),
)
PAR_SLUG = {equipe.slug: equipe for equipe in POLES}
