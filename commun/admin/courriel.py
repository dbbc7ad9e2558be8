"""The outbox, for whoever must find out why a mail did not arrive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from commun.administration.nombre import ActionEnNombre
from commun.administration.rubriques import Rubrique
from commun.etats import EtatCourriel
from commun.horloge import maintenant
from commun.liens import MASQUE, est_personnel, sans_liens_personnels
from commun.models import Courriel
from commun.services.renvois import empechement, renvoyer_a_la_personne


def _renvoyer(courriel: Courriel, acteur: Any, maintenant: datetime) -> None:
    renvoyer_a_la_personne(courriel, par=acteur.pk, maintenant=maintenant)


RENVOYER = ActionEnNombre(
    "renvoyer_les_courriels",
    "Renvoyer les courriels choisis",
    "Renvoyer",
    "",
    _renvoyer,
    "Le même texte part de nouveau, à l'adresse que la personne a aujourd'hui. Un courriel déjà parti, ou bloqué, "
    "pourrait lui arriver deux fois.",
    empechement=lambda courriel: empechement(courriel, maintenant=maintenant()),
    prevenus=lambda courriel: [courriel.nom_destinataire],
    relations=["copie_de"],
    allowed_permissions=["renvoyer"],
)


class AttentionFiltre(admin.SimpleListFilter):
    title = "à regarder"
    parameter_name = "attention"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("bloques", "bloqués"), ("echec", "en échec")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "bloques":
            return queryset.bloques(maintenant())
        return queryset.filter(etat=EtatCourriel.ECHEC) if self.value() == "echec" else queryset


@admin.register(Courriel)
class CourrielAdmin(LectureSeule):
    rubrique = Rubrique.COURRIELS
    list_display = ["sujet", "nom_destinataire", "etat_affiche", "essais", "cree_le", "envoye_le"]
    list_filter = [AttentionFiltre, "etat", "genre", ("cree_le", admin.DateFieldListFilter)]
    search_fields = ["sujet", "nom_destinataire", "adresse", "gabarit", "cle"]
    actions = [RENVOYER]
    fields = [
        "sujet", "nom_destinataire", "adresse", "etat_affiche", "contenu", "lien", "bouton", "nom_piece", "gabarit",
        "genre", "secret", "essais", "prochain_essai", "reclame_le", "cree_le", "envoye_le", "erreur", "groupe_dans",
        "cle",
    ]  # fmt: skip
    readonly_fields = ["etat_affiche", "contenu", "lien"]

    @admin.display(description="état", ordering="etat")
    def etat_affiche(self, courriel: Courriel) -> str:
        if courriel.est_bloque(maintenant()):
            return "bloqué : peut-être parti, à vérifier avant de renvoyer"
        return courriel.get_etat_display()

    @admin.display(description="texte")
    def contenu(self, courriel: Courriel) -> str:
        return MASQUE if courriel.prive else sans_liens_personnels(courriel.texte)

    @admin.display(description="page visée")
    def lien(self, courriel: Courriel) -> str:
        """A personal link is for its mailbox alone, even where the rest of the mail is no secret."""
        return MASQUE if courriel.prive or est_personnel(courriel.url) else courriel.url

    def has_renvoyer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("commun.change_courriel")
