from functools import partial

from django.apps import AppConfig


class ValidationsConfig(AppConfig):
    name = "validations"
    verbose_name = "Validations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from calendrier import evenements as calendriers
        from commun import lieux
        from grilles import remises
        from journal import libelles
        from poles import vues
        from poles.charges import enregistrer_suite
        from productions import etapes
        from productions.queries import attentes
        from productions.services.producteurs import enregistrer_empechement

        from . import acquis, evenements, signatures
        from .departs import prevenir_l_administration
        from .grilles import USAGES, feuilles_decidees
        from .independance import refuser_signataire
        from .libelles import PHRASES
        from .views import visas

        libelles.enregistrer(PHRASES)
        lieux.enregistrer("seance", lambda seance: lieux.Lieu(campagne=seance.campagne_id))
        self._enregistrer_obligations()
        calendriers.enregistrer("validations", evenements.fournir)
        for nature, usage in USAGES.items():
            remises.enregistrer(usage, partial(feuilles_decidees, nature))
        enregistrer_empechement(refuser_signataire)
        etapes.enregistrer_acquis(etapes.Avancement.VALIDEE, acquis.validee)
        etapes.enregistrer_acquis(etapes.Avancement.PUBLIEE, acquis.publiee)
        attentes.enregistrer_attendus(signatures.attendues_de)
        enregistrer_suite("validations", prevenir_l_administration)
        vues.enregistrer(vues.ListeAVues("validations:mes_visas", "Visas", visas.filtrer, [visas.DONNE]))

    def _enregistrer_obligations(self) -> None:
        from calendrier import obligations

        from . import sans_signataire, seances_attendues
        from .obligations import GENRES, fournir

        obligations.nommer_genres(GENRES)
        obligations.enregistrer("validations", fournir)
        obligations.enregistrer("validations.signataires", sans_signataire.fournir)
        obligations.enregistrer("validations.seances", seances_attendues.fournir)
