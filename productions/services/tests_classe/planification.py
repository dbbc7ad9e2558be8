"""A class test is planned, moved, cancelled: by the producers or by whoever leads the pôle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, empechement
from journal.services import ecrire
from poles.models import Niveau
from poles.queries import equipe, personne_connue
from productions import courriels
from productions.models import Ressource, TestEnClasse, Version
from productions.services.verrous import derniere_version, est_producteur, verrouiller_ressource
from productions.tests_classe import fin_du_lien, jour_impossible, test_impossible

from .liens import envoyer_lien
from .photos import retirer_photos
from .verrou import verrouiller_test

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Seance:
    """Where and when the version is tried. `nombre_eleves` is a number, None when it is not known yet."""

    niveau: Niveau
    etablissement: str
    jour_prevu: date
    periode: str = ""
    nombre_eleves: int | None = None
    motif_tardif: str = ""


@transaction.atomic
def planifier_test(
    *,
    ressource: Ressource,
    seance: Seance,
    acteur: Personne,
    maintenant: datetime,
    testeur: Personne | None = None,
    testeur_nom: str = "",
    testeur_courriel: str = "",
) -> TestEnClasse:
    """« Planifier le test », on the version in force. Who is not of the team is a name and an address, and gets a link.

    An address of the team's is that person: they have a home page and need no link.
    """
    ressource = verrouiller_ressource(ressource)
    version = derniere_version(ressource)
    if raison := test_impossible(ressource, version) or _jour_refuse(ressource, seance, maintenant):
        raise ActionImpossible(raison)
    testeur = testeur or collegue_connu(ressource, testeur_courriel, maintenant)
    adresse = "" if testeur else testeur_courriel.strip().lower()
    if raison := _testeur_refuse(version, testeur, testeur_nom, adresse):
        raise ActionImpossible(raison)
    test = TestEnClasse.objects.create(
        version=version,
        testeur=testeur,
        testeur_nom="" if testeur else testeur_nom.strip(),
        testeur_courriel=adresse,
        planifie_par=acteur,
        planifie_le=maintenant,
        etat_depuis=maintenant,
        **vars(seance),
    )
    test.version.ressource = ressource
    _noter(test, "planifier", acteur, maintenant)
    if testeur:
        courriels.test_demande(test, acteur=acteur, maintenant=maintenant)
    else:
        envoyer_lien(test, "test_demande", maintenant=maintenant, par=acteur)
    courriels.test_planifie(test, acteur=acteur, maintenant=maintenant)
    return test


@transaction.atomic
def modifier_test(*, test: TestEnClasse, seance: Seance, acteur: Personne, maintenant: datetime) -> TestEnClasse:
    """« Enregistrer »: another day is asked of the tester again; anything else is only noted."""
    test = verrouiller_test(test)
    if not test.attendu:
        raise ActionImpossible(f"Ce test est {test.get_etat_display()} : il ne se modifie plus.")
    deplace = seance.jour_prevu != test.jour_prevu
    if raison := _jour_refuse(test.version.ressource, seance, maintenant, inchange=not deplace):
        raise ActionImpossible(raison)
    for champ, valeur in vars(seance).items():
        setattr(test, champ, valeur)
    test.save(update_fields=list(vars(seance)))
    if not deplace:
        _noter(test, "modifier", acteur, maintenant)
        return test
    prolonger_liens(test)
    changer_etat(
        test,
        "replanifier",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"testenclasse": test.pk, "jour": test.jour_prevu.isoformat()},
    )
    if test.testeur:
        courriels.test_deplace(test, acteur=acteur, maintenant=maintenant)
    else:
        envoyer_lien(test, "test_deplace", maintenant=maintenant, par=acteur)
    return test


@transaction.atomic
def annuler_test(*, test: TestEnClasse, motif: str, acteur: Personne, maintenant: datetime) -> TestEnClasse:
    """« Annuler le test »: the tester is told why, and their link opens nothing any more."""
    test = verrouiller_test(test)
    if raison := empechement(test, "annuler"):
        raise ActionImpossible(raison)
    test.motif_arret, test.brouillon = motif.strip(), {}
    test.save(update_fields=["motif_arret", "brouillon"])
    retirer_photos(test)
    changer_etat(
        test, "annuler", acteur=acteur, maintenant=maintenant, donnees={"testenclasse": test.pk}, texte=test.motif_arret
    )
    courriels.test_annule(test, acteur=acteur, maintenant=maintenant)
    return test


def collegue_connu(ressource: Ressource, courriel: str, maintenant: datetime) -> Personne | None:
    """Whose address it is, among those whom the resource's page names: its producers, the campaign's people.

    Anybody else's account stays unsaid: whoever types an address must not learn whether it is one, nor whose.
    """
    personne = personne_connue(courriel)
    if personne is None:
        return None
    campagne = ressource.campagne_suivi
    jour = maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
    nomme = est_producteur(ressource, personne.pk) or equipe(campagne, jour).filter(personne=personne).exists()
    return personne if nomme else None


def prolonger_liens(test: TestEnClasse) -> None:
    """The links that serve last as long as the day they are about."""
    fin = fin_du_lien(test.jour_prevu, test.version.ressource.campagne_suivi.fuseau)
    test.liens.vivants().update(expire_le=fin)


def _jour_refuse(ressource: Ressource, seance: Seance, maintenant: datetime, *, inchange: bool = False) -> str:
    """A day that does not change may be over; that it is a late one still wants its reason."""
    aujourdhui = maintenant.astimezone(ZoneInfo(ressource.campagne_suivi.fuseau)).date()
    au_plus_tot = seance.jour_prevu if inchange else aujourdhui
    return jour_impossible(ressource, seance.jour_prevu, seance.motif_tardif, au_plus_tot)


def _testeur_refuse(version: Version, testeur: Personne | None, nom: str, adresse: str) -> str:
    """Why this person cannot test it; empty when they can."""
    if testeur and not testeur.is_active:
        return f"Le compte {testeur.de_nom_complet} est fermé : choisissez une autre personne."
    if testeur and est_producteur(version.ressource, testeur.pk):
        return f"{testeur.nom_complet} produit cette ressource : un test demande un autre regard."
    deja = TestEnClasse.objects.attendus().filter(version=version, testeur=testeur, testeur_courriel=adresse)
    if deja.exists():
        qui = testeur.nom_complet if testeur else nom
        return f"{qui} teste déjà la {version} : modifiez ce test plutôt que d'en planifier un autre."
    return ""


def _noter(test: TestEnClasse, action: str, acteur: Personne, maintenant: datetime) -> None:
    """The tester is a number in the journal, or nobody: a name there could not be forgotten."""
    ecrire(
        chaine=test.chaine,
        action=f"testenclasse.{action}",
        acteur=acteur,
        maintenant=maintenant,
        donnees={
            "testenclasse": test.pk,
            "version": test.version_id,
            "numero": test.version.numero,
            "jour": test.jour_prevu.isoformat(),
            "testeur": test.testeur_id,
        },
    )
