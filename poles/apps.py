from django.apps import AppConfig


class PolesConfig(AppConfig):
    name = "poles"
    verbose_name = "Pôles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from commun.services import nouvelles
        from comptes import rubriques
        from importations import sortes
        from journal.libelles import enregistrer

        from .compte import lignes_du_compte
        from .courriels.lieux import enregistrer_lieux
        from .imports import Etablissements, Membres, Poles
        from .libelles import PHRASES
        from .queries import indisponibles

        enregistrer(PHRASES)
        enregistrer_lieux()
        nouvelles.suspendre("indisponibilités", indisponibles)
        rubriques.enregistrer("présence", lignes_du_compte)
        for sorte in (Membres(), Etablissements(), Poles()):
            sortes.enregistrer(sorte)
        # Every room's permissions.py: a rule exists once its module is imported.
        autodiscover_modules("permissions")
