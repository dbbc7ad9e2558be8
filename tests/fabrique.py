"""Makes the world of a test through the services, never by writing a state: what a test starts from could exist.

Everything has a default; names are counted so that each call gives another person, fiche or resource.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from calendrier.services import ouvrir_cycle
from commun.models import Courriel, Televersement
from commun.services.televersements import recevoir as recevoir_blocs
from comptes.models import Personne
from poles.models import (
    Academie,
    Campagne,
    Cycle,
    Delegation,
    Discipline,
    Etablissement,
    Fonction,
    Indisponibilite,
    Mandat,
    Niveau,
    Pole,
    Titre,
)
from poles.models.territoire import LETTRES_UAI
from poles.services import declarer_indisponibilite, deleguer, inviter, nommer
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Depot, FicheProjet, NaturePiece, NatureRessource, Relecture, Ressource, Version
from productions.services.fiches import Production
from validations import services as validations
from validations.models import Avis, DemandeValidation, NatureVisa, Presence, Publication, Seance
from validations.ordre_du_jour import inscriptibles, invitables
from validations.services import seances

_numeros = count(1)

# A working day of the cycle; the tests' clock stands there unless they move it (see `horloge` in conftest).
MAINTENANT = datetime(2027, 1, 14, 9, 0, tzinfo=UTC)
JOUR = MAINTENANT.date()


def personne(prenom: str = "", nom: str = "", **champs: Any) -> Personne:
    n = next(_numeros)
    email = champs.pop("email", f"personne{n}@exemple.fr")
    return Personne.objects.create_user(email, prenom=prenom or f"Prénom{n}", nom=nom or f"Nom{n}", **champs)


def superutilisateur() -> Personne:
    return personne(is_staff=True, is_superuser=True)


def academie(nom: str = "Toulouse") -> Academie:
    return Academie.objects.get(nom=nom)


def etablissement(nom: str = "Collège", **champs: Any) -> Etablissement:
    numero = 310000 + next(_numeros)
    uai = f"{numero:07d}{LETTRES_UAI[numero % 23]}"
    return Etablissement.objects.create(uai=uai, nom=nom, academie=champs.pop("academie", None) or academie(), **champs)


def cycle(ouvert: bool = True, **champs: Any) -> Cycle:
    champs = {
        "academie": academie(),
        "libelle": f"2026-2027 {next(_numeros)}".removesuffix(" 1"),
        "debut": date(2026, 9, 1),
        "fin": date(2027, 8, 31),
    } | champs
    nouveau = Cycle.objects.create(**champs)
    return ouvrir_cycle(cycle=nouveau, acteur=None, maintenant=MAINTENANT - timedelta(days=120)) if ouvert else nouveau


def campagne(avec_equipe: bool = False, **champs: Any) -> Campagne:
    """A pôle in an open cycle; `avec_equipe` names a coordinator, an inspector and a DRANE representative."""
    le_cycle = champs.pop("cycle", None) or cycle()
    pole = champs.pop("pole", None)
    if pole is None:
        n = next(_numeros)
        pole = Pole.objects.create(slug=f"pole-{n}", nom=f"Pôle {n}", academie=le_cycle.academie)
    nouvelle = Campagne.objects.create(pole=pole, cycle=le_cycle, **({"theme": "Un thème commun"} | champs))
    if avec_equipe:
        for fonction in (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE):
            mandat(personne(), fonction, nouvelle)
    return nouvelle


def mandat(qui: Personne, fonction: str, portee: Any, **champs: Any) -> Mandat:
    if fonction == Fonction.COORDINATEUR:
        champs.setdefault("titre", Titre.PREDAC)
    return nommer(
        personne=qui,
        fonction=fonction,
        portee=portee,
        debut=champs.pop("debut", date(2026, 9, 1)),
        maintenant=MAINTENANT,
        **champs,
    )


def delegation(mandat: Mandat, a: Personne | None = None, **champs: Any) -> Delegation:
    """The signatory lends their visas, for a month from today unless told otherwise."""
    return deleguer(
        mandat=mandat,
        delegataire=a or personne(),
        acteur=mandat.personne,
        maintenant=MAINTENANT,
        jour=JOUR,
        **({"debut": JOUR, "fin": JOUR + timedelta(days=30)} | champs),
    )


def invitation(portee: Campagne, par: Personne | None = None, **champs: Any) -> Mandat:
    """A teacher's mandate, with the invitation that waits for them; who is invited has never come in."""
    n = next(_numeros)
    return inviter(
        campagne=portee,
        acteur=par or titulaire(portee, Fonction.COORDINATEUR),
        debut=JOUR,
        maintenant=champs.pop("maintenant", MAINTENANT),
        **(
            {"email": f"invitee{n}@exemple.fr", "prenom": "Inès", "nom": f"Roux{n}", "fonction": Fonction.ENSEIGNANT}
            | champs
        ),
    )


def secret_du_lien(gabarit: str) -> str:
    """What the last mail of that template has in its address, and the database has not."""
    return Courriel.objects.filter(gabarit=gabarit).latest("pk").url.rstrip("/").split("/")[-1]


