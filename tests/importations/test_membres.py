"""The team of a pôle, from a table: what is said before, what is done, and nothing else."""

import pytest
from django.utils import timezone

from commun.etats import EtatTravail
from commun.models import Courriel
from comptes.models import Personne
from importations import services, tasks
from importations.models import Importation
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Affectation, Fonction
from tests import fabrique
from tests.fabrique import MAINTENANT

from . import chantier
from .chantier import INES, en_csv, en_xlsx, importer, issues, lire, motifs

pytestmark = pytest.mark.django_db


@pytest.fixture
def pole():
    return chantier.pole()


def test_ce_qui_est_montre_est_ce_qui_est_fait(pole):
    campagne, qui = pole
    college = fabrique.etablissement("Collège Jean Moulin")
    deja, venue = fabrique.enseignant(campagne), fabrique.personne("Léa", "Faure", last_login=timezone.now())
    lue = lire(
        "membres",
        campagne,
        qui,
        en_csv(
            (*INES[:4], college.uai),
            (deja.email.upper(), "", "", "", ""),
            (venue.email, "Autre", "Nom", "observatrice", ""),
            ("marc.petit@exemple.fr", "", "", "professeur", ""),
        ),
    )
    assert issues(lue) == ["nouvelle", "inchangee", "nouvelle", "nouvelle"]
    assert (lue.nouvelles, lue.inchangees, lue.refusees) == (3, 1, 0)
    assert not Personne.objects.filter(email=INES[0]).exists()
    assert Courriel.objects.count() == 0
    faite = importer(lue)
    assert faite.importee_le
    assert faite.travail.etat == EtatTravail.REUSSI
    ines = Personne.objects.get(email=INES[0])
    assert not ines.has_usable_password()
    assert ines.affectations.get().etablissement == college
    assert Personne.objects.get(email="marc.petit@exemple.fr").nom == "Petit"
    venue.refresh_from_db()
    assert venue.nom == "Faure"
    assert venue.mandats.get(campagne=campagne).fonction == Fonction.OBSERVATEUR
    assert sorted(Courriel.objects.values_list("gabarit", flat=True)) == [
        "bienvenue_dans_l_equipe", "invitation", "invitation"
    ]  # fmt: skip
    actions = Ecriture.objects.filter(chaine=campagne.chaine).values_list("action", flat=True)
    assert list(actions).count("mandat.nommer") >= 3
    assert "importation.faire" in actions
    assert not list(verifier())
    # The worker killed after its work, and the task delivered again.
    tasks.importer(str(faite.travail_id))
    assert Courriel.objects.count() == 3


def test_lire_un_tableau_ne_dit_pas_qui_est_derriere_une_adresse(pole):
    """Somebody of another académie: neither name nor establishment, be the account open or closed."""
    campagne, qui = pole
    ailleurs, ici = fabrique.etablissement("Lycée Lointain"), fabrique.etablissement("Collège Jean Moulin")
    venue = fabrique.personne("Léa", "Inconnue")
    Affectation.objects.create(personne=venue, etablissement=ailleurs, debut=MAINTENANT.date())
    fermee = fabrique.personne("Luc", "Ferme", is_active=False)
    lue = lire(
        "membres",
        campagne,
        qui,
        en_csv((venue.email, "X", "Y", "", ici.uai), (fermee.email, "X", "Z", "", "")),
    )
    dit = str(list(lue.lignes.values_list("quoi", "ecarts", "motifs", "remarques")))
    assert issues(lue) == ["nouvelle", "refusee"]
    assert "déjà un compte" in dit
    assert "est fermé" in dit
    assert not [mot for mot in ("Inconnue", "Ferme", "Lointain") if mot in dit]


def test_deux_ouvriers_du_meme_travail_n_importent_qu_une_fois(pole):
    """A worker that was taken for dead had written it: the next one finds it done and goes on to the mails."""
    campagne, qui = pole
    lue = lire("membres", campagne, qui, en_csv(INES))
    faite = importer(lue, prevenir=False)
    lue.importee_le, lue.prevenir = None, True  # as the second worker read it, before the first one ended
    services.importer_pour_de_bon(
        importation=lue, suivi=SansSuivi(), jour=MAINTENANT.date(), horloge=lambda: MAINTENANT
    )
    assert Courriel.objects.get().gabarit == "invitation"
    faite.refresh_from_db()
    assert faite.importee_le
    assert not faite.lignes.filter(produit__isnull=False).exists()


class SansSuivi:
    def etape(self, libelle: str, avancement: int) -> None:
        """Nobody looks."""


