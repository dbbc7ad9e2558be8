"""A production of a fiche: what becomes, version after version, a published classroom resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Campagne
from productions.etats import TRANSITIONS_RESSOURCE, EtatRessource

from .fiche import EQUIPE, HORS_EQUIPE, FicheProjet, annoncee

if TYPE_CHECKING:
    from comptes.models import Personne


class NatureRessource(models.TextChoices):
    CLASSE = "classe", "ressource pour la classe"
    FORMATION = "formation", "ressource de formation continue"


class RessourceQuerySet(models.QuerySet["Ressource"]):
    def visibles_par(self, personne: Personne) -> RessourceQuerySet:
        """Those of the campaigns one has a mandate on, and those one produces or proofreads, wherever they are.

        What a draft fiche announces is seen by the team and its authors alone, as the fiche itself.
        """
        from .relecture import Relecture

        droits = droits_de(personne)
        if droits.tous:
            return self
        # The drafts of these campaigns are few: their numbers spare a join on every row.
        tues = FicheProjet.objects.filter(droits.q("campagne__", *HORS_EQUIPE)).exclude(annoncee())
        return self.filter(
            droits.q("campagne_suivi__", *EQUIPE)
            | (droits.q("campagne_suivi__", *HORS_EQUIPE) & ~Q(Parmi("fiche", tues.values("pk"))))
            | Q(Parmi("fiche", FicheProjet.objects.filter(redigee_par=personne).values("pk")))
            | Q(Parmi("pk", Producteur.objects.filter(personne=personne).values("ressource")))
            | Q(Parmi("pk", Relecture.objects.filter(relecteur=personne).values("version__ressource")))
        )


class Ressource(models.Model):
    fiche = models.ForeignKey(FicheProjet, models.PROTECT, related_name="ressources", verbose_name="fiche-projet")
    titre = models.CharField("titre", max_length=200)
    nature = models.CharField("nature", max_length=10, choices=NatureRessource.choices, default=NatureRessource.CLASSE)
    campagne_origine = models.ForeignKey(
        Campagne,
        models.PROTECT,
        related_name="ressources_d_origine",
        verbose_name="campagne d'origine",
        help_text="Celle des chiffres et des vacations : ne change jamais.",
    )
    campagne_suivi = models.ForeignKey(
        Campagne,
        models.PROTECT,
        related_name="ressources",
        verbose_name="campagne de suivi",
        help_text="Celle des droits et des obligations : ne change qu'au passage à l'année suivante.",
    )
    producteurs = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Producteur", related_name="ressources_produites"
    )
    etat = models.CharField(
        "état", max_length=20, choices=EtatRessource.choices, default=EtatRessource.EN_CONCEPTION, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)
    etat_avant = models.CharField(max_length=20, blank=True, editable=False)
    # Kept by the deposit and its cancellation, checked by a test: lists sort and filter on it.
    numero_version = models.PositiveSmallIntegerField("dernière version", default=0, editable=False)

    objects = RessourceQuerySet.as_manager()
    transitions = TRANSITIONS_RESSOURCE

    class Meta:
        verbose_name = "ressource"
        ordering = ["titre", "pk"]
        indexes = [
            models.Index(fields=["campagne_suivi", "etat"]),
            # Those carried over are few: whoever follows one reads its fiche, which stays in its own year.
            models.Index(
                fields=["campagne_suivi"],
                condition=~Q(campagne_suivi=F("campagne_origine")),
                name="ressource_reconduite",
            ),
            # What the lists sort by.
            models.Index(fields=["titre", "id"], name="ressource_par_titre"),
            models.Index(fields=["etat_depuis", "id"], name="ressource_par_anciennete"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=EtatRessource.values), name="ressource_etat_connu"),
            models.CheckConstraint(condition=~Q(titre=""), name="ressource_titre_obligatoire"),
            models.CheckConstraint(
                condition=Q(numero_version__gt=0) | Q(etat__in=[EtatRessource.EN_CONCEPTION, EtatRessource.ABANDONNEE]),
                name="ressource_sans_version_en_conception",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("accueil:ressource", args=[self.pk])

    @property
    def chaine(self) -> str:
        return f"ressource:{self.pk}"

    @property
    def pour_la_classe(self) -> bool:
        return self.nature == NatureRessource.CLASSE

    @property
    def reconduite(self) -> bool:
        """Followed in another year than the one that counts and pays it."""
        return self.campagne_suivi_id != self.campagne_origine_id

    @property
    def numero_suivant(self) -> int:
        return self.numero_version + 1


class Producteur(models.Model):
    """A person who makes a resource: a person and not a mandate, so that leaving a pôle takes nothing away."""

    class Accord(models.TextChoices):
        EN_LIGNE = "en_ligne", "donné en ligne"
        ECRIT = "ecrit", "écrit, enregistré par le PREDAC ou l'IAN"

    ressource = models.ForeignKey(Ressource, models.CASCADE, related_name="liens_producteurs")
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="productions")
    accord = models.CharField("accord de publication", max_length=10, choices=Accord.choices, blank=True)
    accord_le = models.DateTimeField("accord du", null=True, blank=True)
    accord_reference = models.CharField("référence de l'accord écrit", max_length=200, blank=True)

    class Meta:
        verbose_name = "producteur"
        ordering = ["personne__nom", "personne__prenom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ressource", "personne"],
                name="producteur_unique",
                violation_error_message="Cette personne produit déjà cette ressource.",
            ),
            models.CheckConstraint(
                condition=Q(accord="", accord_le__isnull=True) | (~Q(accord="") & Q(accord_le__isnull=False)),
                name="producteur_accord_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.personne)
