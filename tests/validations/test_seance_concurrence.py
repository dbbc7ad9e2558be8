"""Signing all at once, at the very same instant on PostgreSQL: each resource has its one right end."""

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.productions.test_depot_concurrence import ensemble, reussis
from validations import services
from validations.models import Avis, AvisPrepare, AvisSeance, Issue, NatureVisa, Visa
from validations.ordre_du_jour import a_signer
from validations.services import seances
from validations.services.seances.signature import empreinte_de

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]
M = fabrique.MAINTENANT
NATURES = {Fonction.INSPECTEUR: NatureVisa.PEDAGOGIQUE, Fonction.DRANE: NatureVisa.NUMERIQUE}


@pytest.fixture
def table(transactional_db):
    """Three resources, both signatories there, their six opinions on the table."""
    campagne = fabrique.campagne(avec_equipe=True)
    producteur = fabrique.enseignant(campagne)
    for _ in range(3):
        fabrique.ressource(campagne, R.EN_VALIDATION, [producteur])
    gens = {fonction: fabrique.titulaire(campagne, fonction) for fonction in NATURES}
    seance = fabrique.seance(campagne, ouverte=True, presents=gens.values())
    for fonction, nature in NATURES.items():
        for point in seance.points.select_related("seance"):
            qui = {"signataire": gens[fonction], "acteur": gens[fonction], "maintenant": M}
            seances.poser_avis(point=point, nature=nature, avis=Avis.FAVORABLE, motif="", **qui)
    return seance, gens


def signature(seance, qui):
    contenu = empreinte_de(seance, qui, a_signer(seance, qui))

    def geste():
        frais = fabrique.Personne.objects.get(pk=qui.pk)
        return seances.signer_visas(seance=seance, acteur=frais, contenu=contenu, maintenant=M)

    return geste


def test_deux_signataires_signent_tout_a_la_fois(table):
    seance, gens = table
    issues = ensemble(*(signature(seance, qui) for qui in gens.values()))
    assert len(reussis(issues)) == 2
    assert all(not bilan.refus for bilan in issues)
    assert Visa.objects.filter(seance=seance).count() == 6
    assert not AvisSeance.objects.exists()
    assert {p.demande.issue for p in seance.points.select_related("demande")} == {Issue.VALIDEE}
    # One outcome, and one e-mail a resource to its producer.
    assert Ecriture.objects.filter(action="ressource.valider").count() == 3
    assert Courriel.objects.filter(gabarit="validation_validee").count() == 3
    assert not list(verifier())


def test_un_double_clic_signe_une_fois(table):
    seance, gens = table
    geste = signature(seance, gens[Fonction.INSPECTEUR])
    issues = ensemble(geste, geste, geste)
    signes = [visa for issue in issues if not isinstance(issue, Exception) for visa in issue.signes]
    assert all(not isinstance(i, Exception) or isinstance(i, ActionImpossible) for i in issues), issues
    assert len(signes) == Visa.objects.count() == 3
    assert all(not issue.refus for issue in issues if not isinstance(issue, Exception))
    assert not list(verifier())


def test_le_meme_code_tape_deux_fois_a_la_fois_ne_sert_qu_une_fois(table):
    seance, gens = table
    conduite, qui = fabrique.titulaire(seance.campagne, Fonction.COORDINATEUR), gens[Fonction.INSPECTEUR]
    seances.demander_code(seance=seance, signataire=qui, acteur=conduite, maintenant=M)
    code = Courriel.objects.get(gabarit="code_signature").texte.split("tapez ce code : ")[1][:9]

    def geste():
        frais = fabrique.Personne.objects.get(pk=qui.pk)
        return seances.signer_avec_code(seance=seance, signataire=frais, code=code, acteur=conduite, maintenant=M)

    assert len(reussis(ensemble(geste, geste))) == 1
    assert Visa.objects.count() == 3


def test_signer_contre_clore_et_contre_le_retrait_d_une_demande(table):
    """What was signed before the end counts, what was not is its author's again; nothing is both."""
    seance, gens = table
    conduite, qui = fabrique.titulaire(seance.campagne, Fonction.COORDINATEUR), gens[Fonction.DRANE]
    premiere = seance.points.first().demande.ressource
    issues = ensemble(
        signature(seance, qui),
        lambda: seances.clore_seance(seance=seance, acteur=conduite, maintenant=M),
        lambda: services.retirer_demande(ressource=premiere, motif="Une annexe manque.", acteur=conduite, maintenant=M),
    )
    reussis(issues)
    seance.refresh_from_db()
    assert seance.close
    assert not AvisSeance.objects.exists()
    signes = set(Visa.objects.values_list("demande", "signataire"))
    rendus = set(AvisPrepare.objects.values_list("demande", "personne"))
    assert not signes & rendus
    assert len(signes | rendus) == 6
    assert not list(verifier())
