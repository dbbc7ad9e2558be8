"""The first weeks: accounts, establishments, cycles, pôles and teams; then the few moves of people in the year."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from calendrier.services import ouvrir_cycle
from poles.models import Academie, Campagne, Cycle, Etablissement, Fonction, Mandat, Pole
from poles.models.territoire import LETTRES_UAI
from poles.services import declarer_indisponibilite, entrer, inviter, modifier_campagne, nommer, terminer_mandat

from .agenda import Agenda, Fil
from .personnes import IDENTITES, ouvrir_les_comptes, ouvrir_un_compte
from .poles import ETABLISSEMENTS, PAR_SLUG, POLES, Equipe
from .reperes import ANNEE, campagne, exiger, mandat, personne

# Who works for the whole académie of Toulouse.
ACADEMIE = (
    ("beatrice", Fonction.ADMINISTRATEUR),
    ("stephane", Fonction.DRANE),
    ("nadia", Fonction.DRANE),
    ("remi", Fonction.OBSERVATEUR),
)
# (person, pôle) for the inspectors.
INSPECTIONS = (
    ("helene", "economie-gestion"),
    ("francois-xavier", "mathematiques"),
    ("francois-xavier", "langues-vivantes"),
)


def inscrire(agenda: Agenda) -> None:
    fil = Fil("rentrée")
    agenda.noter(fil.instant("2026-08-27"), "ouvrir les comptes et les établissements", _preparer)
    agenda.noter(fil.instant("2026-08-28"), "nommer à l'académie", _nommer_a_l_academie)
    agenda.noter(fil.instant("2026-09-01"), "ouvrir le cycle", _ouvrir)
    for equipe in POLES:
        _rentree_du_pole(agenda, equipe)
    arrivee = Fil("printemps")
    agenda.noter(arrivee.instant("2027-05-03"), "fatou sera indisponible", _indisponibilite)
    agenda.noter(arrivee.instant("2027-05-10"), "inviter zoé", partial(_proposer, PAR_SLUG["economie-gestion"], "zoe"))
    agenda.noter(fil.instant("2027-04-29"), "fin de mandat de l'inspecteur", _depart_de_l_inspecteur)
    agenda.noter(fil.instant("2027-05-24"), "suppléance de l'inspecteur", _suppleance)


def _rentree_du_pole(agenda: Agenda, equipe: Equipe) -> None:
    fil = Fil(equipe.slug)
    agenda.noter(fil.instant("2026-09-02"), f"{equipe.nom} : préparer la campagne", partial(_campagne, equipe))
    agenda.noter(fil.instant("2026-09-08"), f"{equipe.nom} : thème et missions", partial(_theme, equipe))
    for cle in equipe.enseignants:
        agenda.noter(fil.instant("2026-09-09"), f"{equipe.nom} : inviter {cle}", partial(_inviter, equipe, cle))


def _preparer(maintenant: datetime) -> None:
    ouvrir_les_comptes()
    for cle in ("francois-xavier", "nadia"):
        ouvrir_un_compte(cle)
    for numero, (nom, commune, academie) in ETABLISSEMENTS.items():
        uai = numero + LETTRES_UAI[int(numero) % len(LETTRES_UAI)]
        etablissement = Etablissement(uai=uai, nom=nom, commune=commune, academie=_academie(academie))
        etablissement.full_clean()
        etablissement.save()


def _academie(nom: str) -> Academie:
    return Academie.objects.get(nom=nom)


def _jour(maintenant: datetime) -> date:
    return maintenant.astimezone(ZoneInfo("Europe/Paris")).date()


def _nommer_a_l_academie(maintenant: datetime) -> None:
    for cle, fonction in ACADEMIE:
        nommer(
            personne=personne(cle),
            fonction=fonction,
            portee=_academie("Toulouse"),
            debut=_jour(maintenant),
            acteur=personne("admin"),
            maintenant=maintenant,
        )


def _ouvrir(maintenant: datetime) -> None:
    for nom, cle in (("Toulouse", "beatrice"), ("Montpellier", "admin")):
        cycle = Cycle.objects.create(
            academie=_academie(nom), libelle=ANNEE, debut=date(2026, 9, 1), fin=date(2027, 8, 31)
        )
        ouvrir_cycle(cycle=cycle, acteur=personne(cle), maintenant=maintenant)


def _campagne(equipe: Equipe, maintenant: datetime) -> None:
    """What the administrator prepares in the admin: the pôle, its campaign, who leads it and who inspects it."""
    academie = _academie(equipe.academie)
    pole = Pole.objects.create(slug=equipe.slug, nom=equipe.nom, academie=academie)
    nouvelle = Campagne.objects.create(pole=pole, cycle=Cycle.objects.get(academie=academie, libelle=ANNEE))
    identite = IDENTITES[equipe.coordination]
    nomme = inviter(
        campagne=nouvelle,
        email=identite.email,
        prenom=identite.prenom,
        nom=identite.nom,
        fonction=Fonction.COORDINATEUR,
        titre=equipe.titre,
        etablissement=_etablissement(identite.etablissement),
        acteur=personne("beatrice" if equipe.academie == "Toulouse" else "admin"),
        debut=_jour(maintenant),
        maintenant=maintenant,
    )
    _premiere_venue(nomme, maintenant)
    for cle, slug in INSPECTIONS:
        if slug == equipe.slug:
            _nommer_inspecteur(cle, pole, maintenant)


def _nommer_inspecteur(cle: str, pole: Pole, maintenant: datetime) -> None:
    nommer(
        personne=personne(cle),
        fonction=Fonction.INSPECTEUR,
        portee=pole,
        debut=_jour(maintenant),
        acteur=personne("beatrice"),
        maintenant=maintenant,
    )


def _theme(equipe: Equipe, maintenant: datetime) -> None:
    concernee, acteur = campagne(equipe.slug), personne(equipe.coordination)
    exiger(acteur, "poles.modifier_campagne", concernee)
    modifier_campagne(
        campagne=concernee,
        theme=equipe.theme,
        mission_production=True,
        mission_animation=equipe.anime,
        acteur=acteur,
        maintenant=maintenant,
    )


def _inviter(equipe: Equipe, cle: str, maintenant: datetime) -> None:
    _premiere_venue(_proposer(equipe, cle, maintenant), maintenant)


def _premiere_venue(invite: Mandat, maintenant: datetime) -> None:
    """They open the link of their invitation; who was in another team already has none."""
    for invitation in invite.invitations.en_attente():
        entrer(
            invitation=invitation,
            prenom=invite.personne.prenom,
            nom=invite.personne.nom,
            maintenant=maintenant,
            jour=_jour(maintenant),
        )


def _proposer(equipe: Equipe, cle: str, maintenant: datetime) -> Mandat:
    concernee, acteur, identite = campagne(equipe.slug), personne(equipe.coordination), IDENTITES[cle]
    exiger(acteur, "poles.inviter", concernee)
    return inviter(
        campagne=concernee,
        email=identite.email,
        prenom=identite.prenom,
        nom=identite.nom,
        fonction=Fonction.ENSEIGNANT,
        etablissement=_etablissement(identite.etablissement),
        acteur=acteur,
        debut=_jour(maintenant),
        maintenant=maintenant,
    )


def _etablissement(numero: str) -> Etablissement | None:
    return Etablissement.objects.filter(uai__startswith=numero).first() if numero else None


def _depart_de_l_inspecteur(maintenant: datetime) -> None:
    terminer_mandat(
        mandat=mandat("francois-xavier", "langues-vivantes"),
        fin=date(2027, 4, 30),
        acteur=personne("beatrice"),
        motif="Mutation dans une autre académie.",
        maintenant=maintenant,
    )


def _suppleance(maintenant: datetime) -> None:
    """The administrator appoints a substitute: what waits for an inspector waits for her from now on."""
    _nommer_inspecteur("helene", Pole.objects.get(slug="langues-vivantes"), maintenant)


def _indisponibilite(maintenant: datetime) -> None:
    """She says it herself, without a reason."""
    fatou = personne("fatou")
    declarer_indisponibilite(
        personne=fatou,
        debut=date(2027, 5, 10),
        fin=date(2027, 5, 28),
        acteur=fatou,
        maintenant=maintenant,
        jour=_jour(maintenant),
    )
