"""What the journal says of this room's moves: a verb for the actor's name."""

PHRASES = {"etape.consigner": "a consigné une étape de l'année, tenue le {jour}"}
