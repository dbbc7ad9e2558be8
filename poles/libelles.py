"""What the journal says of this room's moves: a verb for the actor's name."""

PHRASES = {
    "cycle.ouvrir": "a ouvert le cycle",
    "cycle.clore": "a clos le cycle",
    "campagne.entrer": "a fait entrer le pôle dans le cycle",
    "campagne.clore": "a clos l'année du pôle et préparé la suivante : {texte}",
    "campagne.rouvrir": "a annulé la préparation de l'année suivante et rouvert l'année du pôle : {texte}",
    "campagne.modifier": "a modifié le thème ou les missions de l'année",
    "affectation.changer": "a indiqué un nouvel établissement pour {qui}, à partir du {debut}",
    "affectation.ajouter": "a affecté {qui} dans un établissement, à partir du {debut}",
    "affectation.corriger": "a corrigé l'affectation {de_qui} dans un établissement : elle commence le {debut}",
    "affectation.supprimer": "a supprimé l'affectation {de_qui} dans un établissement, qui commençait le {debut}",
    "invitation.annuler": "a annulé une invitation qui n'avait pas servi : {qui}",
    "invitation.renvoyer": "a renvoyé l'invitation à {qui}",
    "invitation.utiliser": "a rejoint l'équipe par son lien d'invitation",
    "mandat.nommer": "a nommé {qui} dans l'équipe",
    "mandat.terminer": "a mis fin à un mandat : pour {qui}, le dernier jour est le {fin}",
    "delegation.accorder": "a délégué ses visas du {debut} au {fin}, à {texte}",
    "delegation.reprendre": "a repris des visas délégués : {texte}",
}
