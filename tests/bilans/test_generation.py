"""A document is whole or is not: made in the background, kept once, sealed for good when it is final."""

import hashlib
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from bilans import services, tasks
from bilans.contenu.complement import nouveaux_tests
from bilans.contenu.tests import impressions_de
from bilans.etats import EtatBilan, GenreDocument
from bilans.models import Generation
from commun.erreurs import ActionImpossible
from commun.etats import EtatTravail
from commun.models import Courriel, Travail
from commun.services.travaux import annuler, reprendre
from journal.models import Ecriture
from poles.models import Fonction
from productions.models import TestEnClasse
from tests import bilans_du_pole, fabrique
from tests.bilans import annee
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db
QUI = {"maintenant": MAINTENANT}


@pytest.fixture
def moteur(monkeypatch):
    """In the place of WeasyPrint: gives a blank page, after what the test wants to happen meanwhile."""

    class Moteur:
        pendant = staticmethod(lambda suivre: None)

        def rendre(self, html: str, suivre) -> bytes:
            self.html = html
            self.pendant(suivre)
            return bilans_du_pole.pdf_blanc()

    un = Moteur()
    monkeypatch.setattr(tasks, "rendre_pdf", un.rendre)
    return un


def demander(bilan, genre=GenreDocument.BROUILLON) -> Travail:
    return services.demander_pdf(bilan=bilan, genre=genre, acteur=bilan.ouvert_par, **QUI)


def faire(travail: Travail) -> Travail:
    tasks.generer(str(travail.pk))
    travail.refresh_from_db()
    return travail


def contenu(client, generation: Generation) -> bytes:
    return b"".join(client.get(reverse("bilans:telecharger", args=[generation.pk])).streaming_content)


def fichiers() -> set[Path]:
    return {f for f in (settings.DATA_DIR / "fichiers/bilans").rglob("*") if f.is_file()}


def test_generer(client, bilan, coordination, moteur, django_capture_on_commit_callbacks, taches_lancees) -> None:
    client.force_login(coordination)
    with django_capture_on_commit_callbacks(execute=True):
        reponse = client.post(bilan.get_absolute_url(), {"edito": "Bonne année.", "geste": "generer"})
    travail = Travail.objects.get()
    assert reponse.url == travail.get_absolute_url()
    assert taches_lancees == [("bilans.generer", (str(travail.pk),))]
    assert bilan.textes.get().texte == "Bonne année."
    faire(travail)
    faite = Generation.objects.get()
    assert (travail.etat, faite.numero, faite.pages, faite.genre) == (EtatTravail.REUSSI, 1, 1, "brouillon")
    assert faite.chiffres["ressources"] == 0
    assert hashlib.sha256(contenu(client, faite)).hexdigest() == faite.sha256


def test_une_barre_qui_avance_puis_s_arrete(bilan, moteur) -> None:
    """The engine's steps move it, never backwards; a job cancelled half-way stops there and leaves nothing."""
    avant, vus = fichiers(), []
    travail = demander(bilan)

    def pendant(suivre) -> None:
        for page in range(1, 4):
            suivre.__self__._derniere = 0  # each of them a while after the one before
            suivre(f"Step 5 - Creating layout - Page {page}")
            travail.refresh_from_db()
            vus.append(travail.avancement)
        annuler(travail, **QUI)
        suivre("Step 6 - Creating PDF")
        pytest.fail("continue après l'annulation")

    moteur.pendant = pendant
    assert faire(travail).etat == EtatTravail.ANNULE
    assert vus == sorted(vus)
    assert 20 < vus[0] < vus[2] <= 75
    assert not Generation.objects.exists()
    assert fichiers() == avant


def test_un_ouvrier_meurt_un_autre_recommence(bilan, moteur) -> None:
    """Once in the middle of the page setting, once just after the document was kept: one document in the end."""
    avant, travail = fichiers(), demander(bilan)

    def mourir(suivre) -> None:
        raise KeyboardInterrupt

    moteur.pendant = mourir
    with pytest.raises(KeyboardInterrupt):
        tasks.generer(str(travail.pk))
    assert fichiers() == avant
    reprendre(MAINTENANT + timedelta(minutes=3))
    moteur.pendant = lambda suivre: None
    faire(travail)
    Travail.objects.update(etat=EtatTravail.EN_ATTENTE)
    faire(travail)
    assert travail.etat == EtatTravail.REUSSI
    assert Generation.objects.count() == 1
    assert len(fichiers()) == len(avant) + 1


