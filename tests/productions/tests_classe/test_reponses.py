"""The form of five minutes, by the link and by the home page: draft, hand-in, correction, attestation, picture."""

from datetime import date
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from productions.etats import EtatRessource as R
from productions.etats import EtatTest
from productions.models import Constat, PhotoDeTest, TestEnClasse
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from tests.tests_classe import lien_de, planifier, rendre, valeurs

pytestmark = pytest.mark.django_db


@pytest.fixture
def test(db):
    return planifier(fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_REVISION))


def par_lien(nom: str, test, *suite: object) -> str:
    return reverse(f"productions:{nom}_par_lien", args=[lien_de(test), *suite])


def saisie(test, **champs) -> dict:
    remplie = {f"grille-q{pk}": valeur for pk, valeur in valeurs(test).items()}
    remplie |= {"plus-point_fort-0-texte": "Tous ont fini.", "plus-point_fort-0-theme": Constat.Theme.ELEVES}
    return (
        remplie
        | {
            "plus-irritant-0-texte": "La consigne 3 se lit mal.",
            "plus-nombre_eleves": "24",
            "plus-fait_le": JOUR.isoformat(),
        }
        | champs
    )


def test_deux_reponses_suffisent(client, test) -> None:
    page = client.get(par_lien("reponses_test", test)).text
    assert page.count(" required") == page.count("required")
    grille = valeurs(test)
    impressions, encore = list(grille)[:2]
    incomplete = client.post(par_lien("reponses_test", test), {f"grille-q{impressions}": "Très bien."}).text
    assert "Vos réponses ne sont pas encore envoyées" in incomplete
    assert "Très bien." in incomplete
    assert "Dites quel jour la séance a eu lieu." in incomplete
    deux = {f"grille-q{impressions}": "Très bien.", f"grille-q{encore}": "1", "plus-fait_le": JOUR.isoformat()}
    merci = client.post(par_lien("reponses_test", test), deux, follow=True).text
    assert "Merci ! Vos réponses sont arrivées" in merci
    test.refresh_from_db()
    assert (test.etat, test.feuille.reponses.count(), test.constats.count()) == (EtatTest.RENDU, 2, 0)
    assert test.version.ressource.etat == R.EN_REVISION


def test_rendre_remercie_et_previent(client, test) -> None:
    client.post(par_lien("reponses_test", test), saisie(test))
    test.refresh_from_db()
    assert {(c.genre, c.theme, c.texte) for c in test.constats.all()} == {
        ("point_fort", "eleves", "Tous ont fini."),
        ("irritant", "autre", "La consigne 3 se lit mal."),
    }
    assert test.nombre_eleves == 24
    # Thanks leave at once, with a link of their own; the team reads it in the day's news.
    merci = Courriel.objects.get(gabarit="test_merci")
    assert (merci.adresse, merci.secret) == ("ines.roux@exemple.fr", True)
    assert test.liens.vivants().count() == 2
    nouvelles = Courriel.objects.filter(gabarit="test_rendu")
    assert nouvelles.count() == 2
    assert "Inès" not in "".join(nouvelles.values_list("texte", flat=True))


def test_le_brouillon_attend_et_ne_vaut_pas_reponse(client, test) -> None:
    partiel = {"grille-q1": "x", **{k: v for k, v in saisie(test).items() if k.startswith("plus-")}, "intrus": "x" * 50}
    assert client.post(par_lien("brouillon_test", test), partiel).status_code == 204
    test.refresh_from_db()
    assert "intrus" not in test.brouillon
    page = client.get(par_lien("reponses_test", test)).text
    assert "Vous retrouvez ce que vous aviez commencé" in page
    assert "La consigne 3 se lit mal." in page
    assert '<details class="app-depliant app-depliant--encadre app-supplement" open' in page
    assert (test.etat, test.feuille) == (EtatTest.PLANIFIE, None)
    trop = client.post(par_lien("brouillon_test", test), saisie(test, **{"plus-irritant-1-texte": "x" * 50_000}))
    assert trop.status_code == 409
    assert "trop long" in trop.json()["erreur"]
    client.post(par_lien("reponses_test", test), saisie(test))
    test.refresh_from_db()
    assert test.brouillon == {}


