"""What the journal says of this room's moves: a verb for the actor's name."""

PHRASES = {
    "etape.consigner": "a consigné une étape de l'année, tenue le {jour}",
    "reunion.prevoir": "a prévu une réunion pour le {jour}",
    "reunion.modifier": "a modifié une réunion, prévue le {jour}",
    "reunion.annuler": "a annulé la réunion du {jour} : {texte}",
    "reunion.tenir": "a noté qui était à une réunion (nombre de présences : {nombre})",
    "reunion.presences": "a corrigé les présences d'une réunion (nombre de présences : {nombre})",
    "reunion.rediger": "a rédigé le compte rendu de la réunion du {jour}",
    "reunion.corriger": "a corrigé le compte rendu de la réunion du {jour}",
    "decision.noter": "a noté une décision : {texte}",
    "decision.modifier": "a modifié une décision : {texte}",
    "decision.faire": "a dit qu'une décision est faite : {texte}",
}
