"""What the database holds, beside what the rules say it must hold."""

from __future__ import annotations

from productions.models import Relecture, Remarque, Version
from productions.models import Ressource as Ligne
from tests.fabrique import JOUR
from tests.machine.pont import Pont
from tests.machine.regles import Regles, Ressource
from validations.models import DemandeValidation, Publication, Visa

__all__ = ["JOUR", "comparer", "independance"]


def comparer(pont: Pont, ligne: Ligne, attendue: Ressource) -> None:
    """The same state, and not a row lost: versions, relectures, remarks and answers, rounds and visas, publications."""
    ligne.refresh_from_db(fields=["etat", "etat_avant", "numero_version"])
    assert (ligne.etat, ligne.etat_avant) == (attendue.etat, attendue.avant)
    versions = Version.objects.filter(ressource=ligne).order_by("pk")
    assert [(v.numero, pont.noms[v.deposee_par_id], v.annulee_le is not None) for v in versions] == [
        (v.numero, v.de, v.annulee) for v in attendue.versions
    ]
    # The column that lists sort by is what it would be, computed anew.
    assert ligne.numero_version == max((v.numero for v in versions if not v.annulee_le), default=0)
    relectures = Relecture.objects.filter(version__ressource=ligne).order_by("pk")
    assert [(pont.noms[x.relecteur_id], x.etat) for x in relectures] == [(x.qui, x.etat) for x in attendue.relectures]
    remarques = Remarque.objects.filter(version__ressource=ligne).order_by("pk").select_related("version_reponse")
    assert [
        (pont.noms[x.auteur_id], x.bloquante, x.reponse, x.version_reponse and x.version_reponse.numero)
        for x in remarques
    ] == [(x.auteur, x.bloquante, x.reponse, x.portee_par and x.portee_par.numero) for x in attendue.remarques]
    rondes = DemandeValidation.objects.filter(ressource=ligne).order_by("pk").prefetch_related("visas")
    assert [(d.issue, {v.nature: (pont.noms[v.signataire_id], v.avis) for v in d.visas.all()}) for d in rondes] == [
        (d.issue, d.visas) for d in attendue.rondes
    ]
    publiees = Publication.objects.filter(ressource=ligne, retiree_le__isnull=True)
    assert set(publiees.values_list("version__numero", flat=True)) == attendue.publie


def independance(pont: Pont, regles: Regles) -> None:
    """Nobody judges what they make, nobody gives both visas, and no opinion is read before its time."""
    for r in regles.ressources:
        assert not r.producteurs & {x.qui for x in r.relectures if x.etat != "close"}
        for ronde in (ronde for ronde in r.rondes if ronde.issue != "retiree"):
            signataires = [qui for qui, _ in ronde.visas.values()]
            assert len(set(signataires)) == len(signataires)
            assert not r.producteurs & set(signataires)
    secrets = Visa.objects.filter(demande__ressource__in=pont.ressources).select_related("demande")
    for visa in secrets:
        lecteurs = {nom for nom in pont.pks if visa.lisible_par(pont.moi(nom))}
        assert lecteurs == ({pont.noms[visa.signataire_id]} if visa.demande.issue in {"", "retiree"} else set(pont.pks))
