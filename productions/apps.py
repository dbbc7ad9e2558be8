from django.apps import AppConfig


class ProductionsConfig(AppConfig):
    name = "productions"
    verbose_name = "Productions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from calendrier.obligations import enregistrer_lien_de_report
        from commun import lieux
        from grilles import remises
        from grilles.etats import Usage
        from importations import sortes
        from journal.libelles import enregistrer
        from poles import vues

        from . import noms_suivis, obligations
        from .charges import enregistrer_charges
        from .imports import Fiches
        from .libelles import PHRASES
        from .liens_reports import lien_personnel_de
        from .queries.grilles import feuilles_de_relecture, feuilles_de_test
        from .views.listes import SORTES

        enregistrer(PHRASES)
        lieux.enregistrer("ressource", lambda ressource: lieux.Lieu(campagne=ressource.campagne_suivi_id))
        lieux.enregistrer("fiche", lambda fiche: lieux.Lieu(campagne=fiche.campagne_id))
        sortes.enregistrer(Fiches())
        obligations.enregistrer_fournisseurs()
        enregistrer_charges()
        remises.enregistrer(Usage.RELECTURE, feuilles_de_relecture)
        remises.enregistrer(Usage.TEST, feuilles_de_test)
        enregistrer_lien_de_report(lien_personnel_de)
        noms_suivis.suivre()
        for sorte in SORTES:
            adresse = f"productions:mes_{sorte.nom}"
            vues.enregistrer(vues.ListeAVues(adresse, sorte.nom.capitalize(), sorte.filtrer, sorte.colonnes))
