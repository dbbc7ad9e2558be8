"""Search: the same exact words on both databases, French roots on PostgreSQL, never more than one sees already."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from commun.recherche import Recherche, plier
from poles.models import Discipline, Fonction
from productions import services, tasks
from productions.models import FicheProjet, MotsFiche, MotsRessource, Ressource
from productions.queries import recherche as recherches
from productions.services.mots import refaire_mots, tenir_mots
from tests import fabrique

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
POSTGRESQL = connection.vendor == "postgresql"

# What would be an operator, a joker, a wrong character or too much, for either database.
HOSTILES = [
    *"'\"%_&|!()*:\\-<>,;.²½Ⅻß٣",
    *("''", '"""', "a_b", "& | !", "<->", "a & | b", "((a)", ":*", "a:*", "a:B", "- -a", "OR", "AND NOT", "NEAR/2"),
    *("\x00", "a\x00b", "🎲", "👩\u200d🏫 🎲", "ﬁche", "3d", "1e5", "0x1F", "l'", "à", "İ ı", "中文", "אב", "ǅ"),
    *("a" * 100, "é" * 1000, "mot " * 300, "1" * 90, "http://a.b/c?d=e", "<b>a</b>", "%27 OR 1=1", "\u202etitre"),
]


class Pole:
    def __init__(self, client: Client) -> None:
        self.client, self.campagne = client, fabrique.campagne()
        self.enseignant = fabrique.enseignant(self.campagne)
        self.dire(
            titre="L'écriture d'un devis à l'oral",
            resume="Les élèves travaillent sur un document authentique, du porte-à-porte au cœur de l'été.",
            outils="Éléa, Capytale",
        )
        self.dire(titre="Documents commerciaux", resume="Une vente, du devis à l'avoir.")
        client.force_login(self.enseignant)

    def dire(self, **champs: str) -> None:
        """A fiche of one resource, which has the same title."""
        fiche = fabrique.fiche(self.campagne, [self.enseignant], retenue=True, **champs)
        fiche.ressources.update(titre=champs["titre"])
        tenir_mots([fiche.pk])

    def trouver(self, texte: str, liste: str = "mes_ressources", **autres: str) -> list[str]:
        page = self.client.get(reverse(f"productions:{liste}"), {"texte": texte, **autres})
        assert page.status_code == 200
        return [ligne.titre for ligne in page.context["page"]]


@pytest.fixture
def pole(client: Client) -> Pole:
    return Pole(client)


ECRITURE, DOCUMENTS = "L'écriture d'un devis à l'oral", "Documents commerciaux"


TROUVES = {
    "écriture": [ECRITURE],
    "ECRITURE": [ECRITURE],
    "l'écriture": [ECRITURE],
    "l’oral": [ECRITURE],
    "oral écriture": [ECRITURE],
    "porte-à-porte": [ECRITURE],
    "coeur": [ECRITURE],
    "cœur": [ECRITURE],
    "« authentique »": [ECRITURE],
    "capytale elea": [ECRITURE],
    "commerc": [DOCUMENTS],
    "l'avoir": [DOCUMENTS],
    "ommerciaux": [],
    "devis porte": [ECRITURE],
    # An empty word is looked for when there is nothing else.
    "les": [ECRITURE],
    "🎲": [],
    # In both, and in the title of one.
    "devis": [ECRITURE, DOCUMENTS],
}


def test_les_memes_mots_exacts(pole: Pole) -> None:
    for liste in ("mes_fiches", "mes_ressources"):
        assert {texte: pole.trouver(texte, liste) for texte in TROUVES} == TROUVES


def test_les_racines_francaises(pole: Pole) -> None:
    """« documents » finds « document », the title first; SQLite reads words as they are written."""
    assert pole.trouver("documents") == ([DOCUMENTS, ECRITURE] if POSTGRESQL else [DOCUMENTS])
    assert pole.trouver("document") == [DOCUMENTS, ECRITURE]
    assert pole.trouver("travailler") == ([ECRITURE] if POSTGRESQL else [])
    # Another sort, if it is asked for.
    assert pole.trouver("document", tri="titre") == [DOCUMENTS, ECRITURE]
    assert pole.trouver("document", tri="-titre") == [ECRITURE, DOCUMENTS]


