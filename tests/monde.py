"""One pôle where everything exists at once: every role, every state, a long story; and a pôle where nothing is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from bilans.models import Bilan
from calendrier import services as calendrier
from calendrier.courriels import lien_de_desabonnement
from calendrier.rappels.cibles import Cible
from calendrier.rappels.occurrences import Cadence
from commun.models import Televersement, Travail
from comptes import services as comptes
from comptes.models import Personne
from grilles.models import VersionGrille
from importations.models import Importation
from poles.models import Campagne, Fonction, Indisponibilite, Mandat, VueEnregistree
from poles.services import enregistrer_vue
from productions import services as productions
from productions.etats import EtatFiche as F
from productions.etats import EtatRessource as R
from productions.liens_reports import lien_personnel_de
from productions.models import (
    Analyse,
    Depot,
    FicheProjet,
    NaturePiece,
    NatureReport,
    NatureRessource,
    Piece,
    Relecture,
    Report,
    Ressource,
    TestEnClasse,
)
from suivi.liens import adresse_de_reponse
from suivi.models import Reunion
from tests import (
    annees_du_pole,
    bilans_du_pole,
    fabrique,
    grilles_du_pole,
    reunions,
    seances_du_pole,
    suites,
    tableaux_deposes,
    tests_classe,
)
from tests.fabrique import MAINTENANT
from tests.fabrique.rejeu import rejouable
from tests.histoires import MOTIF, histoire_longue, remarquer, reprise
from tests.travaux import lancer as lancer_les_travaux
from validations.models import NatureVisa, Seance

MOT_DE_PASSE = "quatre mots assez longs"
ETABLISSEMENT = "Collège Marie-Curie"
# Role in the tests, name, fonction; a role without one has no mandate.
ROLES = {
    "coordination": ("Nadia", "Benali", Fonction.COORDINATEUR),
    "enseignant": ("Claire", "Moreau", Fonction.ENSEIGNANT),
    "coproducteur": ("Hugo", "Petit", Fonction.ENSEIGNANT),
    "relecteur": ("Élodie", "Garnier", Fonction.ENSEIGNANT),
    "inspection": ("Pierre", "Lacroix", Fonction.INSPECTEUR),
    "drane": ("Sophie", "Marchand", Fonction.DRANE),
    "observateur": ("Karim", "Haddad", Fonction.OBSERVATEUR),
    "administration": ("Anne", "Le Goff", Fonction.ADMINISTRATEUR),
    "inconnu": ("Paul", "Martin", ""),
    "avec_mot_de_passe": ("Zoé", "Roux", ""),
}


@dataclass
class Monde:
    campagne: Campagne
    vide: Campagne  # its cycle is in preparation; a coordinator, nothing else
    roles: dict[str, Personne]
    fiches: dict[str, FicheProjet] = field(default_factory=dict)
    ressources: dict[str, Ressource] = field(default_factory=dict)
    relectures: dict[str, Relecture] = field(default_factory=dict)
    travaux: dict[str, Travail] = field(default_factory=dict)
    liens: dict[str, str] = field(default_factory=dict)  # the secrets of personal links that still serve
    televersements: dict[str, Televersement] = field(default_factory=dict)
    seances: dict[str, Seance] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    reunions: dict[str, Reunion] = field(default_factory=dict)
    bilans: dict[str, Bilan] = field(default_factory=dict)
    tests: dict[str, TestEnClasse] = field(default_factory=dict)
    close: Campagne | None = None  # of another pôle of the académie: its next year is prepared
    grille: VersionGrille | None = None  # in preparation, for the relectures
    invitee: Mandat | None = None  # of somebody who has not come in yet
    importations: dict[str, Importation] = field(default_factory=dict)
    vues: dict[str, VueEnregistree] = field(default_factory=dict)
    absence: Indisponibilite | None = None  # of the role « enseignant », today

    def adresse(self, campagne: Campagne | None = None) -> list[str]:
        """The arguments of a campaign's addresses."""
        campagne = campagne or self.campagne
        return [campagne.pole.slug, campagne.cycle.libelle]

    @property
    def producteurs(self) -> list[Personne]:
        return [self.roles["enseignant"], self.roles["coproducteur"]]


