"""The personal links of a tester without an account. Each mail has its own; all open one test, until its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from commun.models import Jeton, JetonQuerySet
from commun.templatetags.dates import jour as en_toutes_lettres
from productions.etats import EtatRessource, EtatTest

from .tests_classe import TestEnClasse

# After the planned day, or after the day on which the tester asks for another one.
VALIDITE = timedelta(days=30)


class LienDeTest(Jeton):
    """`echeance`, `occurrence`, `prevu_le`: of which reminder it is the link (calendrier/rappels), sent once."""

    test = models.ForeignKey(TestEnClasse, models.CASCADE, related_name="liens")
    echeance = models.DateField("date rappelée", null=True, blank=True, editable=False)
    occurrence = models.CharField("rappel", max_length=20, blank=True, editable=False)
    prevu_le = models.DateField("rappel prévu le", null=True, blank=True, editable=False)

    objects = JetonQuerySet.as_manager()

    class Meta:
        verbose_name = "lien de test"
        verbose_name_plural = "liens de test"
        ordering = ["-envoye_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["test", "echeance", "occurrence"],
                condition=~Q(occurrence=""),
                name="lien_test_rappel_unique",
                violation_error_message="Ce rappel est déjà parti.",
            ),
            # It serves as long as it lasts: using it does not end it.
            models.CheckConstraint(condition=Q(utilise_le__isnull=True), name="lien_test_sert_plusieurs_fois"),
        ]

    def __str__(self) -> str:
        return f"Lien de {self.test}"

    def refus(self, maintenant: datetime) -> str:
        """Why it opens nothing any more, in words for whoever holds it; empty when it does. Names nobody."""
        test = self.test
        if test.etat == EtatTest.ANNULE:
            return "Ce test a été annulé : vous n'avez plus rien à faire. Merci d'avoir accepté de tester."
        if test.etat == EtatTest.DECLINE:
            return "Vous nous avez dit ne plus pouvoir faire ce test : c'est noté, et rien ne vous est plus demandé."
        if self._abandonnee:
            return "Cette ressource est abandonnée : ce test n'est plus demandé. Merci d'avoir accepté de tester."
        if test.testeur_efface_le:
            return "Ce test est terminé, et vos coordonnées sont effacées comme prévu. Merci de votre aide."
        if test.acces_ferme_le:
            return "Le pôle a désactivé ce lien. Pour tester encore, écrivez à la personne qui vous l'a demandé."
        return self._remplace(maintenant)

    def renouvelable(self, maintenant: datetime) -> bool:
        """May whoever holds it ask for another one, which goes to the tester's own address?"""
        test = self.test
        ferme = test.acces_ferme_le or test.testeur_efface_le or test.etat in (EtatTest.ANNULE, EtatTest.DECLINE)
        return not (ferme or self._abandonnee) and bool(self._remplace(maintenant))

    @property
    def _abandonnee(self) -> bool:
        """Given up, and not tested yet: who has tested keeps their page and their attestation."""
        test = self.test
        return test.attendu and test.version.ressource.etat == EtatRessource.ABANDONNEE

    def _remplace(self, maintenant: datetime) -> str:
        if self.remplace_le:
            return "Un lien plus récent a été envoyé, et lui seul fonctionne : ouvrez le dernier courriel reçu."
        if self.perime(maintenant):
            return f"Ce lien a expiré le {en_toutes_lettres(self.expire_le)}."
        return ""
