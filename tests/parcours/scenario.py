"""One resource, from the fiche to publication: seven people's work in ten turns, each through the sign-in page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from commun.fichiers import empreinte_sha256
from commun.models import Courriel
from comptes.models import Personne
from journal.verification import verifier
from poles.models import Campagne, Fonction
from productions.etats import EtatRessource
from productions.models import Ressource
from tests import fabrique
from tests.parcours import fichiers
from tests.parcours.pilotes import Pilote
from tests.parcours.visiteurs import MOT_DE_PASSE, Visite

TITRE = "Les documents commerciaux"
NADIA, CLAIRE, HUGO, PIERRE, SOPHIE = "Nadia Benali", "Claire Moreau", "Hugo Petit", "Pierre Lacroix", "Sophie Marchand"
# All that the story says to people, and to whom.
COURRIELS = {
    "invitation": {CLAIRE, HUGO},
    "code_connexion": {CLAIRE, HUGO, PIERRE},
    "fiche_a_decider": {NADIA},
    "fiche_retenue": {CLAIRE},
    "v1_deposee": {NADIA},
    "relecture_assignee": {HUGO},
    "relectures_rendues": {CLAIRE},
    "version_deposee": {NADIA},
    "remarques_repondues": {HUGO},
    "visa_demande": {PIERRE, SOPHIE},
    "visa_donne": {NADIA},
    "validation_validee": {NADIA, CLAIRE, PIERRE, SOPHIE},
    "ressource_publiee": {CLAIRE, PIERRE, SOPHIE},
}


@dataclass
class Equipe:
    """Who is there before the story begins; the two teachers are invited in it."""

    campagne: Campagne
    coordinatrice: Personne
    inspecteur: Personne
    drane: Personne

    @classmethod
    def reunir(cls) -> "Equipe":
        campagne = fabrique.campagne(theme="Le numérique au service de la gestion")
        personnes = [fabrique.personne(*nom.split(), password=MOT_DE_PASSE) for nom in (NADIA, PIERRE, SOPHIE)]
        for personne, fonction in zip(
            personnes, (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE), strict=True
        ):
            fabrique.mandat(personne, fonction, campagne)
        return cls(campagne, *personnes)


def jouer(visite: Visite, dossier: Path) -> None:
    """Play the whole path; `dossier` receives what the test has to write."""
    equipe = Equipe.reunir()
    coordinatrice = equipe.coordinatrice
    claire, hugo = _inviter(visite, equipe)
    _ecrire_la_fiche(visite, claire)
    _retenir(visite, coordinatrice)
    ressource = _deposer_la_v1(visite, claire, dossier)
    _designer_le_relecteur(visite, coordinatrice, hugo)
    _relire(visite, hugo, dossier)
    _deposer_la_v2_et_demander_la_validation(visite, claire, dossier)
    _viser(visite, equipe.inspecteur, code=True)
    assert Ressource.objects.get().etat == EtatRessource.EN_VALIDATION
    _viser(visite, equipe.drane)
    _publier(visite, coordinatrice)
    ressource.refresh_from_db()
    assert (ressource.etat, ressource.numero_version) == (EtatRessource.PUBLIEE, 2)
    assert _courriels() == COURRIELS
    assert visite.connexions == 10
    assert list(verifier()) == []


def _inviter(visite: Visite, equipe: Equipe) -> list[Personne]:
    with visite.tour_de(equipe.coordinatrice) as pilote:
        visite.regarder("Bonjour Nadia")
        pilote.dans_le_menu(pilote.page.get_by_role("link", name="Mes pôles", exact=True))
        visite.regarder("Mes pôles")
        pilote.suivre(equipe.campagne.pole.nom)
        for prenom, nom in (("Claire", "Moreau"), ("Hugo", "Petit")):
            visite.regarder(equipe.campagne.pole.nom)
            pilote.suivre("Inviter")
            visite.regarder("Inviter dans l'équipe")
            pilote.ecrire("Adresse électronique", f"{prenom}.{nom}@exemple.fr".lower())
            pilote.ecrire("Prénom", prenom)
            pilote.ecrire("Nom", nom)
            pilote.choisir("Enseignante ou enseignant")
            pilote.appuyer("Inviter")
            visite.annonce(f"{prenom} {nom} rejoint l'équipe")
    return [Personne.objects.get(nom=nom) for nom in ("Moreau", "Petit")]


def _ecrire_la_fiche(visite: Visite, claire: Personne) -> None:
    with visite.premiere_visite_de(claire) as pilote:
        pilote.suivre("Ajouter une fiche")
        visite.regarder("Ajouter une fiche-projet")
        pilote.ecrire("Titre", TITRE)
        pilote.ecrire("Résumé", "Les élèves de seconde suivent une commande, du devis à la facture.")
        pilote.cocher(str(fabrique.Discipline.objects.first()))
        pilote.cocher(str(fabrique.Niveau.objects.first()))
        # Day or month first: the browser's own language decides, which a test does not choose.
        pilote.dater("V2", date(2027, 3, 3))
        pilote.appuyer("Enregistrer et soumettre")
        visite.annonce("La fiche est soumise")
        pilote.dans_le_menu(pilote.page.get_by_role("link", name="Claire Moreau"))
        pilote.suivre("Choisir un mot de passe")
        visite.regarder("mot de passe")
        pilote.ecrire("Nouveau mot de passe", MOT_DE_PASSE)
        pilote.ecrire("Nouveau mot de passe, une seconde fois", MOT_DE_PASSE)
        pilote.appuyer("Enregistrer")


def _retenir(visite: Visite, coordinatrice: Personne) -> None:
    with visite.tour_de(coordinatrice, visite.courriel("fiche_a_decider", coordinatrice)) as pilote:
        visite.regarder(TITRE)
        pilote.appuyer("Retenir")
        visite.annonce("La fiche est retenue")


def _deposer_la_v1(visite: Visite, claire: Personne, dossier: Path) -> Ressource:
    with visite.tour_de(claire, visite.courriel("fiche_retenue", claire), code=True) as pilote:
        pilote.suivre(TITRE)
        pilote.suivre("Préparer la V1")
        visite.regarder("Préparer la V1")
        pilote.appuyer("Préparer la V1")
        visite.regarder("Déposer la V1")
        pieces = pilote.page.locator("#depot-pieces")
        cours, livret = fichiers.cours_v1(dossier), fichiers.livret(dossier)
        pilote.joindre("Fichiers", cours)
        expect(pieces).to_contain_text(cours.name)
        pilote.selectionner("Nature", "livret d'utilisation")
        pilote.joindre("Fichiers", livret)
        expect(pieces).to_contain_text(livret.name)
        _s_engager(pilote)
        pilote.ecrire("Nom de l'outil", "Éléa")
        pilote.cocher("Aucun média de tiers")
        expect(pilote.page.locator("#depot-etat")).to_contain_text("Rien ne manque")
        pilote.cocher("J'accepte que cette ressource soit publiée")
        pilote.appuyer("Déposer la V1")
        visite.annonce("La V1 est déposée")
    ressource = Ressource.objects.get()
    deposees = set(ressource.versions.get().pieces.values_list("nature", "nom", "sha256"))
    assert deposees == {("cours", cours.name, _empreinte(cours)), ("livret", livret.name, _empreinte(livret))}
    return ressource


def _s_engager(pilote: Pilote) -> None:
    pilote.cocher("Aucun fichier ni lien de cette version")
    pilote.cocher("L'usage proposé en classe respecte le RGPD")


def _designer_le_relecteur(visite: Visite, coordinatrice: Personne, hugo: Personne) -> None:
    with visite.tour_de(coordinatrice, visite.courriel("v1_deposee", coordinatrice)) as pilote:
        visite.regarder("Assigner des relecteurs")
        pilote.cocher(hugo.nom_complet)
        pilote.appuyer("Assigner")
        visite.annonce("Relecture confiée à Hugo Petit")


def _relire(visite: Visite, hugo: Personne, dossier: Path) -> None:
    with visite.tour_de(hugo, visite.courriel("relecture_assignee", hugo), code=True) as pilote:
        visite.regarder("Ma relecture")
        cours = fichiers.cours_v1(dossier)
        assert _empreinte(pilote.telecharger(f"Télécharger « {cours.name}")) == _empreinte(cours)
        pilote.ecrire("Nouvelle remarque", "La séance 2 demande un compte que les élèves n'ont pas.")
        pilote.deplier("Dire où dans la ressource")
        pilote.selectionner("Où", fichiers.livret(dossier).name)
        pilote.ecrire("Précision", "Séance 2")
        pilote.cocher("Remarque bloquante")
        pilote.appuyer("Ajouter la remarque")
        visite.annonce("La remarque est ajoutée")
        pilote.ecrire("Nouvelle remarque", "Le livret gagnerait à dire la durée de chaque séance.")
        with pilote.page.expect_navigation():
            pilote.page.keyboard.press("Control+Enter")
        expect(pilote.page.locator(".app-remarque")).to_have_count(2)
        pilote.suivre("Rendre ma relecture")
        visite.regarder("Rendre ma relecture")
        pilote.ecrire("Appréciation d'ensemble", "Un parcours clair, facile à reprendre.")
        pilote.appuyer("Rendre ma relecture")
        visite.annonce("Votre relecture")


def _deposer_la_v2_et_demander_la_validation(visite: Visite, claire: Personne, dossier: Path) -> None:
    with visite.tour_de(claire, visite.courriel("relectures_rendues", claire)) as pilote:
        visite.regarder("Préparer la V2")
        pilote.appuyer("Préparer la V2")
        visite.regarder("Déposer la V2")
        pilote.appuyer("Déposer la V2")
        expect(pilote.page.locator("#resume-erreurs")).to_contain_text("remarque")
        visite.regarder("Déposer la V2")
        pilote.choisir("C'est fait")
        pilote.ecrire("Explication", "La séance 2 passe par l'ENT.")
        pilote.appuyer("Enregistrer ma réponse")
        visite.annonce("Votre réponse est enregistrée")
        cours = fichiers.cours_v2(dossier)
        pilote.deplier(f"Remplacer, corriger la nature, voir l'empreinte de {fichiers.cours_v1(dossier).name}")
        pilote.joindre("Fichier qui le remplace", cours)
        # It is sent piece by piece, without leaving the page.
        pilote.appuyer_sur_place("Remplacer")
        expect(pilote.page.locator("#depot-pieces")).to_contain_text(cours.name)
        _s_engager(pilote)
        expect(pilote.champ("Nom de l'outil")).to_have_value("Éléa")
        pilote.ecrire("Ce qui change dans cette version", "La séance 2 ne demande plus de compte.")
        pilote.appuyer("Déposer la V2")
        visite.annonce("La V2 est déposée")
        pilote.suivre("Demander la validation")
        visite.regarder("Demander la validation")
        pilote.ecrire("Message", "La séance 2 est la plus changée.")
        pilote.appuyer("Demander la validation")
        visite.annonce("validation")


def _viser(visite: Visite, signataire: Personne, *, code: bool = False) -> None:
    with visite.tour_de(signataire, visite.courriel("visa_demande", signataire), code=code) as pilote:
        visite.regarder(TITRE)
        pilote.choisir("Favorable")
        pilote.appuyer("Donner mon visa")
        visite.annonce("visa")
        expect(pilote.page.locator("main")).to_contain_text("Rien d'autre ne vous attend")
        pilote.suivre("Revenir à mes validations")
        visite.regarder("Mes validations")


def _publier(visite: Visite, coordinatrice: Personne) -> None:
    with visite.tour_de(coordinatrice, visite.courriel("validation_validee", coordinatrice)) as pilote:
        visite.regarder(TITRE)
        pilote.suivre("Publier")
        visite.regarder("Publier")
        pilote.choisir("Site académique")
        pilote.ecrire("Adresse", "https://pedagogie.exemple.fr/les-documents-commerciaux")
        pilote.appuyer("Publier")
        visite.annonce("publi")


def _courriels() -> dict[str, set[str]]:
    ecrits: dict[str, set[str]] = defaultdict(set)
    for gabarit, nom in Courriel.objects.values_list("gabarit", "nom_destinataire"):
        ecrits[gabarit].add(nom)
    return ecrits


def _empreinte(fichier: Path) -> str:
    with fichier.open("rb") as f:
        return empreinte_sha256(f)
