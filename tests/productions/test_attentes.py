"""What the lists narrow by, said by the database, is what each row says: who is awaited, for what, until when."""

import csv
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, NatureRessource, Ressource
from productions.parcours import COORDINATION, VISAS
from productions.queries.attentes import attendent
from productions.queries.ressources import pour_liste, situees
from productions.queries.retards import en_retard
from tests import fabrique, tests_classe
from tests.test_listes import REQUETES_MAX, cout

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def ressources(campagne) -> list[Ressource]:
    """Every state, and what changes who is awaited or when."""
    for etat in R.values:
        fabrique.ressource(campagne, etat)
    fabrique.fiche(campagne, soumise=True)
    fabrique.fiche(campagne)
    fabrique.ressource(campagne, R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    for echeance in (date(2027, 2, 1), None):
        fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE), echeance=echeance)
    # A V3 is awaited: the fiche's own day.
    Ressource.objects.filter(pk=fabrique.ressource(campagne, R.EN_REVISION).pk).update(numero_version=2)
    jours = {"jour_v1": date(2026, 11, 30), "jour_v2": date(2027, 1, 29), "jour_v3": date(2027, 3, 1)}
    FicheProjet.objects.update(
        **jours, jour_relecture=date(2027, 1, 8), jour_validation=fabrique.JOUR - timedelta(days=1)
    )
    encore = Ressource.objects.filter(etat=R.EN_VALIDATION).values("fiche")
    FicheProjet.objects.filter(pk__in=encore).update(jour_validation=fabrique.JOUR + timedelta(days=30))
    return situees(pour_liste(Ressource.objects.order_by("pk")))


def test_qui_l_on_attend_est_ce_qu_on_lit(ressources) -> None:
    def attendus(r: Ressource) -> set[str]:
        """In the filter's words, from what the row says."""
        lus, noms = set(r.situation.attendus), {lien.personne.nom_complet for lien in r.liens_producteurs.all()}
        dits = {"conduite": {COORDINATION}, "signataires": {VISAS}, "producteurs": noms}
        trouves = {code for code, mots in dits.items() if lus & mots}
        return trouves or ({"relecteurs"} if lus else set())

    for code, (_, q) in attendent().items():
        assert {r.pk for r in Ressource.objects.filter(q)} == {r.pk for r in ressources if code in attendus(r)}, code


def test_les_listes_repondent(campagne, ressources, client: Client) -> None:
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    FicheProjet.objects.filter(pk=ressources[0].fiche_id).update(outils="Éléa et Capytale")
    relecteur = fabrique.enseignant(campagne)
    relecteur.nom = "Zwolinska"
    relecteur.save()
    fabrique.relecture(ressources[1], relecteur)
    listes = [
        reverse("productions:mes_ressources"),
        reverse("productions:ressources", args=[campagne.pole.slug, campagne.cycle.libelle]),
    ]
    (niveau,) = ressources[0].fiche.niveaux.all()
    for adresse in listes:
        for filtre, attendues in {
            "etape=v2": [r for r in ressources if r.situation.quoi == "la V2"],
            "attend=signataires": [r for r in ressources if r.etat == R.EN_VALIDATION],
            "outil=capytale": [ressources[0]],
            "attend_nom=zwolin": [ressources[1]],
            f"niveau={niveau.pk}": ressources,
            "niveau=99999&discipline=x&etape=x&attend=x&retard=x": ressources,
        }.items():
            trouvees = {r.pk for r in client.get(f"{adresse}?{filtre}").context["page"]}
            assert trouvees == {r.pk for r in attendues}, filtre
        texte = client.get(f"{adresse}?format=csv").getvalue().decode("utf-8-sig")
        lignes = list(csv.DictReader(texte.splitlines(), delimiter=";"))
        assert {ligne["En attente de"] for ligne in lignes} >= {"l'inspection et la DRANE, pour viser"}
        assert len({ligne["Prochaine date"] for ligne in lignes}) > 5
    # The same questions in the administration.
    liste = reverse("admin:productions_ressource_changelist")
    for filtre, attendues in {
        "etape=v2": [r for r in ressources if r.situation.quoi == "la V2"],
        "attend=signataires": [r for r in ressources if r.etat == R.EN_VALIDATION],
        "retard=1": en_retard(Ressource.objects.all(), fabrique.JOUR),
    }.items():
        page = client.get(f"{liste}?{filtre}")
        assert {r.pk for r in page.context["cl"].result_list} == {r.pk for r in attendues}, filtre


def test_les_fiches_repondent(campagne, client: Client) -> None:
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    soumise, brouillon = fabrique.fiche(campagne, soumise=True, outils="Éléa"), fabrique.fiche(campagne)
    fabrique.fiche(campagne, retenue=True)
    adresse = reverse("productions:mes_fiches")
    for filtre, attendues in {
        "attend=conduite": [soumise],
        "attend=auteurs": [brouillon],
        "outil=léa": [soumise],
    }.items():
        assert list(client.get(f"{adresse}?{filtre}").context["page"]) == attendues, filtre


def test_quelqu_un_par_son_nom(campagne, client: Client) -> None:
    """Whoever leads or signs is awaited by name; a tester is for who may know the testers, and costs no query more."""
    conduit, signe = (fabrique.titulaire(campagne, f) for f in (Fonction.COORDINATEUR, Fonction.INSPECTEUR))
    membre, ailleurs = fabrique.enseignant(campagne), fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR)
    par_etat = {etat: fabrique.ressource(campagne, etat) for etat in R.values}
    a_decider = fabrique.fiche(campagne, soumise=True).ressources.get()
    fabrique.relecture(par_etat[R.EN_RELECTURE])
    testee, sans_compte = par_etat[R.PUBLIEE], par_etat[R.NON_VALIDEE]
    testeur = tests_classe.planifier(testee, fabrique.enseignant(campagne)).testeur
    nom_sans_compte = tests_classe.planifier(sans_compte).testeur_nom
    adresse = reverse("productions:mes_ressources")

    def trouvees(lecteur, nom: str) -> set[Ressource]:
        client.force_login(lecteur)
        return set(client.get(adresse, {"attend_nom": nom}).context["page"])

    producteur = testee.liens_producteurs.get().personne
    attend_la_conduite = {a_decider, par_etat[R.PRETE_A_VALIDER], par_etat[R.VALIDEE]}
    for lecteur in (conduit, membre, signe):
        assert trouvees(lecteur, conduit.nom_complet) == attend_la_conduite
        assert trouvees(lecteur, signe.nom_complet) == {par_etat[R.EN_VALIDATION]}
        assert trouvees(lecteur, ailleurs.nom_complet) == set()
    for nom, attendue, savent in (
        (testeur.nom_complet, testee, (conduit, producteur, testeur)),
        (nom_sans_compte, sans_compte, (conduit, sans_compte.liens_producteurs.get().personne)),
    ):
        for lecteur in (conduit, membre, signe, producteur, testeur, *savent):
            assert (attendue in trouvees(lecteur, nom)) == (lecteur in savent), (nom, lecteur)
    assert trouvees(ailleurs, conduit.nom_complet) == trouvees(ailleurs, signe.nom_complet) == set()
    assert cout(conduit, f"{adresse}?attend_nom={testeur.nom}") <= cout(conduit, adresse) <= REQUETES_MAX
