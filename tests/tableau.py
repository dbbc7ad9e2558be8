"""A pôle that grows row by row: what each kind of list has one more of."""

from collections.abc import Callable
from datetime import date, timedelta

from bilans.etats import GenreDocument
from calendrier.services import envoyer_rappels
from commun.gabarits import texte_livre
from courriers.models import TexteDeCourriel
from courriers.services import enregistrer_texte
from importations.models import Issue
from poles.models import Campagne, Cycle, Fonction, Pole
from poles.services import enregistrer_vue
from productions import services as productions
from productions.etats import EtatRessource as R
from tests import bilans_du_pole, fabrique, reunions, tests_classe
from tests.importations.chantier import INES, en_csv, lire
from validations.models import NatureVisa

# A mail whose text the académie writes again and again.
TEXTE = "fiche_a_decider"
# The lists whose address names a campaign.
PAR_CAMPAGNE = {
    "accueil:journal_de_pole",
    "accueil:pole",
    "accueil:tableau_de_bord",
    "calendrier:rappels",
    "poles:presences",
    "productions:fiches",
    "productions:repartir_relectures",
    "productions:ressources",
    "productions:tests_du_pole",
    "suivi:etapes",
    "suivi:reunions",
    "validations:seances",
}


class Tableau:
    """A pôle that grows, and the people who look at it."""

    def __init__(self) -> None:
        self.campagne = fabrique.campagne()
        self.personnes = {
            fonction: fabrique.titulaire(
                self.campagne.pole.academie if fonction == Fonction.ADMINISTRATEUR else self.campagne, fonction
            )
            for fonction in Fonction.values
        }
        self.enseignant, self.relecteur = self.personnes[Fonction.ENSEIGNANT], fabrique.enseignant(self.campagne)
        self.suivie = fabrique.ressource(self.campagne, R.EN_RELECTURE, [self.enseignant])
        self.importation = lire("membres", self.campagne, self.personnes[Fonction.COORDINATEUR], en_csv(INES))
        self.bilan = bilans_du_pole.ouvrir(self.campagne, self.personnes[Fonction.COORDINATEUR])

    def ressource(self, etat: str) -> None:
        self.derniere = fabrique.ressource(self.campagne, etat, [self.enseignant, self.relecteur])

    def adresse(self, nom: str) -> list[str | int]:
        """What the address of this list names."""
        if nom == "accueil:academie":
            return [self.campagne.pole.academie.code]
        if nom.startswith("bilans:"):
            return [self.bilan.pk]
        if nom == "importations:importation":
            return [self.importation.pk]
        if nom.startswith("courriers:texte"):
            return [self.campagne.pole.academie.code, *([TEXTE] if nom == "courriers:texte" else [])]
        if nom in PAR_CAMPAGNE:
            return [self.campagne.pole.slug, self.campagne.cycle.libelle]
        return (
            [{"fiche": self.suivie.fiche_id, "ressource": self.suivie.pk}[nom.rsplit("_")[-1]]] if "_de_" in nom else []
        )


def _fiche(t: Tableau) -> None:
    fabrique.fiche(t.campagne, [t.enseignant, t.relecteur], soumise=True, productions_prevues=2)


def _en_conception(t: Tableau) -> None:
    t.ressource(R.EN_CONCEPTION)


def _a_relire(t: Tableau) -> None:
    ressource = fabrique.ressource(t.campagne, R.EN_RELECTURE, [t.enseignant])
    fabrique.relecture(ressource, t.relecteur)


def _a_viser(t: Tableau) -> None:
    t.ressource(R.EN_VALIDATION)


def _visee(t: Tableau) -> None:
    t.ressource(R.EN_VALIDATION)
    fabrique.visa(t.derniere.demandes.get(), NatureVisa.PEDAGOGIQUE)


def _publiee(t: Tableau) -> None:
    t.ressource(R.PUBLIEE)


def _pole(t: Tableau) -> None:
    """One more pôle where each of them has the same fonction."""
    pole = Pole.objects.create(
        slug=f"autre-{Pole.objects.count()}", nom="Autre pôle", academie=t.campagne.pole.academie
    )
    autre = Campagne.objects.create(pole=pole, cycle=t.campagne.cycle, theme="Autre thème")
    for fonction, personne in t.personnes.items():
        if fonction != Fonction.ADMINISTRATEUR:
            fabrique.mandat(personne, fonction, autre)
    fabrique.ressource(autre, R.EN_RELECTURE, [t.enseignant])


def _equipier(t: Tableau) -> None:
    qui = fabrique.enseignant(t.campagne)
    etablissement = fabrique.etablissement()
    qui.affectations.create(etablissement=etablissement, debut=t.campagne.cycle.debut)