def test_un_depot_qui_echoue_ne_laisse_pas_son_fichier(pole, monkeypatch, settings):
    campagne, qui = pole
    dossier = settings.DATA_DIR / "fichiers/importations"
    avant = [f for f in dossier.rglob("*") if f.is_file()]

    def tomber(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("importations.services.depot.travaux.demander", tomber)
    with pytest.raises(RuntimeError):
        lire("membres", campagne, qui, en_csv(INES))
    assert [f for f in dossier.rglob("*") if f.is_file()] == avant


def test_une_ligne_refusee_arrete_tout(pole):
    campagne, qui = pole
    lue = lire("membres", campagne, qui, en_csv(INES, ("pas une adresse", "A", "B", "enseignant", "")))
    assert issues(lue) == ["nouvelle", "refusee"]
    with pytest.raises(services.execution.ActionImpossible, match="refusées"):
        importer(lue)
    assert not Personne.objects.filter(email=INES[0]).exists()


def test_sans_inviter_maintenant_puis_les_inviter(pole):
    campagne, qui = pole
    faite = importer(lire("membres", campagne, qui, en_csv(INES)), prevenir=False)
    assert faite.importee_le
    assert Courriel.objects.count() == 0
    services.reprendre_envoi(importation=faite, acteur=qui, maintenant=MAINTENANT)
    faite.refresh_from_db()
    tasks.importer(str(faite.travail_id))
    assert Courriel.objects.get().gabarit == "invitation"


def test_ce_qui_a_change_depuis_la_lecture_est_dit(pole):
    campagne, qui = pole
    lue = lire("membres", campagne, qui, en_csv(INES, ("zoe.roy@exemple.fr", "Zoé", "Roy", "", "")))
    vue = lue.empreinte
    fabrique.invitation(campagne, email=INES[0])
    Courriel.objects.all().delete()
    arretee = importer(lue)
    assert arretee.importee_le is None
    assert "la ligne 2" in arretee.travail.erreur
    assert issues(arretee) == ["inchangee", "nouvelle"]
    assert not Personne.objects.filter(email="zoe.roy@exemple.fr").exists()
    with pytest.raises(services.execution.Perime):
        services.importer(importation=arretee, vu=vue, prevenir=True, acteur=qui, maintenant=MAINTENANT)
    assert importer(arretee).importee_le


def test_un_ouvrier_tue_pendant_l_ecriture_ne_laisse_rien_a_moitie(pole, monkeypatch):
    campagne, qui = pole
    lue = lire("membres", campagne, qui, en_csv(INES, ("zoe.roy@exemple.fr", "Zoé", "Roy", "", "")))

    def tuer(**_: object) -> None:
        raise SystemExit

    monkeypatch.setattr("importations.services.execution.ecrire", tuer)
    with pytest.raises(SystemExit):
        importer(lue)
    assert not Personne.objects.filter(email=INES[0]).exists()
    monkeypatch.undo()
    travail = Importation.objects.get(pk=lue.pk).travail
    # What the sweep does of a job whose worker is silent.
    type(travail).objects.filter(pk=travail.pk).update(etat=EtatTravail.EN_ATTENTE)
    tasks.importer(str(travail.pk))
    assert Importation.objects.get(pk=lue.pk).importee_le
    assert Courriel.objects.count() == 2


@pytest.mark.parametrize(
    ("ligne", "dit"),
    [
        (("ines@exemple.fr", "Inès", "Roux", "inspectrice", ""), "administration académique"),
        (("ines@exemple.fr", "Inès", "Roux", "coordinatrice", ""), "PREDAC ou IAN"),
        (("ines@exemple.fr", "Inès", "Roux", "pilote", ""), "n'est pas une fonction"),
        (("ines@exemple.fr", "", "", "", ""), "Le nom manque"),
        (("ines@exemple.fr", "Inès", "Roux", "", "0310001X"), "lettre de contrôle"),
        (("ines@exemple.fr", "Inès", "Roux", "", "0310999P"), "lettre de contrôle|n'est pas dans la liste"),
    ],
)
def test_une_ligne_dit_pourquoi_elle_est_refusee(pole, ligne, dit):
    import re

    campagne, qui = pole
    lue = lire("membres", campagne, qui, en_csv(ligne))
    assert lue.refusees == 1
    assert re.search(dit, motifs(lue))


def test_l_administration_nomme_aussi_qui_conduit(pole):
    campagne, _ = pole
    admin = fabrique.titulaire(campagne.pole.academie, "administrateur")
    faite = importer(lire("membres", campagne, admin, en_xlsx((*INES[:3], "IAN", "")), "equipe.xlsx"))
    assert faite.importee_le
    assert campagne.mandats.get(personne__email=INES[0]).titre == "ian"


def test_les_droits_sont_ceux_du_moment(pole):
    campagne, qui = pole
    lue = lire("membres", campagne, qui, en_csv(INES))
    campagne.mandats.filter(personne=qui).update(fin="2026-12-31")
    arretee = importer(lue)
    assert arretee.importee_le is None
    assert not Personne.objects.filter(email=INES[0]).exists()
