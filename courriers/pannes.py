"""Why a mail did not leave, in words: what the mail server answered is for the technical team."""

from __future__ import annotations

from commun.models import Courriel

# The beginning of what the outbox notes: the error's name.
PHRASES = {
    "SMTPRecipientsRefused": "La messagerie de la personne refuse cette adresse : vérifiez-la.",
    "SMTPSenderRefused": "La messagerie refuse l'adresse d'envoi du service : prévenez l'équipe technique.",
    "SMTPAuthenticationError": "Le serveur d'envoi refuse le service : prévenez l'équipe technique.",
    "SMTPDataError": "La messagerie de la personne a refusé le message.",
    "SMTPNotSupportedError": "La messagerie ne sait pas écrire à cette adresse.",
    "UnicodeEncodeError": "Cette adresse contient un caractère qu'une messagerie n'accepte pas : vérifiez-la.",
    "SMTPConnectError": "Le serveur d'envoi ne répondait pas.",
    "ConnectionRefusedError": "Le serveur d'envoi ne répondait pas.",
    "TimeoutError": "Le serveur d'envoi ne répondait pas.",
    "gaierror": "Le serveur d'envoi est introuvable : prévenez l'équipe technique.",
    "Issue inconnue": "La liaison s'est coupée pendant l'envoi : le courriel est peut-être parti.",
}


def en_mots(courriel: Courriel) -> str:
    """Empty for a mail that met no difficulty."""
    if not courriel.erreur:
        return ""
    nom = courriel.erreur.partition(" : ")[0].strip()
    return PHRASES.get(nom, "L'envoi a échoué : prévenez l'équipe technique si cela dure.")
