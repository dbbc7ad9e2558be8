"""A text that somebody has written: it leaves in place of the shipped one, for its académie, and never stops a mail."""

import html
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commun.gabarits import texte_livre
from commun.models import Courriel
from commun.services.courriels import Lettre, poster_ensemble
from courriers.models import TexteDeCourriel
from poles.models import Fonction
from productions.courriels import fiche_a_decider
from tests import fabrique
from tests.fabrique import MAINTENANT

from .conftest import campagne_ailleurs

GABARIT = "fiche_a_decider"
SUJET, CORPS = "À lire : {{ fiche.titre }}", "Merci de lire « {{ fiche.titre }} », {{ acteur.nom_complet }} attend."


@pytest.fixture
def adresse(pole) -> str:
    return reverse("courriers:texte", args=[pole.academie.code, GABARIT])


@pytest.fixture
def enregistrer(comme, adresse):
    def poster(role: str = "administration", ailleurs: str = "", **champs: str):
        champs = {"sujet": SUJET, "corps": CORPS, "vu": "", "geste": "enregistrer"} | champs
        return comme(role).post(ailleurs or adresse, champs)

    return poster


@pytest.fixture
def ecrire(pole):
    """The same mail, of a pôle of this académie or of another."""

    def ecrire(fiche=None) -> Courriel:
        fiche = fiche or pole.fiche
        fiche_a_decider(fiche, acteur=pole.gens["enseignant"], maintenant=fabrique.MAINTENANT.replace(minute=59))
        return Courriel.objects.filter(gabarit=GABARIT).latest("pk")

    return ecrire


def test_un_texte_redige_part_dans_son_academie_seule(pole, enregistrer, ecrire) -> None:
    ailleurs = campagne_ailleurs("Lille")
    fabrique.titulaire(ailleurs, Fonction.COORDINATEUR)
    autre = fabrique.fiche(ailleurs, [fabrique.enseignant(ailleurs)], soumise=True)
    assert enregistrer().status_code == 302
    courriel = ecrire()
    assert courriel.sujet == f"À lire : {pole.fiche.titre}"
    assert courriel.texte.startswith(f"Merci de lire « {pole.fiche.titre} », ")
    # Nothing of what the shipped text would have said.
    assert courriel.valeurs == {
        "mots": {"fiche.titre": pole.fiche.titre, "acteur.nom_complet": pole.gens["enseignant"].nom_complet}
    }
    assert ecrire(autre).sujet == f"Fiche-projet à décider : « {autre.titre} »"
    service = reverse("courriers:texte", args=["service", GABARIT])
    assert enregistrer("superutilisateur", service, sujet="Pour tous").status_code == 302
    assert ecrire(autre) is not None
    assert Courriel.objects.filter(gabarit=GABARIT, sujet="Pour tous").count() == 0  # the same key: already written
    Courriel.objects.filter(campagne=ailleurs.pk).delete()
    assert ecrire(autre).sujet == "Pour tous"


def test_revenir_au_texte_livre_garde_l_histoire(pole, comme, adresse, enregistrer, ecrire) -> None:
    enregistrer()
    retablir = reverse("courriers:retablir", args=[pole.academie.code, GABARIT])
    assert "livré avec le service" in comme("administration").get(retablir).content.decode()
    assert comme("administration").post(retablir).status_code == 302
    assert ecrire().sujet.startswith("Fiche-projet à décider")
    (ancien,) = TexteDeCourriel.objects.all()
    assert ancien.retire_par == pole.gens["administration"]
    lu = comme("administration").get(adresse).content.decode()
    assert ancien.redige_par.nom_complet in lu
    assert "Ce courriel dit déjà le texte livré" in comme("administration").get(retablir).content.decode()


def test_on_ne_revient_que_sur_le_texte_que_l_on_a_lu(pole, comme, enregistrer) -> None:
    enregistrer()
    retablir = reverse("courriers:retablir", args=[pole.academie.code, GABARIT])
    vu = comme("administration").get(retablir).context["vu"]
    enregistrer(vu=vu, corps=f"{CORPS} Merci.")
    reponse = comme("administration").post(retablir, {"vu": vu})
    assert reponse.status_code == 409
    assert TexteDeCourriel.objects.en_vigueur().get().corps.endswith("Merci.")


def test_plusieurs_lettres_ne_coutent_pas_plus_qu_une(pole, enregistrer) -> None:
    """Even where an académie has a text of its own, which must be told from the others'."""
    enregistrer()
    contexte = {"fiche": pole.fiche, "acteur": pole.gens["enseignant"], "campagne": pole.campagne}
    couts = []
    for nombre in (1, 5):
        lettres = [
            Lettre(GABARIT, pole.gens["coordination"], f"essai:{nombre}:{n}", "/", "Lire", contexte, [pole.campagne.pk])
            for n in range(nombre)
        ]
        with CaptureQueriesContext(connection) as requetes:
            ecrits = poster_ensemble(lettres, fabrique.MAINTENANT)
        couts.append(len(requetes))
        assert {c.sujet for c in ecrits} == {f"À lire : {pole.fiche.titre}"}
    assert couts[0] == couts[1]


