"""Deposits, relectures, producers: what happened before and between the validations."""

from __future__ import annotations

from collections.abc import Callable

from commun.elision import de
from commun.templatetags.dates import jour
from journal.libelles import auteur, phrase_entiere
from journal.models import Ecriture
from productions.etats import EtatRelecture
from productions.models import Producteur, Ressource
from productions.queries.grilles import lit_la_relecture

from .evenement import Evenement, Registre

_SUITE = {
    EtatRelecture.ATTENDUE: "Pas encore rendue.",
    EtatRelecture.RENDUE: "",
    EtatRelecture.DECLINEE: "Déclinée.",
    EtatRelecture.CLOSE: "Close sans remise.",
}


def depot(registre: Registre, e: Ecriture) -> Evenement:
    version = registre.versions.get(e.donnees.get("version"))
    if version is None:
        return Evenement(e.ecrite_le, phrase_entiere(e))
    return Evenement(
        e.ecrite_le,
        f"{auteur(e)} a déposé la {version}{' (dépôt annulé)' if version.annulee_le else ''}",
        texte=version.note,
        version=version,
        en_vigueur=version == registre.dossier.derniere,
        remarques=list(version.remarques.all()),
        reponses=sum(1 for v in registre.dossier.versions for r in v.remarques.all() if r.version_reponse == version),
    )


def copie(registre: Registre, e: Ecriture) -> Evenement:
    """A version that came with a split: its depositor and its date are those of the original."""
    version = registre.versions.get(e.donnees.get("version"))
    if version is None:
        return Evenement(e.ecrite_le, phrase_entiere(e))
    deposee = f"déposée par {version.deposee_par.nom_complet} le {jour(version.deposee_le)}"
    return Evenement(
        e.ecrite_le,
        f"{auteur(e)} a copié la {version}, {deposee}",
        texte=version.note,
        precision=f"Sceau de la version d'origine : {e.donnees.get('sceau_origine')}.",
        version=version,
        en_vigueur=version == registre.dossier.derniere,
        remarques=list(version.remarques.all()),
    )


def scission(registre: Registre, e: Ecriture) -> Evenement:
    """Either side of a split leads to the other."""
    autre = e.donnees.get("seconde") or e.donnees.get("origine")
    return Evenement(e.ecrite_le, phrase_entiere(e), ailleurs=Ressource(pk=autre).get_absolute_url() if autre else "")


def annulation(registre: Registre, e: Ecriture) -> Evenement:
    titre = f"{auteur(e)} a annulé le dépôt de la V{e.donnees.get('numero')}"
    return Evenement(e.ecrite_le, titre, precision="Personne ne l'avait ouverte : elle ne compte plus.")


def assignation(registre: Registre, e: Ecriture) -> Evenement:
    relecture = registre.relectures.get(e.donnees.get("relecture"))
    if relecture is None:
        return Evenement(e.ecrite_le, phrase_entiere(e))
    titre = f"{auteur(e)} a confié la relecture de la {relecture.version} à {relecture.relecteur.nom_complet}"
    return Evenement(e.ecrite_le, titre, precision=_SUITE[relecture.etat])


def reprise(registre: Registre, e: Ecriture) -> Evenement:
    """Accepted from a colleague: who reads now, and in whose place."""
    relecture = registre.relectures.get(e.donnees.get("relecture"))
    ancienne = registre.relectures.get(e.donnees.get("ancienne"))
    if relecture is None or ancienne is None:
        return Evenement(e.ecrite_le, phrase_entiere(e))
    qui, de_qui = relecture.relecteur.nom_complet, de(ancienne.relecteur.nom_complet)
    return Evenement(
        e.ecrite_le, f"{qui} relit la {relecture.version} à la place {de_qui}", precision=_SUITE[relecture.etat]
    )


def remise(registre: Registre, e: Ecriture) -> Evenement:
    relecture = registre.relectures.get(e.donnees.get("relecture"))
    if relecture is None:
        return Evenement(e.ecrite_le, phrase_entiere(e))
    nombre = e.donnees.get("remarques", 0)
    combien = f"{nombre} remarque{'s' if nombre > 1 else ''}" if nombre else "aucune remarque"
    titre = f"{auteur(e)} a rendu sa relecture de la {relecture.version} : {combien}"
    lue = lit_la_relecture(relecture, relecture.version, registre.dossier.personne)
    feuille = registre.dossier.feuilles.get(relecture.feuille_id)
    return Evenement(e.ecrite_le, titre, texte=relecture.avis if lue else "", feuille=feuille)


def cloture(registre: Registre, e: Ecriture) -> Evenement:
    nombre = e.donnees.get("sans_remise", 0)
    reste = f"{nombre} relectures n'étaient pas rendues." if nombre > 1 else "Une relecture n'était pas rendue."
    return Evenement(e.ecrite_le, f"{auteur(e)} a clos la relecture", precision=reste if nombre else "")


def producteurs(registre: Registre, e: Ecriture) -> Evenement:
    ajoutes, retires = registre.nommer(e.donnees.get("ajoutes")), registre.nommer(e.donnees.get("retires"))
    changements = [f"Ajout : {ajoutes}." if ajoutes else "", f"Retrait : {retires}." if retires else ""]
    return Evenement(
        e.ecrite_le, f"{auteur(e)} a dit qui produit la ressource", precision=" ".join(filter(None, changements))
    )


def accord(registre: Registre, e: Ecriture) -> Evenement:
    if e.donnees.get("accord") == Producteur.Accord.EN_LIGNE:
        return Evenement(e.ecrite_le, f"{auteur(e)} a donné son accord de publication")
    nom = registre.nommer(e.donnees.get("producteur"))
    return Evenement(e.ecrite_le, f"{auteur(e)} a enregistré l'accord écrit {de(nom)}", precision=e.texte)


_VERBES = {"ressource.abandonner": "a abandonné la ressource", "ressource.reprendre": "a repris la ressource"}


def avec_motif(registre: Registre, e: Ecriture) -> Evenement:
    """The sentence without its reason, which stands below as what somebody wrote."""
    return Evenement(e.ecrite_le, f"{auteur(e)} {_VERBES[e.action]}", texte=e.texte)


def report(registre: Registre, e: Ecriture) -> Evenement:
    """A reason may be personal: only who produces the resource or leads its pôle reads it."""
    le_report, moi = registre.reports.get(e.donnees.get("report")), registre.dossier.personne
    if le_report is None or not (
        moi.has_perm("productions.repondre_report", le_report) or moi.has_perm("productions.repondre_date", le_report)
    ):
        return Evenement(e.ecrite_le, phrase_entiere(e))
    repond = e.action in ("report.refuser", "report.proposer")
    mots = le_report.motif if e.action == "report.demander" else le_report.reponse if repond else ""
    return Evenement(e.ecrite_le, phrase_entiere(e), texte=mots)


CONTES: dict[str, Callable[[Registre, Ecriture], Evenement]] = {
    "ressource.scinder": scission,
    "ressource.naitre": scission,
    "ressource.deposer": depot,
    "ressource.annuler_depot": annulation,
    "version.copier": copie,
    "relecture.assigner": assignation,
    "relecture.rendre": remise,
    "relecture.reprendre": reprise,
    "ressource.clore_relecture": cloture,
    "ressource.producteurs": producteurs,
    "ressource.accord": accord,
    **dict.fromkeys(("report.demander", "report.refuser", "report.proposer"), report),
    **dict.fromkeys(_VERBES, avec_motif),
}
