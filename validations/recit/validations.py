"""Requests, visas, decisions, publications."""

from __future__ import annotations

from collections.abc import Callable

from journal.libelles import auteur, phrase_entiere
from journal.models import Ecriture
from validations.dossier import lire_visa

from .evenement import Evenement, Registre

_DECISIONS = {
    "ressource.valider": "La {version} est validée",
    "ressource.demander_reprise": "Une reprise de la {version} est demandée",
    "ressource.ne_pas_valider": "La {version} n'est pas validée",
}
_VERBES = {
    "ressource.retirer_demande": "a retiré la demande de validation",
    "ressource.retirer_publication": "a retiré la publication",
    "publication.retirer": "a retiré une publication",
}


def demande(registre: Registre, e: Ecriture) -> Evenement:
    trouvee = registre.demandes.get(e.donnees.get("demande"))
    return Evenement(e.ecrite_le, phrase_entiere(e), texte=trouvee.message if trouvee else "")


def visa(registre: Registre, e: Ecriture) -> Evenement:
    trouve = registre.visas.get(e.donnees.get("visa"))
    if trouve is None:
        return Evenement(e.ecrite_le, phrase_entiere(e))
    lu = lire_visa(trouve, registre.dossier.personne, registre.dossier.feuilles)
    ou = ", en séance" if lu.en_seance else ""
    return Evenement(e.ecrite_le, f"{auteur(e)} a donné son visa ({lu.nature}){ou}{lu.mention}", visa=lu)


def decision(registre: Registre, e: Ecriture) -> Evenement:
    trouvee = registre.demandes.get(e.donnees.get("demande"))
    return Evenement(e.ecrite_le, _DECISIONS[e.action].format(version=trouvee.version if trouvee else "version"))


def avec_motif(registre: Registre, e: Ecriture) -> Evenement:
    """The sentence without its reason, which stands below as what somebody wrote."""
    return Evenement(e.ecrite_le, f"{auteur(e)} {_VERBES[e.action]}", texte=e.texte)


def publication(registre: Registre, e: Ecriture) -> Evenement:
    """The address is the one published then; the licence is today's, where it was corrected since."""
    trouvee = registre.publications.get(e.donnees.get("publication"))
    if trouvee is None:
        return Evenement(e.ecrite_le, phrase_entiere(e))
    titre = f"{auteur(e)} a publié la {trouvee.version} ({trouvee.get_cible_display()})"
    return Evenement(e.ecrite_le, titre, precision=f"Licence : {trouvee.licence_en_clair}.", adresse=e.texte)


def correction(registre: Registre, e: Ecriture) -> Evenement:
    return Evenement(e.ecrite_le, f"{auteur(e)} a corrigé la publication", precision=e.texte)


CONTES: dict[str, Callable[[Registre, Ecriture], Evenement]] = {
    "ressource.demander_validation": demande,
    "visa.donner": visa,
    "visa.donner_par_delegation": visa,
    "ressource.publier": publication,
    "publication.ajouter": publication,
    "publication.corriger": correction,
    **dict.fromkeys(_DECISIONS, decision),
    **dict.fromkeys(_VERBES, avec_motif),
}