def test_corriger_garde_ce_qui_est_devenu_une_remarque(client, test) -> None:
    client.post(par_lien("reponses_test", test), saisie(test))
    irritant = test.constats.get(genre="irritant")
    client.post(
        par_lien("reponses_test", test),
        saisie(test, **{"plus-irritant-0-texte": "La consigne 3 et la 4.", "plus-point_fort-0-texte": ""}),
    )
    test.refresh_from_db()
    irritant.refresh_from_db()
    assert irritant.texte == "La consigne 3 et la 4."
    assert list(test.constats.all()) == [irritant]
    assert test.corrige_le
    # A correction is nobody's news.
    assert Courriel.objects.filter(gabarit="test_merci").count() == 1


def test_l_attestation_vient_apres(client, test) -> None:
    adresse = par_lien("attestation_test", test)
    assert client.get(adresse).status_code == 409
    rendre(test)
    reponse = client.get(adresse)
    assert reponse["Content-Type"] == "application/pdf"
    texte = "".join(page.extract_text() for page in PdfReader(BytesIO(reponse.content)).pages)
    assert "Inès Roux" in texte
    assert test.version.ressource.titre in texte
    assert "24 élèves" in texte
    # Answered before the day that was planned: what it certifies is the day of the session.
    assert "14 janvier" in texte
    assert "13 février" not in texte


@pytest.mark.parametrize(
    ("fait_le", "message"), [("2027-01-15", "pas encore eu lieu"), ("2026-09-02", "ne peut pas avoir eu lieu avant")]
)
def test_la_seance_est_faite_apres_le_depot_et_avant_demain(client, test, fait_le, message) -> None:
    page = client.post(par_lien("reponses_test", test), saisie(test, **{"plus-fait_le": fait_le})).text
    assert message in page
    assert "La consigne 3 se lit mal." in page
    with pytest.raises(ActionImpossible, match=message):
        rendre(test, fait_le=date.fromisoformat(fait_le))
    test.refresh_from_db()
    assert (test.etat, test.fait_le) == (EtatTest.PLANIFIE, None)


def test_la_seance_du_jour_prevu_est_deja_ecrite(client, test) -> None:
    assert 'name="plus-fait_le" value' not in client.get(par_lien("reponses_test", test)).text
    TestEnClasse.objects.update(jour_prevu=JOUR)
    assert 'name="plus-fait_le" value="2027-01-14"' in client.get(par_lien("reponses_test", test)).text


@pytest.mark.parametrize(
    ("fait_le", "motif", "message"),
    [
        # The last day of late tests of this cycle is 31 December 2027.
        ("2028-01-01", "La notion est au programme de novembre.", "au plus tard le 31 décembre 2027"),
        ("2027-09-01", "", "Le cycle se termine le 31 août 2027"),
    ],
)
def test_une_seance_tardive_a_son_motif_et_son_dernier_jour(client, test, monkeypatch, fait_le, motif, message) -> None:
    plus_tard = MAINTENANT.replace(year=2028)
    monkeypatch.setattr("productions.views.tests_classe.reponses.aujourdhui", lambda fuseau: plus_tard.date())
    monkeypatch.setattr("productions.views.tests_classe.reponses.maintenant", lambda: plus_tard)
    adresse = reverse("productions:reponses_test", args=[test.pk])
    test.testeur, test.testeur_nom, test.testeur_courriel = fabrique.personne(), "", ""
    test.save()
    client.force_login(test.testeur)
    refusee = client.post(adresse, saisie(test, **{"plus-fait_le": fait_le, "plus-motif_tardif": motif}))
    assert message in refusee.text
    assert not refusee.context["form"].errors
    assert "La consigne 3 se lit mal." in refusee.text
    with pytest.raises(ActionImpossible, match=message):
        rendre(test, fait_le=date.fromisoformat(fait_le), motif_tardif=motif, maintenant=plus_tard)
    bonne = {"plus-fait_le": "2027-12-31", "plus-motif_tardif": "La notion est au programme de novembre."}
    assert client.post(adresse, saisie(test, **bonne)).status_code == 302
    test.refresh_from_db()
    assert (test.fait_le, test.motif_tardif) == (date(2027, 12, 31), "La notion est au programme de novembre.")


