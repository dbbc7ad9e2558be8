"""Writing a mail: its words, its key, its transaction."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.template import engines
from django.template.loaders.locmem import Loader

from commun.courriels import composer, message
from commun.etats import EtatCourriel, GenreCourriel
from commun.models import Courriel
from commun.services.courriels import poster

GABARITS = {
    "courriels/essai.txt": "À relire : {{ titre }}\n\nRelisez {{ titre }}.\n\n\n\n  Avant le 3 mai.\n",
    "courriels/charge.txt": "{# un mot #}\n{% load dates %}\n{{ titre }} {% if x %}!{% endif %}\n\nCorps {{ titre }}",
    "courriels/_enveloppe.txt": "",
}


@pytest.fixture(autouse=True)
def _gabarits(monkeypatch) -> None:
    moteur = engines["django"].engine
    vrais = moteur.template_loaders
    monkeypatch.setattr(moteur, "template_loaders", [Loader(moteur, {k: v for k, v in GABARITS.items() if v}), *vrais])


@pytest.fixture
def ecrire(personne, instant):
    def ecrire(**champs) -> Courriel | None:
        champs = {"destinataire": personne, "cle": "essai:1", "contexte": {"titre": "Les devis"}, **champs}
        return poster(gabarit="essai", url="/ressources/3/", bouton="Relire", maintenant=instant, **champs)

    return ecrire


def test_le_courriel_est_ecrit(ecrire, personne, instant) -> None:
    courriel = ecrire()
    assert (courriel.sujet, courriel.texte) == ("À relire : Les devis", "Relisez Les devis.\n\nAvant le 3 mai.")
    assert (courriel.personne, courriel.adresse, courriel.nom_destinataire) == (
        personne.pk,
        personne.email,
        "Nadia Benali",
    )
    assert (courriel.etat, courriel.prochain_essai) == (EtatCourriel.EN_ATTENTE, instant)


def test_il_part_une_fois_la_transaction_finie(ecrire, taches_lancees, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        courriel = ecrire()
        assert ecrire(contexte={"titre": "Autre"}) == courriel
    assert taches_lancees == [("commun.envoyer_courriel", (courriel.pk,))]
    assert Courriel.objects.get().sujet == "À relire : Les devis"


def test_ce_qu_une_personne_dit_a_une_autre_n_est_jamais_une_nouvelle(personne, instant) -> None:
    """Its subject would be read by whoever reads the mail that gathers it."""
    with pytest.raises(ValueError, match="part seul"):
        poster(
            gabarit="echange_retire", destinataire=personne, cle="x", url="/", bouton="Voir", maintenant=instant,
            contexte={}, genre=GenreCourriel.NOUVELLE,
        )  # fmt: skip
    assert not Courriel.objects.exists()


def test_une_nouvelle_attend(ecrire, taches_lancees, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        courriel = ecrire(genre=GenreCourriel.NOUVELLE)
    assert courriel.prochain_essai is None
    assert not taches_lancees


@pytest.mark.parametrize("champs", [{"email": ""}, {"is_active": False}])
def test_personne_a_qui_ecrire(ecrire, champs: dict) -> None:
    quelqu_un = SimpleNamespace(**{"pk": 1, "email": "a@b.fr", "nom_complet": "A B", "is_active": True, **champs})
    assert ecrire(destinataire=quelqu_un) is None
    assert not Courriel.objects.exists()


def test_le_texte_n_est_pas_du_html(ecrire) -> None:
    courriel = ecrire(contexte={"titre": "L'été & <b>après</b>"})
    assert courriel.sujet == "À relire : L'été & <b>après</b>"
    html = message(courriel).alternatives[0][0]
    assert "L&#x27;été &amp; &lt;b&gt;après&lt;/b&gt;" in html
    assert "<b>après" not in html


def test_un_titre_sur_deux_lignes_n_ajoute_pas_d_entete(ecrire) -> None:
    courriel = ecrire(contexte={"titre": "Les devis\r\nBcc: tous@exemple.fr\n\nFin"})
    assert courriel.sujet == "À relire : Les devis Bcc: tous@exemple.fr Fin"
    pret = message(courriel).message()
    assert pret["Bcc"] is None
    assert "\n" not in pret["Subject"]


def test_un_nom_sur_deux_lignes_n_ajoute_pas_d_entete(ecrire, personne) -> None:
    personne.nom = 'Benali\nBcc: tous@exemple.fr, "x" <y@exemple.fr>'
    pret = message(ecrire()).message()
    assert pret["Bcc"] is None
    assert pret["To"].endswith("<nadia.benali@ac-exemple.fr>")
    assert len(message(ecrire()).recipients()) == 1


def test_un_sujet_trop_long_est_coupe(ecrire) -> None:
    courriel = ecrire(contexte={"titre": "x" * 400})
    assert len(courriel.sujet) == 250
    assert courriel.sujet.endswith("…")


def test_les_lignes_de_service_ne_sont_pas_le_sujet() -> None:
    compose = composer("charge", {"titre": "T", "x": True}, rediges=())
    assert (compose.sujet, compose.texte) == ("T !", "Corps T")


def test_un_secret_n_est_jamais_une_nouvelle(ecrire) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ecrire(genre=GenreCourriel.NOUVELLE, secret=True)


def test_les_entetes_et_l_adresse_de_la_page(ecrire, settings) -> None:
    settings.URL_PUBLIQUE = "https://poles.ac-exemple.fr/"
    courriel = ecrire()
    pret = message(courriel)
    entetes = pret.message()
    assert entetes["Auto-Submitted"] == "auto-generated"
    assert entetes["List-Id"] == "<poles.poles.ac-exemple.fr>"
    assert entetes["Message-ID"] == message(courriel).message()["Message-ID"]
    html = pret.alternatives[0][0]
    for corps in (pret.body, html):
        assert "https://poles.ac-exemple.fr/ressources/3/" in corps
        assert "Relire" in corps
        assert "Vous recevez ce message parce que" in corps
    assert entetes.get_content_type() == "multipart/alternative"


def test_sans_page_pas_de_bouton(ecrire) -> None:
    courriel = ecrire()
    courriel.url = ""
    assert "Relire" not in message(courriel).alternatives[0][0]
