"""The screenshots of the guide: who looks at what in the demonstration, and the words that must be there.

Checked against the demonstration with each run of its tests (tests/accueil/test_demonstration.py); drawn again by
`make captures` (tests/parcours/test_captures.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accueil.demonstration.personnes import adresse
from bilans.models import Bilan
from commun import jetons
from commun.horloge import maintenant
from comptes.models import Personne
from poles.models import Campagne
from productions.etats import EtatFiche, EtatRelecture, EtatRessource, EtatTest
from productions.models import FicheProjet, LienDeTest, Relecture, Ressource, TestEnClasse
from validations.models import DemandeValidation, Seance

TELEPHONE = 390
# In bytes.
POIDS_MAX = 60 * 1024
# What takes the eye on one screen of a computer, of a telephone.
HAUTEUR, HAUTEUR_TELEPHONE = 800, 760


@dataclass(frozen=True)
class Capture:
    """`compte`: a key of the demonstration's accounts, empty for nobody; `haut`: what is brought to the top."""

    compte: str
    adresse: Callable[[], str]
    contient: tuple[str, ...]
    largeur: int = 1280
    haut: str = ""
    hauteur: int = HAUTEUR

    @property
    def hauteur_d_ecran(self) -> int:
        return HAUTEUR_TELEPHONE if self.largeur == TELEPHONE else self.hauteur


def _fixe(nom: str) -> Callable[[], str]:
    return lambda: reverse(nom)


def _campagne(nom: str, *suite: object) -> Callable[[], str]:
    def adresse() -> str:
        campagne = Campagne.objects.filter(mandats__personne__email__startswith="sandrine").latest("cycle__debut")
        return reverse(nom, args=[campagne.pole.slug, campagne.cycle.libelle, *suite])

    return adresse


def _tableau(vue: str) -> Callable[[], str]:
    return lambda: f"{_campagne('accueil:tableau_de_bord')()}?vue={vue}"


def _relancer() -> str:
    """What the dashboard's button leads to."""
    campagne = Campagne.objects.filter(mandats__personne__email__startswith="sandrine").latest("cycle__debut")
    return f"{reverse('calendrier:relancer')}?campagne={campagne.pk}"


def _academie() -> str:
    campagne = Campagne.objects.filter(mandats__personne__email__startswith="sandrine").latest("cycle__debut")
    return reverse("accueil:academie", args=[campagne.pole.academie.code])


def _importer() -> str:
    campagne = Campagne.objects.filter(mandats__personne__email__startswith="sandrine").latest("cycle__debut")
    return reverse("importations:deposer", args=["membres", campagne.pk])


def _fiche_soumise() -> str:
    return FicheProjet.objects.filter(etat=EtatFiche.SOUMISE).earliest("pk").get_absolute_url()


def _depot() -> str:
    lea = Personne.objects.get(email__startswith="lea.")
    siennes = Ressource.objects.filter(producteurs=lea, etat=EtatRessource.EN_REVISION)
    return reverse("productions:depot", args=[siennes.earliest("pk").pk])


def _relecture() -> str:
    karim = Q(relecteur__email__startswith="karim")
    return reverse(
        "productions:relecture", args=[Relecture.objects.filter(karim, etat=EtatRelecture.ATTENDUE).earliest("pk").pk]
    )


def _visa() -> str:
    ouvertes = DemandeValidation.objects.filter(close_le=None, visas=None)
    return ouvertes.filter(ressource__campagne_suivi__pole__slug="economie-gestion").earliest("pk").get_absolute_url()


def _test() -> str:
    """By the personal link of somebody without an account: a secret, of which the database knows the digest alone."""
    test = TestEnClasse.objects.filter(etat=EtatTest.PLANIFIE, testeur=None).earliest("pk")
    clair = jetons.engendrer()
    instant = maintenant()
    LienDeTest.objects.create(
        test=test, empreinte=jetons.empreinte(clair), envoye_le=instant, expire_le=instant + timedelta(days=30)
    )
    return reverse("productions:mon_test_par_lien", args=[clair])


