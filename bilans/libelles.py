"""What the journal says of this room's moves: a verb for the actor's name."""

PHRASES = {
    "reconduction.preparer": "a préparé l'année à partir de la précédente",
    "reconduction.reporter": "a reporté d'autres ressources sur l'année suivante : {nombre}",
    "reconduction.demander_cycle": "a demandé à l'administration de préparer le cycle suivant",
    "bilan.ouvrir": "a ouvert le bilan de l'année",
    "bilan.ecrire": "a écrit dans le bilan de l'année",
    "bilan.declarer_definitif": "a déclaré définitif le bilan de l'année (génération n° {numero})",
    "bilan.completer": "a joint un complément au bilan de l'année (génération n° {numero})",
}
