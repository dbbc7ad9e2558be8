"""Every list and dashboard costs at most twelve queries, and as many with one row as with fifty."""

from collections import defaultdict

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comptes.models import Personne
from poles.models import Fonction
from tests import fabrique
from tests.conftest import COMPLET
from tests.histoires import histoire_longue
from tests.tableau import LIGNES_DE, Tableau

pytestmark = pytest.mark.django_db

# For the whole page: session, person and rights included.
REQUETES_MAX = 12
# The whole registry of obligations, a query or two for each of its providers, beside the page's own.
# The review reads the whole year, however much there is of it.
PLUS_QUE_DOUZE = {"calendrier:annee": 23, "bilans:bilan": 70}
# Fifty rows, which take long to make, go past a page and its count: in `make test-complet`.
NOMBRES = (1, 3, 50) if COMPLET else (1, 3)


EQUIPE = (Fonction.ENSEIGNANT, Fonction.COORDINATEUR, Fonction.OBSERVATEUR)
TOUS = (Fonction.ENSEIGNANT, Fonction.INSPECTEUR, Fonction.ADMINISTRATEUR)
LISTES: dict[str, tuple[str, ...]] = {
    "accueil:academie": (Fonction.ADMINISTRATEUR,),
    "accueil:tableau_de_bord": EQUIPE,
    "accueil:accueil": (*EQUIPE, Fonction.INSPECTEUR, Fonction.ADMINISTRATEUR),
    "accueil:journal_de_fiche": (Fonction.COORDINATEUR,),
    "accueil:journal_de_pole": (Fonction.COORDINATEUR, Fonction.OBSERVATEUR),
    "accueil:journal_de_ressource": (Fonction.COORDINATEUR,),
    "accueil:mes_poles": (Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR),
    "accueil:pole": EQUIPE,
    "bilans:bilan": (Fonction.COORDINATEUR,),
    "calendrier:rappels": (Fonction.COORDINATEUR,),
    "calendrier:annee": (*TOUS, Fonction.COORDINATEUR),
    "calendrier:cycles": (Fonction.ADMINISTRATEUR,),
    "commun:courriels_envoyes": (Fonction.ENSEIGNANT,),
    "courriers:envois": (Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR),
    "courriers:texte": (Fonction.ADMINISTRATEUR,),
    "courriers:textes_de": (Fonction.ADMINISTRATEUR,),
    "importations:importation": (Fonction.COORDINATEUR,),
    "importations:referentiels": (Fonction.ADMINISTRATEUR,),
    "productions:fiches": EQUIPE,
    "productions:mes_fiches": TOUS,
    "productions:mes_remarques": TOUS,
    "productions:mes_ressources": TOUS,
    "productions:mes_versions": TOUS,
    "productions:repartir_relectures": (Fonction.COORDINATEUR,),
    "productions:ressources": EQUIPE,
    "productions:tests_du_pole": (*EQUIPE, Fonction.INSPECTEUR),
    "poles:delegations": (Fonction.INSPECTEUR,),
    "poles:presences": (Fonction.COORDINATEUR,),
    "poles:vues": (Fonction.ENSEIGNANT, Fonction.COORDINATEUR),
    "suivi:etapes": EQUIPE,
    "suivi:mes_reunions": TOUS,
    "suivi:reunions": EQUIPE,
    "validations:mes_visas": TOUS,
    "validations:mes_seances": (Fonction.INSPECTEUR, Fonction.COORDINATEUR),
    "validations:seances": (Fonction.INSPECTEUR, Fonction.COORDINATEUR),
    "validations:tableau": (Fonction.INSPECTEUR,),
}


# Row by row of each kind in `make test-complet`, which tells the guilty one; else a little of everything at once.
ENSEMBLES = {nom: (nom,) for nom in LIGNES_DE} if COMPLET else {"de tout": tuple(LIGNES_DE)}


@pytest.mark.long
@pytest.mark.parametrize("sortes", ENSEMBLES)
def test_cout_constant(sortes: str, settings) -> None:
    """However many rows of these kinds there are, each list costs the same to each person."""
    settings.DEMO = True
    tableau, deja = Tableau(), 0
    couts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for nombre in NOMBRES:
        for _ in range(nombre - deja):
            for sorte in ENSEMBLES[sortes]:
                LIGNES_DE[sorte](tableau)
        deja = nombre
        for nom, fonctions in LISTES.items():
            url = reverse(nom, args=tableau.adresse(nom))
            for fonction in fonctions:
                couts[nom, fonction].append(cout(tableau.personnes[fonction], url))
    # Less is no fault: what a séance takes up is owed no more, and its people are not asked for.
    fautes = {cle: c for cle, c in couts.items() if max(c) > min(c[0], PLUS_QUE_DOUZE.get(cle[0], REQUETES_MAX))}
    assert not fautes, "\n".join(f"{nom} ({fonction}) : {c}" for (nom, fonction), c in fautes.items())


def cout(personne: Personne, url: str) -> int:
    """How many queries the page costs to somebody who is signed in."""
    client = Client()
    client.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(url)
    assert reponse.status_code == 200
    return len(requetes)


@pytest.mark.parametrize("nom", ["accueil:ressource", "validations:viser"])
def test_une_longue_histoire_ne_coute_pas_plus(nom: str) -> None:
    tableau = Tableau()
    couts = []
    for tours, relecteurs in ((0, 1), (4, 6)):
        lecteurs = [fabrique.enseignant(tableau.campagne) for _ in range(relecteurs)]
        ressource = histoire_longue(tableau.campagne, [tableau.enseignant], lecteurs, tours)
        objet = ressource if nom == "accueil:ressource" else ressource.demandes.latest("pk")
        couts.append(cout(tableau.personnes[Fonction.INSPECTEUR], objet.get_absolute_url()))
    assert couts[0] == couts[1]
    # One screen with everything on it; the figure is there so that a slip shows.
    assert couts[1] <= 30
