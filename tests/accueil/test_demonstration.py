"""The demonstration on the day that `make run` shows: 12 May 2027, in the season of validations."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings as reglages
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.db.models import DateTimeField, Max
from django.urls import reverse

from accueil.demonstration.annee import jouer
from accueil.demonstration.personnes import COMPTES, MOT_DE_PASSE, adresse
from calendrier.models import JourSansClasse
from calendrier.obligations import Demande, obligations
from commun.models import Courriel
from comptes.models import Personne
from journal.models import Ecriture, Tete
from journal.verification import verifier
from poles.models import Invitation, Mandat
from poles.queries import indisponibles
from productions.etats import EtatFiche, EtatRelecture, EtatRessource
from productions.models import FicheProjet, Piece, Producteur, Relecture, Remarque, Ressource, Version
from productions.sceau import sceller
from suivi.models import Reunion
from tests.aide import captures
from tests.conftest import SUR_SQLITE
from validations.models import AvisPrepare, DemandeValidation, Publication, Seance, Visa

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db, SUR_SQLITE]

PARIS = ZoneInfo("Europe/Paris")
JOUR = date(2027, 5, 12)
MINUIT = datetime.combine(JOUR, time.min, tzinfo=PARIS)
PIECES = {"comptes", "journal", "poles", "grilles", "calendrier", "productions", "validations", "suivi", "commun"}


@pytest.fixture(scope="module")
def annee(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One year for the whole module: playing it takes some seconds. Gives the folder of its clock."""
    data_dir = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as correctif, django_db_blocker.unblock(), transaction.atomic():
        correctif.setattr(reglages, "DATA_DIR", data_dir)
        jouer(JOUR)
        yield data_dir
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _le_jour(annee: Path, horloge, settings) -> None:
    settings.DEMO = True
    horloge(datetime(2027, 5, 12, 7, 30, tzinfo=UTC))


def etats(modele: type) -> Counter:
    return Counter(modele.objects.values_list("etat", flat=True))


def test_tout_ce_qui_peut_arriver_est_arrive() -> None:
    assert etats(Ressource) == {
        EtatRessource.EN_CONCEPTION: 5,
        EtatRessource.EN_RELECTURE: 4,
        EtatRessource.EN_REVISION: 1,
        EtatRessource.PRETE_A_VALIDER: 3,
        EtatRessource.EN_VALIDATION: 5,
        EtatRessource.VALIDEE: 2,
        EtatRessource.NON_VALIDEE: 1,
        EtatRessource.PUBLIEE: 3,
        EtatRessource.ABANDONNEE: 2,
    }
    assert etats(FicheProjet) == {
        EtatFiche.BROUILLON: 1,
        EtatFiche.SOUMISE: 1,
        EtatFiche.RETENUE: 20,
        EtatFiche.A_REVOIR: 1,
        EtatFiche.ROUVERTE: 1,
        EtatFiche.ABANDONNEE: 1,
    }
    assert set(etats(Ressource)) == set(EtatRessource)
    assert set(etats(FicheProjet)) == set(EtatFiche)
    assert set(etats(Relecture)) == set(EtatRelecture)
    assert set(Remarque.objects.values_list("reponse", flat=True)) == {"", *Remarque.Reponse.values}
    assert set(Producteur.objects.values_list("accord", flat=True)) == {"", *Producteur.Accord.values}


def test_les_cas_qui_se_racontent() -> None:
    deux_lieux = Publication.objects.filter(ressource__titre="Les documents commerciaux", retiree_le=None)
    assert set(deux_lieux.values_list("cible", flat=True)) == set(Publication.Cible)
    bilan = Ressource.objects.get(titre="Lire un bilan comptable")
    assert (bilan.numero_version, bilan.publications.get(retiree_le=None).version.numero) == (4, 3)
    assert list(bilan.demandes.values_list("issue", flat=True)) == ["reprise", "validee"]
    ouvertes = DemandeValidation.objects.filter(close_le=None)
    assert {frozenset(d.visas.values_list("nature", flat=True)) for d in ouvertes} == {
        frozenset(),
        frozenset({"pedagogique"}),
        frozenset({"numerique"}),
    }
    assert (JOUR - min(d.ouverte_le for d in ouvertes).astimezone(PARIS).date()).days == 9
    assert Version.objects.filter(annulee_le__isnull=False).count() == 1
    delegue = Visa.objects.get(par_delegation_de__isnull=False)
    assert delegue.signature == "François-Xavier Olivier, par délégation d'Hélène Castéra"
    mathematiques = Mandat.objects.filter(pole__slug="mathematiques", fonction="inspecteur").order_by("debut")
    assert [m.fin is None for m in mathematiques] == [False, True]


def test_une_invitation_attend_et_une_personne_est_absente() -> None:
    assert [i.mandat.personne.prenom for i in Invitation.objects.en_attente()] == ["Zoé"]
    assert not Invitation.objects.en_attente().get().refus(MINUIT)
    assert [str(p) for p in Personne.objects.filter(pk__in=indisponibles(JOUR))] == ["Fatou Diarra"]
    # Work waits for her: who leads the pôle was told.
    assert Courriel.objects.filter(gabarit="membre_indisponible").exists()


def test_une_seance_se_prepare() -> None:
    seance = Seance.objects.get()
    assert (seance.etat, seance.prevue_le.astimezone(PARIS).date()) == ("preparee", date(2027, 5, 19))
    assert seance.points.count() == 2
    assert AvisPrepare.objects.get().personne == Personne.objects.get(email=adresse("helene"))


