"""A fiche-projet frames one or more productions: who makes what, with proofreading and the class test in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Campagne, Discipline, Fonction, Niveau
from productions.etats import MODIFIABLES, TRANSITIONS_FICHE, EtatFiche

if TYPE_CHECKING:
    from comptes.models import Personne

EQUIPE = (Fonction.ENSEIGNANT, Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR)
# The planned days, in the order of the year.
JOURS_PREVUS = (
    "jour_v1",
    "jour_relecture",
    "jour_v2",
    "jour_test",
    "jour_v3",
    "jour_validation",
    "jour_publication",
)
HORS_EQUIPE = tuple(fonction for fonction in Fonction.values if fonction not in EQUIPE)


def annoncee(prefixe: str = "") -> Q:
    """Submitted once at least: a draft that is given up stays as private as it was. `prefixe` leads to the fiche."""
    jamais_soumise = Q(**{f"{prefixe}etat": EtatFiche.ABANDONNEE, f"{prefixe}etat_avant": EtatFiche.BROUILLON})
    return ~Q(**{f"{prefixe}etat": EtatFiche.BROUILLON}) & ~jamais_soumise


class FicheQuerySet(models.QuerySet["FicheProjet"]):
    def visibles_par(self, personne: Personne) -> FicheQuerySet:
        """The team sees every fiche of its pôle, and those of resources carried over to its year; others only once
        submitted; authors always see theirs."""
        from .ressource import Producteur, Ressource

        droits = droits_de(personne)
        if droits.tous:
            return self
        sienne = Q(Parmi("pk", Producteur.objects.filter(personne=personne).values("ressource__fiche")))
        venues = Ressource.objects.exclude(campagne_suivi=F("campagne_origine")).filter(droits.q("campagne_suivi__"))
        return self.filter(
            droits.q("campagne__", *EQUIPE)
            | (Q(Parmi("pk", venues.values("fiche"))) & annoncee())
            | (droits.q("campagne__", *HORS_EQUIPE) & annoncee())
            | Q(redigee_par=personne)
            | sienne
        )


class FicheProjet(models.Model):
    campagne = models.ForeignKey(Campagne, models.PROTECT, related_name="fiches", verbose_name="campagne")
    titre = models.CharField("titre", max_length=200)
    resume = models.TextField("résumé", max_length=2000, blank=True)
    objectifs = models.TextField("objectifs", max_length=2000, blank=True)
    outils = models.CharField(
        "outils et services utilisés",
        max_length=300,
        blank=True,
        help_text="De préférence ceux de l'institution et de ses partenaires : Éléa, Capytale, apps.education.fr…",
    )
    disciplines = models.ManyToManyField(Discipline, related_name="fiches", verbose_name="disciplines")
    niveaux = models.ManyToManyField(Niveau, related_name="fiches", verbose_name="niveaux")
    jour_v1 = models.DateField("V1 déposée", null=True, blank=True)
    jour_relecture = models.DateField("relectures rendues", null=True, blank=True)
    jour_v2 = models.DateField("V2 déposée", null=True, blank=True)
    jour_test = models.DateField("test en classe", null=True, blank=True)
    jour_v3 = models.DateField("V3 déposée", null=True, blank=True)
    jour_validation = models.DateField("validation", null=True, blank=True)
    jour_publication = models.DateField("publication souhaitée", null=True, blank=True)
    redigee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="fiches_redigees", verbose_name="rédigée par"
    )
    cree_le = models.DateTimeField("créée le", editable=False)
    etat = models.CharField(
        "état", max_length=20, choices=EtatFiche.choices, default=EtatFiche.BROUILLON, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)
    etat_avant = models.CharField(max_length=20, blank=True, editable=False)
    motif = models.TextField("dernier motif", blank=True, editable=False)

    objects = FicheQuerySet.as_manager()
    transitions = TRANSITIONS_FICHE

    class Meta:
        verbose_name = "fiche-projet"
        verbose_name_plural = "fiches-projet"
        ordering = ["-cree_le", "pk"]
        indexes = [
            models.Index(fields=["campagne", "etat"]),
            # What the lists sort by.
            models.Index(fields=["titre", "id"], name="fiche_par_titre"),
            models.Index(fields=["etat_depuis", "id"], name="fiche_par_anciennete"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=EtatFiche.values), name="fiche_etat_connu"),
            models.CheckConstraint(condition=~Q(titre=""), name="fiche_titre_obligatoire"),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("productions:fiche", args=[self.pk])

    @property
    def chaine(self) -> str:
        return f"fiche:{self.pk}"

    @property
    def modifiable(self) -> bool:
        return self.etat in MODIFIABLES
