"""Sixty tables that are wrong: each is answered in French, and nothing of any is imported."""

import time
from itertools import chain

import pytest

from commun.erreurs import ActionImpossible
from commun.etats import EtatTravail
from comptes.models import Personne
from importations import services
from importations.models import Importation
from poles.models import Mandat
from tests.fabrique import MAINTENANT

from . import malformes
from .chantier import INES, en_csv, en_xlsx, lire, pole

pytestmark = pytest.mark.django_db
# In seconds, all of them: a worker that reads them must not keep the others waiting.
TEMPS = 60.0


def test_soixante_tableaux_malformes():
    campagne, qui = pole()
    fautes, gens, mandats, debut = [], Personne.objects.count(), Mandat.objects.count(), time.process_time()
    tous = list(malformes.tous())
    for malforme in tous:
        dit, entier = _reponse(campagne, qui, malforme)
        if malforme.dit not in dit or entier != malforme.entier:
            fautes.append((malforme.nom, malforme.dit, dit))
    assert not fautes, "\n".join(map(str, fautes))
    assert len(tous) >= 60
    assert (Personne.objects.count(), Mandat.objects.count()) == (gens, mandats)
    assert time.process_time() - debut < TEMPS


def _reponse(campagne, qui, malforme) -> tuple[str, bool]:
    """The refusal of the whole, or the reasons of the lines; whatever it is, it cannot be imported."""
    try:
        lue = lire("membres", campagne, qui, malforme.octets, malforme.nom)
    except ActionImpossible as refus:
        return str(refus), True
    lue = Importation.objects.select_related("travail").get(pk=lue.pk)
    if lue.travail.etat != EtatTravail.REUSSI or lue.fichier:
        return f"le travail est {lue.travail.etat}", True
    with pytest.raises(ActionImpossible):
        services.importer(importation=lue, vu=lue.empreinte, prevenir=True, acteur=qui, maintenant=MAINTENANT)
    if lue.refus:
        assert not lue.lignes.exists()
        return lue.refus, True
    motifs = lue.lignes.filter(issue="refusee").values_list("motifs", flat=True)
    return " | ".join(chain.from_iterable(motifs)), False


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("utf8.csv", en_csv(INES)),
        ("marque.csv", b"\xef\xbb\xbf" + en_csv(INES)),
        ("windows.csv", en_csv(INES, separateur=",", codage="cp1252")),
        ("excel-unicode.txt", en_csv(INES, separateur="\t", codage="utf-16")),
        ("desordre.csv", en_csv(INES[::-1], titres=("rne", "STATUT", "NOM DE FAMILLE", "prenom", "Adresse mail"))),
        ("un-titre.csv", b"Liste des membres\n\n" + en_csv(INES)),
        ("de-trop.csv", en_csv((*INES, "06"), titres=("Courriel", "Prénom", "Nom", "Rôle", "UAI", "Téléphone"))),
        ("titre-fusionne.xlsx", en_xlsx(INES, avec=lambda f: (f.insert_rows(1), f.merge_cells("A1:E1")))),
    ],
)
def test_ce_qui_se_pardonne(nom, contenu):
    campagne, qui = pole()
    lue = lire("membres", campagne, qui, contenu, nom)
    assert not lue.refus
    ligne = lue.lignes.get()
    assert (ligne.issue, ligne.quoi) == ("nouvelle", "Inès Roux"), ligne.motifs
    assert bool(lue.remarques) == (nom == "de-trop.csv")