def test_ce_qui_est_refuse_se_dit_a_cote_et_reste_ecrit(comme, adresse, enregistrer) -> None:
    corps = "Bonjour\n{{ fiche.redigee_par.password }} <b>tout</b>"
    reponse = enregistrer(corps=corps)
    lu = reponse.content.decode()
    assert "Ligne 2 : « {{ fiche.redigee_par.password }} » n&#x27;existe pas dans ce courriel." in lu
    assert "&lt;b&gt;tout&lt;/b&gt;" in lu
    assert not TexteDeCourriel.objects.exists()
    livre = texte_livre(GABARIT)
    assert "mot pour mot" in enregistrer(sujet=livre.sujet, corps=livre.corps).content.decode()


def test_deux_personnes_a_la_fois(enregistrer) -> None:
    assert enregistrer().status_code == 302
    reponse = enregistrer(corps=f"{CORPS} Bien à vous.")
    assert reponse.status_code == 409
    assert "Bien à vous." in reponse.content.decode()
    assert TexteDeCourriel.objects.get().corps == CORPS


@pytest.mark.parametrize("panne", ["inconnu", "casse", "vide"])
def test_un_texte_qui_ne_convient_plus_ne_retient_aucun_courriel(
    pole, comme, adresse, enregistrer, ecrire, panne, monkeypatch
) -> None:
    """The shipped one leaves; who administers reads why, on the text's page, in the list and in the outbox."""
    enregistrer()
    if panne == "inconnu":
        TexteDeCourriel.objects.update(corps="{{ disparu.titre }}")
    if panne == "vide":
        TexteDeCourriel.objects.update(corps="{{ acteur.nom_complet }}")
        vars(pole.gens["enseignant"]).update(prenom="", nom="", email="")
    if panne == "casse":
        monkeypatch.setattr("commun.courriels.lire", _tombe)
    courriel = ecrire()
    monkeypatch.undo()
    assert courriel.texte.startswith(f"Lisez la fiche-projet « {pole.fiche.titre} »")
    raison = {"inconnu": "« {{ disparu.titre }} » n'existe pas", "casse": "Une erreur", "vide": "son texte était vide"}
    assert raison[panne] in courriel.ecarte_parce_que
    assert courriel.texte_ecarte == TexteDeCourriel.objects.get().pk
    client, liste = comme("administration"), reverse("courriers:textes_de", args=[pole.academie.code])
    assert ("Ce texte ne convient plus" in client.get(adresse).text) is (panne == "inconnu")
    for page in (adresse, reverse("courriers:envoi", args=[courriel.pk])):
        assert courriel.ecarte_parce_que in html.unescape(client.get(page).text)
    assert ("le texte livré part" if panne == "inconnu" else "le texte livré est parti") in client.get(liste).text
    TexteDeCourriel.objects.update(corps=CORPS)
    enregistrer(vu=str(courriel.texte_ecarte), corps=f"{CORPS} Merci.")
    assert courriel.ecarte_parce_que not in html.unescape(client.get(adresse).text), "un autre texte, rien à en dire"


def _tombe(*args: object) -> None:
    raise RuntimeError("panne")


def test_une_academie_choisit_le_texte_livre_contre_celui_du_service(pole, comme, adresse, enregistrer, ecrire) -> None:
    service = reverse("courriers:texte", args=["service", GABARIT])
    enregistrer("superutilisateur", service, sujet="Pour tous")
    client, retablir = comme("administration"), reverse("courriers:retablir", args=[pole.academie.code, GABARIT])
    assert "Dire plutôt le texte livré" in client.get(adresse).text
    refuse = client.post(retablir, {"vu": "", "vers": "service"})
    assert refuse.status_code == 200, "il le dit déjà"
    assert client.post(retablir, {"vu": "", "vers": "livre"}).status_code == 302
    assert ecrire().sujet.startswith("Fiche-projet à décider")
    choix = TexteDeCourriel.objects.en_vigueur().get(academie=pole.academie)
    assert (choix.livre, choix.sujet, choix.corps) == (True, "", "")
    lu = client.get(adresse).text
    assert "Revenir au texte du service" in lu
    assert texte_livre(GABARIT).sujet in html.unescape(lu)
    assert "livré, choisi" in client.get(reverse("courriers:textes_de", args=[pole.academie.code])).text
    # Its own text, then one or the other.
    assert enregistrer(vu=str(choix.pk)).status_code == 302
    assert "Revenir à un autre texte" in client.get(adresse).text
    present = TexteDeCourriel.objects.en_vigueur().get(academie=pole.academie)
    assert client.post(retablir, {"vu": str(present.pk), "vers": "service"}).status_code == 302
    Courriel.objects.filter(gabarit=GABARIT).delete()
    assert ecrire().sujet == "Pour tous"


