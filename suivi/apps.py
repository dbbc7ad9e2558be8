from django.apps import AppConfig


class SuiviConfig(AppConfig):
    name = "suivi"
    verbose_name = "Suivi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from calendrier import evenements as calendriers
        from calendrier import obligations as registre
        from calendrier import tenues
        from commun import liens as liens_personnels
        from commun import lieux
        from journal import libelles as journal
        from productions import journees as productions

        from . import evenements, journees, libelles, liens, obligations
        from .charges import enregistrer_charges
        from .queries.etapes import tenues_des

        enregistrer_charges()
        registre.enregistrer("suivi", obligations.fournir)
        registre.nommer_genres(obligations.GENRES)
        calendriers.enregistrer("suivi", evenements.fournir)
        tenues.enregistrer("suivi", tenues_des)
        productions.enregistrer("suivi", journees.en_seance)
        journal.enregistrer(libelles.PHRASES)
        liens_personnels.enregistrer_validite(liens.DEBUT, liens.sert_encore)
        lieux.enregistrer("reunion", lambda reunion: lieux.Lieu(campagne=reunion.campagne_id))
