"""Independence of visas: nothing that anybody else can read depends on what an unrevealed visa says.

Every page of the service (the URL resolver is walked, so that a new page is in at once), every page of the
administration, the journal, the outbox, the obligations, the minutes, a point d'étape's picture, the calendar and the
reminders to send are read twice: once while the waiting visa
and an opinion in preparation are favourable and silent, once while they are refusals that hold a secret word. For
everybody but their author, both readings are the same to the letter. An open séance and a closed one are among them;
so is an opinion that lies on the table of the open one, for whoever is not there.
"""

from copy import deepcopy
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from commun.models import Courriel
from commun.services.nouvelles import grouper_nouvelles
from grilles.models import GenreQuestion, Reponse, Usage
from grilles.queries import grille_en_vigueur
from grilles.services import adapter_grille
from journal.models import Ecriture
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.images import Image
from productions.models import NatureReport, Ressource
from productions.services.tests_classe import ajouter_photo
from suivi import services as suivi
from suivi.models import EtapeTenue
from tests import fabrique, reunions, tests_classe
from tests.bilans_du_pole import ouvrir as ouvrir_bilan
from tests.conftest import COMPLET
from tests.validations.conftest import Pole, faire_pole
from tests.validations.surfaces import SECRET, lecture
from validations import services
from validations.models import Avis, AvisPrepare, AvisSeance, NatureVisa, PointSeance, Presence, Visa
from validations.services import seances
from validations.services.grilles import Remplie
from validations.services.seances.pv import document

AUTEUR = "inspecteur"
ROLES = [AUTEUR, "drane", "producteur", "coordinateur", "enseignant", "administrateur", "etranger"]
# The coordinator is at the séance: what lies on its table is theirs to read, and everything else is not.
ABSENTS = ["drane", "producteur", "superutilisateur"]
ABSENTS += ["enseignant", "administrateur", "etranger"] if COMPLET else []
PRESENT = "coordinateur"


@pytest.fixture(scope="module")
def _monde(django_db_setup, django_db_blocker):
    """Made once, in one transaction around the tests' own, rolled back after the last of them."""
    decalage = fabrique.MAINTENANT - datetime.now(UTC)
    with django_db_blocker.unblock(), override_settings(HORLOGE_DECALAGE=decalage), transaction.atomic():
        yield faire_monde(faire_pole())
        transaction.set_rollback(True)


@pytest.fixture
def monde(_monde, db, settings):
    settings.DEMO = True  # the page of the mails sent is read too
    return {nom: chose if nom == "clients" else deepcopy(chose) for nom, chose in _monde.items()}


