"""A row of the outbox: written in the transaction of the move that it announces, sent afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from commun.etats import EtatCourriel, GenreCourriel
from commun.gabarits import texte_connu

# A school year, as long as the reminders that these mails brought (calendrier): who was told of what is asked about
# until its review is made. What has to be proved for longer is in the journal.
GARDE = timedelta(days=366)
# A code or a link that opens an account ends within hours: past this, that somebody signed in is nobody's business.
GARDE_DES_SECRETS = timedelta(days=7)
# Past this, nobody can tell whether the mail left: it is shown, and never sent again by itself.
DELAI_BLOCAGE = timedelta(minutes=10)


class CourrielQuerySet(models.QuerySet["Courriel"]):
    def bloques(self, maintenant: datetime) -> CourrielQuerySet:
        """Claimed, then silent: the worker was killed or the server hung up between the two."""
        return self.filter(etat=EtatCourriel.EN_COURS, reclame_le__lte=maintenant - DELAI_BLOCAGE)

    def a_envoyer(self, maintenant: datetime) -> CourrielQuerySet:
        return self.filter(etat=EtatCourriel.EN_ATTENTE, prochain_essai__lte=maintenant)


class Courriel(models.Model):
    cle = models.CharField("clé d'unicité", max_length=200, unique=True)
    personne = models.BigIntegerField("personne", null=True, blank=True, db_index=True)
    adresse = models.EmailField("adresse", max_length=254)
    nom_destinataire = models.CharField("destinataire", max_length=250, blank=True)
    gabarit = models.CharField("gabarit", max_length=100)
    sujet = models.CharField("sujet", max_length=250)
    texte = models.TextField("texte", blank=True)
    url = models.CharField("page visée", max_length=500, blank=True)
    bouton = models.CharField("bouton", max_length=100, blank=True)
    nom_piece = models.CharField("pièce jointe", max_length=100, blank=True)
    type_piece = models.CharField("type de la pièce jointe", max_length=100, blank=True)
    contenu_piece = models.TextField("contenu de la pièce jointe", blank=True)
    genre = models.CharField("genre", max_length=20, choices=GenreCourriel, default=GenreCourriel.ACTION)
    secret = models.BooleanField("contenu secret", default=False)
    etat = models.CharField("état", max_length=20, choices=EtatCourriel, default=EtatCourriel.EN_ATTENTE)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    prochain_essai = models.DateTimeField("prochain essai", null=True, blank=True)
    reclame_le = models.DateTimeField("envoi commencé le", null=True, blank=True)
    cree_le = models.DateTimeField("écrit le")
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)
    erreur = models.CharField("dernière erreur", max_length=500, blank=True)
    # Where what it speaks of is (commun/lieux.py); what a text of the service says belongs to no pôle.
    campagne = models.BigIntegerField("campagne", null=True, blank=True)
    academie = models.BigIntegerField("académie", null=True, blank=True, db_index=True)
    # What its words were filled in with, for whoever rewrites the text: as long as the text itself, never a secret's.
    valeurs = models.JSONField("valeurs", default=dict, blank=True, editable=False)
    # The number of a text that somebody wrote, which did not work: the shipped one left in its place, and why.
    texte_ecarte = models.BigIntegerField("texte rédigé écarté", null=True, blank=True, editable=False)
    ecarte_parce_que = models.CharField("pourquoi il l'est", max_length=200, blank=True, editable=False)
    copie_de = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name="envoi répété de"
    )
    groupe_dans = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="nouvelles", verbose_name="groupé dans"
    )

    objects = CourrielQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        ordering = ["-cree_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(secret=True, genre=GenreCourriel.NOUVELLE),
                name="courriel_secret_jamais_groupe",
                violation_error_message="Un contenu secret part seul et tout de suite.",
            ),
            models.CheckConstraint(
                condition=~Q(genre=GenreCourriel.NOUVELLE) | Q(personne__isnull=False),
                name="courriel_nouvelle_a_une_personne",
                violation_error_message="Les nouvelles se groupent par personne : il en faut une.",
            ),
            models.CheckConstraint(
                condition=~Q(genre=GenreCourriel.NOUVELLE) | Q(nom_piece=""),
                name="courriel_nouvelle_sans_piece",
                violation_error_message="Une nouvelle se groupe : elle ne porte pas de pièce jointe.",
            ),
            models.CheckConstraint(
                condition=Q(secret=False) | Q(copie_de__isnull=True),
                name="courriel_secret_sans_copie",
                violation_error_message="Un contenu secret n'est jamais envoyé deux fois.",
            ),
            models.CheckConstraint(
                condition=Q(texte_ecarte__isnull=True, ecarte_parce_que="")
                | (Q(texte_ecarte__isnull=False) & ~Q(ecarte_parce_que="")),
                name="courriel_texte_ecarte_pour_une_raison",
                violation_error_message="On dit pourquoi un texte rédigé n'est pas parti.",
            ),
        ]
        indexes = [
            models.Index(fields=["prochain_essai"], condition=Q(etat="en_attente"), name="courriel_a_envoyer"),
            models.Index(fields=["-cree_le", "-id"], name="courriel_par_date"),
            models.Index(fields=["campagne", "-cree_le"], name="courriel_par_campagne"),
            models.Index(fields=["gabarit", "-cree_le"], name="courriel_par_gabarit"),
            models.Index(
                fields=["texte_ecarte"], condition=Q(texte_ecarte__isnull=False), name="courriel_texte_ecarte"
            ),
        ]

    def __str__(self) -> str:
        return self.sujet

    @property
    def prive(self) -> bool:
        """Nobody's but its recipient's: it opens an account, or is what one person says to another."""
        return self.secret or texte_connu(self.gabarit).entre_personnes

    def est_bloque(self, maintenant: datetime) -> bool:
        """Whether the claim is older than DELAI_BLOCAGE with no outcome known."""
        return (
            self.etat == EtatCourriel.EN_COURS
            and self.reclame_le is not None
            and self.reclame_le <= maintenant - DELAI_BLOCAGE
        )
