"""Moving and cancelling a meeting: calendars follow, answers are asked again."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from suivi import services
from suivi.etats import EtatReunion, Reponse
from suivi.models import Reunion
from tests import fabrique, reunions

pytestmark = pytest.mark.django_db
MOTIF = {"motif": "La salle n'est plus libre ce jour-là."}


@pytest.fixture
def reunion():
    campagne = fabrique.campagne(avec_equipe=True)
    prevue = reunions.prevoir(campagne, [fabrique.enseignant(campagne), fabrique.enseignant(campagne)])
    for participation in prevue.participations.select_related("personne"):
        reunions.repondre(prevue, participation.personne)
    return prevue


@pytest.fixture
def conduite(reunion, client):
    client.force_login(fabrique.titulaire(reunion.campagne, Fonction.COORDINATEUR))
    return client


def modifier(reunion: Reunion, **champs) -> Reunion:
    return services.modifier_reunion(
        reunion=reunion, rendez_vous=reunions.rendez_vous(**champs), invites=[], **reunions.conduite(reunion)
    )


def reponses(reunion: Reunion) -> set[str]:
    return set(reunion.participations.values_list("reponse", flat=True))


def evenement(gabarit: str) -> icalendar.Event:
    (seul,) = icalendar.Calendar.from_ical(Courriel.objects.filter(gabarit=gabarit).latest("pk").contenu_piece).walk(
        "VEVENT"
    )
    return seul


def test_une_autre_date_redemande_a_chacun(reunion):
    modifier(reunion, debut=reunions.DEBUT + timedelta(days=7))
    assert reponses(reunion) == {Reponse.ATTENDUE}
    avant, apres = evenement("reunion_proposee"), evenement("reunion_deplacee")
    assert avant["UID"] == apres["UID"]
    assert (avant["SEQUENCE"], apres["SEQUENCE"]) == (0, 1)
    assert apres.start == reunions.DEBUT + timedelta(days=7)
    assert Courriel.objects.filter(gabarit="reunion_deplacee").count() == 2
    assert "Votre réponse d'avant ne compte plus" in Courriel.objects.filter(gabarit="reunion_deplacee").first().texte


def test_annuler_une_reunion_notee_apres_coup_ne_previent_personne(client):
    campagne = fabrique.campagne(avec_equipe=True)
    passee = reunions.prevoir(campagne, debut=reunions.HIER)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    adresse = reverse("suivi:annuler_reunion", args=[passee.pk])
    assert passee.participations.first().personne.nom_complet not in client.get(adresse).context["prevenus"]
    assert "Personne n&#x27;est prévenu" in client.post(adresse, MOTIF, follow=True).content.decode()
    assert not Courriel.objects.filter(gabarit="reunion_annulee").exists()


def test_seul_qui_la_deplace_a_deja_repondu(reunion):
    organise, collegue = reunion.organisee_par, fabrique.personne()
    fabrique.mandat(collegue, Fonction.COORDINATEUR, reunion.campagne)
    ailleurs = {"rendez_vous": reunions.rendez_vous(debut=reunions.DEBUT + timedelta(days=7))}
    services.modifier_reunion(
        reunion=reunion,
        **ailleurs,
        invites=[organise, collegue],
        acteur=collegue,
        maintenant=fabrique.MAINTENANT,
    )
    dites = dict(reunion.participations.values_list("personne", "reponse"))
    assert (dites[collegue.pk], dites[organise.pk]) == (Reponse.PARTICIPE, Reponse.ATTENDUE)


def test_un_autre_lieu_garde_les_reponses(reunion):
    modifier(reunion, lieu="Collège Fabre")
    assert reponses(reunion) == {Reponse.PARTICIPE}
    assert (evenement("reunion_deplacee")["SEQUENCE"], str(evenement("reunion_deplacee")["LOCATION"])) == (
        1,
        "Collège Fabre",
    )


def test_un_autre_ordre_du_jour_ne_derange_personne(reunion):
    assert modifier(reunion, ordre_du_jour="La suite.").sequence == 0
    assert reponses(reunion) == {Reponse.PARTICIPE}
    assert not Courriel.objects.filter(gabarit="reunion_deplacee").exists()


def test_qui_s_ajoute_est_invite(conduite, reunion):
    nouvelle = fabrique.enseignant(reunion.campagne)
    adresse = reverse("suivi:modifier_reunion", args=[reunion.pk])
    page = conduite.get(adresse).content.decode()
    assert nouvelle.nom_complet in page
    conduite.post(
        adresse,
        {
            "genre": "reunion",
            "jour": "2027-01-26",
            "heure_debut": "09:00",
            "heure_fin": "16:00",
            "lieu": "Lycée Monteil, Rodez",
            "invites": [nouvelle.pk],
        },
    )
    assert Courriel.objects.filter(gabarit="reunion_proposee", personne=nouvelle.pk).exists()
    assert not Courriel.objects.filter(gabarit="reunion_deplacee").exists()
    assert reunion.participations.count() == 3


def test_deux_a_la_fois_la_seconde_page_est_perimee(conduite, reunion):
    adresse = reverse("suivi:modifier_reunion", args=[reunion.pk])
    vu = conduite.get(adresse).context["vu"]
    modifier(reunion, debut=reunions.DEBUT + timedelta(days=7))
    saisie = {"genre": "reunion", "jour": "2027-01-27", "heure_debut": "09:00", "heure_fin": "16:00", "lieu": "Ici"}
    reponse = conduite.post(adresse, saisie | {"vu": vu})
    assert reponse.status_code == 409
    assert "après l&#x27;ouverture de cette page" in reponse.content.decode()
    assert Reunion.objects.get().lieu == "Lycée Monteil, Rodez"


def test_annuler_retire_des_agendas(conduite, reunion):
    adresse = reverse("suivi:annuler_reunion", args=[reunion.pk])
    noms = [p.personne.nom_complet for p in reunion.participations.select_related("personne")]
    page = conduite.get(adresse).content.decode()
    assert all(nom in page for nom in noms)
    assert Reunion.objects.get().prevue
    conduite.post(adresse, MOTIF)
    annulee = Reunion.objects.get()
    assert (annulee.etat, annulee.motif, annulee.sequence) == (EtatReunion.ANNULEE, MOTIF["motif"], 1)
    courriel = Courriel.objects.filter(gabarit="reunion_annulee").first()
    assert MOTIF["motif"] in courriel.texte
    assert courriel.type_piece == "text/calendar; method=CANCEL"
    assert evenement("reunion_annulee")["STATUS"] == "CANCELLED"
    assert Ecriture.objects.get(action="reunion.annuler").texte == MOTIF["motif"]
    # Again: refused, nobody is written to twice.
    assert "pas possible maintenant" in conduite.post(adresse, MOTIF).content.decode()
    assert Courriel.objects.filter(gabarit="reunion_annulee").count() == 2


def test_annuler_demande_pourquoi(conduite, reunion):
    conduite.post(reverse("suivi:annuler_reunion", args=[reunion.pk]), {"motif": "Non"})
    assert Reunion.objects.get().prevue


def test_ce_qui_est_fini_ne_se_modifie_plus(conduite, reunion):
    services.annuler_reunion(reunion=reunion, **MOTIF, **reunions.conduite(reunion))
    with pytest.raises(ActionImpossible, match="ne se modifie plus"):
        modifier(reunion, lieu="Ailleurs")
    page = conduite.get(reverse("suivi:modifier_reunion", args=[reunion.pk]), follow=True)
    assert "ne se modifie plus" in page.content.decode()


def test_une_quatrieme_financee_le_devient_quand_une_place_se_libere():
    campagne = fabrique.campagne(avec_equipe=True)
    trois = [reunions.prevoir(campagne, financee=True) for _ in range(3)]
    quatrieme = reunions.prevoir(campagne, financee=True)
    assert not modifier(quatrieme, financee=True, objet=quatrieme.objet).financee
    # One's own place is not counted against oneself.
    assert modifier(trois[0], financee=True).financee
    services.annuler_reunion(reunion=trois[1], **MOTIF, **reunions.conduite(trois[1]))
    assert modifier(quatrieme, financee=True, objet=quatrieme.objet).financee