def indisponibilite(qui: Personne, jours: int = 10, **champs: Any) -> Indisponibilite:
    """From today on, said by oneself unless told otherwise."""
    return declarer_indisponibilite(
        personne=qui,
        maintenant=MAINTENANT,
        jour=JOUR,
        **({"debut": JOUR, "fin": JOUR + timedelta(days=jours), "acteur": qui} | champs),
    )


def titulaire(portee: Any, fonction: str) -> Personne:
    """Whoever has this fonction on the campaign, pôle or académie; appointed on the spot if nobody has."""
    existant = portee.mandats.filter(fonction=fonction).select_related("personne").first()
    if existant:
        return Personne.objects.get(pk=existant.personne_id)
    qui = personne()
    mandat(qui, fonction, portee)
    return qui


def enseignant(portee: Campagne) -> Personne:
    qui = personne()
    mandat(qui, Fonction.ENSEIGNANT, portee)
    return qui


def fiche(
    portee: Campagne | None = None,
    producteurs: list[Personne] | None = None,
    *,
    soumise: bool = False,
    retenue: bool = False,
    productions_prevues: int = 1,
    nature: str = NatureRessource.CLASSE,
    **champs: Any,
) -> FicheProjet:
    portee = portee or campagne()
    producteurs = producteurs or [enseignant(portee)]
    n = next(_numeros)
    nouvelle = productions.enregistrer_fiche(
        fiche=FicheProjet(campagne=portee, **({"titre": f"Fiche {n}"} | champs)),
        disciplines=Discipline.objects.all()[:1],
        niveaux=Niveau.objects.all()[:1],
        productions=[
            Production(titre=f"Ressource {n}.{i}", nature=nature, producteurs=producteurs)
            for i in range(1, productions_prevues + 1)
        ],
        acteur=producteurs[0],
        maintenant=MAINTENANT,
    )
    if soumise or retenue:
        nouvelle = productions.soumettre_fiche(fiche=nouvelle, acteur=producteurs[0], maintenant=MAINTENANT)
    if retenue:
        coordinateur = titulaire(portee, Fonction.COORDINATEUR)
        nouvelle = productions.retenir_fiche(fiche=nouvelle, acteur=coordinateur, maintenant=MAINTENANT)
    return nouvelle


