"""Delays and their reasons: what the coordinator publishes is printed, what was confided never is."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from bilans.contenu.assemblage import assembler
from bilans.document import document
from bilans.etats import CauseRetard
from bilans.management.commands import generer_bilan
from bilans.models import Bilan
from bilans.services import enregistrer_motifs
from bilans.services.motifs import MotifSaisi
from commun.erreurs import ActionImpossible
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import NatureReport
from productions.services.reports import accorder_report, demander_report
from tests import bilans_du_pole, fabrique, tests_classe
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db
PLUS_TARD = MAINTENANT + timedelta(days=60)
SECRETS = ("CONFIDENCE-REPORT", "CONFIDENCE-TEST")


@pytest.fixture
def tardive(campagne, coordination, horloge):
    """Its V2 is late in spite of an extension, its class test comes after the cycle; both for a reason confided."""
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    report = demander_report(
        ressource=ressource,
        nature=NatureReport.V2,
        jour=(MAINTENANT + timedelta(days=40)).date(),
        motif=SECRETS[0],
        acteur=ressource.producteurs.get(),
        maintenant=MAINTENANT,
    )
    accorder_report(report=report, acteur=coordination, maintenant=MAINTENANT)
    tests_classe.planifier(ressource, jour_prevu=date(2027, 11, 8), motif_tardif=SECRETS[1])
    horloge(PLUS_TARD)
    return ressource


def page(bilan: Bilan) -> str:
    return reverse("bilans:motifs", args=[bilan.pk])


def champs(ressource, **valeurs: str) -> dict[str, str]:
    """`v2="technique Le serveur."`: the cause, then the words."""
    donnees = {}
    for etape, dit in valeurs.items():
        cause, _, precision = dit.partition(" ")
        donnees |= {f"cause-{ressource.pk}-{etape}": cause, f"precision-{ressource.pk}-{etape}": precision}
    return donnees


def documents(bilan: Bilan) -> list[str]:
    """The pôle's, and its académie's."""
    academie = Bilan(academie=bilan.campagne.pole.academie, annee=bilan.annee)
    return [document(assembler(un, PLUS_TARD), brouillon=True) for un in (bilan, academie)]


def test_sans_choix_le_document_dit_qu_il_n_y_a_pas_de_motif(bilan, tardive) -> None:
    for html in documents(bilan):
        assert html.count("Motif non précisé") == 2  # the V2, the test
        assert not [secret for secret in SECRETS if secret in html]


def test_le_motif_choisi_s_imprime_partout_et_rien_d_autre(
    client, bilan, tardive, coordination, monkeypatch, tmp_path
) -> None:
    client.force_login(coordination)
    lue = client.get(page(bilan))
    assert all(secret in lue.content.decode() for secret in SECRETS)
    envoi = champs(tardive, v2="technique Le serveur d'essai.", test_classe="progression") | {"vu": lue.context["vu"]}
    assert client.post(page(bilan), envoi).url == bilan.get_absolute_url()
    for html in documents(bilan):
        assert "Difficulté technique : Le serveur d&#x27;essai." in html
        assert "Progression des classes" in html
        assert "non précisé" not in html
    sorties = [
        *documents(bilan),
        *(client.get(reverse(f"bilans:{n}", args=[bilan.pk])).content.decode() for n in ("bilan", "apercu")),
        *_tableaux(client, bilan),
        _commande(bilan, monkeypatch, tmp_path),
    ]
    assert [bool(re.search("(?i)difficulté technique", sortie)) for sortie in sorties] == [
        *[True] * 5,
        False,
        True,
        True,
    ]
    assert not [secret for secret in SECRETS for sortie in sorties if secret in sortie]


def _tableaux(client, bilan: Bilan) -> list[str]:
    noms = ("retards", "tests")
    csv = [client.get(reverse("bilans:tableau", args=[bilan.pk, n])).getvalue().decode("utf-8-sig") for n in noms]
    brut = client.get(reverse("bilans:classeur", args=[bilan.pk])).getvalue()
    cases = [str(c.value) for feuille in load_workbook(io.BytesIO(brut)) for ligne in feuille for c in ligne]
    return [*csv, " ".join(cases)]


def _commande(bilan: Bilan, monkeypatch, tmp_path) -> str:
    recus = []
    monkeypatch.setattr(generer_bilan, "rendre_pdf", lambda html: recus.append(html) or bilans_du_pole.pdf_blanc())
    call_command("generer_bilan", pole=bilan.campagne.pole.slug, annee=bilan.annee, sortie=tmp_path / "b.pdf")
    return recus[0]


def test_ce_qui_ne_va_pas_se_dit_au_champ_et_rien_ne_se_perd(client, bilan, tardive, coordination) -> None:
    client.force_login(coordination)
    vu = client.get(page(bilan)).context["vu"]
    for dit, attendu in (("autre", "en quelques mots"), (" Des mots seuls", "Choisissez un motif")):
        reponse = client.post(page(bilan), champs(tardive, v2=dit) | {"vu": vu}).content.decode()
        assert attendu in reponse
        assert dit.partition(" ")[2] in reponse
    assert not bilan.motifs.exists()
    client.post(page(bilan), champs(tardive, v2="autre Le rectorat a déménagé.") | {"vu": vu})
    assert "Le rectorat a déménagé." in documents(bilan)[0]
    perimee = client.post(page(bilan), champs(tardive, v2="droits Une photo.") | {"vu": vu})
    assert perimee.status_code == 409
    assert "Une photo." in perimee.content.decode()
    vu = client.get(page(bilan)).context["vu"]
    client.post(page(bilan), champs(tardive, v2="") | {"vu": vu})
    assert not bilan.motifs.exists()


def test_page_apres_page_chaque_retard_a_son_motif(client, bilan, tardive, coordination, monkeypatch) -> None:
    """The late class tests come last, however many delays there are before them."""
    monkeypatch.setattr("bilans.views.motifs.PAR_PAGE", 1)
    client.force_login(coordination)
    premiere = client.get(page(bilan))
    assert [ligne.quoi for ligne in premiere.context["form"].lignes] == ["la V2"]
    suite = client.post(page(bilan), champs(tardive, v2="technique") | {"vu": premiere.context["vu"]}).url
    derniere = client.get(suite)
    assert [ligne.quoi for ligne in derniere.context["form"].lignes] == ["le test en classe"]
    envoi = champs(tardive, test_classe="progression") | {"vu": derniere.context["vu"]}
    assert client.post(suite, envoi).url == bilan.get_absolute_url()
    assert set(bilan.motifs.values_list("etape", "cause")) == {("v2", "technique"), ("test_classe", "progression")}
    # An answer that names no delay takes no reason away.
    client.post(suite, {"vu": client.get(suite).context["vu"]})
    assert bilan.motifs.count() == 2


def test_qui_choisit_et_jusqu_a_quand(client, campagne, bilan, tardive, coordination) -> None:
    client.force_login(coordination)
    declarer = reverse("bilans:declarer_definitif", args=[bilan.pk])
    assert "2 retards porteront « Motif non précisé »" in client.get(declarer).content.decode()
    qui = {"acteur": coordination, "maintenant": PLUS_TARD}
    motifs = {(tardive.pk, "v2"): MotifSaisi(CauseRetard.DROITS)}
    assert enregistrer_motifs(bilan=bilan, motifs=motifs, **qui)
    assert not enregistrer_motifs(bilan=bilan, motifs=motifs, **qui)
    bilan.etat = "definitif"
    bilan.save()
    with pytest.raises(ActionImpossible, match="définitif"):
        enregistrer_motifs(bilan=bilan, motifs={}, **qui)
    academie = bilans_du_pole.ouvrir(campagne.pole.academie, coordination, bilan.annee)
    with pytest.raises(ActionImpossible, match="chaque pôle"):
        enregistrer_motifs(bilan=academie, motifs=motifs, **qui)
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    assert client.get(page(bilan)).status_code == 403


def test_la_base_refuse_un_autre_motif_sans_mots(bilan, tardive) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        bilan.motifs.create(ressource=tardive, etape="v2", cause=CauseRetard.AUTRE)