def test_le_texte_livre_a_change_depuis(comme, adresse, enregistrer) -> None:
    enregistrer()
    TexteDeCourriel.objects.update(empreinte_livree="0" * 64)
    assert "Le texte livré a changé depuis" in comme("administration").get(adresse).content.decode()
    present = str(TexteDeCourriel.objects.get().pk)
    assert enregistrer(vu=present).status_code == 302, "le même texte, confirmé devant le nouveau texte livré"
    assert "Le texte livré a changé depuis" not in comme("administration").get(adresse).content.decode()


def test_l_apercu_d_un_cas_reel(pole, comme, adresse, enregistrer) -> None:
    """With the values of a mail that left; nothing is kept."""
    lu = enregistrer(geste="apercu").content.decode()
    assert f"Merci de lire « {pole.fiche.titre} », {pole.gens['enseignant'].nom_complet} attend." in lu
    assert "Exemple fictif" not in lu
    lu = enregistrer(geste="apercu", cas="fictif").content.decode()
    assert "Exemple fictif" in lu
    assert "Merci de lire « Titre de la fiche-projet », Dominique Exemple attend." in lu
    assert not TexteDeCourriel.objects.exists()
    # Of another académie's mails, nothing.
    Courriel.objects.filter(gabarit=GABARIT).update(campagne=None)
    assert "aucun courriel de ce genre" in comme("administration").get(adresse).content.decode()


def test_ce_qui_protege_un_compte_est_au_service(pole, comme) -> None:
    du_code = reverse("courriers:texte", args=[pole.academie.code, "code_connexion"])
    assert comme("administration").get(du_code).status_code == 403
    liste = comme("administration").get(reverse("courriers:textes_de", args=[pole.academie.code]))
    assert "Code de connexion" not in liste.content.decode()
    service = reverse("courriers:texte", args=["service", "code_connexion"])
    assert "(indispensable)" in comme("superutilisateur").get(service).content.decode()
    sans_code = {"sujet": "Code", "corps": "Bonjour", "vu": "", "geste": "enregistrer"}
    assert "sans lui" in comme("superutilisateur").post(service, sans_code).content.decode()


def test_l_apercu_coupe_un_sujet_trop_long_et_le_dit(pole, enregistrer) -> None:
    lu = enregistrer(geste="apercu", sujet="Merci de lire ceci " * 20).context["apercu"]
    assert (len(lu.sujet), lu.sujet[-1], lu.coupe_a) == (250, "…", 250)
    page = html.unescape(enregistrer(geste="apercu", sujet="Merci de lire ceci " * 20).content.decode())
    assert "il part coupé à 250 caractères" in page
    assert "part coupé" not in enregistrer(geste="apercu").content.decode()


def test_la_ligne_en_faute_se_compte_comme_on_la_voit(enregistrer) -> None:
    """The lines left empty at the beginning stay in the box."""
    corps = "\r\n\r\n  Bonjour\r\n{{ inconnu }}"
    assert enregistrer(corps=corps).context["form"].errors["corps"][0].startswith("Ligne 4 : ")
    assert enregistrer(corps=f"\r\n\r\n{CORPS}").status_code == 302
    assert TexteDeCourriel.objects.get().corps == CORPS


def test_l_histoire_des_textes_se_lit_en_entier(pole, comme, adresse) -> None:
    for rang in range(27):
        ecrit = MAINTENANT + timedelta(days=rang)
        TexteDeCourriel.objects.create(
            gabarit=GABARIT, academie=pole.academie, sujet=f"Sujet {rang}", corps=CORPS, empreinte_livree="",
            redige_par=pole.gens["administration"], redige_le=ecrit, retire_par=pole.gens["administration"],
            retire_le=ecrit,
        )  # fmt: skip
    debut, suite = (comme("administration").get(adresse, {"page": page}).content.decode() for page in (1, 2))
    assert "Sujet 26<" in debut
    assert "Sujet 1<" not in debut
    assert "?page=2" in debut
    assert "Sujet 0<" in suite


def test_chercher_un_courriel(comme) -> None:
    """By its name, when it leaves, to whom; accents and capitals do not count."""

    def lignes(question: str) -> list[str]:
        page = client.get(reverse("courriers:textes_de", args=["service"]), {"q": question})
        assert page.status_code == 200
        return [ligne.gabarit for lignes in page.context["rubriques"].values() for ligne in lignes]

    client = comme("superutilisateur")
    tous = lignes("")
    trouves = lignes("RELANCE")
    assert "relance" in trouves
    assert len(trouves) < len(tous)
    assert lignes("zzzz") == []
    assert lignes("x" * 200) == tous  # refused beside the field, and nothing is hidden