def test_declarer_definitif(client, campagne, bilan, coordination, moteur) -> None:
    enseignant = fabrique.enseignant(campagne)
    client.force_login(coordination)
    adresse = reverse("bilans:declarer_definitif", args=[bilan.pk])
    assert enseignant.nom_complet in client.get(adresse).content.decode()
    reponse = client.post(adresse)
    travail = Travail.objects.get()
    # The way back from the progress bar leads to the bilan: this page is no more once it is final.
    assert reponse.url == f"{travail.get_absolute_url()}?{urlencode({'retour': bilan.get_absolute_url()})}"
    bilan.refresh_from_db()
    assert bilan.etat == EtatBilan.BROUILLON
    faire(travail)
    bilan.refresh_from_db()
    scellee = Generation.objects.get()
    assert (bilan.etat, scellee.genre) == (EtatBilan.DEFINITIF, "definitif")
    assert Ecriture.objects.get(action="bilan.declarer_definitif").donnees["sha256"] == scellee.sha256
    lecteurs = {fabrique.titulaire(campagne, f) for f in (Fonction.INSPECTEUR, Fonction.DRANE)} | {enseignant}
    assert {c.adresse for c in Courriel.objects.filter(gabarit="bilan_definitif")} == {p.email for p in lecteurs}
    client.force_login(enseignant)
    assert scellee.sha256[:8] in client.get(scellee.get_absolute_url()).content.decode()
    assert contenu(client, scellee)[:4] == b"%PDF"
    client.force_login(coordination)
    with pytest.raises(ActionImpossible, match="définitif"):
        services.enregistrer_textes(bilan=bilan, textes={"edito": "x"}, acteur=coordination, **QUI)
    assert "Ce n'est pas possible" in client.get(adresse).content.decode().replace("&#x27;", "'")


def test_ce_qui_change_pendant_la_fabrication_n_est_pas_scelle(bilan, coordination, moteur) -> None:
    avant, travail = fichiers(), demander(bilan, GenreDocument.DEFINITIF)
    moteur.pendant = lambda suivre: annee.ecrire(bilan, edito="Une phrase de plus.")
    assert "modifié depuis" in faire(travail).erreur
    bilan.refresh_from_db()
    assert bilan.etat == EtatBilan.BROUILLON
    assert not Generation.objects.exists()
    assert fichiers() == avant
    assert not Courriel.objects.filter(gabarit="bilan_definitif").exists()


def test_ce_qui_change_avant_la_fabrication_n_est_pas_scelle(bilan, coordination, moteur) -> None:
    """The queue may be long: what is sealed is what was read by whoever declared it final."""
    travail = demander(bilan, GenreDocument.DEFINITIF)
    annee.ecrire(bilan, edito="Une phrase de plus.")
    assert "modifié depuis" in faire(travail).erreur
    assert not Generation.objects.exists()


@pytest.mark.parametrize(
    "geste", [lambda t: annuler(t, **QUI), lambda t: Travail.objects.filter(pk=t.pk).update(essais=9) and None]
)
def test_annule_ou_repris_pendant_l_enregistrement_rien_n_est_scelle(bilan, moteur, monkeypatch, geste) -> None:
    """After the last look at the job, just before its document is kept."""
    avant, travail, garder = fichiers(), demander(bilan, GenreDocument.DEFINITIF), tasks.garder
    monkeypatch.setattr(tasks, "garder", lambda **arguments: geste(travail) or garder(**arguments))
    faire(travail)
    bilan.refresh_from_db()
    assert bilan.etat == EtatBilan.BROUILLON
    assert not Generation.objects.exists()
    assert fichiers() == avant
    assert not Courriel.objects.filter(gabarit="bilan_definitif").exists()


def test_un_brouillon_ne_se_telecharge_que_de_qui_l_ecrit(client, campagne, bilan, coordination) -> None:
    brouillon = bilans_du_pole.generation(bilan, GenreDocument.BROUILLON, coordination)
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    for adresse in (brouillon.get_absolute_url(), reverse("bilans:telecharger", args=[brouillon.pk])):
        assert client.get(adresse).status_code == 404


def test_deux_generations_se_comparent(client, bilan, coordination) -> None:
    client.force_login(coordination)
    for nombre in (3, 5):
        derniere = bilans_du_pole.generation(bilan, GenreDocument.BROUILLON, coordination, ressources=nombre)
    page = client.get(derniere.get_absolute_url())
    assert [(c.valeur, c.avant, c.ecart_dit) for c in page.context["lignes"]] == [(5, 3, "+2")]
    assert "exactement le même" in page.content.decode()