def test_rien_de_ce_qu_on_tape_n_est_une_erreur(pole: Pole) -> None:
    for texte in HOSTILES:
        for saisie in (texte, f"devis {texte}"):
            recherche = Recherche(saisie)
            trouvees = recherches.fiches_trouvees(FicheProjet.objects.all(), recherche)
            list(trouvees.order_by(recherche.pertinence("mots").desc()))
            list(recherches.ressources_trouvees(Ressource.objects.all(), recherche, pole.enseignant))
    for texte in HOSTILES[::5]:
        pole.trouver(texte)
    page = pole.client.get(reverse("productions:mes_ressources"), {"texte": "x" * 1000})
    assert "au plus 100 caractères" in page.content.decode()


def test_les_mots_suivent_ce_qui_est_ecrit(pole: Pole, taches_lancees, django_capture_on_commit_callbacks) -> None:
    fiche = FicheProjet.objects.get(titre=DOCUMENTS)
    nom = fiche.disciplines.get().nom
    assert DOCUMENTS in pole.trouver(nom)
    # Its service, asked for by the screen.
    fiche.titre, fiche.resume = "Factures", "Un avoir."
    services.rouvrir_fiche(fiche=fiche, motif="Titre", acteur=pole.enseignant, maintenant=fabrique.MAINTENANT)
    production = services.fiches.Production(
        titre="Bons de livraison", producteurs=[pole.enseignant], pk=fiche.ressources.get().pk
    )
    services.enregistrer_fiche(
        fiche=fiche,
        disciplines=[],
        niveaux=[],
        productions=[production],
        acteur=pole.enseignant,
        maintenant=fabrique.MAINTENANT,
    )
    assert pole.trouver("commerciaux") == pole.trouver("vente") == []
    assert pole.trouver("livraison factures") == ["Bons de livraison"]
    # Another name for a discipline, wherever it is given.
    discipline = Discipline.objects.get(nom=nom)
    discipline.nom = "Ébénisterie"
    with django_capture_on_commit_callbacks(execute=True):
        discipline.save()
    assert taches_lancees == [("productions.refaire_mots", ("discipline", discipline.pk))]
    tasks.refaire_mots("discipline", discipline.pk)
    assert pole.trouver("ébénisterie") == [ECRITURE]
    touchees = list(discipline.fiches.values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        discipline.delete()
    assert taches_lancees[1:] == [("productions.tenir_mots", (touchees,))]
    tasks.tenir_mots(touchees)
    assert pole.trouver("ébénisterie") == []
    avant = _tout()
    MotsFiche.objects.all().delete()
    MotsRessource.objects.update(titre="", entete="", texte="")
    assert pole.trouver("devis") == []
    assert refaire_mots(FicheProjet.objects.all()) == 2
    assert _tout() == avant


def _tout() -> list[dict[str, object]]:
    return [*MotsFiche.objects.order_by("pk").values(), *MotsRessource.objects.order_by("pk").values()]


def test_on_ne_trouve_pas_par_ce_qu_on_ne_lit_pas(pole: Pole) -> None:
    """A proofreader from elsewhere reads the resource, not what its fiche says."""
    ailleurs = fabrique.titulaire(fabrique.campagne(), Fonction.ENSEIGNANT)
    ressource = Ressource.objects.get(titre=ECRITURE)
    fabrique.deposer(ressource)
    fabrique.relecture(ressource, ailleurs)
    pole.client.force_login(ailleurs)
    assert pole.trouver("écriture") == [ECRITURE]
    assert pole.trouver("authentique") == []
    assert pole.trouver("", outil="Capytale") == []
    assert pole.trouver("devis", "mes_fiches") == []


def test_les_mots_trouves_se_voient(pole: Pole) -> None:
    pole.dire(titre="<b>Devis</b> & Écritures")
    page = pole.client.get(reverse("productions:mes_ressources"), {"texte": "ecriture"}).content.decode()
    assert "L&#x27;<mark>écriture</mark> d&#x27;un devis" in page
    assert "&lt;b&gt;Devis&lt;/b&gt; &amp; <mark>Écritures</mark>" in page


def test_plier() -> None:
    assert plier("L'Économie à l'oral", "Porte-à-porte") == " l economie a l oral porte a porte"
    assert plier("") == plier("…") == ""
