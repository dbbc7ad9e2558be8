"""A class test: a version tried with pupils, by a colleague who may have no account here. No pupil is ever named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from commun.ensembles import Parmi
from commun.fichiers import chemin_opaque
from grilles.models import Feuille
from poles.droits import droits_de
from poles.models import Niveau
from productions.etats import TESTS_ATTENDUS, TRANSITIONS_TEST, EtatRessource, EtatTest

from .ressource import Ressource
from .version import Version

if TYPE_CHECKING:
    from comptes.models import Personne

ELEVES_MAX = 400
# Whom the tester is, one way or another.
_A_UN_COMPTE = Q(testeur__isnull=False, testeur_nom="", testeur_courriel="", testeur_efface_le__isnull=True)
_SANS_COMPTE = Q(testeur__isnull=True, testeur_efface_le__isnull=True) & ~Q(testeur_nom="") & ~Q(testeur_courriel="")
_EFFACE = Q(testeur__isnull=True, testeur_nom="", testeur_courriel="", testeur_efface_le__isnull=False)


@dataclass(frozen=True)
class TesteurSansCompte:
    """As the outbox takes a recipient: somebody who is only a name and an address."""

    nom_complet: str
    email: str
    pk: None = None


class TestEnClasseQuerySet(models.QuerySet["TestEnClasse"]):
    def visibles_par(self, personne: Personne) -> TestEnClasseQuerySet:
        """Those of the resources one sees. Who only tests has their own page, which is not the team's."""
        if droits_de(personne).tous:
            return self
        lisibles = Ressource.objects.visibles_par(personne)
        return self.filter(Parmi("version__ressource", lisibles.values("pk")))

    def attendus(self) -> TestEnClasseQuerySet:
        return self.filter(etat__in=TESTS_ATTENDUS)

    def demandes(self) -> TestEnClasseQuerySet:
        """The same, but for what was given up: it is asked of nobody."""
        return self.attendus().exclude(version__ressource__etat=EtatRessource.ABANDONNEE)

    def sans_compte(self) -> TestEnClasseQuerySet:
        """Whose tester has no account, and is still known."""
        return self.filter(testeur__isnull=True).exclude(testeur_courriel="")


class TestEnClasse(models.Model):
    version = models.ForeignKey(Version, models.PROTECT, related_name="tests")
    niveau = models.ForeignKey(Niveau, models.PROTECT, related_name="+", verbose_name="niveau de la classe")
    etablissement = models.CharField("établissement", max_length=200, help_text="Son nom et sa commune.")
    jour_prevu = models.DateField("date prévue")
    periode = models.CharField(
        "précision sur la période",
        max_length=200,
        blank=True,
        help_text="Facultatif : « deux séances, la semaine de la rentrée »…",
    )
    nombre_eleves = models.PositiveSmallIntegerField(
        "nombre d'élèves",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(ELEVES_MAX)],
        help_text="Un nombre seulement : aucun nom d'élève n'est demandé ni gardé.",
    )
    motif_tardif = models.TextField("pourquoi après la fin du cycle", max_length=1000, blank=True)
    testeur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tests_en_classe"
    )
    testeur_nom = models.CharField("nom du testeur", max_length=150, blank=True)
    testeur_courriel = models.EmailField("courriel du testeur", max_length=254, blank=True)
    testeur_efface_le = models.DateTimeField("testeur effacé le", null=True, blank=True, editable=False)
    planifie_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planifie_le = models.DateTimeField("planifié le")
    etat = models.CharField("état", max_length=10, choices=EtatTest.choices, default=EtatTest.PLANIFIE, editable=False)
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)
    # Why it was cancelled, or why the tester cannot do it any more.
    motif_arret = models.TextField("motif", max_length=1000, blank=True)
    acces_ferme_le = models.DateTimeField("lien désactivé le", null=True, blank=True, editable=False)
    feuille = models.OneToOneField(Feuille, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    # What is typed and not handed in: the fields as the page sends them.
    brouillon = models.JSONField("brouillon", default=dict, blank=True, editable=False)
    # As the tester says with the answers: a class does not always meet on the day planned.
    fait_le = models.DateField("séance faite le", null=True, blank=True, editable=False)
    rendu_le = models.DateTimeField("rendu le", null=True, blank=True, editable=False)
    corrige_le = models.DateTimeField("corrigé le", null=True, blank=True, editable=False)

    objects = TestEnClasseQuerySet.as_manager()
    transitions = TRANSITIONS_TEST

    class Meta:
        verbose_name = "test en classe"
        verbose_name_plural = "tests en classe"
        ordering = ["jour_prevu", "pk"]
        indexes = [models.Index(fields=["jour_prevu", "id"], name="test_par_date")]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=EtatTest.values), name="test_etat_connu"),
            models.CheckConstraint(
                condition=Q(testeur__isnull=False, testeur_nom="", testeur_courriel="", testeur_efface_le__isnull=True)
                | (
                    Q(testeur__isnull=True, testeur_efface_le__isnull=True)
                    & ~Q(testeur_nom="")
                    & ~Q(testeur_courriel="")
                )
                | Q(testeur__isnull=True, testeur_nom="", testeur_courriel="", testeur_efface_le__isnull=False),
                name="test_un_testeur",
                violation_error_message="Un test a un testeur : un compte, ou un nom et une adresse.",
            ),
            models.UniqueConstraint(
                fields=["version", "testeur"],
                condition=Q(testeur__isnull=False, etat__in=TESTS_ATTENDUS),
                name="test_attendu_unique",
                violation_error_message="Cette personne teste déjà cette version.",
            ),
            models.UniqueConstraint(
                fields=["version", "testeur_courriel"],
                condition=~Q(testeur_courriel="") & Q(etat__in=TESTS_ATTENDUS),
                name="test_attendu_unique_sans_compte",
                violation_error_message="Cette personne teste déjà cette version.",
            ),
            models.CheckConstraint(
                condition=Q(nombre_eleves__isnull=True) | Q(nombre_eleves__range=(1, ELEVES_MAX)),
                name="test_nombre_eleves_possible",
                violation_error_message=f"Le nombre d'élèves va de 1 à {ELEVES_MAX}.",
            ),
            models.CheckConstraint(
                condition=~Q(etat=EtatTest.RENDU)
                | Q(rendu_le__isnull=False, feuille__isnull=False, fait_le__isnull=False),
                name="test_rendu_a_ses_reponses",
            ),
        ]

    def __str__(self) -> str:
        return f"Test en classe de {self.version.ressource} ({self.version})"

    def get_absolute_url(self) -> str:
        return reverse("productions:test", args=[self.pk])

    @property
    def chaine(self) -> str:
        return self.version.ressource.chaine

    @property
    def attendu(self) -> bool:
        return self.etat in TESTS_ATTENDUS

    @property
    def jour(self) -> date:
        """When it took place; until it has, when it is planned."""
        return self.fait_le or self.jour_prevu

    @property
    def destinataire(self) -> Personne | TesteurSansCompte:
        """Whom the mails go to; nobody's address once it was erased."""
        return self.testeur or TesteurSansCompte(self.testeur_nom, self.testeur_courriel)

    @property
    def nom_du_testeur(self) -> str:
        return self.destinataire.nom_complet or "une personne dont le nom est effacé"