def test_dans_l_annee_aucun_motif_n_est_demande(client, test) -> None:
    assert "motif_tardif" not in client.get(par_lien("reponses_test", test)).text


def _photo(nom: str = "tableau.jpg", **options) -> SimpleUploadedFile:
    image, exif = BytesIO(), PIL.Image.Exif()
    exif[0x010E] = "Salle 12, avec Zoé"
    PIL.Image.new("RGB", (2400, 1200), "#4488aa").save(image, "JPEG", exif=exif)
    return SimpleUploadedFile(nom, image.getvalue())


def test_une_photo_demande_qu_aucun_eleve_ne_soit_reconnaissable(client, test) -> None:
    adresse = par_lien("photos_test", test)
    refus = client.post(adresse, {"photo": _photo()}).text
    assert "Confirmez-le, ou n&#x27;envoyez pas cette photo" in refus
    assert not PhotoDeTest.objects.exists()
    client.post(adresse, {"photo": _photo(), "sans_eleve": "on"})
    photo = PhotoDeTest.objects.get()
    assert (photo.largeur, photo.hauteur) == (1600, 800)
    with photo.fichier.open() as gardee:
        assert b"Salle 12" not in gardee.read()
    servie = client.get(par_lien("photo_test", test, photo.pk))
    assert servie["Content-Type"] == "image/jpeg"
    assert b"".join(servie.streaming_content).startswith(b"\xff\xd8")
    client.post(adresse, {"retirer": photo.pk})
    assert not PhotoDeTest.objects.exists()


@pytest.mark.parametrize(
    "contenu", [b"", b"%PDF-1.4\n%%EOF\n", b"\xff\xd8\xff\xe0" + b"x" * 200, b"GIF89a" + b"x" * 50]
)
def test_ce_qui_n_est_pas_une_photo_est_refuse(client, test, contenu) -> None:
    fichier = SimpleUploadedFile("photo.jpg", contenu)
    page = client.post(par_lien("photos_test", test), {"photo": fichier, "sans_eleve": "on"})
    assert page.status_code == 200
    assert "photo" in page.text
    assert not PhotoDeTest.objects.exists()


def test_par_le_compte_la_meme_page_pour_le_testeur_seul(client) -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    testeur = fabrique.enseignant(campagne)
    test = planifier(fabrique.ressource(campagne, R.EN_REVISION), testeur)
    adresse = reverse("productions:reponses_test", args=[test.pk])
    client.force_login(testeur)
    assert "Confirmer la date" in client.get(reverse("accueil:accueil")).text
    client.post(adresse, saisie(test))
    test.refresh_from_db()
    assert test.etat == EtatTest.RENDU
    assert "Tester en classe" not in client.get(reverse("accueil:accueil")).text
    client.force_login(fabrique.superutilisateur())
    assert client.get(adresse).status_code == 404


def test_un_test_qui_ne_se_fait_pas_n_ouvre_plus_la_version(client) -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    testeur = fabrique.enseignant(campagne)
    test = planifier(fabrique.ressource(campagne, R.EN_REVISION), testeur)
    piece = test.version.pieces.exclude(fichier="").first()
    fichier = reverse("productions:fichier_du_test", args=[test.pk, piece.pk])
    client.force_login(testeur)
    assert b"".join(client.get(fichier).streaming_content)
    client.post(reverse("productions:renoncer_test", args=[test.pk]))
    assert client.get(fichier).status_code == 404
    page = client.get(reverse("productions:mon_test", args=[test.pk])).text
    assert "Plus rien ne vous est demandé" in page
    assert piece.nom not in page