@rejouable
def creer() -> Monde:
    campagne = fabrique.campagne(theme="Le numérique au service de la gestion", mission_animation=True)
    vide = fabrique.campagne(cycle=fabrique.cycle(ouvert=False), theme="")
    fabrique.etablissement(ETABLISSEMENT)
    monde = Monde(campagne, vide, {"superutilisateur": fabrique.superutilisateur()})
    for role, (prenom, nom, fonction) in ROLES.items():
        monde.roles[role] = fabrique.personne(prenom, nom, demo_libelle=role, demo_description="Voit son pôle.")
        if fonction:
            academie = fonction == Fonction.ADMINISTRATEUR
            fabrique.mandat(monde.roles[role], fonction, campagne.pole.academie if academie else campagne)
    fabrique.mandat(monde.roles["coordination"], Fonction.COORDINATEUR, vide)
    monde.roles["avec_mot_de_passe"].set_password(MOT_DE_PASSE)
    monde.roles["avec_mot_de_passe"].save()
    fabrique.delegation(monde.roles["inspection"].mandats.get(), fabrique.personne("Jeanne", "Faure"))
    _ecrire_les_fiches(monde)
    _faire_les_ressources(monde)
    monde.ressources["longue"] = histoire_longue(campagne, monde.producteurs, [monde.roles["relecteur"]])
    monde.ressources["reprise"] = reprise(campagne, monde.producteurs)
    seances_du_pole.peupler(monde)
    _demander_des_reports(monde)
    monde.reunions = reunions.peupler(monde)
    monde.grille = grilles_du_pole.peupler(monde)
    monde.bilans = bilans_du_pole.peupler(monde)
    suites.peupler(monde)
    monde.close = annees_du_pole.peupler(monde)
    lancer_les_travaux(monde)
    monde.importations = tableaux_deposes.peupler(monde)
    _envoyer_des_liens(monde)
    monde.tests = tests_classe.peupler(monde)
    _rappeler(monde)
    _enregistrer_des_vues(monde)
    return monde


def _rappeler(monde: Monde) -> None:
    """The pôle has a rule of its own, and the reminders of the day are written."""
    calendrier.regler_rappels(
        campagne=monde.campagne,
        cible=Cible(nature="v2"),
        cadence=Cadence(avant=(15, 2)),
        acteur=monde.roles["coordination"],
        maintenant=MAINTENANT,
    )
    calendrier.envoyer_rappels(maintenant=MAINTENANT)


def _ecrire_les_fiches(monde: Monde) -> None:
    for etat in F.values:
        monde.fiches[etat] = fabrique.fiche(
            monde.campagne,
            monde.producteurs,
            titre=f"Fiche {F(etat).label}",
            resume="Les élèves suivent une commande, du devis à la facture.",
            soumise=etat == F.SOUMISE,
            retenue=etat == F.RETENUE,
            productions_prevues=2,
            jour_v1=date(2026, 12, 20),
            jour_v2=date(2027, 1, 29),
            jour_validation=date(2027, 5, 12),
        )
    qui = {"acteur": monde.roles["coordination"], "maintenant": MAINTENANT, "motif": MOTIF}
    for etat, prealables, service in (
        (F.A_REVOIR, [productions.soumettre_fiche], productions.renvoyer_fiche),
        (F.ROUVERTE, [productions.soumettre_fiche, productions.retenir_fiche], productions.rouvrir_fiche),
        (F.ABANDONNEE, [], productions.abandonner_fiche),
    ):
        for prealable in prealables:
            prealable(fiche=monde.fiches[etat], acteur=qui["acteur"], maintenant=MAINTENANT)
        service(fiche=monde.fiches[etat], **qui)
    for fiche in monde.fiches.values():
        fiche.refresh_from_db()


def _faire_les_ressources(monde: Monde) -> None:
    """One in each state, and those that a page shows in another way."""
    for etat in R.values:
        monde.ressources[etat] = fabrique.ressource(
            monde.campagne, etat, monde.producteurs, titre=f"Ressource {R(etat).label}"
        )
    formation = fabrique.ressource(
        monde.campagne,
        R.PRETE_A_VALIDER,
        monde.producteurs,
        nature=NatureRessource.FORMATION,
        titre="Parcours M@gistère",
    )
    a_deposer = fabrique.ressource(
        monde.campagne, R.EN_REVISION, monde.producteurs, titre="Ressource en cours de dépôt"
    )
    depot = productions.ouvrir_depot(ressource=a_deposer, acteur=monde.producteurs[0], maintenant=MAINTENANT)
    _refuser_le_cours(depot)
    for role in ("enseignant", "coproducteur"):
        envoi = fabrique.televersement(a_deposer, monde.roles[role], nom=f"Livret de {role}.pdf", taille=2_000)
        fabrique.recevoir(envoi, b"%PDF-1.4" + b"x" * 1_200)
        monde.televersements[role] = envoi
    relue = fabrique.ressource(monde.campagne, R.EN_RELECTURE, monde.producteurs, titre="Ressource relue")
    monde.relectures["attendue"] = fabrique.relecture(relue, monde.roles["relecteur"], echeance=fabrique.JOUR)
    remarquer(monde.relectures["attendue"], "Le livret ne dit pas la durée.", bloquante=True)
    accordee = fabrique.ressource(monde.campagne, R.VALIDEE, monde.producteurs, titre="Ressource prête à publier")
    for personne in monde.producteurs:
        productions.donner_accord(ressource=accordee, acteur=personne, maintenant=MAINTENANT)
    visee = fabrique.ressource(monde.campagne, R.EN_VALIDATION, monde.producteurs, titre="Ressource visée une fois")
    fabrique.visa(visee.demandes.get(), NatureVisa.PEDAGOGIQUE)
    _lire_le_cours(monde.ressources[R.EN_VALIDATION])
    monde.ressources |= {
        "formation": formation,
        "a_deposer": a_deposer,
        "relue": relue,
        "accordee": accordee,
        "visee": visee,
    }


