"""What the journal says of this room's moves: a verb for the actor's name."""

PHRASES = {
    "campagne.dates": "a changé des dates du pôle : {texte}",
    "cycle.creer": "a créé le cycle",
    "cycle.dates": "a changé des dates du cycle : {texte}",
    "rappels.regler": "a réglé des rappels : {texte}",
    "rappels.retablir": "est revenu au réglage habituel de rappels : {texte}",
    "rappels.relancer": "a relancé {texte}",
    "rappels.copier": "a réglé la copie des retards à l'inspection : {texte}",
    "agenda.creer": "a créé l'adresse de l'agenda du pôle",
    "agenda.remplacer": "a remplacé l'adresse de l'agenda du pôle",
    "agenda.fermer": "a fermé l'agenda du pôle",
}
