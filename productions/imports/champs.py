"""The columns of a table of fiches-projet."""

from __future__ import annotations

from importations.sortes import Champ
from productions.models import FicheProjet, NatureRessource
from productions.models.fiche import JOURS_PREVUS

_AUTRES_JOURS = {
    "jour_v1": ("v1", "v1 prévue", "date v1"),
    "jour_relecture": ("relecture", "relectures", "relectures prévues"),
    "jour_v2": ("v2", "v2 prévue", "date v2"),
    "jour_test": ("test", "test prévu", "tests en classe"),
    "jour_v3": ("v3", "v3 prévue", "date v3"),
    "jour_validation": ("validation prévue", "date de validation"),
    "jour_publication": ("publication", "publication prévue"),
}
LISTE = "Plusieurs : séparez-les par des points-virgules."
CHAMPS = (
    Champ("titre", "Titre", "", "Les documents commerciaux", ("fiche", "titre de la fiche"), obligatoire=True),
    Champ("resume", "Résumé", "Ce que les élèves feront.", "", ("description", "présentation"), longueur=2000),
    Champ("objectifs", "Objectifs", "Ce que les élèves sauront ou sauront faire.", "", ("objectif",), longueur=2000),
    Champ(
        "nature",
        "Nature",
        f"{' ou '.join(n.label for n in NatureRessource)}. Vide : pour la classe.",
        "ressource pour la classe",
        ("type", "type de ressource"),
        longueur=60,
    ),
    Champ("disciplines", "Disciplines", LISTE, "", ("discipline", "matière", "matières"), longueur=1000),
    Champ("niveaux", "Niveaux", LISTE, "", ("niveau", "classe", "classes"), longueur=1000),
    Champ(
        "producteurs",
        "Producteurs",
        f"Leurs adresses, ou leurs prénoms et noms, parmi l'équipe du pôle. {LISTE}",
        "",
        ("producteur", "auteurs", "auteur", "enseignants", "qui"),
        longueur=1000,
    ),
    Champ("outils", "Outils et services", "", "Éléa", ("outils", "outil", "outils et services utilisés"), longueur=300),
    *(
        Champ(
            nom, str(FicheProjet._meta.get_field(nom).verbose_name).capitalize(), "", "", _AUTRES_JOURS[nom], jour=True
        )
        for nom in JOURS_PREVUS
    ),
)
