"""Who may do what on fiches, resources, relectures. Roles only: what a state allows is read in `etats.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from poles import permissions as pole

from .models import Echange, FicheProjet, Producteur, Relecture, Remarque, Report, Ressource, TestEnClasse

if TYPE_CHECKING:
    from comptes.models import Personne


def _sur_la_fiche(predicat: rules.Predicate) -> rules.Predicate:
    """In the fiche's own year, or where one of its resources has been carried over."""

    def verifier(personne: Personne, fiche: FicheProjet | None) -> bool:
        if fiche is None or predicat(personne, fiche.campagne):
            return bool(fiche)
        venues = fiche.ressources.exclude(campagne_suivi=fiche.campagne_id)
        return any(predicat(personne, r.campagne_suivi) for r in venues.select_related("campagne_suivi__pole"))

    return rules.predicate(verifier, predicat.name)


def _sur_la_ressource(predicat: rules.Predicate) -> rules.Predicate:
    return rules.predicate(lambda personne, r: predicat(personne, r and r.campagne_suivi), predicat.name)


@rules.predicate
def est_producteur(personne: Personne, ressource: Ressource) -> bool:
    return any(lien.personne_id == personne.pk for lien in ressource.liens_producteurs.all())


@rules.predicate
def est_auteur(personne: Personne, fiche: FicheProjet) -> bool:
    """Who wrote the fiche, or produces one of its resources."""
    produites = Producteur.objects.filter(ressource__fiche=fiche, personne=personne.pk)
    return fiche.redigee_par_id == personne.pk or produites.exists()


@rules.predicate
def est_relecteur(personne: Personne, relecture: Relecture) -> bool:
    return relecture.relecteur_id == personne.pk


@rules.predicate
def est_producteur_de_la_remarque(personne: Personne, remarque: Remarque) -> bool:
    return est_producteur(personne, remarque.version.ressource)


@rules.predicate
def est_auteur_de_la_remarque(personne: Personne, remarque: Remarque) -> bool:
    return remarque.auteur_id == personne.pk


@rules.predicate
def conduit_la_relecture(personne: Personne, relecture: Relecture) -> bool:
    return pole.conduit(personne, relecture.version.ressource.campagne_suivi)


@rules.predicate
def est_sollicite(personne: Personne, echange: Echange) -> bool:
    return echange.vers_id == personne.pk


@rules.predicate
def a_propose(personne: Personne, echange: Echange) -> bool:
    return echange.relecture.relecteur_id == personne.pk


@rules.predicate
def est_producteur_du_report(personne: Personne, report: Report) -> bool:
    return est_producteur(personne, report.ressource)


@rules.predicate
def conduit_le_report(personne: Personne, report: Report) -> bool:
    return pole.conduit(personne, report.ressource.campagne_suivi)


@rules.predicate
def est_producteur_du_test(personne: Personne, test: TestEnClasse) -> bool:
    return est_producteur(personne, test.version.ressource)


@rules.predicate
def conduit_le_test(personne: Personne, test: TestEnClasse) -> bool:
    return pole.conduit(personne, test.version.ressource.campagne_suivi)


conduit_la_fiche = _sur_la_fiche(pole.conduit)
conduit_la_ressource = _sur_la_ressource(pole.conduit)

rules.add_perm("productions.creer_fiche", pole.participe)  # on a campaign
rules.add_perm("productions.importer_fiches", pole.conduit)  # on a campaign
for _nom in ("modifier_fiche", "planifier_fiche", "soumettre_fiche"):
    rules.add_perm(f"productions.{_nom}", est_auteur | conduit_la_fiche)
for _nom in ("retenir_fiche", "renvoyer_fiche", "rouvrir_fiche", "abandonner_fiche", "reprendre_fiche"):
    rules.add_perm(f"productions.{_nom}", conduit_la_fiche)

for _nom in ("deposer_version", "annuler_depot", "continuer_sans_relecture", "donner_accord", "demander_report"):
    rules.add_perm(f"productions.{_nom}", est_producteur)
for _nom in (
    "assigner_relecture",
    "clore_relecture",
    "rouvrir_relecture",
    "abandonner_ressource",
    "reprendre_ressource",
    "scinder_ressource",
    "enregistrer_accord_ecrit",
    "fixer_date",
):
    rules.add_perm(f"productions.{_nom}", conduit_la_ressource)
rules.add_perm("productions.repartir_relectures", pole.conduit)  # on a campaign
rules.add_perm("productions.changer_echeance", conduit_la_relecture)
for _nom in ("rendre_relecture", "decliner_relecture", "passer_relecture"):
    rules.add_perm(f"productions.{_nom}", est_relecteur)
rules.add_perm("productions.repondre_echange", est_sollicite)
rules.add_perm("productions.retirer_echange", a_propose)
for _nom in ("repondre_remarque", "trancher_remarque"):
    rules.add_perm(f"productions.{_nom}", est_producteur_de_la_remarque)
for _nom in ("retirer_remarque", "clore_remarque", "contester_reponse"):
    rules.add_perm(f"productions.{_nom}", est_auteur_de_la_remarque)
rules.add_perm("productions.repondre_report", conduit_le_report)
rules.add_perm("productions.repondre_date", est_producteur_du_report)

rules.add_perm("productions.planifier_test", est_producteur | conduit_la_ressource)
# Who asked somebody to test knows who it is; the other readers of the results do not.
rules.add_perm("productions.suivre_test", est_producteur_du_test | conduit_le_test)
rules.add_perm("productions.masquer_verbatim", conduit_le_test)
rules.add_perm("productions.voir_testeurs", pole.conduit)  # on a campaign