def fichier(nom: str = "livret.pdf", contenu: bytes = b"%PDF-1.4\n%%EOF\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, contenu)


# What a depositor declares of a classroom resource.
DECLARATIONS: dict[str, Any] = {
    "sans_donnees_eleves": True,
    "rgpd": True,
    "precisions": "Les élèves travaillent sans compte.",
    "sans_media": True,
    "outils": [{"nom": "Éléa", "genre": "institution", "motif": ""}],
    "medias": [],
}


def declarer(depot: Depot, qui: Personne | None = None, **champs: Any) -> Depot:
    """Fill the draft's grid, so that nothing of it prevents the deposit."""
    return productions.noter_depot(
        depot=depot,
        acteur=qui or depot.ouvert_par,
        maintenant=MAINTENANT,
        declarations=DECLARATIONS | depot.declarations | {"sans_donnees_eleves": True, "rgpd": True} | champs,
    )


def televersement(
    de: Ressource, qui: Personne | None = None, contenu: bytes = b"%PDF-1.4\n%%EOF\n", **champs: Any
) -> Televersement:
    """A file announced for the resource's draft, which is opened if need be; none of it has arrived."""
    qui = qui or de.liens_producteurs.first().personne
    productions.ouvrir_depot(ressource=de, acteur=qui, maintenant=MAINTENANT)
    annonce = {"nom": "livret.pdf", "taille": len(contenu), "modifie_le": 0, "nature": "livret", "remplace": None}
    return productions.commencer_televersement(ressource=de, acteur=qui, maintenant=MAINTENANT, **(annonce | champs))


def recevoir(envoi: Televersement, contenu: bytes, debut: int = 0) -> int:
    return recevoir_blocs(televersement=envoi, debut=debut, blocs=[contenu], maintenant=MAINTENANT)


def deposer(ressource_: Ressource, qui: Personne | None = None, *, livret: bool = True, **champs: Any) -> Version:
    """The next version, with a course link and, unless told otherwise, a livret."""
    qui = qui or ressource_.liens_producteurs.first().personne
    depot = productions.ouvrir_depot(ressource=ressource_, acteur=qui, maintenant=MAINTENANT)
    if not depot.pieces.exists():
        productions.ajouter_lien(
            depot=depot, nature=NaturePiece.COURS, lien="https://elea.exemple.fr/cours/1", nom="Cours Éléa"
        )
        if livret:
            productions.ajouter_fichier(
                depot=depot, nature=NaturePiece.LIVRET, fichier=fichier(), maintenant=MAINTENANT
            )
    declarer(depot, qui)
    ressource_.refresh_from_db()
    return productions.deposer_version(
        ressource=ressource_, acteur=qui, maintenant=MAINTENANT, numero=ressource_.numero_suivant, **champs
    )


# What to do, from the state before, to bring a resource into each state.
_CHEMIN: dict[str, list[str]] = {
    R.EN_CONCEPTION: [],
    R.EN_RELECTURE: ["v1"],
    R.EN_REVISION: ["v1", "sans_relecture"],
    R.PRETE_A_VALIDER: ["v1", "sans_relecture", "v2"],
    R.EN_VALIDATION: ["v1", "sans_relecture", "v2", "demande"],
    R.VALIDEE: ["v1", "sans_relecture", "v2", "demande", "visas"],
    R.NON_VALIDEE: ["v1", "sans_relecture", "v2", "demande", "refus"],
    R.PUBLIEE: ["v1", "sans_relecture", "v2", "demande", "visas", "publication"],
    R.ABANDONNEE: ["abandon"],
}


def ressource(
    portee: Campagne | None = None,
    etat: str = R.EN_CONCEPTION,
    producteurs: list[Personne] | None = None,
    *,
    nature: str = NatureRessource.CLASSE,
    **champs: Any,
) -> Ressource:
    """A resource in the wanted state, brought there by the services."""
    portee = portee or campagne()
    la_fiche = fiche(portee, producteurs, retenue=True, nature=nature, **champs)
    obtenue = la_fiche.ressources.get()
    for pas in _CHEMIN[etat]:
        _PAS[pas](obtenue)
        obtenue.refresh_from_db()
    return obtenue


def relecture(de: Ressource, relecteur: Personne | None = None, **champs: Any) -> Relecture:
    return productions.assigner_relecture(
        ressource=de,
        relecteur=relecteur or enseignant(de.campagne_suivi),
        acteur=titulaire(de.campagne_suivi, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
        **champs,
    )


def demande(sur: Ressource | None = None) -> DemandeValidation:
    """An open round; on a new resource unless one prête à valider is given."""
    if sur is None:
        return ressource(etat=R.EN_VALIDATION).demandes.get()
    return _demander(sur)


def visa(sur: DemandeValidation, nature: str, avis: str = Avis.FAVORABLE, motif: str = "") -> None:
    fonction = Fonction.INSPECTEUR if nature == NatureVisa.PEDAGOGIQUE else Fonction.DRANE
    validations.donner_visa(
        demande=sur,
        nature=nature,
        avis=avis,
        motif=motif or ("" if avis == Avis.FAVORABLE else "À reprendre."),
        acteur=titulaire(sur.ressource.campagne_suivi, fonction),
        maintenant=MAINTENANT,
    )


def seance(portee: Campagne, *, ouverte: bool = False, presents: Iterable[Personne] = (), **champs: Any) -> Seance:
    """A séance in a week, with every round that is open and everybody who can come; opened, these people are there."""
    conduite = titulaire(portee, Fonction.COORDINATEUR)
    nouvelle = seances.preparer_seance(
        campagne=portee,
        acteur=conduite,
        maintenant=MAINTENANT,
        **(
            {
                "prevue_le": MAINTENANT + timedelta(days=7),
                "lieu": "Salle 12",
                "lien": "",
                "demandes": inscriptibles(portee),
                "invites": invitables(portee, JOUR),
            }
            | champs
        ),
    )
    if ouverte:
        nouvelle = seances.ouvrir_seance(seance=nouvelle, acteur=conduite, maintenant=MAINTENANT)
        la = {p.pk for p in presents}
        seances.noter_presences(
            seance=nouvelle,
            presences={p.pk: Presence.PRESENTE for p in nouvelle.presences.filter(personne__in=la)},
            acteur=conduite,
            maintenant=MAINTENANT,
        )
    return nouvelle


def publication(de: Ressource, **champs: Any) -> Publication:
    for lien in de.liens_producteurs.all():
        productions.donner_accord(ressource=de, acteur=lien.personne, maintenant=MAINTENANT)
    return validations.publier(
        ressource=de,
        acteur=titulaire(de.campagne_suivi, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
        **(
            {
                "publiee_le": JOUR,
                "cible": Publication.Cible.SITE,
                "adresse": "https://pedagogie.exemple.fr/ressource",
                "licence": Publication.Licence.CC_BY_SA,
            }
            | champs
        ),
    )


def _demander(r: Ressource) -> DemandeValidation:
    producteur = r.liens_producteurs.first().personne
    return validations.demander_validation(ressource=r, acteur=producteur, maintenant=MAINTENANT)


def _viser(r: Ressource, avis: str) -> None:
    for nature in NatureVisa:
        visa(r.demandes.get(close_le__isnull=True), nature, avis)


_PAS = {
    "v1": deposer,
    "v2": deposer,
    "sans_relecture": lambda r: productions.continuer_sans_relecture(
        ressource=r, acteur=r.liens_producteurs.first().personne, maintenant=MAINTENANT
    ),
    "demande": _demander,
    "visas": lambda r: _viser(r, Avis.FAVORABLE),
    "refus": lambda r: _viser(r, Avis.DEFAVORABLE),
    "publication": publication,
    "abandon": lambda r: validations.abandonner(
        ressource=r,
        motif="Le producteur quitte l'académie.",
        acteur=titulaire(r.campagne_suivi, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
    ),
}
