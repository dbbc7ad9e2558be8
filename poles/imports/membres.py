"""The team of a pôle: one line a person and fonction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model, QuerySet

from importations.models import Importation, Issue, LigneImportee
from importations.sortes import Champ, Ligne, Sorte, Verdict
from poles.lignes import noms_de
from poles.models import Campagne, Etablissement, Fonction, Mandat
from poles.models.mandat import POURQUOI_PAS_LES_AUTRES
from poles.models.territoire import valider_uai
from poles.permissions import INVITES
from poles.queries import membres
from poles.services import Entree, changer_etablissement, faire_entrer, prevenir_les_entrants
from poles.services.campagnes import refuser_si_close, verrouiller_campagne

from .equipe import Equipe
from .fonctions import Role, pourquoi_pas, role_de

if TYPE_CHECKING:
    from comptes.models import Personne


class Membres(Sorte):
    code = "membres"
    titre = "Membres de l'équipe"
    un, plusieurs = "membre", "membres"
    quoi = "Qui"
    permission = "poles.inviter"
    reserve_a = "au PREDAC ou à l'IAN du pôle, ou à l'administration académique"
    prevenus = (
        "Chaque nouvelle personne reçoit un courriel : un lien personnel si elle n'a jamais ouvert le service, un mot "
        "de bienvenue sinon. Qui change d'établissement l'apprend aussi."
    )
    sans_prevenir = "Ne pas inviter maintenant : les personnes entrent dans l'équipe, vous les inviterez plus tard"
    champs = (
        Champ(
            "email",
            "Adresse électronique",
            "L'adresse professionnelle.",
            "ines.roux@ac-academie.fr",
            (
                "email",
                "e-mail",
                "mail",
                "courriel",
                "adresse",
                "adresse mail",
                "adresse e-mail",
                "adresse email",
                "mél",
            ),
            obligatoire=True,
            longueur=254,
        ),
        Champ(
            "prenom", "Prénom", "Pour qui n'a pas encore de compte.", "Inès", ("prénoms", "first name"), longueur=100
        ),
        Champ(
            "nom",
            "Nom",
            "Pour qui n'a pas encore de compte.",
            "Roux",
            ("nom de famille", "nom d'usage", "last name"),
            longueur=100,
        ),
        Champ(
            "fonction",
            "Fonction",
            "Enseignant ou observateur ; PREDAC, IAN, inspection et DRANE pour l'administration académique. Vide : "
            "enseignant.",
            "enseignant",
            ("rôle", "rôle dans le pôle", "statut"),
            longueur=60,
        ),
        Champ(
            "uai",
            "UAI",
            "Le code de l'établissement, pour qui n'en a pas encore dans le service ou en a changé.",
            "",
            ("code uai", "rne", "code rne", "uai établissement", "établissement"),
            longueur=8,
        ),
    )

    def portees(self, personne: Personne) -> QuerySet[Campagne]:
        return Campagne.objects.visibles_par(personne).select_related("pole__academie", "cycle")

    def adresse(self, portee: Campagne) -> str:
        return portee.get_absolute_url()

    def cle(self, ligne: Ligne) -> str:
        role = role_de(ligne["fonction"])
        return f"{ligne['email'].lower()} {role[0] if role else ''}" if ligne["email"] else ""

    def comparer(self, portee: Campagne, lignes: Sequence[Ligne], acteur: Personne, jour: date) -> list[Verdict]:
        equipe = Equipe.de(portee, lignes, jour)
        nomme = acteur.has_perm("poles.nommer_responsables", portee)
        arrivees: dict[str, int] = {}
        return [self._verdict(ligne, equipe, nomme, arrivees) for ligne in lignes]

    def _verdict(self, ligne: Ligne, equipe: Equipe, nomme: bool, arrivees: dict[str, int]) -> Verdict:
        email, role = ligne["email"].lower(), role_de(ligne["fonction"])
        qui = equipe.personnes.get(email)
        presentes = equipe.fonctions.get(qui.pk, set()) if qui else set()
        # Reading a table tells nobody: it must not say whose address it is, nor where a stranger works.
        quoi = qui.nom_complet if presentes else " ".join(filter(None, noms(ligne))) or ligne["email"]
        motifs = [*_mal_dit(ligne, role), *_etablissement_inconnu(ligne, equipe)]
        if not motifs and role[0] in presentes:
            return self._deja_la(ligne, quoi, qui, equipe)
        motifs += _empechements(ligne, role, qui, presentes, nomme)
        if email in arrivees:
            motifs.append(
                f"Cette adresse entre déjà dans l'équipe à la ligne {arrivees[email]}, avec une autre fonction."
            )
        if motifs:
            return Verdict.refuser(ligne, *motifs, quoi=quoi)
        arrivees[email] = ligne.numero
        lieu = equipe.etablissements.get(ligne["uai"].upper())
        ecarts = [("Fonction", "", Mandat(fonction=role[0], titre=role[1]).libelle)]
        remarques = ["A déjà un compte : son nom reste celui de son compte."] if qui else []
        if lieu and qui and qui.pk in equipe.lieux:
            remarques.append("Son établissement reste celui de son compte.")
        elif lieu:
            ecarts.append(("Établissement", "", str(lieu)))
        return Verdict(ligne, Issue.NOUVELLE, quoi, ecarts=ecarts, remarques=remarques)

    def _deja_la(self, ligne: Ligne, quoi: str, qui: Personne, equipe: Equipe) -> Verdict:
        lieu, avant = equipe.etablissements.get(ligne["uai"].upper()), equipe.lieux.get(qui.pk)
        ecarts = [("Établissement", str(avant or ""), str(lieu))] if lieu and lieu != avant else []
        return Verdict.comparer(ligne, quoi, ecarts)

    def verrouiller(self, portee: Campagne) -> Campagne:
        tenue = verrouiller_campagne(portee)
        refuser_si_close(tenue)
        return tenue

    def appliquer(
        self, portee: Campagne, verdicts: Sequence[Verdict], *, acteur: Personne, jour: date, maintenant: datetime
    ) -> dict[int, Model]:
        equipe = Equipe.de(portee, [v.ligne for v in verdicts], jour)
        for verdict in (v for v in verdicts if v.issue == Issue.CHANGEE):
            changer_etablissement(
                personne=equipe.personnes[verdict.ligne["email"].lower()],
                etablissement=equipe.etablissements[verdict.ligne["uai"].upper()],
                debut=jour,
                acteur=acteur,
                maintenant=maintenant,
                campagne=portee,
            )
        nouveaux = [v.ligne for v in verdicts if v.issue == Issue.NOUVELLE]
        entrees = [_entree(ligne, equipe.etablissements.get(ligne["uai"].upper())) for ligne in nouveaux]
        mandats = faire_entrer(campagne=portee, entrees=entrees, acteur=acteur, debut=jour, maintenant=maintenant)
        return {ligne.numero: mandat for ligne, mandat in zip(nouveaux, mandats, strict=True)}

    def suivre(self, lignes: Sequence[LigneImportee], importation: Importation, maintenant: datetime) -> None:
        mandats = Mandat.objects.filter(pk__in=[ligne.produit for ligne in lignes])
        prevenir_les_entrants(
            mandats=mandats.select_related("personne", "campagne__pole", "campagne__cycle").order_by("pk"),
            par=importation.demandeur,
            maintenant=maintenant,
        )

    def actuelles(self, portee: Campagne, jour: date) -> Iterable[Sequence[object]]:
        for mandat in membres(portee, jour):
            qui = mandat.personne
            lieux = [affectation.etablissement.uai for affectation in qui.affectations_du_jour]
            yield [qui.email, qui.prenom, qui.nom, mandat.libelle, lieux[0] if lieux else ""]


def noms(ligne: Ligne) -> tuple[str, str]:
    """As the line says, else as the address does."""
    return (ligne["prenom"], ligne["nom"]) if ligne["nom"] else noms_de(ligne["email"].lower())


def _entree(ligne: Ligne, lieu: Etablissement | None) -> Entree:
    fonction, titre = role_de(ligne["fonction"])
    prenom, nom = noms(ligne)
    return Entree(ligne["email"].lower(), prenom, nom, fonction, titre, lieu)


def _mal_dit(ligne: Ligne, role: Role | None) -> list[str]:
    motifs = [] if role else [pourquoi_pas(ligne["fonction"])]
    try:
        validate_email(ligne["email"])
    except ValidationError:
        motifs.append(f"« {ligne['email'][:60]} » n'est pas une adresse électronique.")
    return motifs


def _etablissement_inconnu(ligne: Ligne, equipe: Equipe) -> list[str]:
    code = ligne["uai"].upper()
    if not code or code in equipe.etablissements:
        return []
    try:
        valider_uai(code)
    except ValidationError as refus:
        return [f"UAI « {code} » : {refus.message}"]
    return [
        f"L'établissement {code} n'est pas dans la liste de l'académie : l'administration académique l'y ajoute, "
        "ou laissez la cellule vide."
    ]


def _empechements(ligne: Ligne, role: Role | None, qui: Personne | None, presentes: set[str], nomme: bool) -> list[str]:
    """Why this person cannot join."""
    motifs = []
    if qui and not qui.is_active:
        motifs.append("Le compte de cette adresse est fermé : l'administration académique peut le rouvrir.")
    if qui is None and not noms(ligne)[1]:
        motifs.append("Le nom manque, et l'adresse ne le dit pas.")
    if presentes:
        autre = " et ".join(sorted(Fonction(f).label for f in presentes))
        motifs.append(f"Fait déjà partie de l'équipe ({autre}) : sa fonction se change depuis la page du pôle.")
    if role and role[0] not in INVITES and not nomme:
        motifs.append(POURQUOI_PAS_LES_AUTRES)
    return motifs