def test_des_reunions_ont_eu_lieu_et_d_autres_attendent_une_reponse() -> None:
    assert etats(Reunion) == {"tenue": 3, "prevue": 2}
    assert Reunion.objects.filter(financee=True).count() == 3
    lea = Personne.objects.get(email=adresse("lea"))
    siennes = {o.genre for o in obligations(Demande(JOUR, lea))}
    assert {"reunion", "decision"} <= siennes
    sandrine = Personne.objects.get(email=adresse("sandrine"))
    assert "compte_rendu" in {o.genre for o in obligations(Demande(JOUR, sandrine))}
    recap = Courriel.objects.filter(gabarit="nouvelles", sujet__startswith="Journée de relecture")
    assert recap.exists()


def test_personne_ne_voit_chez_le_voisin() -> None:
    assert Ressource.objects.filter(titre="Lire un paysage viticole").exists()
    for personne in Personne.objects.filter(is_superuser=False, mandats__isnull=False).distinct():
        academies = {r.campagne_suivi.pole.academie.nom for r in Ressource.objects.visibles_par(personne)}
        assert len(academies) <= 1, personne


def test_rien_n_arrive_apres_le_jour_demande(annee: Path) -> None:
    for modele in apps.get_models():
        if modele._meta.app_label not in PIECES:
            continue
        for champ in modele._meta.get_fields():
            # Until when a link serves, and for when people will meet, is known beforehand.
            if isinstance(champ, DateTimeField) and champ.name not in ("expire_le", "prevue_le", "debut", "fin"):
                dernier = modele.objects.aggregate(dernier=Max(champ.name))["dernier"]
                assert dernier is None or dernier < MINUIT, f"{modele.__name__}.{champ.name}"
    assert (annee / "horloge-demo").read_text().split()[1] == "2027-05-12"


def test_l_annee_respecte_le_calendrier() -> None:
    """Nobody works on a Sunday, nor during the holidays of zone C."""
    periodes = list(JourSansClasse.objects.filter(academie__nom="Toulouse"))
    assert any(p.genre == JourSansClasse.Genre.VACANCES for p in periodes)
    jours = {e.astimezone(PARIS).date() for e in Ecriture.objects.values_list("ecrite_le", flat=True)}
    assert not [jour for jour in jours if jour.weekday() > 4]
    assert not [
        (jour, p.libelle) for jour in jours for p in periodes if p.debut <= jour <= p.fin and jour > date(2026, 9, 1)
    ]


def test_le_journal_est_intact() -> None:
    assert list(verifier()) == []
    call_command("verifier_journal")


@pytest.mark.parametrize("atteinte", ["altérée", "retirée", "coupée"])
def test_le_journal_dit_ce_qu_on_lui_a_fait(atteinte: str, capsys) -> None:
    chaine = Ressource.objects.get(titre="Les documents commerciaux").chaine
    lignes = Ecriture._base_manager.filter(chaine=chaine)
    if atteinte == "altérée":
        lignes.filter(rang=4).update(action="ressource.publier")
    elif atteinte == "retirée":
        lignes.filter(rang=4)._raw_delete("default")
    else:
        lignes.filter(rang=Tete.objects.get(chaine=chaine).rang)._raw_delete("default")
    with pytest.raises(SystemExit) as sortie:
        call_command("verifier_journal")
    assert sortie.value.code == 1
    dit = capsys.readouterr().err
    assert chaine in dit
    assert atteinte in dit


def test_les_sceaux_correspondent_aux_fichiers() -> None:
    for version in Version.objects.prefetch_related("pieces"):
        assert sceller(version, version.pieces.all()) == version.sceau
    assert all(piece.fichier.size == piece.taille for piece in Piece.objects.exclude(fichier=""))


def test_les_courriels_du_passe_sont_partis(settings) -> None:
    assert Courriel.objects.count() > 300
    en_attente = Courriel.objects.exclude(etat__in=["envoye", "groupe"])
    veille = MINUIT.replace(day=11)
    assert all(c.genre == "nouvelle" and c.cree_le >= veille for c in en_attente)
    assert all(c.envoye_le >= c.cree_le for c in Courriel.objects.filter(etat="envoye"))
    assert mail.outbox == []


@pytest.mark.parametrize("compte", COMPTES, ids=lambda compte: compte.cle)
def test_chaque_compte_permet_d_entrer(compte, client) -> None:
    reponse = client.post(reverse("account_login"), {"login": adresse(compte.cle), "password": MOT_DE_PASSE})
    assert reponse.status_code == 302, reponse.content.decode()
    assert client.session["_auth_user_id"] == str(Personne.objects.get(email=adresse(compte.cle)).pk)


@pytest.mark.parametrize(
    ("cle", "genres"),
    [
        ("sandrine", {"decision_fiche", "assignation", "demande_validation", "publication"}),
        ("lea", {"depot"}),
        ("karim", {"relecture"}),
        ("helene", {"visa", "seance"}),
        ("stephane", {"visa"}),
        ("beatrice", {"signataire"}),
    ],
)
def test_chaque_role_a_quelque_chose_a_faire(cle: str, genres: set[str]) -> None:
    personne = Personne.objects.get(email=adresse(cle))
    assert genres <= {o.genre for o in obligations(Demande(jour=JOUR, personne=personne))}


def test_les_captures_de_l_aide_montrent_ce_qu_elles_disent() -> None:
    assert captures.manques() == []