def test_un_test_arrive_pendant_la_lecture_est_dans_le_complement(campagne, bilan, coordination, moteur) -> None:
    """Handed in an instant before the document, seen by the database just after it was read."""
    ressource = annee.vivre(campagne)[2]
    faire(demander(bilan, GenreDocument.DEFINITIF))
    test = annee.essayer(ressource, le=Generation.objects.get().faite_le - timedelta(seconds=1))
    bilan.refresh_from_db()
    assert [t.pk for t in nouveaux_tests(bilan, MAINTENANT + timedelta(hours=1))] == [test.pk]


def test_un_bilan_scelle_avant_la_colonne_sait_ce_qu_il_a_raconte(campagne, bilan, coordination, moteur) -> None:
    """The migration says it by the date: none of it is told again, what came later still is."""
    ressource = annee.vivre(campagne)[2]
    faire(demander(bilan, GenreDocument.DEFINITIF))
    dits = Generation.objects.get().tests_lus
    assert dits
    annee.essayer(ressource, le=MAINTENANT + timedelta(days=200))
    Generation.objects.update(tests_lus=[])
    import_module("bilans.migrations.0004_citations").dire_les_tests_lus(apps, None)
    assert Generation.objects.get().tests_lus == dits


def test_un_complement(client, campagne, bilan, coordination, moteur, horloge) -> None:
    """What a class test has said after the final document joins it, dated; not twice."""
    ressource = annee.vivre(campagne)[2]
    client.force_login(coordination)
    faire(demander(bilan, GenreDocument.DEFINITIF))
    adresse = reverse("bilans:completer", args=[bilan.pk])
    assert "rien à ajouter" in client.get(adresse).content.decode()
    plus_tard = MAINTENANT + timedelta(days=200)
    annee.essayer(ressource, eleves=18, le=plus_tard)
    horloge(plus_tard + timedelta(hours=1))
    assert "dernier document : 1." in client.get(bilan.get_absolute_url()).content.decode()
    page = client.get(adresse)
    impression = page.context["form"].fields["impressions"].queryset.get()
    # A request that came to nothing leaves no quotation behind.
    client.post(adresse, {"impressions": [impression.pk]})
    Travail.objects.latest("cree_le").delete()
    client.post(adresse)
    assert not bilan.impressions.filter(pk=impression.pk).exists()
    Travail.objects.latest("cree_le").delete()
    client.post(adresse, {"impressions": [impression.pk]})
    faire(Travail.objects.latest("cree_le"))
    complement = Generation.objects.latest("numero")
    assert f"«&nbsp;{impression.texte}&nbsp;»" in moteur.html
    assert "Tous ont fini." not in moteur.html
    definitif = Generation.objects.get(genre=GenreDocument.DEFINITIF)
    assert set(complement.tests_lus) | set(definitif.tests_lus) == set(
        TestEnClasse.objects.values_list("pk", flat=True)
    )
    assert not set(complement.tests_lus) & set(definitif.tests_lus)
    assert (complement.genre, complement.chiffres) == ("complement", {"tests": 1, "eleves": 18})
    assert Courriel.objects.filter(gabarit="bilan_complement").exists()
    assert "rien à ajouter" in client.get(adresse).content.decode()


def test_deux_complements_ne_disent_pas_les_memes_tests(campagne, bilan, coordination, moteur, horloge) -> None:
    """Both are composed before either is kept; and while one is made, another cannot change what it quotes."""
    ressource = annee.vivre(campagne)[2]
    faire(demander(bilan, GenreDocument.DEFINITIF))
    bilan.refresh_from_db()
    annee.essayer(ressource, le=MAINTENANT + timedelta(days=200))
    horloge(MAINTENANT + timedelta(days=201))
    qui = {"acteur": coordination, "maintenant": MAINTENANT + timedelta(days=201)}
    impression = impressions_de(nouveaux_tests(bilan, qui["maintenant"])).get()
    premier = services.demander_complement(bilan=bilan, citations={"impressions": [impression.pk]}, **qui)
    with pytest.raises(ActionImpossible, match="se fabrique déjà"):
        services.demander_complement(bilan=bilan, **qui)
    assert bilan.impressions.contains(impression)
    autre = demander(bilan, GenreDocument.COMPLEMENT)

    def pendant(suivre) -> None:
        moteur.pendant = lambda suivre: None
        faire(autre)

    moteur.pendant = pendant
    assert "vient de dire" in faire(premier).erreur
    assert Generation.objects.filter(genre=GenreDocument.COMPLEMENT).count() == 1
    courriels = Courriel.objects.filter(gabarit="bilan_complement")
    assert courriels.count() == len(set(courriels.values_list("personne", flat=True)))
