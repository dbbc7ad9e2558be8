"""Extensions: asked for, granted, refused, another date proposed, accepted, withdrawn; each said to those concerned."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from calendrier.obligations import Demande
from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from poles.droits import oublier_droits
from poles.models import Fonction
from productions import services
from productions.etats import EtatReport
from productions.etats import EtatRessource as R
from productions.models import NatureReport, Report
from productions.obligations.ressources import fournir
from productions.queries.dates import jour_de_la_ressource
from productions.services.fiches import Production
from tests import fabrique

pytestmark = pytest.mark.django_db
V1, V2, VALIDATION = NatureReport.V1, NatureReport.V2, NatureReport.VALIDATION
PREVU, VOULU, AUTRE = date(2027, 1, 29), date(2027, 2, 26), date(2027, 2, 12)
MOTIF = "Le laboratoire est fermé jusqu'aux vacances."


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordinateur(campagne):
    return fabrique.titulaire(campagne, Fonction.COORDINATEUR)


@pytest.fixture
def nadia(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def hugo(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def ressource(campagne, nadia, hugo):
    return fabrique.ressource(campagne, R.EN_REVISION, [nadia, hugo], jour_v2=PREVU)


def demander(ressource, nadia, **champs) -> Report:
    return services.demander_report(
        **({"ressource": ressource, "nature": V2, "jour": VOULU, "motif": MOTIF, "acteur": nadia} | champs),
        maintenant=fabrique.MAINTENANT,
    )


def faire(service, report, acteur, **champs) -> Report:
    return service(report=report, acteur=acteur, maintenant=fabrique.MAINTENANT, **champs)


def dus(personne) -> list[str]:
    oublier_droits(personne)
    return [o.phrase for o in fournir(Demande(fabrique.JOUR, personne=personne)) if o.genre == "report"]


def recus(gabarit: str) -> set[int]:
    return set(Courriel.objects.filter(gabarit=gabarit).values_list("personne", flat=True))


def test_demander_previent_et_ne_bouge_rien(ressource, nadia, hugo, coordinateur):
    report = demander(ressource, nadia)
    assert (report.etat, report.jour_avant) == (EtatReport.DEMANDE, PREVU)
    assert jour_de_la_ressource(ressource, V2) == PREVU
    assert recus("report_demande") == {coordinateur.pk}
    assert recus("report_annonce") == {hugo.pk}
    assert dus(coordinateur) == ["Répondre à la demande de report de"]
    assert dus(nadia) == []
    ligne = Ecriture.objects.filter(chaine=ressource.chaine).latest("rang")
    assert (ligne.action, ligne.texte) == ("report.demander", "la V2 au 26 février 2027")
    # The reason may be personal: the journal, which others read, does not hold it.
    assert not Ecriture.objects.filter(texte__contains="laboratoire").exists()


def test_accorder_deplace_la_date_et_vide_la_liste(ressource, nadia, hugo, coordinateur):
    report = faire(services.accorder_report, demander(ressource, nadia), coordinateur)
    assert (report.etat, report.jour_accorde) == (EtatReport.ACCORDE, VOULU)
    assert jour_de_la_ressource(ressource, V2) == VOULU
    assert recus("report_accorde") == {nadia.pk, hugo.pk}
    assert dus(coordinateur) == []
    with pytest.raises(ActionImpossible, match="accordé"):
        faire(services.accorder_report, report, coordinateur)
    assert Ecriture.objects.filter(action="report.accorder").count() == 1


def test_refuser_dit_pourquoi(ressource, nadia, coordinateur):
    report = faire(services.refuser_report, demander(ressource, nadia), coordinateur, motif="Le jury est fixé.")
    assert (report.etat, report.reponse, jour_de_la_ressource(ressource, V2)) == ("refuse", "Le jury est fixé.", PREVU)
    assert "Le jury est fixé." in Courriel.objects.get(gabarit="report_refuse", personne=nadia.pk).texte
    # Refused, another one may be asked for.
    assert demander(ressource, nadia, jour=AUTRE).ouvert


def test_proposer_puis_accepter(ressource, nadia, hugo, coordinateur):
    report = faire(services.proposer_date, demander(ressource, nadia), coordinateur, jour=AUTRE, motif="")
    assert jour_de_la_ressource(ressource, V2) == PREVU
    assert (dus(coordinateur), len(dus(nadia)), len(dus(hugo))) == ([], 1, 1)
    report = faire(services.accepter_date, report, hugo)
    assert (report.etat, report.jour_accorde, jour_de_la_ressource(ressource, V2)) == ("accorde", AUTRE, AUTRE)
    assert recus("date_acceptee") == {coordinateur.pk, nadia.pk}
    assert dus(nadia) == []


@pytest.mark.parametrize("propose", [False, True])
def test_retirer(propose, ressource, nadia, coordinateur):
    report = demander(ressource, nadia)
    if propose:
        report = faire(services.proposer_date, report, coordinateur, jour=AUTRE, motif="")
    report = faire(services.retirer_report, report, nadia)
    assert (report.etat, jour_de_la_ressource(ressource, V2)) == (EtatReport.RETIRE, PREVU)
    assert coordinateur.pk in recus("report_retire")
    assert dus(coordinateur) == dus(nadia) == []


def test_ce_qui_est_refuse(ressource, nadia, coordinateur, campagne):
    for champs, mots in (
        ({"acteur": coordinateur}, "produit la ressource"),
        ({"nature": V1}, "déjà déposée"),
        ({"jour": PREVU}, "déjà le 29 janvier"),
        ({"jour": date(2028, 1, 3)}, "31 décembre 2027"),
    ):
        with pytest.raises(ActionImpossible, match=mots):
            demander(ressource, nadia, **champs)
    report = demander(ressource, nadia)
    with pytest.raises(ActionImpossible, match="déjà demandé"):
        demander(ressource, nadia)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            ressource=ressource,
            nature=V2,
            jour_souhaite=VOULU,
            motif="x",
            demande_par=nadia,
            demande_le=fabrique.MAINTENANT,
            etat_depuis=fabrique.MAINTENANT,
        )
    with pytest.raises(ActionImpossible, match="produit la ressource"):
        faire(services.retirer_report, report, coordinateur)
    with pytest.raises(ActionImpossible, match="passée"):
        faire(services.proposer_date, report, coordinateur, jour=fabrique.JOUR - timedelta(days=1), motif="")
    # The day wished has passed meanwhile: granting it would make a lateness of an extension.
    with pytest.raises(ActionImpossible, match="passée"):
        services.accorder_report(
            report=report, acteur=coordinateur, maintenant=fabrique.MAINTENANT + timedelta(days=60)
        )


def test_un_report_n_avance_jamais_la_date(ressource, nadia, coordinateur):
    """The day in force has moved past the one wished: granting it would bring it forward."""
    report = demander(ressource, nadia)
    plus_tard = VOULU + timedelta(days=14)
    faire_date = {"ressource": ressource, "nature": V2, "acteur": coordinateur, "maintenant": fabrique.MAINTENANT}
    services.fixer_date(jour=plus_tard, **faire_date)
    for service, champs in ((services.accorder_report, {}), (services.proposer_date, {"jour": AUTRE, "motif": ""})):
        with pytest.raises(ActionImpossible, match="déjà le 12 mars 2027"):
            faire(service, report, coordinateur, **champs)
    services.fixer_date(jour=None, **faire_date)
    report = faire(services.proposer_date, report, coordinateur, jour=AUTRE, motif="")
    services.fixer_date(jour=plus_tard, **faire_date)
    with pytest.raises(ActionImpossible, match="déjà le 12 mars 2027"):
        faire(services.accepter_date, report, nadia)
    assert jour_de_la_ressource(ressource, V2) == plus_tard


def test_le_refus_dit_la_date_en_vigueur(ressource, nadia, coordinateur):
    report = demander(ressource, nadia)
    services.fixer_date(ressource=ressource, nature=V2, jour=AUTRE, acteur=coordinateur, maintenant=fabrique.MAINTENANT)
    faire(services.refuser_report, report, coordinateur, motif="Le jury est fixé.")
    assert (
        "La date reste le vendredi 12 février" in Courriel.objects.get(gabarit="report_refuse", personne=nadia.pk).texte
    )


def test_la_version_deposee_la_demande_n_a_plus_d_objet(ressource, nadia, coordinateur, client: Client):
    report = demander(ressource, nadia)
    fabrique.deposer(ressource, nadia)
    assert dus(coordinateur) == []
    with pytest.raises(ActionImpossible, match="déjà déposée"):
        faire(services.accorder_report, report, coordinateur)
    client.force_login(coordinateur)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "n&#x27;a plus d&#x27;objet" in page or "n'a plus d'objet" in page
    assert "productions:accorder" not in page
    assert "Accorder" not in page


def test_la_validation_se_reporte_jusqu_a_la_demande_de_visa(campagne, nadia):
    prete = fabrique.ressource(campagne, R.PRETE_A_VALIDER, [nadia])
    assert jour_de_la_ressource(prete, VALIDATION) == date(2027, 5, 15)
    assert demander(prete, nadia, nature=VALIDATION, jour=date(2027, 6, 4)).ouvert
    en_cours = fabrique.ressource(campagne, R.EN_VALIDATION, [nadia])
    with pytest.raises(ActionImpossible, match="ne se reporte plus"):
        demander(en_cours, nadia, nature=VALIDATION, jour=date(2027, 6, 4))


def test_de_la_page_d_accueil_a_l_accord(ressource, nadia, coordinateur, client: Client):
    client.force_login(nadia)
    lien = reverse("productions:demander_report", args=[ressource.pk, "v2"])
    assert lien in client.get("/").content.decode()
    page = client.get(lien).content.decode()
    assert "N&#x27;indiquez aucun motif médical" in page or "N'indiquez aucun motif médical" in page
    refusee = client.post(lien, {"jour": "2027-02-26", "motif": "court"}).content.decode()
    assert "court" in refusee
    assert not Report.objects.exists()
    client.post(lien, {"jour": "2027-02-26", "motif": MOTIF})
    report = Report.objects.get()
    assert lien not in client.get("/").content.decode()
    client.force_login(coordinateur)
    assert report.get_absolute_url() in client.get("/").content.decode()
    accorder = reverse("productions:accorder_report", args=[report.pk])
    assert client.get(accorder).status_code == 200
    reponse = client.post(accorder, follow=True)
    assert "Le report est accordé" in reponse.content.decode()
    client.post(accorder)
    report.refresh_from_db()
    assert report.etat == EtatReport.ACCORDE
    histoire = client.get(ressource.get_absolute_url()).content.decode()
    assert "report accordé" in histoire
    assert MOTIF.split("'")[0] in histoire


def test_le_motif_reste_entre_producteurs_et_coordination(ressource, nadia, campagne, client: Client):
    report = demander(ressource, nadia)
    for fonction in (Fonction.INSPECTEUR, Fonction.DRANE):
        client.force_login(fabrique.titulaire(campagne, fonction))
        page = client.get(ressource.get_absolute_url()).content.decode()
        assert "Report demandé" in page
        assert "Le laboratoire" not in page
        assert client.get(report.get_absolute_url()).status_code == 404
    client.force_login(fabrique.enseignant(campagne))
    assert client.get(reverse("productions:demander_report", args=[ressource.pk, "v2"])).status_code == 403
    assert client.get(report.get_absolute_url()).status_code == 404


def test_une_page_ouverte_trop_tot_est_refusee(ressource, nadia, coordinateur, client: Client):
    report = demander(ressource, nadia)
    client.force_login(coordinateur)
    adresse = reverse("productions:refuser_report", args=[report.pk])
    vu = client.get(adresse).context["vu"]
    faire(services.proposer_date, report, coordinateur, jour=AUTRE, motif="")
    reponse = client.post(adresse, {"vu": vu, "motif": "Nous ne pouvons pas attendre."})
    assert reponse.status_code == 200
    assert "Nous ne pouvons pas attendre." in reponse.content.decode()
    assert Report.objects.get().etat == EtatReport.PROPOSE


def test_fixer_une_date_puis_la_rendre(ressource, nadia, hugo, coordinateur, client: Client):
    faire(services.accorder_report, demander(ressource, nadia), coordinateur)
    client.force_login(coordinateur)
    adresse = reverse("productions:fixer_date", args=[ressource.pk, "v2"])
    assert "Un report avait été accordé" in client.get(adresse).content.decode()
    for attendu in ("Les producteurs sont prévenus", "personne n&#x27;est prévenu"):  # again changes nothing
        assert attendu in client.post(adresse, {"jour": AUTRE.isoformat()}, follow=True).content.decode()
    assert jour_de_la_ressource(ressource, V2) == AUTRE
    assert recus("date_fixee") == {nadia.pk, hugo.pk}
    assert Ecriture.objects.filter(action="ressource.fixer_date").count() == 1
    client.post(adresse, {"jour": ""})
    assert jour_de_la_ressource(ressource, V2) == PREVU
    assert client.get(reverse("productions:fixer_date", args=[ressource.pk, "vacations"])).status_code == 404
    client.force_login(nadia)
    assert client.get(adresse).status_code == 403


def test_une_production_retiree_de_sa_fiche_emporte_ses_demandes(campagne, nadia, coordinateur):
    fiche = fabrique.fiche(campagne, [nadia], retenue=True, productions_prevues=2)
    gardee, retiree = fiche.ressources.all()
    faire(services.accorder_report, demander(retiree, nadia), coordinateur)
    services.rouvrir_fiche(fiche=fiche, motif=MOTIF, acteur=coordinateur, maintenant=fabrique.MAINTENANT)
    fiche.refresh_from_db()
    services.enregistrer_fiche(
        fiche=fiche,
        disciplines=fiche.disciplines.all(),
        niveaux=fiche.niveaux.all(),
        productions=[Production(pk=gardee.pk, titre=gardee.titre, nature=gardee.nature, producteurs=[nadia])],
        acteur=nadia,
        maintenant=fabrique.MAINTENANT,
    )
    assert not Report.objects.exists()
    assert Ecriture.objects.filter(chaine=retiree.chaine, action="report.accorder").exists()
