"""What the database holds, beside what the rules say it must hold."""

from __future__ import annotations

from journal.verification import verifier
from poles.models import Campagne
from productions.models import FicheProjet, Relecture, Remarque, Version
from productions.models import Ressource as Ligne
from productions.sceau import sceller
from tests.fabrique import JOUR
from tests.machine.choses import Pose, Ressource, Ronde, Signe
from tests.machine.pont import Pont
from tests.machine.regles import Regles
from validations.models import AvisPrepare, AvisSeance, DemandeValidation, Publication, Visa
from validations.permissions import pourquoi_pas_viser
from validations.queries import signataires_possibles


def comparer(pont: Pont, ligne: Ligne, attendue: Ressource) -> None:
    """The same state, and not a row lost: versions, relectures, remarks and answers, rounds and visas, publications."""
    ligne.refresh_from_db(fields=["etat", "etat_avant", "numero_version", "campagne_origine", "campagne_suivi"])
    assert (ligne.etat, ligne.etat_avant) == (attendue.etat, attendue.avant)
    # Its figures never leave its year; who follows it does.
    assert ligne.campagne_origine_id == pont.campagne.pk
    assert (ligne.campagne_suivi_id != pont.campagne.pk) == attendue.suite
    assert {pont.noms[pk] for pk in ligne.liens_producteurs.values_list("personne", flat=True)} == attendue.producteurs
    versions = Version.objects.filter(ressource=ligne).order_by("pk")
    assert [
        (v.numero, pont.noms[v.deposee_par_id], v.annulee_le is not None, v.ouverte_le is not None) for v in versions
    ] == [(v.numero, v.de, v.annulee, v.lue) for v in attendue.versions]
    # The column that lists sort by is what it would be, computed anew.
    assert ligne.numero_version == max((v.numero for v in versions if not v.annulee_le), default=0)
    relectures = Relecture.objects.filter(version__ressource=ligne).order_by("pk")
    assert [(pont.noms[x.relecteur_id], x.etat) for x in relectures] == [(x.qui, x.etat) for x in attendue.relectures]
    remarques = Remarque.objects.filter(version__ressource=ligne).order_by("pk").select_related("version_reponse")
    assert [
        (pont.noms[x.auteur_id], x.bloquante, x.reponse, x.version_reponse and x.version_reponse.numero)
        for x in remarques
    ] == [(x.auteur, x.bloquante, x.reponse, x.portee_par and x.portee_par.numero) for x in attendue.remarques]
    if attendue.rondes:
        rondes = DemandeValidation.objects.filter(ressource=ligne).order_by("pk").prefetch_related("visas")
        assert [(d.issue, _visas(pont, d)) for d in rondes] == [(r.issue, r.visas) for r in attendue.rondes]
        for demande, ronde in zip(rondes, attendue.rondes, strict=True):
            _comparer_les_notes(pont, demande, ronde)
    else:
        assert not DemandeValidation.objects.filter(ressource=ligne).exists()
    publiees = Publication.objects.filter(ressource=ligne, retiree_le__isnull=True)
    assert set(publiees.values_list("version__numero", flat=True)) == attendue.publie


def _visas(pont: Pont, demande: DemandeValidation) -> dict[str, Signe]:
    return {
        v.nature: Signe(pont.noms[v.signataire_id], v.avis, pont.noms.get(v.par_delegation_de_id, ""))
        for v in demande.visas.all()
    }


def _comparer_les_notes(pont: Pont, demande: DemandeValidation, ronde: Ronde) -> None:
    """What is prepared, what lies on a table: neither is lost, neither is left behind by a signature."""
    prepares = AvisPrepare.objects.filter(demande=demande).values_list("personne", "avis")
    assert {pont.noms[qui]: avis for qui, avis in prepares} == ronde.prepares
    poses = AvisSeance.objects.filter(point__demande=demande)
    assert {p.nature: Pose(pont.noms[p.signataire_id], p.avis, pont.noms[p.pose_par_id]) for p in poses} == ronde.table


def independance(pont: Pont, r: Ressource) -> None:
    """Nobody judges what they make, nobody gives both visas, in person or through somebody else."""
    assert not r.producteurs & {x.qui for x in r.relectures if x.etat != "close"}
    for ronde in (ronde for ronde in r.rondes if ronde.issue != "retiree"):
        mains = [nom for visa in ronde.visas.values() for nom in visa.engages]
        assert len(set(mains)) == len(mains)
        assert not r.producteurs & set(mains)


def secret(pont: Pont, lignes: list[Ligne]) -> None:
    """No opinion is read before its time."""
    for visa in Visa.objects.filter(demande__ressource__in=lignes).select_related("demande"):
        lecteurs = {nom for nom in pont.pks if visa.lisible_par(pont.moi(nom))}
        assert lecteurs == ({pont.noms[visa.signataire_id]} if visa.demande.issue in {"", "retiree"} else set(pont.pks))


def qui_peut_viser(pont: Pont, regles: Regles) -> None:
    """The sentence, the lists and the rules name the same people, on every open round."""
    for ligne, r in zip(pont.ressources, regles.ressources, strict=True):
        if r.ronde is None:
            continue
        demande = DemandeValidation.objects.get(ressource=ligne, close_le__isnull=True)
        gens = {nom: pont.personne(nom) for nom in pont.pks}
        attendus = {nom for nom in gens if regles.peut_viser(r, nom)}
        assert {nom for nom, qui in gens.items() if not pourquoi_pas_viser(qui, demande)} == attendus
        a_viser = DemandeValidation.objects.filter(pk=demande.pk)
        assert {nom for nom, qui in gens.items() if a_viser.a_viser_par(qui).exists()} == attendus
        possibles = signataires_possibles(demande.ressource, JOUR)
        restent = set(possibles) - set(r.ronde.visas)
        assert {pont.noms[qui.pk] for nature in restent for qui in possibles[nature]} == attendus


def annee(pont: Pont, regles: Regles) -> None:
    """Closed or not; not a resource more or less, each in one year, the fiche with those it goes with."""
    de, vers = Campagne.objects.get(pk=pont.campagne.pk), pont.suite
    assert (de.close, vers is not None) == (regles.close, regles.close)
    assert set(Ligne.objects.filter(fiche=pont.fiche.pk)) == set(pont.ressources)
    suivies = {ligne.pk for ligne, r in zip(pont.ressources, regles.ressources, strict=True) if r.suite}
    assert set(Ligne.objects.filter(campagne_suivi=vers).values_list("pk", flat=True)) == suivies
    assert (FicheProjet.objects.get(pk=pont.fiche.pk).campagne_id != de.pk) == regles.fiche_suite


def journal(pont: Pont) -> None:
    """The chains verify, and every seal can be made anew."""
    assert list(verifier()) == []
    for version in Version.objects.filter(ressource__in=pont.ressources).prefetch_related("pieces"):
        assert version.annulee_le or version.sceau == sceller(version, version.pieces.all())
