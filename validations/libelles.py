"""How the journal says the moves of this room."""

PHRASES = {
    "ressource.demander_validation": "a demandé la validation de la V{numero}",
    "ressource.retirer_demande": "a retiré la demande de validation : {texte}",
    "visa.donner": "a donné son visa",
    "visa.donner_par_delegation": "a donné un visa par délégation {de_texte}",
    # The one who signs last closes the round: the outcome is the two visas' and not theirs.
    "ressource.valider": "a donné le dernier visa : la ressource est validée",
    "ressource.demander_reprise": "a donné le dernier visa : une reprise est demandée",
    "ressource.ne_pas_valider": "a donné le dernier visa : la ressource n'est pas validée",
    "ressource.valider_formation": "a validé la ressource de formation continue",
    "ressource.publier": "a publié la ressource : {texte}",
    "publication.ajouter": "a publié la ressource à une autre adresse : {texte}",
    "publication.corriger": "a corrigé la publication : {texte}",
    "publication.retirer": "a retiré une publication : {texte}",
    "ressource.retirer_publication": "a retiré la publication : {texte}",
    "seance.preparer": "a préparé une séance de validation pour le {jour}",
    "seance.modifier": "a modifié une séance de validation, prévue le {jour}",
    "seance.completer": "a ajouté une ressource à l'ordre du jour de la séance de validation du {jour}",
    "seance.annuler": "a annulé une séance de validation : {texte}",
    "seance.ouvrir": "a ouvert une séance de validation",
    "seance.presences": "a enregistré qui est présent à la séance de validation",
    "seance.signer": "a signé ses visas en séance (nombre de visas : {visas})",
    "seance.clore": "a clos une séance de validation (visas donnés : {visas})",
    "seance.inscrire": "a inscrit la ressource à l'ordre du jour d'une séance de validation",
    "seance.desinscrire": "a retiré la ressource de l'ordre du jour d'une séance de validation",
}
