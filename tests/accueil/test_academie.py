"""The académie's screen: each figure as its pôle's own lists count it, filters, sorts, files, who may open it."""

import re
from datetime import date, timedelta
from html import escape, unescape

import pytest
from django.urls import reverse

from calendrier.models import Echeance
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle, Fonction, Mandat, Pole
from productions.etats import EtatRessource as R
from tests import fabrique, tests_classe
from validations.models import NatureVisa

pytestmark = pytest.mark.django_db

PLUS_TARD = fabrique.MAINTENANT + timedelta(days=60)
LIENS = re.compile(r'<a[^>]*href="([^"]*/ressources/[^"]*)"[^>]*>\s*(\d+)')


@pytest.fixture
def territoire():
    """A pôle with everybody and work that waits; one that has nothing; one of another académie."""
    plein = fabrique.campagne(avec_equipe=True)
    academie = plein.pole.academie
    for fonction in (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE):
        fabrique.titulaire(plein, fonction)
    gens = [fabrique.enseignant(plein)]
    for etat in (R.EN_CONCEPTION, R.EN_CONCEPTION, R.EN_VALIDATION, R.EN_VALIDATION, R.PUBLIEE):
        derniere = fabrique.ressource(plein, etat, gens)
        if etat == R.EN_VALIDATION:
            visee = derniere
        if etat == R.EN_CONCEPTION:
            derniere.fiche.jour_v1 = date(2027, 2, 1)
            derniere.fiche.save()
    fabrique.visa(visee.demandes.get(), NatureVisa.PEDAGOGIQUE)
    pole = Pole.objects.create(slug="vide", nom="Zoologie", academie=academie)
    vide = Campagne.objects.create(pole=pole, cycle=plein.cycle)
    for nature, rang, jour in (("fiches_projet", 1, date(2026, 11, 27)), ("point_etape", 1, date(2027, 6, 1))):
        cle = {"cycle": plein.cycle, "campagne": None, "nature": nature, "rang": rang}
        Echeance.objects.update_or_create(**cle, defaults={"jour": jour, "obligatoire": True})
    return plein, vide, fabrique.titulaire(academie, Fonction.ADMINISTRATEUR)


def adresse(campagne, **question):
    return reverse("accueil:academie", args=[campagne.pole.academie.code], query=question or None)


def noms(client, campagne, **question):
    return [ligne.nom for ligne in client.get(adresse(campagne, **question)).context["liste"].lignes]


def test_chaque_nombre_est_celui_de_sa_liste(client, horloge, territoire):
    plein, vide, administration = territoire
    horloge(PLUS_TARD)
    client.force_login(administration)
    reponse = client.get(adresse(plein))
    lignes = {ligne.campagne.pk: ligne for ligne in reponse.context["liste"].lignes}
    pleine, nue = lignes[plein.pk], lignes[vide.pk]
    assert (pleine.attente.demandes, pleine.visas) == (2, 3)
    assert (pleine.publiees, pleine.total) == (1, 5)
    assert pleine.manquants == []
    assert set(nue.manquants) == {Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE}
    assert {p.nature: p.etat for p in nue.parties}["fiches_projet"] == "en retard"
    assert {p.nature: p.fait for p in pleine.parties}["fiches_projet"]
    verifies = 0
    for lien, nombre in LIENS.findall(reponse.content.decode()):
        # The number of visas leads to the resources that wait for them, whose number stands below it.
        attendu = pleine.attente.demandes if "en_validation" in lien else int(nombre)
        assert client.get(unescape(lien)).context["page"].paginator.count == attendu, lien
        verifies += 1
    assert verifies >= 5
    totaux = reponse.context["totaux"]
    assert (totaux.poles, totaux.visas, totaux.absents, totaux.total) == (2, 3, 3, 5)
    assert totaux.retards == pleine.retards > 0
    assert totaux.pire == pleine.pire > 0


def test_filtrer_et_trier(client, horloge, territoire):
    plein, vide, administration = territoire
    horloge(PLUS_TARD)
    client.force_login(administration)
    tous = [plein.pole.nom, vide.pole.nom]
    assert set(noms(client, plein)) == set(tous)
    assert noms(client, plein, manque="quelqu_un") == [vide.pole.nom]
    assert noms(client, plein, manque="drane") == [vide.pole.nom]
    assert noms(client, plein, retard="1") == noms(client, plein, visas="31") == [plein.pole.nom]
    assert noms(client, plein, parties="retard") == [vide.pole.nom]
    assert noms(client, plein, texte="zoo") == [vide.pole.nom]
    assert noms(client, plein, tri="-visas")[0] == noms(client, plein, tri="retards")[-1] == plein.pole.nom
    # What is not understood narrows nothing, and the field says it.
    assert set(noms(client, plein, retard="beaucoup")) == set(tous)
    assert noms(client, plein, cycle="1950-1951") == noms(client, plein)


@pytest.mark.parametrize("code", ["csv", "xlsx", "ods"])
def test_la_liste_s_exporte(client, territoire, code):
    plein, _, administration = territoire
    client.force_login(administration)
    reponse = client.get(adresse(plein, format=code))
    corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    assert "attachment" in reponse["Content-Disposition"]
    if code == "csv":
        assert "PREDAC ou IAN, inspection, DRANE" in corps.decode("utf-8-sig")


