"""Every address of the service, with objects that suit it: who goes where, and in which states.

A page added to the service and missing here fails `tests/test_adresses.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comptes.models import Personne
from tests.monde import Monde

from . import importations, relectures, tests_classe
from .exemples import EXEMPLES

__all__ = ["EXEMPLES", "SANS_GET", "Visite", "noms_des_adresses", "visites", "visites_de_l_administration"]


@dataclass(frozen=True)
class Visite:
    nom: str
    url: str
    qui: Personne | None
    role: str


# They answer nothing but a POST.
SANS_GET = {
    *importations.SANS_GET,
    *relectures.SANS_GET,
    "aide:masquer_conseil",
    "bilans:demander_cycle",
    "bilans:reporter",
    *tests_classe.SANS_GET,
    "comptes:connexion_demonstration",
    "comptes:renoncer_adresse",
    "commun:annuler_travail",
    "grilles:adapter",
    "grilles:deplacer",
    "poles:lever_indisponibilite",
    "poles:lever_mon_indisponibilite",
    "poles:nouveau_lien",
    "productions:ajouter_fichier",
    "productions:ajouter_lien",
    "productions:ajouter_remarque",
    "productions:annuler_televersement",
    "productions:changer_nature",
    "productions:commencer_televersement",
    "productions:deposer",
    "productions:finir_televersement",
    "productions:marquer_ouverte",
    "productions:noter_depot",
    "productions:ouvrir_depot",
    "productions:pdf_fiche",
    "productions:pdf_fiches",
    "productions:recevoir_morceau",
    "productions:remettre_piece",
    "productions:remplacer_piece",
    "productions:remplir_grille",
    "productions:retenir_fiche",
    "productions:retirer_piece",
    "productions:retirer_remarque",
    "productions:soumettre_fiche",
    "suivi:compter_comme_point",
    "suivi:faire_decision",
    "suivi:feuille_presence",
    "suivi:repondre",
    "validations:commenter",
    "validations:demander_code",
    "validations:demander_en_seance",
    "validations:noter_presences",
    "validations:ouvrir_seance",
    "validations:preparer_avis",
    "validations:pv_seance",
    "validations:reconfirmer_visa",
    "validations:reprendre_avis_prepare",
    "validations:retirer_avis",
    "validations:supprimer_avis_prepare",
}


def noms_des_adresses() -> set[str]:
    """The names of all addresses, the administration's aside."""
    return {nom for nom in _noms(get_resolver()) if not nom.startswith("admin:")}


def visites(monde: Monde) -> Iterator[Visite]:
    """Each page, by those whom it is for."""
    for nom, exemples in EXEMPLES.items():
        for role, arguments, recherche in exemples(monde):
            url = reverse(nom, args=arguments) + (f"?{recherche}" if recherche else "")
            yield Visite(nom, url, monde.roles.get(role), role)


def visites_de_l_administration(monde: Monde) -> Iterator[Visite]:
    """The index, and for each model its list, its empty form and its first record."""
    qui = monde.roles["superutilisateur"]
    yield Visite("admin:index", reverse("admin:index"), qui, "superutilisateur")
    for modele in admin.site._registry:
        base = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        yield Visite(f"{base}_changelist", reverse(f"{base}_changelist"), qui, "superutilisateur")
        yield Visite(f"{base}_add", reverse(f"{base}_add"), qui, "superutilisateur")
        premier = modele._default_manager.first()
        if premier:
            for page in ("change", "history", "delete"):
                yield Visite(f"{base}_{page}", reverse(f"{base}_{page}", args=[premier.pk]), qui, "superutilisateur")


def _noms(resolver: URLResolver, espace: str = "") -> Iterator[str]:
    for motif in resolver.url_patterns:
        if isinstance(motif, URLPattern):
            yield f"{espace}{motif.name}"
        else:
            yield from _noms(motif, f"{espace}{motif.namespace}:" if motif.namespace else espace)
