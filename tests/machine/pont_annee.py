"""The end of the year, as its page does it: what is proposed, less what somebody has unticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bilans.models import Reconduction
from bilans.services.annulation import annuler_preparation
from bilans.services.reconduction import Choix, preparer_annee_suivante, reporter_aussi
from comptes.models import Personne
from poles.models import Campagne
from tests.fabrique import JOUR
from tests.machine.pont_visas import MOTIF, GestesDeValidation


class GestesDeFinDAnnee(GestesDeValidation):
    def _sur_l_annee(self, qui: str, geste: Callable[..., Any], **donnees: Any) -> str | None:
        acteur: Personne = self.personne(qui)
        if not acteur.has_perm("bilans.preparer_annee", self.campagne):
            return "403"
        self.presents = {}
        fait = {"campagne": self.campagne, "acteur": acteur, "maintenant": self.maintenant}
        return self._tenter(lambda: geste(**fait, **donnees) and None)

    def _pks(self, rangs: tuple[int, ...]) -> list[int]:
        return [self.ressources[rang].pk for rang in rangs]

    def preparer_annee(self, qui: str, *rangs: int) -> str | None:
        mandats = self.campagne.mandats.actifs(JOUR).values_list("pk", flat=True)
        choix = Choix(ressources=self._pks(rangs), mandats=list(mandats), jours={}, theme=self.campagne.theme)
        return self._sur_l_annee(qui, preparer_annee_suivante, choix=choix)

    def reporter_aussi(self, qui: str, *rangs: int) -> str | None:
        return self._sur_l_annee(qui, reporter_aussi, ressources=self._pks(rangs))

    def annuler_annee(self, qui: str) -> str | None:
        return self._sur_l_annee(qui, annuler_preparation, motif=MOTIF)

    @property
    def suite(self) -> Campagne | None:
        """The next year's campaign, once it is prepared."""
        faite = Reconduction.objects.filter(de=self.campagne).select_related("vers").first()
        return faite and faite.vers
