"""The outbox, for whoever must find out why a mail did not arrive."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.actions import refus_en_message
from commun.admin.lecture_seule import LectureSeule
from commun.administration.rubriques import Rubrique
from commun.etats import EtatCourriel
from commun.horloge import maintenant
from commun.liens import MASQUE, est_personnel, sans_liens_personnels
from commun.models import Courriel
from commun.services.renvois import renvoyer


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
    actions = ["renvoyer_les_courriels"]
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
        return MASQUE if courriel.secret else sans_liens_personnels(courriel.texte)

    @admin.display(description="page visée")
    def lien(self, courriel: Courriel) -> str:
        """A personal link is for its mailbox alone, even where the rest of the mail is no secret."""
        return MASQUE if courriel.secret or est_personnel(courriel.url) else courriel.url

    @admin.action(description="Renvoyer les courriels bloqués ou en échec", permissions=["renvoyer"])
    def renvoyer_les_courriels(self, request: HttpRequest, queryset: QuerySet[Courriel]) -> None:
        for courriel in queryset:
            with refus_en_message(request):
                renvoyer(courriel, par=request.user.pk, maintenant=maintenant())
                messages.success(request, f"« {courriel.sujet} » part de nouveau vers {courriel.nom_destinataire}.")

    def has_renvoyer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("commun.change_courriel")