def test_chacun_son_academie(client, territoire):
    plein, _, administration = territoire
    ailleurs = fabrique.academie("Lyon")
    client.force_login(administration)
    assert client.get(reverse("accueil:academies")).url == adresse(plein)
    assert client.get(reverse("accueil:academie", args=[ailleurs.code])).status_code == 404
    client.force_login(fabrique.superutilisateur())
    la_bas = Pole.objects.create(slug="la-bas", nom="Là-bas", academie=fabrique.academie("Lille"))
    Campagne.objects.create(pole=la_bas, cycle=plein.cycle)
    choix = client.get(reverse("accueil:academies")).content.decode()
    assert adresse(plein) in choix
    assert client.get(reverse("accueil:academie", args=[ailleurs.code])).status_code == 404
    client.force_login(fabrique.titulaire(plein, Fonction.COORDINATEUR))
    assert client.get(reverse("accueil:academies")).status_code == 403
    assert client.get(adresse(plein)).status_code == 404


def test_un_cycle_clos_dit_ce_qui_a_ete_et_n_offre_rien(client, horloge, territoire):
    """Everybody has left since; nothing is late any more."""
    plein, vide, administration = territoire
    suivant = fabrique.cycle(
        academie=plein.pole.academie, libelle="2027-2028", debut=date(2027, 9, 1), fin=date(2028, 8, 31)
    )
    Campagne.objects.create(pole=vide.pole, cycle=suivant)
    Mandat.objects.filter(fonction__in=[Fonction.INSPECTEUR, Fonction.DRANE]).update(fin=plein.cycle.fin)
    Cycle.objects.filter(pk=plein.cycle_id).update(etat=EtatCycle.CLOS)
    horloge(fabrique.MAINTENANT + timedelta(days=300))
    client.force_login(administration)
    page = client.get(adresse(plein, cycle=plein.cycle.libelle))
    lignes = {ligne.campagne.pk: ligne for ligne in page.context["liste"].lignes}
    assert lignes[plein.pk].manquants == []
    assert (lignes[plein.pk].retards, lignes[vide.pk].parties_en_retard) == (0, 0)
    assert {p.nature: p.etat for p in lignes[vide.pk].parties}["fiches_projet"] == "non fait"
    corps = page.content.decode()
    assert "Relancer" not in corps[corps.index("<main") :]
    assert 'type="checkbox"' not in corps
    assert "/inviter/" not in corps


def test_relancer_depuis_l_ecran_ramene_a_l_ecran(client, horloge, territoire):
    plein, _, administration = territoire
    horloge(PLUS_TARD)
    client.force_login(administration)
    ecran = adresse(plein, retard="1")
    page = client.get(ecran)
    assert client.get(page.context["relancer_tous"]).context["retour"] == ecran
    assert f'name="retour" value="{escape(ecran)}"' in page.content.decode()


def test_un_test_reporte_apres_la_cloture_se_relance_encore(client, horloge, territoire):
    """Of the two pôles of a closed cycle, one still owes a class test: it can be ticked, and the button counts it."""
    plein, vide, administration = territoire
    apres = date(2027, 11, 25)
    testeur = fabrique.enseignant(plein)
    testee = fabrique.ressource(plein, R.EN_REVISION)
    tests_classe.planifier(testee, testeur, jour_prevu=apres, motif_tardif="Au programme.")
    Cycle.objects.filter(pk=plein.cycle_id).update(etat=EtatCycle.CLOS)
    horloge(fabrique.MAINTENANT.replace(year=2027, month=12, day=1))
    client.force_login(administration)
    page = client.get(adresse(plein, cycle=plein.cycle.libelle))
    lignes = {ligne.campagne.pk: ligne for ligne in page.context["liste"].lignes}
    assert (lignes[plein.pk].retards, lignes[plein.pk].pire, lignes[vide.pk].retards) == (1, 6, 0)
    corps = page.content.decode()
    assert "Relancer 1 pôle sur 2" in corps
    assert f'id="pole-{plein.pk}"' in corps
    assert f'id="pole-{vide.pk}"' not in corps
    relance = client.get(page.context["relancer_tous"]).context
    assert relance["campagnes"] == [plein]
    assert [a.personne for a in relance["relance"].a_relancer] == [testeur.pk]


def test_un_pole_qui_anime_sans_produire_ne_doit_aucune_fiche(client, horloge, territoire):
    plein, vide, administration = territoire
    Campagne.objects.filter(pk=vide.pk).update(mission_production=False, mission_animation=True)
    horloge(PLUS_TARD)
    client.force_login(administration)
    lignes = {ligne.campagne.pk: ligne for ligne in client.get(adresse(plein)).context["liste"].lignes}
    assert "fiches_projet" not in {p.nature for p in lignes[vide.pk].parties}
    assert "fiches_projet" in {p.nature for p in lignes[plein.pk].parties}
    assert lignes[vide.pk].parties_en_retard == 0
