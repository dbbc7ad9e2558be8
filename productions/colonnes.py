"""The columns of the lists of this room, on screen and in the file that a spreadsheet opens."""

from __future__ import annotations

from commun.listes import Colonne
from productions.models import FicheProjet, Ressource, TestEnClasse


def _noms(ressource: Ressource) -> str:
    return ", ".join(lien.personne.nom_complet for lien in ressource.liens_producteurs.all())


def _liste(lignes: object) -> str:
    return ", ".join(str(ligne) for ligne in lignes.all())


FICHES = (
    Colonne("Fiche", lambda f: f.titre, tri="titre"),
    Colonne("Pôle", lambda f: f.campagne.pole.nom),
    Colonne("Cycle", lambda f: f.campagne.cycle.libelle, a_l_ecran=False),
    Colonne("Producteurs"),
    Colonne("Pour"),
    Colonne("Disciplines", lambda f: _liste(f.disciplines), a_l_ecran=False),
    Colonne("Niveaux", lambda f: _liste(f.niveaux), a_l_ecran=False),
    Colonne("Productions", lambda f: f.nombre_productions, a_l_ecran=False),
    Colonne("État", FicheProjet.get_etat_display, a_l_ecran=False),
    Colonne("Où elle en est", tri="etat_depuis"),
    Colonne("Dans cet état depuis", lambda f: f.etat_depuis, a_l_ecran=False),
    Colonne("V1 prévue", lambda f: f.jour_v1, a_l_ecran=False),
    Colonne("V2 prévue", lambda f: f.jour_v2, a_l_ecran=False),
    Colonne("Validation prévue", lambda f: f.jour_validation, a_l_ecran=False),
)
RESSOURCES = (
    Colonne("Titre", lambda r: r.titre, tri="titre"),
    Colonne("Pôle", lambda r: r.campagne_suivi.pole.nom),
    Colonne("Cycle", lambda r: r.campagne_suivi.cycle.libelle, a_l_ecran=False),
    Colonne("Fiche-projet", lambda r: r.fiche.titre, a_l_ecran=False),
    Colonne("Nature", Ressource.get_nature_display, a_l_ecran=False),
    Colonne("Producteurs", _noms),
    Colonne("Où elle en est", Ressource.get_etat_display, tri="etat_depuis"),
    Colonne("Dans cet état depuis", lambda r: r.etat_depuis, a_l_ecran=False),
    Colonne("Dernière version", lambda r: r.numero_version, a_l_ecran=False),
    Colonne("En attente de", lambda r: r.situation.attente),
    Colonne("Prochaine date", lambda r: r.situation.premier),
)
VERSIONS = (
    Colonne("Ressource", lambda v: v.ressource.titre),
    Colonne("Version", lambda v: v.numero),
    Colonne("Pôle", lambda v: v.ressource.campagne_suivi.pole.nom),
    Colonne("Cycle", lambda v: v.ressource.campagne_suivi.cycle.libelle, a_l_ecran=False),
    Colonne("Déposée", lambda v: v.deposee_le, tri="deposee_le"),
    Colonne("Par", lambda v: v.deposee_par.nom_complet),
    Colonne("Ce qui change", lambda v: v.note),
    Colonne("Sceau (SHA-256)", lambda v: v.sceau, a_l_ecran=False),
)
REMARQUES = (
    Colonne("Remarque", lambda r: r.texte),
    Colonne("Endroit", lambda r: r.endroit, a_l_ecran=False),
    Colonne("Ressource", lambda r: r.version.ressource.titre),
    Colonne("Version", lambda r: r.version.numero, a_l_ecran=False),
    Colonne("Pôle", lambda r: r.version.ressource.campagne_suivi.pole.nom),
    Colonne("Cycle", lambda r: r.version.ressource.campagne_suivi.cycle.libelle, a_l_ecran=False),
    Colonne("Bloquante", lambda r: r.bloquante, a_l_ecran=False),
    Colonne("Écrite", lambda r: r.cree_le, tri="cree_le"),
    Colonne("Par", lambda r: r.auteur.nom_complet),
    Colonne("Réponse", lambda r: r.reponse_lue),
    Colonne("Explication", lambda r: r.reponse_texte if r.version_reponse_id else "", a_l_ecran=False),
    Colonne("Répondue le", lambda r: r.repondue_le if r.version_reponse_id else None, a_l_ecran=False),
)
TESTS = (
    Colonne("Ressource", lambda t: t.version.ressource.titre),
    Colonne("Version", lambda t: t.version.numero),
    Colonne("Niveau", lambda t: t.niveau.nom),
    Colonne("Établissement", lambda t: t.etablissement),
    Colonne("Nombre d'élèves", lambda t: t.nombre_eleves, a_l_ecran=False),
    Colonne("Date prévue", lambda t: t.jour_prevu, tri="jour_prevu"),
    Colonne("Séance faite le", lambda t: t.fait_le, a_l_ecran=False),
    Colonne("Période", lambda t: t.periode, a_l_ecran=False),
    Colonne("Pourquoi après le cycle", lambda t: t.motif_tardif, a_l_ecran=False),
    Colonne("État", TestEnClasse.get_etat_display),
    Colonne("Rendu le", lambda t: t.rendu_le, a_l_ecran=False),
)
TESTS_AVEC_NOM = (*TESTS, Colonne("Testeur", lambda t: t.nom_du_testeur))
# The list of one pôle does not repeat its name.
DU_POLE = {colonnes: tuple(c for c in colonnes if c.titre != "Pôle") for colonnes in (FICHES, RESSOURCES)}
