from django.apps import AppConfig


class BilansConfig(AppConfig):
    name = "bilans"
    verbose_name = "Bilans de l'année"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commun import lieux
        from journal.libelles import enregistrer
        from poles import noms_de_cycle

        from .libelles import PHRASES
        from .queries import tient_le_nom

        enregistrer(PHRASES)
        noms_de_cycle.enregistrer("bilans", tient_le_nom)
        lieux.enregistrer("bilan", lambda bilan: lieux.Lieu(bilan.campagne_id, bilan.academie_id))