def _lire_le_cours(ressource: Ressource) -> None:
    """As if the course had been deposited as a backup rather than as a link: its outline is on the visa's page."""
    plan = [{"titre": "Devis et factures", "activites": [["quiz", "Les mots du devis"]]}]
    lue = {"genre": "mbz", "etat": Analyse.Etat.FAITE, "battement": MAINTENANT, "demandee_le": MAINTENANT}
    analyse = Analyse.objects.create(sha256="0" * 64, faits={"nom": "Gestion", "plan": plan}, **lue)
    Piece.objects.filter(version__ressource=ressource, nature=NaturePiece.COURS).update(analyse=analyse)


def _refuser_le_cours(depot: Depot) -> None:
    """As if its backup held pupils: the deposit's page says how to make another."""
    productions.ajouter_lien(
        depot=depot, nature=NaturePiece.COURS, lien="https://elea.exemple.fr/cours/2", nom="Cours refusé"
    )
    refus = {"genre": "mbz", "etat": Analyse.Etat.REFUSEE, "motif": "Cette sauvegarde contient 24 utilisateurs."}
    analyse = Analyse.objects.create(
        sha256="1" * 64, faits={"utilisateurs": 24}, battement=MAINTENANT, demandee_le=MAINTENANT, **refus
    )
    depot.pieces.filter(nom="Cours refusé").update(analyse=analyse)


def _demander_des_reports(monde: Monde) -> None:
    """One that waits for the coordinator, one for the producers, one granted."""
    conduite = {"acteur": monde.roles["coordination"], "maintenant": MAINTENANT}
    for nom, etat, nature in (
        ("demande", R.EN_RELECTURE, NatureReport.V2),
        ("propose", R.PRETE_A_VALIDER, NatureReport.VALIDATION),
        ("accorde", R.EN_CONCEPTION, NatureReport.V2),
    ):
        monde.reports[nom] = productions.demander_report(
            ressource=monde.ressources[etat],
            nature=nature,
            jour=date(2027, 6, 11),
            motif="Le livret demande une séance de plus.",
            acteur=monde.producteurs[0],
            maintenant=MAINTENANT,
        )
    productions.proposer_date(report=monde.reports["propose"], jour=date(2027, 5, 28), motif="Avant juin.", **conduite)
    productions.accorder_report(report=monde.reports["accorde"], **conduite)


def _envoyer_des_liens(monde: Monde) -> None:
    comptes.demander_changement_adresse(
        personne=monde.roles["enseignant"], adresse="nouvelle@exemple.fr", maintenant=MAINTENANT
    )
    monde.invitee = fabrique.invitation(monde.campagne, monde.roles["coordination"])
    monde.liens = {
        "desabonnement": lien_de_desabonnement(monde.roles["enseignant"].pk).split("/")[-2],
        "adresse": fabrique.secret_du_lien("confirmer_adresse"),
        "invitation": fabrique.secret_du_lien("invitation"),
        "reunion": adresse_de_reponse(monde.reunions["prevue"].participations.first()).split("/")[-2],
    }
    page = reverse("productions:demander_report", args=[monde.ressources[R.EN_CONCEPTION].pk, "v1"])
    monde.liens["report"] = lien_personnel_de(page, monde.roles["enseignant"].pk).split("/")[-2]
    qui = {"acteur": monde.roles["coordination"], "maintenant": MAINTENANT}
    monde.liens["agenda"] = calendrier.creer_agenda(campagne=monde.campagne, **qui).cle
    calendrier.creer_agenda(personne=monde.roles["enseignant"], **qui)
    monde.absence = fabrique.indisponibilite(monde.roles["enseignant"])


def _enregistrer_des_vues(monde: Monde) -> None:
    """One of a teacher's own, one that a pôle shares."""
    for nom, role, pole in (("privee", "enseignant", None), ("partagee", "coordination", monde.campagne.pole)):
        monde.vues[nom] = enregistrer_vue(
            personne=monde.roles[role],
            liste="productions:mes_ressources",
            nom=f"Vue {nom}",
            parametres={"etat": ["publiee"], "tri": ["-titre"]},
            pole=pole,
            maintenant=MAINTENANT,
        )
