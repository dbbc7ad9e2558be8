"""What the journal says of a pôle's grids: a verb for the actor's name."""

PHRASES = {
    "versiongrille.mettre_en_vigueur": "a mis en vigueur la version {numero} d'une grille : {texte}",
    "versiongrille.remplacer": "a remplacé la version {numero} d'une grille : {texte}",
    "versiongrille.revenir": "est revenu à la grille fournie : {texte} (version {numero} du pôle)",
}
