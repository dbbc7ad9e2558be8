"""What the journal says of an import; each room's own moves say what became of its records."""

PHRASES = {
    "importation.faire": "a importé un tableau ({texte}) : {nouvelles} nouveautés, {changees} changements",
}
