"""The texts of mails, as the service ships them and as an administrator may rewrite them.

A rewritten text is never compiled as a template: it is cut into words and blocks (`arbre`), each block must be one of
the shipped text's (`controle`), and its values are those that the shipped text's own expressions give (`rendu`).
"""

from commun.gabarits.arbre import ErreurDeGabarit, Noeud, lire
from commun.gabarits.controle import Faute, verifier
from commun.gabarits.livre import TexteLivre, gabarits, texte_connu, texte_livre
from commun.gabarits.rendu import Enregistre, Fictif, Vif, rendre

__all__ = [
    "Enregistre",
    "ErreurDeGabarit",
    "Faute",
    "Fictif",
    "Noeud",
    "TexteLivre",
    "Vif",
    "gabarits",
    "lire",
    "rendre",
    "texte_connu",
    "texte_livre",
    "verifier",
]