def _remarquee(t: Tableau) -> None:
    ressource = fabrique.ressource(t.campagne, R.EN_RELECTURE, [t.enseignant])
    lue = fabrique.relecture(ressource, t.relecteur)
    qui = {"maintenant": fabrique.MAINTENANT}
    productions.ecrire_remarque(relecture=lue, texte="La durée manque.", bloquante=True, endroit="", **qui)
    productions.rendre_relecture(relecture=lue, avis="", acteur=t.relecteur, **qui)


def _seance(t: Tableau) -> None:
    if not t.campagne.seances.exists():
        t.ressource(R.EN_VALIDATION)
    fabrique.seance(t.campagne)


def _rappel(t: Tableau) -> None:
    ressource = fabrique.ressource(t.campagne, R.EN_RELECTURE, [t.enseignant])
    fabrique.relecture(ressource, t.relecteur, echeance=fabrique.JOUR + timedelta(days=7))
    envoyer_rappels(maintenant=fabrique.MAINTENANT)


def _reunion(t: Tableau) -> None:
    """To come, in all the pôles of the coordinator; held, its minutes and a decision to do."""
    reunions.prevoir(t.campagne)
    faite = reunions.tenue(t.campagne, "Les V1 sont relues.")
    reunions.decider(faite, "Redire la durée.", t.enseignant)
    reunions.tenue(t.campagne)


def _report(t: Tableau) -> None:
    """One that waits for the coordinator, one for its producer."""
    for propose in (False, True):
        t.ressource(R.EN_CONCEPTION)
        qui = t.derniere.liens_producteurs.first().personne
        fait = {"maintenant": fabrique.MAINTENANT}
        report = productions.demander_report(
            ressource=t.derniere, nature="v2", jour=date(2027, 3, 5), motif="Deux semaines de plus.", acteur=qui, **fait
        )
        if propose:
            conduite = {"acteur": t.personnes[Fonction.COORDINATEUR], **fait}
            productions.proposer_date(report=report, jour=date(2027, 3, 1), motif="", **conduite)


def _teste(t: Tableau) -> None:
    """One that nobody confirms, one handed in, on a resource of their own."""
    t.ressource(R.EN_REVISION)
    tests_classe.planifier(t.derniere, jour_prevu=fabrique.JOUR)
    tests_classe.planifier(t.derniere, fabrique.enseignant(t.campagne))
    tests_classe.rendre(tests_classe.planifier(t.derniere, t.personnes[Fonction.COORDINATEUR]))


def _cycle(t: Tableau) -> None:
    fabrique.cycle(ouvert=False, academie=t.campagne.pole.academie, libelle=f"Cycle {Cycle.objects.count()}")


def _document(t: Tableau) -> None:
    bilans_du_pole.generation(t.bilan, GenreDocument.BROUILLON, t.personnes[Fonction.COORDINATEUR])


def _ligne_importee(t: Tableau) -> None:
    numero = t.importation.lignes.count() + 2
    t.importation.lignes.create(numero=numero, issue=Issue.NOUVELLE, quoi="Quelqu'un", ecarts=[["Fonction", "", "x"]])


def _vue(t: Tableau) -> None:
    """Shared by who leads, one's own of a teacher."""
    for fonction, pole in ((Fonction.COORDINATEUR, t.campagne.pole), (Fonction.ENSEIGNANT, None)):
        qui = t.personnes[fonction]
        parametres = {"etat": [R.PUBLIEE.value], "tri": ["titre"]}
        fait = {"personne": qui, "pole": pole, "nom": f"Vue {qui.vues.count()}", "maintenant": fabrique.MAINTENANT}
        enregistrer_vue(liste="productions:mes_ressources", parametres=parametres, **fait)


def _texte_redige(t: Tableau) -> None:
    """One that is no more in force is one more on its page; the first time, one is."""
    for _ in range(1 if TexteDeCourriel.objects.exists() else 2):
        _ecrire_un_texte(t)


def _ecrire_un_texte(t: Tableau) -> None:
    academie, livre = t.campagne.pole.academie, texte_livre(TEXTE)
    present = TexteDeCourriel.objects.en_vigueur().de(academie).filter(gabarit=TEXTE).first()
    enregistrer_texte(
        TEXTE,
        academie,
        sujet=livre.sujet,
        corps=f"{livre.corps}\nMerci {TexteDeCourriel.objects.count()} fois.",
        vu=str(present.pk) if present else "",
        auteur=t.personnes[Fonction.ADMINISTRATEUR],
        maintenant=fabrique.MAINTENANT,
    )


LIGNES_DE: dict[str, Callable[[Tableau], object]] = {
    "fiches": _fiche,
    "à déposer": _en_conception,
    "à relire": _a_relire,
    "à viser": _a_viser,
    "visées": _visee,
    "publiées": _publiee,
    "pôles": _pole,
    "équipe": _equipier,
    "remarques": _remarquee,
    "réunions": _reunion,
    "séances": _seance,
    "rappels": _rappel,
    "reports": _report,
    "tests": _teste,
    "cycles": _cycle,
    "documents": _document,
    "tableaux": _ligne_importee,
    "vues": _vue,
    "textes": _texte_redige,
}
