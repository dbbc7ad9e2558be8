"""What people receive: short, plain, the pay's sentence where it belongs."""

from pathlib import Path

import pytest
from django.conf import settings

from commun.models import Courriel
from productions.etats import EtatRessource as R
from tests import fabrique
from validations import courriels, services
from validations.models import Avis, NatureVisa

VACATION = "La vacation rémunère la conception : elle ne dépend pas de cette décision."
GABARITS = {
    "visa_demande",
    "signataire_manquant",
    "visa_plus_attendu",
    "demande_retiree",
    "visa_donne",
    "validation_validee",
    "validation_reprise",
    "validation_non_validee",
    "formation_validee",
    "ressource_publiee",
    "publication_retiree",
    "seance_a_preparer",
    "seance_deplacee",
    "seance_annulee",
    "seance_close",
    "code_signature",
}


def test_chaque_gabarit_est_ecrit():
    for nom in GABARITS:
        assert (Path(settings.BASE_DIR) / "templates" / "courriels" / f"{nom}.txt").exists(), nom
    assert GABARITS - {"validation_validee", "validation_reprise", "validation_non_validee"} <= set(vars(courriels))


@pytest.mark.parametrize(
    ("avis", "gabarit"),
    [
        (Avis.FAVORABLE, "validation_validee"),
        (Avis.REPRISE, "validation_reprise"),
        (Avis.DEFAVORABLE, "validation_non_validee"),
    ],
)
def test_la_decision_est_ecrite_avec_ses_motifs_et_la_phrase_de_la_vacation(avis, gabarit, pole):
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE, avis, "La durée n'est pas dite.")
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    courriel = Courriel.objects.get(gabarit=gabarit, personne=pole.producteur.pk)
    assert "La durée n'est pas dite." in courriel.texte
    assert pole.inspecteur.nom_complet in courriel.texte
    assert (VACATION in courriel.texte) == (avis == Avis.DEFAVORABLE)
    assert not courriel.sujet.endswith(".")


def test_aucun_ne_depasse_deux_cents_mots_ni_ne_montre_du_html(pole):
    ressource = pole.ressource(R.EN_VALIDATION)
    services.retirer_demande(
        ressource=ressource, motif="Un fichier <b>manque</b>.", acteur=pole.producteur, maintenant=fabrique.MAINTENANT
    )
    publiee = pole.ressource(R.PUBLIEE)
    services.retirer_publication(
        publication=publiee.publications.get(),
        motif="Lien mort.",
        acteur=pole.coordinateur,
        maintenant=fabrique.MAINTENANT,
    )
    pole.ressource(R.NON_VALIDEE)
    ecrits = Courriel.objects.filter(gabarit__in=GABARITS)
    assert {c.gabarit for c in ecrits} > {"visa_demande", "demande_retiree", "publication_retiree"}
    for courriel in ecrits:
        assert len(courriel.texte.split()) < 200, courriel.gabarit
        assert "&" not in courriel.texte
        assert "{" not in courriel.texte + courriel.sujet
    assert "<b>manque</b>" in ecrits.filter(gabarit="demande_retiree")[0].texte


def test_personne_ne_recoit_ce_qu_il_vient_de_faire(pole):
    services.demander_validation(
        ressource=pole.ressource(R.PRETE_A_VALIDER), acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT
    )
    assert not Courriel.objects.filter(gabarit="visa_demande", personne=pole.coordinateur.pk).exists()
