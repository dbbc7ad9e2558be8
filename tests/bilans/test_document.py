"""The PDF read back: its figures are the database's, it is tagged, it says the same when nothing has changed."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pdfua import Severity, validate
from pypdf import PdfReader
from pypdf.generic import Destination

from bilans.contenu.assemblage import assembler
from bilans.document import SECTIONS, document
from bilans.models import Bilan
from commun.pdf import rendre_pdf
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import Remarque, Ressource, TestEnClasse, Version
from tests import bilans_du_pole, fabrique
from tests.bilans import annee, annees
from tests.fabrique import MAINTENANT

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("default::DeprecationWarning")]


def signets(plan: list) -> list[str]:
    """The bookmarks, whatever their level."""
    return [t for un in plan for t in ([un.title] if isinstance(un, Destination) else signets(un))]


def sans_erreur(pdf: bytes, tmp_path) -> list[str]:
    chemin = tmp_path / "bilan.pdf"
    chemin.write_bytes(pdf)
    return [f.message for f in validate(str(chemin)).findings if f.severity >= Severity.WARNING]


def test_le_pdf_relu(campagne, bilan, tmp_path) -> None:
    annee.vivre(campagne)
    annee.ecrire(bilan, edito="Une année **dense**.", perspectives="- Une webradio")
    pdf = rendre_pdf(document(assembler(bilan, MAINTENANT), brouillon=False))
    lu = PdfReader(io.BytesIO(pdf))
    texte = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in lu.pages))
    assert lu.metadata.title == f"Bilan {campagne.cycle.libelle}, {campagne.pole}"
    assert lu.root_object["/Lang"] == "fr"
    assert lu.root_object["/MarkInfo"]["/Marked"]
    assert sans_erreur(pdf, tmp_path) == []
    assert {intitule for _, intitule in SECTIONS} | {"Édito"} <= set(signets(lu.outline))
    for libelle, valeur in _compte_autrement().items():
        assert f"{libelle} {valeur} – –" in texte, libelle
    for attendu in ("Une année dense.", "« Tous ont fini. »", "« La séance 2 a plu. »", "Trois V2 sont prêtes."):
        assert attendu in texte
    assert "Brouillon" not in texte


def _compte_autrement() -> dict[str, int]:
    """Row by row, in Python."""
    ressources = list(Ressource.objects.all())
    versions = [v for v in Version.objects.all() if v.annulee_le is None]
    tests = [t for t in TestEnClasse.objects.all() if t.etat == "rendu"]
    return {
        "Ressources engagées": sum(r.etat != R.ABANDONNEE for r in ressources),
        "Ressources abandonnées": sum(r.etat == R.ABANDONNEE for r in ressources),
        "Ressources déposées en V1": len({v.ressource_id for v in versions if v.numero == 1}),
        "Ressources déposées en V2": len({v.ressource_id for v in versions if v.numero == 2}),
        "Ressources validées": sum(r.etat in (R.VALIDEE, R.PUBLIEE) for r in ressources),
        "Ressources publiées": sum(r.etat == R.PUBLIEE for r in ressources),
        "Remarques reçues": len(Remarque.objects.all()),
        "Tests en classe rendus": len(tests),
        "Élèves qui ont essayé une ressource": sum(t.nombre_eleves for t in tests),
        "Réunions tenues": 1,
    }


def test_rien_de_ce_qu_un_testeur_ecrit_ne_s_imprime_sans_avoir_ete_choisi(campagne, bilan) -> None:
    annee.vivre(campagne)
    dits = ("La séance 2 a plu.", "Tous ont fini.", "Trop long d&#x27;un quart d&#x27;heure.")
    html = document(assembler(bilan, MAINTENANT), brouillon=True)
    assert [dit for dit in dits if dit in html] == []
    annee.ecrire(bilan)
    html = document(assembler(bilan, MAINTENANT), brouillon=True)
    assert [dit for dit in dits if dit in html] == list(dits)


def test_memes_donnees_meme_html(campagne, bilan) -> None:
    annee.vivre(campagne)
    un, autre = (document(assembler(bilan, MAINTENANT), brouillon=True) for _ in range(2))
    assert un == autre
    assert document(assembler(bilan, MAINTENANT + timedelta(hours=1)), brouillon=True) != un


def test_le_nombre_de_requetes_ne_grandit_pas(campagne, bilan) -> None:
    couts = []
    for _ in range(2):
        annee.vivre(campagne)
        with CaptureQueriesContext(connection) as requetes:
            document(assembler(Bilan.objects.select_related("campagne__pole").get(), MAINTENANT), brouillon=True)
        couts.append(len(requetes))
    assert couts[0] == couts[1] < 60


def test_une_academie(campagne) -> None:
    """Its pôles together: their figures add up, their choices stand out, in no more queries than for one."""
    administration = fabrique.personne()
    fabrique.mandat(administration, Fonction.ADMINISTRATEUR, campagne.pole.academie)
    bilan = bilans_du_pole.ouvrir(campagne.pole.academie, administration, campagne.cycle.libelle)
    couts = []
    for portee in (campagne, fabrique.campagne(cycle=campagne.cycle), fabrique.campagne(cycle=campagne.cycle)):
        annee.vivre(portee)
        with CaptureQueriesContext(connection) as requetes:
            contenu = assembler(bilan, MAINTENANT)
        couts.append(len(requetes))
    assert couts[1] == couts[2] < 60
    assert contenu.releve["ressources"] == 3 * (len(annee.ETATS) - 1)
    assert contenu.releve["tests"] == 3
    html = document(contenu, brouillon=True)
    assert all(str(c.pole) in html for c in contenu.perimetre.campagnes)
    assert [len(p.fiches) for p in contenu.annexes.pieces] == [len(annee.ETATS)] * 3
    assert html.count(f"Fiches-projet retenues ({len(annee.ETATS)}).") == 3
    assert [len(p.comptes_rendus) for p in contenu.annexes.pieces] == [1] * 3


def test_deux_poles_du_meme_nom_restent_deux(campagne) -> None:
    autre = fabrique.campagne(cycle=campagne.cycle)
    type(autre.pole).objects.filter(pk=autre.pole_id).update(nom=campagne.pole.nom)
    for portee in (campagne, autre):
        for titre in ("A", "B"):
            fabrique.ressource(portee, titre=f"{titre} de {portee.pk}")
    contenu = assembler(Bilan(academie=campagne.pole.academie, annee=campagne.cycle.libelle), MAINTENANT)
    assert sorted(p.fiches for p in contenu.annexes.pieces) == sorted(
        [[f"A de {c.pk}", f"B de {c.pk}"] for c in (campagne, autre)]
    )
    html = document(contenu, brouillon=True)
    assert html.count('<h3 class="bilan-pole">') == 2


def test_l_academie_dit_de_chaque_pole_si_l_annee_suivante_est_preparee(campagne) -> None:
    autre = fabrique.campagne(cycle=campagne.cycle)
    annees.cycle_suivant(campagne)
    annees.preparer(campagne)
    html = document(
        assembler(Bilan(academie=campagne.pole.academie, annee=campagne.cycle.libelle), MAINTENANT), brouillon=True
    )
    assert f"<strong>{campagne.pole}.</strong> L’année 2027-2028 est préparée" in html
    assert f"Rien n’est encore préparé pour 1 pôle : {autre.pole}" in html


def test_l_annee_d_avant(campagne, bilan) -> None:
    avant = fabrique.campagne(
        pole=campagne.pole, cycle=fabrique.cycle(libelle="2025-2026", debut="2025-09-01", fin="2026-08-31")
    )
    fabrique.ressource(avant, R.EN_RELECTURE)
    chiffres = {c.cle: c for c in assembler(bilan, MAINTENANT).chiffres}
    assert (chiffres["ressources"].valeur, chiffres["ressources"].avant) == (0, 1)
    assert chiffres["ressources"].ecart_dit == "−1"


@pytest.mark.parametrize("vide", [True, False])
def test_hostile_ou_vide_il_reste_un_document(campagne, bilan, tmp_path, vide) -> None:
    if not vide:
        long, droite_a_gauche = "Motinterminable" * 20, "مورد للصف بعنوان طويل"
        ressource = fabrique.ressource(campagne, R.EN_RELECTURE, titre=long[:200])
        annee.relire(ressource, *(f"Remarque {n} 🎒" for n in range(60)))
        fiche = ressource.fiche
        fiche.resume, fiche.objectifs = f"{droite_a_gauche} 🧑‍🏫 {long}", long
        fiche.save()
        annee.ecrire(bilan, edito=f"{long}\n\n{droite_a_gauche} 🎉")
    html = document(assembler(bilan, MAINTENANT), brouillon=True)
    pdf = rendre_pdf(html)
    assert sans_erreur(pdf, tmp_path) == []
    lu = PdfReader(io.BytesIO(pdf))
    assert 4 <= len(lu.pages) <= 9
    # Drawn by the font that comes with the service, whatever those of this machine.
    polices = {f.get_object()["/BaseFont"] for page in lu.pages for f in page["/Resources"]["/Font"].values()}
    assert any("Noto-Emoji" in police for police in polices) is not vide
    assert ("🎉" in "".join(page.extract_text() for page in lu.pages)) is not vide
    assert ("60 reçues" in html) is not vide
