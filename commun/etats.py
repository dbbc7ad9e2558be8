"""The states of an e-mail, of a background job and of an upload."""

from django.db.models import TextChoices


class EtatCourriel(TextChoices):
    EN_ATTENTE = "en_attente", "en attente"
    EN_COURS = "en_cours", "en cours d'envoi"
    ENVOYE = "envoye", "envoyé"
    ECHEC = "echec", "en échec"
    GROUPE = "groupe", "groupé avec d'autres nouvelles"


class GenreCourriel(TextChoices):
    ACTION = "action", "demande d'action"
    NOUVELLE = "nouvelle", "nouvelle"


class EtatTravail(TextChoices):
    EN_ATTENTE = "en_attente", "en attente"
    EN_COURS = "en_cours", "en cours"
    REUSSI = "reussi", "terminé"
    ECHOUE = "echoue", "échoué"
    ANNULE = "annule", "annulé"


class EtatTeleversement(TextChoices):
    EN_COURS = "en_cours", "en cours"
    FINI = "fini", "fini"
    ANNULE = "annule", "annulé"


TRAVAIL_INACHEVE = (EtatTravail.EN_ATTENTE, EtatTravail.EN_COURS)
