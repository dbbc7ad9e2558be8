"""Who there is in the demonstration. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from comptes.models import Personne

MOT_DE_PASSE = "demonstration"


@dataclass(frozen=True)
class Identite:
    prenom: str
    nom: str
    etablissement: str = ""
    adresse: str = ""

    @property
    def email(self) -> str:
        return self.adresse or f"{slugify(self.prenom)}.{slugify(self.nom)}@exemple.fr"


@dataclass(frozen=True)
class Compte:
    """An account that anybody may enter: its role, and what one sees with it."""

    cle: str
    libelle: str
    description: str
    technique: bool = False


IDENTITES = {
    "sandrine": Identite("Sandrine", "Lacaze", "0319901"),
    "lea": Identite("Léa", "Nguyen-Fabre", "0319902"),
    "karim": Identite("Karim", "Benhaddou", "0819903"),
    "anne-sophie": Identite("Anne-Sophie", "de Roquefeuil", "0319901"),
    "jerome": Identite("Jérôme", "Cazalès", "0829904"),
    "fatou": Identite("Fatou", "Diarra", "0319902"),
    # Invited late, she has not come in yet.
    "zoe": Identite("Zoé", "Rastoul-Prat"),
    "yann": Identite("Yann", "Le Goff", "0129905"),
    "chloe": Identite("Chloé", "Marty", "0319906"),
    "ibrahim": Identite("Ibrahim", "Coulibaly", "0659907"),
    "genevieve": Identite("Geneviève", "Pujol-Sarrat", "0329908"),
    "loic": Identite("Loïc", "d'Estienne", "0319906"),
    "maite": Identite("Maïté", "Etcheverry", "0469909"),
    "margaux": Identite("Margaux", "Bélanger", "0319910"),
    "ines": Identite("Inès", "Ortega Ruiz", "0099911"),
    "thierry": Identite("Thierry", "Vandenbroucke", "0819903"),
    "aurelie": Identite("Aurélie", "Köhler", "0469909"),
    "helene": Identite("Hélène", "Castéra"),
    "francois-xavier": Identite("François-Xavier", "Olivier"),
    "stephane": Identite("Stéphane", "Amouroux"),
    "nadia": Identite("Nadia", "Bouzid"),
    "beatrice": Identite("Béatrice", "Soulié"),
    "remi": Identite("Rémi", "de La Tour"),
    "mireille": Identite("Mireille", "Combes"),
    "bastien": Identite("Bastien", "Roux-Vidal", "0349912"),
    "admin": Identite("Camille", "Ferran", adresse="admin@exemple.fr"),
}

# In the order in which the sign-in page shows them.
COMPTES = (
    Compte(
        "sandrine",
        "PREDAC du pôle Économie-gestion",
        "Décide des fiches, assigne les relecteurs, demande la validation, publie.",
    ),
    Compte("lea", "Enseignante, productrice", "Répond aux remarques puis dépose sa V2 ; une autre V1 est en retard."),
    Compte("karim", "Enseignant, relecteur", "Termine une relecture commencée et suit ses propres productions."),
    Compte("helene", "Inspectrice référente", "Donne la validation pédagogique aux ressources de deux pôles."),
    Compte(
        "stephane", "Représentant de la DRANE", "Valide l'usage responsable des outils numériques de tous les pôles."
    ),
    Compte("beatrice", "Administration académique", "Suit tous les pôles ; l'un d'eux n'a plus d'inspecteur."),
    Compte("remi", "Observateur", "Lit les pages des pôles et l'histoire de chaque ressource, sans rien décider."),
    Compte(
        "admin", "Administration technique", "Ouvre l'administration du service : tous les tableaux.", technique=True
    ),
)


def adresse(cle: str) -> str:
    return IDENTITES[cle].email


def ouvrir_les_comptes() -> None:
    """The accounts with a password; the others get theirs when they are invited."""
    # Hashing is slow on purpose, and they all share one password.
    secret = make_password(MOT_DE_PASSE)
    for compte in COMPTES:
        identite = IDENTITES[compte.cle]
        personne = Personne.objects.create_user(
            adresse(compte.cle),
            prenom=identite.prenom,
            nom=identite.nom,
            is_staff=compte.technique,
            is_superuser=compte.technique,
            demo_libelle=compte.libelle,
            demo_description=compte.description,
        )
        personne.password = secret
        personne.save(update_fields=["password"])


def ouvrir_un_compte(cle: str) -> None:
    """For who works for the whole académie: nobody invites them to a pôle."""
    identite = IDENTITES[cle]
    Personne.objects.create_user(identite.email, prenom=identite.prenom, nom=identite.nom)