CAPTURES = {
    "connexion": Capture("", _fixe("account_login"), ("Recevoir un code", "Adresse électronique"), hauteur=620),
    "a-faire": Capture("lea", _fixe("accueil:accueil"), ("À faire", "Mon pôle", "On vous attend")),
    "a-faire-telephone": Capture("lea", _fixe("accueil:accueil"), ("À faire",), largeur=TELEPHONE),
    "ressource": Capture(
        "sandrine",
        lambda: Ressource.objects.get(titre="Les documents commerciaux").get_absolute_url(),
        ("Toute l'histoire", "Publications"),
    ),
    "calendrier": Capture("sandrine", _fixe("calendrier:annee"), ("En retard et à venir",), haut="main section"),
    "listes": Capture("sandrine", _fixe("productions:mes_ressources"), ("Exporter cette liste", "Filtrer")),
    "fiche": Capture("sandrine", _fiche_soumise, ("Retenir", "Renvoyer pour reprise")),
    "depot": Capture("lea", _depot, ("Déposer la V2", "1. Fichiers")),
    "remarques": Capture("lea", _depot, ("2. Remarques", "Remarque déclinée"), haut="#remarques"),
    "relecture": Capture("karim", _relecture, ("Mes remarques", "Ajouter la remarque")),
    "pole": Capture("sandrine", _campagne("accueil:pole"), ("Ce qui est obligatoire", "Thème de l'année")),
    "tableau-de-bord": Capture(
        "sandrine", _tableau("planche"), ("Par étape", "Qui porte quoi", "Relancer"), haut=".fr-breadcrumb", hauteur=900
    ),
    "retards": Capture("sandrine", _tableau("retards"), ("Où le pôle prend du retard",), haut="#glissement"),
    "relancer": Capture("sandrine", _relancer, ("Envoyer les relances", "à relancer"), haut=".fr-breadcrumb"),
    "seance": Capture(
        "helene", lambda: Seance.objects.earliest("pk").get_absolute_url(), ("Ordre du jour", "Personnes invitées")
    ),
    "bilan": Capture(
        "sandrine",
        lambda: Bilan.objects.exclude(campagne=None).earliest("pk").get_absolute_url(),
        ("Enregistrer mes textes",),
    ),
    "importer": Capture("sandrine", _importer, ("Lire ce tableau", "Les colonnes")),
    "mes-validations": Capture("helene", _fixe("validations:tableau"), ("Commencer", "À viser")),
    "visa": Capture("helene", _visa, ("Donner mon visa", "Le livret, le cours et le reste")),
    "academie": Capture("beatrice", _fixe("accueil:accueil"), ("Les pôles de l'académie",), haut="main .app-chapo"),
    "ecran-academie": Capture(
        "beatrice", _academie, ("Relancer seulement les pôles cochés", "Il manque"), haut=".fr-breadcrumb"
    ),
    "administration": Capture("sandrine", _fixe("admin:index"), ("Mes pôles", "Équipe")),
    "test-telephone": Capture("", _test, ("Fixer la date",), largeur=TELEPHONE),
}


def manques() -> list[str]:
    """The words that the captures' pages no longer hold, each account signing in once."""
    clients, trouves = {}, []
    for nom, capture in CAPTURES.items():
        client = clients.setdefault(capture.compte, entrer(capture.compte))
        reponse = client.get(capture.adresse())
        texte = " ".join(unescape(strip_tags(reponse.text)).split())
        if reponse.status_code != 200:
            trouves.append(f"{nom} : {reponse.status_code}")
        trouves += [f"{nom} ne montre pas « {mots} »" for mots in capture.contient if mots not in texte]
    return trouves


def entrer(compte: str) -> Client:
    client = Client()
    if compte:
        personne = Personne.objects.get(email=adresse(compte))
        client.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    return client
