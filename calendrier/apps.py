from django.apps import AppConfig


class CalendrierConfig(AppConfig):
    name = "calendrier"
    verbose_name = "Calendrier"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commun.courriels import enregistrer_entetes
        from comptes import rubriques
        from importations import sortes
        from journal import libelles as journal
        from poles.charges import Genre, enregistrer

        from . import courriels, libelles
        from .charges import fournir
        from .compte import lignes_du_compte
        from .imports import Echeances

        enregistrer("fonction", Genre("Ce qui attend la fonction", fournir, rang=9))
        sortes.enregistrer(Echeances())
        rubriques.enregistrer("rappels", lignes_du_compte)
        journal.enregistrer(libelles.PHRASES)
        enregistrer_entetes(courriels.GABARIT, courriels.entetes)
