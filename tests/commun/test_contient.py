"""A name is found as people type it, on both databases; every box that looks for a name asks the same."""

from pathlib import Path

import pytest
from django.contrib import admin
from django.db.models import Value
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from commun.contient import MOTS_CHERCHES, contenant
from commun.models import Travail
from commun.textes import sans_accents
from comptes.models import Personne
from tests import fabrique
from tests.fabrique import MAINTENANT

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

RACINE = Path(__file__).parents[2]


def _trouvees(texte: str) -> set[str]:
    return set(Personne.objects.filter(contenant(texte, "prenom", "nom")).values_list("nom", flat=True))


@pytest.mark.parametrize(
    ("saisie", "nom"),
    [
        ("helene CASTERA", "Castéra"),
        ("Hélène", "Castéra"),
        ("he\u0301le\u0300ne", "Castéra"),
        ("coeur", "Cœur"),
        ("l'hote", "L’Hôte"),
        ("L’HÔTE", "L’Hôte"),
        ("strasse", "Straße"),
        ("100%_", "100%_"),
    ],
)
def test_un_nom_se_trouve_sans_ses_accents(saisie: str, nom: str) -> None:
    for autre in ("Castéra", "Cœur", "L’Hôte", "Straße", "100%_"):
        personne = fabrique.personne()
        Personne.objects.filter(pk=personne.pk).update(prenom="Hélène" if autre == "Castéra" else "Paul", nom=autre)
    assert _trouvees(saisie) == {nom}
    assert _trouvees("Castéra Paul") == set()


@given(texte=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F), min_size=1, max_size=20))
def test_la_base_plie_comme_nous(texte: str) -> None:
    """Latin letters: what our function makes of them is in what the database makes of them."""
    personnes = Personne.objects.annotate(dit=Value(texte)).filter(dit__contient=sans_accents(texte))
    assert personnes.exists() == Personne.objects.exists()


def test_les_listes_de_l_administration_cherchent_de_meme(client) -> None:
    client.force_login(fabrique.personne(is_superuser=True, is_staff=True))
    for modele, table in admin.site._registry.items():
        if table.search_fields:
            liste = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
            assert client.get(liste, {"q": "élève d'œuvre"}).status_code == 200, liste
    cherchee = fabrique.personne()
    Personne.objects.filter(pk=cherchee.pk).update(prenom="Hélène", nom="Castéra")
    page = client.get(reverse("admin:comptes_personne_changelist"), {"q": "helene castera"})
    assert [p.pk for p in page.context["cl"].result_list] == [cherchee.pk]


def test_aucune_recherche_ne_s_arrete_aux_accents() -> None:
    """`icontains` does: on SQLite it does not even know « É » of « é »."""
    fichiers = [p for p in RACINE.glob("*/**/*.py") if p.relative_to(RACINE).parts[0] not in ("tests", ".venv")]
    # An address is ASCII.
    permis = {RACINE / "importations/services/effacement.py"}
    assert len(fichiers) > 300
    assert {p for p in fichiers if "icontains" in p.read_text()} == permis


def test_on_cherche_huit_mots_differents_au_plus() -> None:
    """Each costs a folding of every row."""
    assert len(contenant("a b c d e f g h i j k", "nom")) == MOTS_CHERCHES == 8
    assert contenant("elle elle elle", "nom") == contenant("elle", "nom")


def test_un_numero_se_cherche_en_entier(client) -> None:
    client.force_login(fabrique.personne(is_superuser=True, is_staff=True))
    fait = {"genre": "essai", "titre": "Essai", "tache": "essai", "battement": MAINTENANT, "cree_le": MAINTENANT}
    for demandeur in (1, 10, 21):
        Travail.objects.create(demandeur=demandeur, **fait)
    page = client.get(reverse("admin:commun_travail_changelist"), {"q": "1"})
    assert [travail.demandeur for travail in page.context["cl"].result_list] == [1]
