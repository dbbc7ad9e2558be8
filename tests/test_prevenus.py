"""What a page says of who will be told is who gets a mail: a line a button."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from commun.models import Courriel
from comptes.models import Personne
from poles.models import Fonction
from productions import services as productions
from productions.etats import EtatFiche
from productions.etats import EtatRessource as R
from productions.models import NatureReport, Relecture, Remarque
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from tests.tests_classe import DANS_UN_MOIS, seance
from validations.models import NatureVisa

pytestmark = pytest.mark.django_db

CONDUITE = "le PREDAC ou l'IAN"
CONSEQUENCE, DISCRET = "app-consequence", "app-discret"
# Where a page promises. Of what is discreet, only what holds one of the words of `aussi`.
ZONES = {
    CONSEQUENCE: re.compile(r'class="[^"]*app-consequence[^"]*">(.*?)(?=<form|app-boutons)', re.DOTALL),
    DISCRET: re.compile(r'class="[^"]*app-discret[^"]*">(.*?)</p>', re.DOTALL),
}
MOTIF = {"motif": "Parce que c'est ainsi."}


class Pole:
    """Two producers, one of whom leads the pôle too; an account that is closed produces as well."""

    def __init__(self) -> None:
        self.campagne = fabrique.campagne(avec_equipe=True)
        self.chef = fabrique.titulaire(self.campagne, Fonction.COORDINATEUR)
        self.inspection = fabrique.titulaire(self.campagne, Fonction.INSPECTEUR)
        self.drane = fabrique.titulaire(self.campagne, Fonction.DRANE)
        gens = [fabrique.personne() for _ in range(6)]
        self.autre_chef, self.nadia, self.hugo, self.lea, self.parti, self.venue_d_ailleurs = gens
        fabrique.mandat(self.autre_chef, Fonction.COORDINATEUR, self.campagne)
        for qui in (self.nadia, self.hugo, self.lea, self.parti):
            fabrique.mandat(qui, Fonction.ENSEIGNANT, self.campagne)

    def fermer(self) -> None:
        Personne.objects.filter(pk=self.parti.pk).update(is_active=False)

    def ressource(self, etat: str = R.EN_CONCEPTION, **champs):
        obtenue = fabrique.ressource(
            self.campagne, etat, [self.nadia, self.hugo, self.autre_chef, self.parti], **champs
        )
        self.fermer()
        return obtenue

    def relue(self):
        """A V1 whose proofreader has asked for something, which is answered in the draft of the V2."""
        ressource = self.ressource()
        fabrique.deposer(ressource)
        relecture = fabrique.relecture(ressource, self.lea)
        productions.ecrire_remarque(
            relecture=relecture, texte="Dates à revoir.", bloquante=False, endroit="", maintenant=MAINTENANT
        )
        productions.rendre_relecture(relecture=relecture, avis="", acteur=self.lea, maintenant=MAINTENANT)
        productions.repondre_remarque(
            remarque=Remarque.objects.get(), reponse="faite", texte="", acteur=self.nadia, maintenant=MAINTENANT
        )
        return ressource


@dataclass
class Geste:
    """`aussi`: people whom the page names by what they are, with the words that it must hold."""

    acteur: Personne
    page: str
    donnees: dict = field(default_factory=dict)
    bouton: str = ""
    zone: str = CONSEQUENCE
    aussi: dict[str, list[Personne]] = field(default_factory=dict)


def _vers(nom: str, *args: object) -> str:
    return reverse(nom, args=args)


def premier_depot(pole: Pole) -> Geste:
    return _depot(pole, pole.ressource(), 1)


def depot_qui_repond_a_un_relecteur(pole: Pole) -> Geste:
    return _depot(pole, pole.relue(), 2)


def _depot(pole: Pole, ressource, numero: int) -> Geste:
    depot = productions.ouvrir_depot(ressource=ressource, acteur=pole.nadia, maintenant=MAINTENANT)
    productions.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=MAINTENANT)
    fabrique.declarer(depot)
    page, bouton = (_vers(f"productions:{nom}", ressource.pk) for nom in ("depot", "deposer"))
    return Geste(pole.nadia, page, {"numero": numero, "note": ""}, bouton)


def annuler_le_depot(pole: Pole) -> Geste:
    ressource = pole.ressource()
    fabrique.deposer(ressource)
    page = _vers("productions:annuler_depot", ressource.pk)
    return Geste(pole.nadia, page, aussi={CONDUITE: [pole.chef, pole.autre_chef]})


def _fiche(geste: str, etat: str) -> Callable[[Pole], Geste]:
    def decider(pole: Pole) -> Geste:
        fiche = fabrique.fiche(
            pole.campagne, [pole.nadia, pole.hugo, pole.chef, pole.parti], soumise=True, retenue=etat == "retenue"
        )
        pole.fermer()
        assert fiche.etat == etat
        return Geste(pole.chef, _vers(f"productions:{geste}_fiche", fiche.pk), MOTIF)

    return decider


def assigner(pole: Pole) -> Geste:
    ressource = pole.ressource()
    fabrique.deposer(ressource)
    donnees = {"relecteurs": [pole.lea.pk], "echeance": "2027-02-01"}
    page = _vers("productions:assigner_relecture", ressource.pk)
    aussi = {"Chaque personne choisie": [pole.lea]}
    return Geste(pole.chef, page, donnees, zone=DISCRET, aussi=aussi)


def clore_la_relecture(pole: Pole) -> Geste:
    ressource = pole.ressource()
    fabrique.deposer(ressource)
    fabrique.relecture(ressource, pole.lea)
    return Geste(pole.autre_chef, _vers("productions:clore_relecture", ressource.pk))


def rendre_la_relecture(pole: Pole) -> Geste:
    ressource = pole.ressource()
    fabrique.deposer(ressource)
    fabrique.relecture(ressource, pole.lea)
    return Geste(pole.lea, _vers("productions:rendre_relecture", Relecture.objects.get().pk), {"avis": "Bien."})


def contester(pole: Pole) -> Geste:
    ressource = pole.relue()
    fabrique.deposer(ressource)
    return Geste(pole.lea, _vers("productions:contester_reponse", Remarque.objects.get().pk), MOTIF)


def demander_la_validation(pole: Pole) -> Geste:
    ressource = pole.ressource(R.PRETE_A_VALIDER)
    return Geste(pole.nadia, _vers("validations:demander", ressource.pk), {"message": ""})


def retirer_la_demande(pole: Pole) -> Geste:
    ressource = pole.ressource(R.EN_VALIDATION)
    aussi = {"les signataires": [pole.inspection, pole.drane], CONDUITE: [pole.chef, pole.autre_chef]}
    return Geste(pole.nadia, _vers("validations:retirer_demande", ressource.pk), MOTIF, aussi=aussi)


def premier_visa(pole: Pole) -> Geste:
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    return _visa(pole, demande, {"apprendra seulement que vous avez visé": [pole.chef, pole.autre_chef]})


def second_visa(pole: Pole) -> Geste:
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    tous = {
        "Les producteurs": [pole.nadia, pole.hugo, pole.autre_chef],
        CONDUITE: [pole.chef, pole.autre_chef],
        "et l'autre signataire": [pole.inspection],
        "vous": [pole.drane],
    }
    return _visa(pole, demande, tous)


def _visa(pole: Pole, demande, aussi: dict[str, list[Personne]]) -> Geste:
    donnees = {"avis": "favorable", "motif": "", "nature": NatureVisa.NUMERIQUE}
    bouton = _vers("validations:viser", demande.pk)
    return Geste(pole.drane, demande.get_absolute_url(), donnees, bouton, zone=DISCRET, aussi=aussi)


def publier(pole: Pole) -> Geste:
    ressource = pole.ressource(R.VALIDEE)
    for lien in ressource.liens_producteurs.all():
        productions.donner_accord(ressource=ressource, acteur=lien.personne, maintenant=MAINTENANT)
    donnees = {"cible": "site", "publiee_le": JOUR.isoformat(), "adresse": "https://pedagogie.exemple.fr/d"}
    donnees |= {"licence": "cc-by-sa-4.0", "licence_autre": ""}
    aussi = {"Les signataires": [pole.inspection, pole.drane]}
    return Geste(pole.autre_chef, _vers("validations:publier", ressource.pk), donnees, aussi=aussi)


def abandonner(pole: Pole) -> Geste:
    return Geste(pole.autre_chef, _vers("validations:abandonner", pole.ressource().pk), MOTIF)


def demander_un_report(pole: Pole) -> Geste:
    ressource = pole.ressource(R.EN_REVISION, jour_v2=JOUR.replace(year=2027, month=1, day=29))
    page = _vers("productions:demander_report", ressource.pk, NatureReport.V2)
    return Geste(pole.nadia, page, {"jour": "2027-02-26", "motif": "Le laboratoire est fermé."})


def inviter(pole: Pole) -> Geste:
    page = _vers("poles:inviter", pole.campagne.pole.slug, pole.campagne.cycle.libelle)
    donnees = {"email": pole.venue_d_ailleurs.email, "prenom": "", "nom": "", "role": "enseignant"}
    return Geste(pole.chef, page, donnees, aussi={"Un courriel l'en prévient": [pole.venue_d_ailleurs]})


def planifier_un_test(pole: Pole) -> Geste:
    ressource = pole.ressource(R.EN_REVISION)
    donnees = {"testeur": pole.lea.pk, "niveau": seance().niveau.pk, "jour_prevu": DANS_UN_MOIS.isoformat()}
    donnees |= {"etablissement": "Collège Marie-Curie, Muret"}
    page = _vers("productions:planifier_test", ressource.pk)
    return Geste(pole.nadia, page, donnees, zone=DISCRET, aussi={"Le testeur reçoit un message": [pole.lea]})


GESTES = {
    geste.__name__: geste
    for geste in (
        premier_depot,
        depot_qui_repond_a_un_relecteur,
        annuler_le_depot,
        assigner,
        clore_la_relecture,
        rendre_la_relecture,
        contester,
        demander_la_validation,
        retirer_la_demande,
        premier_visa,
        second_visa,
        publier,
        abandonner,
        demander_un_report,
        inviter,
        planifier_un_test,
    )
} | {
    "renvoyer_fiche": _fiche("renvoyer", EtatFiche.SOUMISE),
    "rouvrir_fiche": _fiche("rouvrir", EtatFiche.RETENUE),
    "abandonner_fiche": _fiche("abandonner", EtatFiche.RETENUE),
}


@pytest.mark.parametrize("nom", GESTES)
def test_la_page_promet_qui_recoit(nom: str, client: Client) -> None:
    geste = GESTES[nom](Pole())
    client.force_login(geste.acteur)
    page = client.get(geste.page)
    assert page.status_code == 200
    promis = _promis(page.content.decode(), geste)
    avant = set(Courriel.objects.values_list("pk", flat=True))
    vu = page.context.get("vu") or ""
    reponse = client.post(geste.bouton or geste.page, geste.donnees | {"vu": vu})
    assert reponse.status_code == 302, _erreurs(reponse)
    recus = set(Courriel.objects.exclude(pk__in=avant).values_list("nom_destinataire", flat=True))
    assert recus
    assert promis == recus


def _promis(page: str, geste: Geste) -> set[str]:
    textes = [" ".join(unescape(re.sub(r"<[^>]*>", " ", bloc)).split()) for bloc in ZONES[geste.zone].findall(page)]
    if geste.zone == DISCRET:
        textes = [texte for texte in textes if any(mots in texte for mots in geste.aussi)]
    texte = " ".join(textes)
    noms = {p.nom_complet for p in Personne.objects.all() if re.search(rf"{re.escape(p.nom_complet)}(?!\w)", texte)}
    for mots, gens in geste.aussi.items():
        assert mots in texte
        noms |= {personne.nom_complet for personne in gens if personne != geste.acteur or mots == "vous"}
    return noms


def _erreurs(reponse) -> str:
    formulaire = reponse.context and reponse.context.get("form")
    return str(formulaire.errors if formulaire else reponse.status_code)