def faire_monde(pole: Pole) -> dict:
    """A resource with one visa given out of two, and everything that its pages can be about."""
    publiee = pole.ressource(R.PUBLIEE)
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    relue = pole.ressource(R.EN_RELECTURE)
    relecture = fabrique.relecture(relue, pole.enseignant)
    remplies = _grille_qui_porte_le_mot(pole)
    services.donner_visa(
        demande=demande,
        nature=NatureVisa.PEDAGOGIQUE,
        avis=Avis.DEFAVORABLE,
        motif=SECRET,
        acteur=pole.inspecteur,
        maintenant=fabrique.MAINTENANT,
        remplies=remplies,
    )
    ressource = demande.ressource
    preparee, gardee = (pole.ressource(R.EN_VALIDATION).demandes.get() for _ in range(2))
    for sur in (preparee, gardee):
        services.preparer_avis(
            demande=sur,
            avis=Avis.DEFAVORABLE,
            motif=SECRET,
            notes=SECRET,
            acteur=pole.inspecteur,
            maintenant=fabrique.MAINTENANT,
            remplies=remplies,
        )
    close = fabrique.seance(pole.campagne, ouverte=True)
    seances.clore_seance(seance=close, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    ouverte = fabrique.seance(pole.campagne, ouverte=True, presents=[pole.inspecteur, pole.drane])
    sujets = {
        "ressources": [ressource.pk, preparee.ressource_id, *([publiee.pk] if COMPLET else [])],
        "fiches": [ressource.fiche_id],
        "versions": [demande.version_id],
        "pieces": [demande.version.pieces.exclude(fichier="").get().pk],
        "validations": [demande.pk, preparee.pk, gardee.pk],
        "seances": [ouverte.pk, close.pk],
        "points": list(ouverte.points.values_list("pk", flat=True)),
        "publications": [publiee.publications.get().pk],
        "relectures": [relecture.pk],
        "cycles": [pole.campagne.cycle_id],
        **_autour_des_visas(pole),
        "remarques": [0],
        "echanges": [0],
        "delegations": [0],
        "televersements": [UUID(int=0)],
        "grilles": _une_grille(pole),
        **_un_test(pole, publiee),
        "administration": [],
        "courriels": list(
            Courriel.objects.filter(campagne=pole.campagne.pk, genre="action").values_list("pk", flat=True)[:4]
        ),
        "bilans": [ouvrir_bilan(pole.campagne, pole.coordinateur).pk],
    }
    gens = {role: getattr(pole, role) for role in ROLES if hasattr(pole, role)}
    gens["superutilisateur"] = fabrique.superutilisateur()
    # Signed in once: the administration shows when somebody last was.
    clients = {role: Client() for role in gens}
    for role, client in clients.items():
        client.force_login(gens[role])
    return {
        "pole": pole,
        "demande": demande,
        "preparee": preparee,
        "ouverte": ouverte,
        "close": close,
        "sujets": sujets,
        "gens": gens,
        "clients": clients,
    }


def _grille_qui_porte_le_mot(pole: Pole) -> dict[str, Remplie]:
    """The grid that goes with each of the inspector's visas."""
    grille = grille_en_vigueur(pole.campagne, Usage.VISA_PEDAGOGIQUE)
    question = next(q for s in grille.sections.all() for q in s.questions.all() if q.genre == GenreQuestion.TEXTE)
    return {NatureVisa.PEDAGOGIQUE: Remplie(grille, {question.pk: SECRET})}


def _une_grille(pole: Pole) -> dict[str, dict[str, int]]:
    """The pôle's own grid for one of the visas, in preparation: what its pages are opened on."""
    version = adapter_grille(campagne=pole.campagne, usage=Usage.VISA_PEDAGOGIQUE)
    section = version.sections.first()
    return {
        "grilles:apercu": {"pk": version.pk},
        "grilles:section": {"pk": section.pk},
        "grilles:retirer": {"pk": section.pk},
        "grilles:question": {"pk": section.questions.first().pk},
    }


def _un_test(pole: Pole, ressource: Ressource) -> dict[str, list[int]]:
    """A class test handed in, with a picture: its page, its results and its tester's own pages."""
    test = tests_classe.rendre(tests_classe.planifier(ressource, pole.enseignant))
    photo = ajouter_photo(test=test, image=Image(b"", 8, 8), sans_eleve=True, maintenant=fabrique.MAINTENANT)
    return {
        "tests": [test.pk],
        "mes-tests": [test.pk],
        "constats": [test.constats.filter(genre="irritant").get().pk],
        "reponses-de-test": [test.feuille.reponses.filter(valeur=None).first().pk],
        "photos-de-test": [photo.pk],
    }


def _autour_des_visas(pole: Pole) -> dict[str, list[int]]:
    """A later date asked for; a meeting with its minutes, its decision and the point d'étape that it counts as."""
    report = productions.demander_report(
        ressource=pole.ressource(R.EN_RELECTURE),
        nature=NatureReport.V2,
        jour=date(2027, 6, 11),
        motif="Le livret demande une séance de plus.",
        acteur=pole.producteur,
        maintenant=fabrique.MAINTENANT,
    )
    reunion = reunions.tenue(pole.campagne, "Où en sont les validations.", invites=[pole.producteur, pole.inspecteur])
    decision = reunions.decider(reunion, "Attendre les visas.", pole.producteur)
    suivi.compter_comme_point(reunion=reunion, campagne=pole.campagne, **reunions.conduite(reunion))
    return {
        "reports": [report.pk],
        "reunions": [reunion.pk],
        "decisions": [decision.pk],
        "etapes": [EtapeTenue.objects.get(campagne=pole.campagne).pk],
    }


@pytest.mark.long
def test_rien_ne_depend_d_un_avis_qui_n_est_pas_revele(monde):
    """A visa given, an opinion prepared, an opinion on the table of a séance where one is not."""
    pole, ouverte = monde["pole"], monde["ouverte"]
    point = PointSeance.objects.get(seance=ouverte, demande=monde["preparee"])
    qui = {"acteur": pole.inspecteur, "maintenant": fabrique.MAINTENANT}
    seances.reprendre_avis_prepare(point=point, nature=NatureVisa.PEDAGOGIQUE, **qui)
    for role in (AUTEUR, "drane", PRESENT):
        assert SECRET in monde["clients"][role].get(ouverte.get_absolute_url()).text, role
    partie = {ouverte.presences.get(personne=pole.drane).pk: Presence.EXCUSEE}
    seances.noter_presences(seance=ouverte, presences=partie, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    refus = lecture(monde, [*ABSENTS, PRESENT])
    Visa.objects.filter(demande=monde["demande"]).update(avis=Avis.FAVORABLE, motif="")
    assert AvisPrepare.objects.update(avis=Avis.FAVORABLE, motif="", notes="")
    assert Reponse.objects.filter(texte=SECRET).update(texte="Rien à dire.") == 3
    present = lecture(monde, [PRESENT])
    assert AvisSeance.objects.update(avis=Avis.FAVORABLE, motif="")
    favorable = lecture(monde, ABSENTS) | {PRESENT: present[PRESENT]}
    differences = [(role, page) for role in refus for page in refus[role] if refus[role][page] != favorable[role][page]]
    assert not differences
    # A question repeats the word that it asks about; nothing else may hold it, the table aside.
    dites = [(role, page) for role in refus for page, texte in refus[role].items() if SECRET in texte]
    table = (ouverte.get_absolute_url(), "/points/")
    assert not [
        (role, page) for role, page in dites if SECRET not in page and not (role == PRESENT and page.startswith(table))
    ]


def test_ni_le_journal_ni_les_courriels_ne_le_portent(monde):
    grouper_nouvelles(fabrique.MAINTENANT)
    for ecriture in Ecriture.objects.all():
        assert SECRET not in f"{ecriture.donnees} {ecriture.texte}"
        assert "defavorable" not in str(ecriture.donnees)
    for courriel in Courriel.objects.all():
        assert SECRET not in f"{courriel.sujet} {courriel.texte} {courriel.url} {courriel.cle}"


def test_son_auteur_le_lit_et_tous_une_fois_la_decision_prise(monde):
    demande, clients = monde["demande"], monde["clients"]
    page, visa = demande.ressource.get_absolute_url(), demande.visas.get()
    for adresse in (demande.get_absolute_url(), page):
        assert SECRET in clients[AUTEUR].get(adresse).text
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    for role, client in clients.items():
        # Its reason and its grid.
        assert client.get(page).text.count(SECRET) >= 2 * (role != "etranger"), role
        assert role != "etranger" or SECRET not in client.get(page).text
    administration = reverse("admin:validations_visa_change", args=[visa.pk])
    assert SECRET in clients["superutilisateur"].get(administration).text


def test_l_auteur_lit_le_sien_dans_l_administration(monde):
    auteur = monde["gens"][AUTEUR]
    auteur.is_staff = auteur.is_superuser = True
    auteur.save()
    visa = monde["demande"].visas.get()
    assert SECRET in monde["clients"][AUTEUR].get(reverse("admin:validations_visa_change", args=[visa.pk])).text


def test_son_auteur_seul_retrouve_son_avis_prepare(monde):
    page = monde["preparee"].get_absolute_url()
    assert SECRET in monde["clients"][AUTEUR].get(page).text
    assert SECRET not in monde["clients"]["drane"].get(page).text
    # The mark alone, and to those of the séance.
    seance = monde["ouverte"].get_absolute_url()
    for role in (AUTEUR, "drane", "coordinateur", "superutilisateur"):
        assert "Avis préparé" in monde["clients"][role].get(seance).text, role
    for role in ("producteur", "enseignant"):
        assert monde["clients"][role].get(seance).status_code == 403, role


def test_ni_le_recapitulatif_ni_les_invitations_ne_disent_un_avis(monde):
    pole, ouverte = monde["pole"], monde["ouverte"]
    point = PointSeance.objects.get(seance=ouverte, demande=monde["preparee"])
    qui = {"acteur": pole.inspecteur, "maintenant": fabrique.MAINTENANT}
    seances.reprendre_avis_prepare(point=point, nature=NatureVisa.PEDAGOGIQUE, **qui)
    seances.clore_seance(seance=ouverte, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    assert Courriel.objects.filter(gabarit="seance_close", cle__contains=f"seance:{ouverte.pk}:").count() == 3
    for courriel in Courriel.objects.all():
        assert SECRET not in f"{courriel.sujet} {courriel.texte} {courriel.url} {courriel.cle}"
        assert "défavorable" not in courriel.texte
    # Off the table, it is its author's alone again, and nothing is lost.
    assert not AvisSeance.objects.exists()
    assert AvisPrepare.objects.get(demande=monde["preparee"], personne=pole.inspecteur).notes == SECRET
    assert SECRET not in monde["clients"]["drane"].get(ouverte.get_absolute_url()).text
    assert SECRET not in document(ouverte, fabrique.MAINTENANT)