class Constat(models.Model):
    """A strong point or an irritant, one sentence each: the year-end review and later lessons gather them."""

    class Genre(models.TextChoices):
        POINT_FORT = "point_fort", "point fort"
        IRRITANT = "irritant", "irritant"

    class Theme(models.TextChoices):
        CONSIGNES = "consignes", "les consignes et le livret"
        CONTENU = "contenu", "le contenu et les activités"
        ELEVES = "eleves", "l'engagement des élèves"
        DUREE = "duree", "la durée et le rythme"
        TECHNIQUE = "technique", "la technique et le matériel"
        EVALUATION = "evaluation", "l'évaluation"
        AUTRE = "autre", "autre chose"

    test = models.ForeignKey(TestEnClasse, models.CASCADE, related_name="constats")
    genre = models.CharField("genre", max_length=12, choices=Genre.choices)
    theme = models.CharField("thème", max_length=12, choices=Theme.choices, default=Theme.AUTRE)
    texte = models.CharField("en une phrase", max_length=500)
    masque = models.BooleanField("masqué", default=False, editable=False)
    remarque = models.OneToOneField(
        "productions.Remarque", models.SET_NULL, null=True, blank=True, editable=False, related_name="constat"
    )

    class Meta:
        verbose_name = "constat"
        ordering = ["genre", "theme", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(genre__in=["point_fort", "irritant"]), name="constat_genre_connu"),
            models.CheckConstraint(condition=~Q(texte=""), name="constat_texte_obligatoire"),
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} : {self.texte}"

    @property
    def chaine(self) -> str:
        return self.test.chaine


class PhotoDeTest(models.Model):
    """Re-encoded by us, so that nothing but the picture is kept; who sends it says that no pupil can be recognised."""

    test = models.ForeignKey(TestEnClasse, models.CASCADE, related_name="photos")
    fichier = models.FileField("photo", upload_to=chemin_opaque, max_length=200)
    largeur = models.PositiveSmallIntegerField("largeur en pixels")
    hauteur = models.PositiveSmallIntegerField("hauteur en pixels")
    sans_eleve = models.BooleanField("aucun élève reconnaissable")
    ajoutee_le = models.DateTimeField("ajoutée le")

    class Meta:
        verbose_name = "photo d'un test"
        verbose_name_plural = "photos des tests"
        ordering = ["ajoutee_le", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sans_eleve=True),
                name="photo_sans_eleve",
                violation_error_message="Une photo n'est gardée que si aucun élève n'y est reconnaissable.",
            ),
        ]

    def __str__(self) -> str:
        return f"Photo du test {self.test_id}"
