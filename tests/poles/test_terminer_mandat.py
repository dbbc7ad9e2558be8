"""« Mettre fin au mandat »: everything the person holds on one screen, decided at once or not at all."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commun.models import Courriel
from journal.models import Ecriture
from poles.charges import charges_de
from poles.droits import oublier_droits
from poles.models import Fonction, Mandat
from poles.services import nommer
from productions import services as productions
from productions.etats import EtatRelecture
from productions.etats import EtatRessource as R
from productions.models import Relecture, Ressource
from tests import fabrique

pytestmark = pytest.mark.django_db
JOUR, MAINTENANT = fabrique.JOUR, fabrique.MAINTENANT
MOTIF = "Mutation dans une autre académie."


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def partante(campagne):
    """She produces, alone and with somebody, proofreads, and has begun a fiche."""
    qui = fabrique.personne("Claire", "Moreau")
    fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne)
    return qui


@pytest.fixture
def collegue(campagne):
    qui = fabrique.personne("Hugo", "Petit")
    fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne)
    return qui


def nommee(titre: str, *args, **champs) -> Ressource:
    ressource = fabrique.ressource(*args, **champs)
    Ressource.objects.filter(pk=ressource.pk).update(titre=titre)
    ressource.refresh_from_db()
    return ressource


@pytest.fixture
def travail(campagne, partante):
    a_relire = nommee("À relire", campagne, R.EN_RELECTURE)
    brouillon = fabrique.fiche(campagne, titre="Un brouillon")
    brouillon.redigee_par = partante
    brouillon.save()
    return {
        "seule": nommee("Seule", campagne, R.EN_CONCEPTION, [partante]),
        "deposee": nommee("Déposée", campagne, R.EN_REVISION, [partante]),
        "relecture": fabrique.relecture(a_relire, partante, echeance=JOUR + timedelta(days=2)),
        "fiche": brouillon,
        "finie": nommee("Finie", campagne, R.PUBLIEE, [partante]),
    }


def mandat_de(qui) -> Mandat:
    return qui.mandats.get()


def adresse(campagne, qui, vue="terminer_mandat") -> str:
    return reverse(f"poles:{vue}", args=[campagne.pole.slug, campagne.cycle.libelle, mandat_de(qui).pk])


def saisie(page, **choix) -> dict[str, str]:
    """The form as the page gives it, with these choices."""
    form, donnees = page.context["form"], {"motif": MOTIF}
    for _, lignes in form.lignes:
        for charge, champ in lignes:
            if champ is not None:
                donnees |= {champ.html_name: charge.choix[0].code, f"vu-{charge.cle}": charge.etat}
    if "dernier_jour" in form.fields:
        donnees["dernier_jour"] = JOUR.isoformat()
    return donnees | choix


def cle(genre: str, objet) -> str:
    return f"choix-{genre}-{objet.pk}"


@pytest.fixture
def coordination(client, campagne):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def test_l_ecran_montre_ce_qui_est_a_son_nom_et_rien_d_autre(client, campagne, coordination, partante, travail):
    fabrique.ressource(fabrique.campagne(), producteurs=[partante], titre="Dans un autre pôle")
    page = client.get(adresse(campagne, partante))
    groupes = {titre: [c.titre for c, _ in lignes] for titre, lignes in page.context["form"].lignes}
    assert groupes == {
        "Productions": ["Déposée", "Seule"],
        "Relectures à rendre": ["À relire (V1)"],
        "Fiches à compléter": ["Un brouillon"],
    }
    assert "personne d&#x27;autre ne la produit" in page.text


def test_sans_choix_tout_reste_a_la_personne(client, campagne, coordination, partante, travail):
    page = client.get(adresse(campagne, partante))
    reponse = client.post(adresse(campagne, partante), saisie(page), follow=True)
    assert reponse.redirect_chain == [(campagne.get_absolute_url(), 302)]
    assert "Le mandat de Claire Moreau prend fin" in reponse.text
    assert "à qui vous avez confié" not in reponse.text, "rien n'est confié"
    assert f"« {travail['seule'].titre} »" in reponse.text
    assert "Vous avez laissé à Claire Moreau" in reponse.text
    mandat = mandat_de(partante)
    assert (mandat.fin, mandat.termine_le) == (JOUR, None)
    assert travail["seule"].producteurs.get() == partante
    assert Relecture.objects.get(pk=travail["relecture"].pk).etat == EtatRelecture.ATTENDUE
    ecriture = Ecriture.objects.get(action="mandat.terminer")
    assert (ecriture.acteur, ecriture.texte) == (coordination, MOTIF)
    courriel = Courriel.objects.get(gabarit="mandat_termine")
    assert courriel.personne == partante.pk
    assert MOTIF in courriel.texte


def test_chaque_chose_va_ou_l_on_a_dit(client, campagne, coordination, partante, collegue, travail):
    page = client.get(adresse(campagne, partante))
    choix = {
        cle("ressource", travail["seule"]): f"remplacer:{collegue.pk}",
        cle("ressource", travail["deposee"]): f"ajouter:{collegue.pk}",
        cle("relecture", travail["relecture"]): f"confier:{collegue.pk}",
        cle("fiche", travail["fiche"]): f"confier:{collegue.pk}",
    }
    client.post(adresse(campagne, partante), saisie(page, **choix))
    assert list(travail["seule"].producteurs.all()) == [collegue]
    assert set(travail["deposee"].producteurs.all()) == {partante, collegue}
    relectures = Relecture.objects.filter(version__ressource__titre="À relire")
    assert dict(relectures.values_list("relecteur", "etat")) == {
        partante.pk: EtatRelecture.CLOSE,
        collegue.pk: EtatRelecture.ATTENDUE,
    }
    # Two days would have been too short for who takes over.
    assert relectures.get(relecteur=collegue).echeance == JOUR + timedelta(days=14)
    travail["fiche"].refresh_from_db()
    assert travail["fiche"].redigee_par == collegue
    recus = set(Courriel.objects.filter(personne=collegue.pk).values_list("gabarit", flat=True))
    assert {"producteur_ajoute", "relecture_assignee", "fiche_confiee"} <= recus
    assert Courriel.objects.filter(personne=partante.pk, gabarit="relecture_reassignee").exists()


def test_qui_a_depose_garde_son_nom_et_un_producteur_ne_relit_pas(campagne, partante, collegue, travail):
    charges = {c.titre: c for c in charges_de(mandat_de(partante), JOUR)}
    assert {c.action for c in charges["Déposée"].choix} == {"laisser", "ajouter"}
    assert {c.action for c in charges["Seule"].choix} == {"laisser", "ajouter", "remplacer"}
    relue = travail["relecture"].version.ressource
    producteur = relue.producteurs.get()
    assert producteur.pk not in {c.personne for c in charges["À relire (V1)"].choix}
    assert collegue.pk in {c.personne for c in charges["À relire (V1)"].choix}


def test_un_refus_ne_laisse_rien_a_moitie(client, campagne, coordination, partante, collegue, travail):
    """The colleague has signed for the resource, by some old mandate: the rooms above refuse, and all is undone."""
    page = client.get(adresse(campagne, partante))
    choix = {
        cle("ressource", travail["seule"]): f"remplacer:{collegue.pk}",
        # Nobody of the team: forged.
        cle("relecture", travail["relecture"]): f"confier:{fabrique.personne().pk}",
    }
    reponse = client.post(adresse(campagne, partante), saisie(page, **choix))
    assert "n&#x27;est plus possible" in reponse.text
    assert travail["seule"].producteurs.get() == partante
    assert mandat_de(partante).fin is None
    assert MOTIF in reponse.text
    assert reponse.context["form"][cle("ressource", travail["seule"])].value() == f"remplacer:{collegue.pk}"


def test_le_travail_fait_entre_temps_se_dit(client, campagne, coordination, partante, collegue, travail):
    page = client.get(adresse(campagne, partante))
    donnees = saisie(page, **{cle("relecture", travail["relecture"]): f"confier:{collegue.pk}"})
    productions.rendre_relecture(relecture=travail["relecture"], avis="Utile.", acteur=partante, maintenant=MAINTENANT)
    reponse = client.post(adresse(campagne, partante), donnees)
    assert "Quelqu&#x27;un a travaillé pendant que vous décidiez" in reponse.text
    assert mandat_de(partante).fin is None
    donnees = saisie(client.get(adresse(campagne, partante)))
    fabrique.deposer(Ressource.objects.get(pk=travail["seule"].pk), partante)
    reponse = client.post(adresse(campagne, partante), donnees)
    assert "« Seule » : Claire Moreau a déposé la V1." in reponse.text
    # The page shows what there is now: the second time passes.
    assert client.post(adresse(campagne, partante), saisie(reponse)).status_code == 302


def test_fermer_la_derniere_relecture_attendue_ouvre_la_revision(client, campagne, coordination, partante, collegue):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    rendue, attendue = fabrique.relecture(ressource, collegue), fabrique.relecture(ressource, partante)
    productions.rendre_relecture(relecture=rendue, avis="Bien.", acteur=collegue, maintenant=MAINTENANT)
    page = client.get(adresse(campagne, partante))
    client.post(adresse(campagne, partante), saisie(page, **{cle("relecture", attendue): "liberer"}))
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_REVISION


def test_couper_l_acces_le_jour_meme_puis_revenir(client, campagne, coordination, partante):
    page = client.get(adresse(campagne, partante))
    donnees = saisie(page, sur_le_champ="on", dernier_jour=(JOUR + timedelta(days=9)).isoformat())
    assert "tout de suite" in client.post(adresse(campagne, partante), donnees, follow=True).text
    mandat = mandat_de(partante)
    assert (mandat.fin, mandat.termine_le) == (JOUR, MAINTENANT.replace(microsecond=mandat.termine_le.microsecond)) or (
        mandat.fin == JOUR and mandat.termine_le
    )
    client.force_login(partante)
    assert client.get(campagne.get_absolute_url()).status_code == 404
    # A mistake is mended the same day.
    nommer(personne=partante, fonction=Fonction.ENSEIGNANT, portee=campagne, debut=JOUR, maintenant=MAINTENANT)
    assert client.get(campagne.get_absolute_url()).status_code == 200


def test_un_mandat_commence_aujourd_hui_finit_aujourd_hui(client, campagne, coordination):
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne, debut=JOUR)
    client.post(adresse(campagne, qui), saisie(client.get(adresse(campagne, qui)), sur_le_champ="on"))
    assert not mandat_de(qui).actif(JOUR)


def test_recommencer_dit_que_c_est_fait(client, campagne, coordination, partante):
    donnees = saisie(client.get(adresse(campagne, partante)), sur_le_champ="on")
    client.post(adresse(campagne, partante), donnees)
    reponse = client.post(adresse(campagne, partante), donnees, follow=True)
    assert "est déjà terminé" in reponse.text
    assert Ecriture.objects.filter(action="mandat.terminer").count() == 1


def test_les_dates_et_le_motif_se_demandent(client, campagne, coordination, partante):
    page = client.get(adresse(campagne, partante))
    form = client.post(adresse(campagne, partante), saisie(page, motif="", dernier_jour="2025-01-01")).context["form"]
    assert set(form.errors) == {"motif", "dernier_jour"}
    assert mandat_de(partante).fin is None


def test_elle_garde_ce_qu_elle_produit_et_relit(client, campagne, coordination, partante, travail):
    """She has left: the pôle is closed to her, what she makes is not."""
    client.post(adresse(campagne, partante), saisie(client.get(adresse(campagne, partante)), sur_le_champ="on"))
    oublier_droits(partante)
    visibles = set(Ressource.objects.visibles_par(partante))
    assert {travail["seule"], travail["deposee"], travail["finie"], travail["relecture"].version.ressource} <= visibles
    client.force_login(partante)
    assert client.get(travail["seule"].get_absolute_url()).status_code == 200
    assert client.get(campagne.get_absolute_url()).status_code == 404


def test_un_mandat_ailleurs_ne_bouge_pas(client, campagne, coordination, partante):
    """Several mandates a person: one ends, the others go on."""
    ailleurs = fabrique.campagne()
    ici = mandat_de(partante)
    page = client.get(adresse(campagne, partante))
    fabrique.mandat(partante, Fonction.ENSEIGNANT, ailleurs)
    client.post(
        reverse("poles:terminer_mandat", args=[campagne.pole.slug, campagne.cycle.libelle, ici.pk]),
        saisie(page, sur_le_champ="on"),
    )
    client.force_login(partante)
    assert client.get(ailleurs.get_absolute_url()).status_code == 200
    assert client.get(campagne.get_absolute_url()).status_code == 404
