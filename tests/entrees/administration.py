"""The administration's own forms: what its pages let one choose only by searching, and what is careful there."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import reverse

from commun.etats import EtatCourriel
from commun.models import Courriel
from poles.models import Etablissement, Fonction, Pole, Titre
from productions.etats import EtatFiche as F
from tests import fabrique, visites
from tests.entrees.attaques import decent
from tests.entrees.formulaires import Formulaire
from tests.monde import MOT_DE_PASSE, Monde
from tests.visites import Visite

DECONNEXION = "account_logout"


def preparer(monde: Monde) -> dict[str, dict[str, object]]:
    """What the world lacks to be administered, and what to send on each page where the general answer does not do."""
    courriel = Courriel.objects.filter(secret=False).first()
    Courriel.objects.filter(pk=courriel.pk).update(etat=EtatCourriel.ECHEC)
    qui, ailleurs = monde.roles["inconnu"], monde.roles["avec_mot_de_passe"]
    Group.objects.bulk_create([Group(name="Assistance"), Group(name="Visite")])
    college = Etablissement.objects.first()
    qui.affectations.create(etablissement=college, debut=fabrique.JOUR)
    bordeaux = fabrique.academie("Bordeaux").pk
    neuf = Pole.objects.create(slug="pole-neuf", nom="Pôle neuf", academie=monde.campagne.pole.academie)
    dates = {"debut": "2027-09-01", "fin": "2028-06-30"}
    ian = {"fonction": Fonction.COORDINATEUR, "titre": Titre.IAN}
    ferie = {"academie": bordeaux, "genre": "ferie", "libelle": "Fête locale", **dates}
    return {
        "admin:calendrier_reglerappel_add": {
            "cycle": monde.campagne.cycle_id,
            "nature": "vacations",
            "obligatoire": "on",
            "avant_1": 20,
            "avant_2": 10,
            "avant_3": 2,
            "apres": 1,
            "relances": 2,
        },
        "admin:auth_user_password_change": {"password1": MOT_DE_PASSE, "password2": MOT_DE_PASSE},
        "admin:calendrier_echeance_add": {"cycle": monde.campagne.cycle_id, "campagne": monde.campagne.pk, "rang": "7"},
        "admin:calendrier_jalonusuel_add": {"nature": "point_etape", "rang": "7", "mois": "5", "quantieme": "12"},
        "admin:calendrier_joursansclasse_add": ferie,
        "admin:commun_courriel_changelist": {"_selected_action": str(courriel.pk)},
        "admin:comptes_personne_change": {"is_active": "on"},
        "admin:poles_academie_add": {"code": "99", "nom": "Ailleurs", "zone": "A", "fuseau": "Europe/Paris"},
        "admin:poles_affectation_add": {"personne": ailleurs.pk, "etablissement": college.pk, **dates},
        "admin:poles_affectation_change": dates,
        "admin:poles_campagne_add": {"pole": neuf.pk, "cycle": monde.campagne.cycle_id},
        "admin:poles_cycle_add": {"libelle": "2027-2028", "academie": bordeaux, **dates},
        "admin:poles_cycle_change": {"debut": "2026-09-01", "fin": "2027-08-31"},
        "admin:poles_cycle_changelist": {"action": "clore", "_selected_action": str(monde.campagne.cycle_id)},
        "admin:poles_etablissement_add": {"uai": "0331234M", "academie": bordeaux},
        "admin:poles_mandat_add": {"personne": qui.pk, "campagne": monde.campagne.pk, **ian, **dates},
        "admin:poles_mandat_changelist": {"_selected_action": str(monde.roles["enseignant"].mandats.get().pk)},
        "admin:poles_pole_add": {"slug": "un-pole-de-plus", "academie": bordeaux},
        "admin:productions_ficheprojet_changelist": {"_selected_action": str(monde.fiches[F.SOUMISE].pk)},
    }  # fmt: skip


def pages(monde: Monde) -> Iterator[Visite]:
    """Each model's list, empty form, record that changes and record that may go; an account's password."""
    qui, role = monde.roles["superutilisateur"], "superutilisateur"
    yield from (v for v in visites.visites_de_l_administration(monde) if not v.nom.endswith("_history"))
    for modele in admin.site._registry:
        if effacable := _effacable(modele):
            nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_delete"
            yield Visite(nom, reverse(nom, args=[effacable.pk]), qui, role)
    compte = monde.roles["enseignant"].pk
    for nom in ("comptes_personne_change", "auth_user_password_change"):
        yield Visite(f"admin:{nom}", reverse(f"admin:{nom}", args=[compte]), qui, role)


def _effacable(modele: type[Model]) -> Model | None:
    """The last record is the one that least has served."""
    return modele._default_manager.order_by("-pk").first()


def retenir(formulaire: Formulaire, soin: dict[str, dict[str, object]]) -> bool:
    """Whether the form does anything; completed with what is careful there, which its page lets one search."""
    # What the server never reads: the pattern of the lines that scripts add, an address for the browsers' key rings.
    for nom in [nom for nom in formulaire.champs if "-__prefix__-" in nom or nom == "username"]:
        del formulaire.champs[nom]
    for nom, valeur in soin.get(formulaire.adresse, {}).items():
        if champ := formulaire.champs.get(nom):
            champ.valeur = str(valeur)
            if champ.choisi and champ.valeur not in champ.choix:
                champ.choix.append(champ.valeur)
    return formulaire.adresse != DECONNEXION and not seulement_lu(formulaire)


def seulement_lu(formulaire: Formulaire) -> bool:
    """Nothing to type, choose or confirm: the numbers of the lines that the page shows, if any."""
    return "post" not in formulaire.champs and all(c.genre == "hidden" for c in formulaire.champs.values())


def en_fenetre(formulaire: Formulaire) -> dict[str, object]:
    """As the little window of another form, which asks for a field that is none of its business."""
    return {**decent(formulaire).donnees, "_popup": "1", "_to_field": "password"}
