"""What the journal says of this room's moves: a verb for the actor's name."""

PHRASES = {
    "ficheprojet.creer": "a commencé la fiche",
    "ficheprojet.modifier": "a modifié la fiche",
    "ficheprojet.soumettre": "a soumis la fiche",
    "ficheprojet.retenir": "a retenu la fiche",
    "ficheprojet.renvoyer": "a renvoyé la fiche pour reprise : {texte}",
    "ficheprojet.rouvrir": "a rouvert la fiche : {texte}",
    "ficheprojet.abandonner": "a abandonné la fiche : {texte}",
    "ficheprojet.reprendre": "a repris la fiche : {texte}",
    "ressource.creer": "a annoncé la ressource dans une fiche-projet",
    "ressource.retirer": "a retiré la ressource de la fiche-projet",
    "ressource.producteurs": "a modifié la liste des producteurs",
    "ressource.accord": "a enregistré un accord de publication",
    "ressource.deposer": "a déposé la V{numero}",
    "ressource.annuler_depot": "a annulé le dépôt de la V{numero}",
    # The last proofreader moves the resource on: the line just before says that they handed in.
    "ressource.rendre_relectures": "a rendu la dernière relecture attendue : la révision commence",
    "ressource.clore_relecture": "a clos la relecture",
    "ressource.continuer_sans_relecture": "a continué sans relecture",
    "ressource.rouvrir_relecture": "a rouvert une relecture",
    "ressource.abandonner": "a abandonné la ressource : {texte}",
    "ressource.reprendre": "a repris la ressource : {texte}",
    "relecture.assigner": "a assigné une relecture",
    "relecture.rendre": "a rendu sa relecture (remarques : {remarques})",
    "relecture.clore": "a clos une relecture sans attendre qu'elle soit rendue",
    "remarque.repondre": "a répondu à une remarque",
}
