"""What a séance adds to « who owes what by when ». After it, a visa still awaited is an obligation by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value
from django.utils.formats import date_format

from calendrier.obligations import Demande, Obligation
from poles.droits import droits_de
from poles.models import Fonction

from .circuit import SIGNATAIRES
from .models import AvisPrepare, DemandeValidation, EtatSeance, PresenceSeance, Seance


def fournir(demande: Demande) -> Iterator[Obligation]:
    """One query, and none for who neither signs nor leads.

    Preparing and signing are asked by person only: of campaigns, the answer would say who has prepared nothing.
    """
    if demande.personne and not _peut_sieger(demande):
        return
    for seance in _vivantes(demande):
        jour = seance.quand.date()
        if seance.conduite and (seance.ouverte or jour < demande.jour):
            yield _achever(seance, jour)
        if seance.m_attend:
            yield _signer(seance, jour) if seance.ouverte else _preparer(seance, jour)


def _peut_sieger(demande: Demande) -> bool:
    droits = droits_de(demande.personne)
    return droits.exerce(*SIGNATAIRES.values()) or droits.conduit_quelque_part


def _vivantes(demande: Demande) -> QuerySet[Seance]:
    vivantes = Seance.objects.filter(
        Demande(demande.jour, campagnes=demande.campagnes).q("campagne__"),
        etat__in=[EtatSeance.PREPAREE, EtatSeance.OUVERTE],
    ).select_related("campagne__pole__academie", "campagne__cycle", "creee_par")
    if demande.personne is None:
        rien = Value(False, output_field=BooleanField())
        return vivantes.annotate(conduite=Value(True, output_field=BooleanField()), m_attend=rien)
    conduites = Seance.objects.filter(demande.conduite("campagne__"), pk=OuterRef("pk"))
    invite = PresenceSeance.objects.filter(seance=OuterRef("pk"), personne=demande.personne).exclude(presence="excusee")
    siennes = DemandeValidation.objects.a_viser_par(demande.personne).filter(points__seance=OuterRef("pk"))
    preparees = AvisPrepare.objects.filter(demande=OuterRef("pk"), personne=demande.personne)
    reste = Q(etat=EtatSeance.OUVERTE) & Exists(siennes) | Exists(siennes.exclude(Exists(preparees)))
    return vivantes.annotate(conduite=Exists(conduites), m_attend=Q(Exists(invite)) & reste).filter(
        Q(conduite=True) | Q(m_attend=True)
    )


def _preparer(seance: Seance, jour: date) -> Obligation:
    return _obligation(
        seance,
        jour,
        "preparer",
        "Préparer mes avis pour",
        "On vous y attend : un avis préparé fait gagner du temps à tous, et personne d'autre ne le lit.",
        "Ouvrir l'ordre du jour",
        tuple(SIGNATAIRES.values()),
    )


def _signer(seance: Seance, jour: date) -> Obligation:
    return _obligation(
        seance,
        jour,
        "signer",
        "Signer mes visas de",
        "La séance est ouverte : dites vos avis, relisez le tableau, signez en une fois.",
        "Rejoindre la séance",
        tuple(SIGNATAIRES.values()),
    )


def _achever(seance: Seance, jour: date) -> Obligation:
    clore = seance.ouverte
    return _obligation(
        seance,
        jour,
        "achever",
        "Clore" if clore else "Ouvrir ou annuler",
        "Chacun attend le récapitulatif." if clore else "Sa date est passée et elle n'a pas été ouverte.",
        "Voir la séance",
        (Fonction.COORDINATEUR,),
    )


def _obligation(
    seance: Seance, jour: date, quoi: str, phrase: str, pourquoi: str, bouton: str, fonctions: tuple[str, ...]
) -> Obligation:
    return Obligation(
        cle=f"seance:{seance.pk}:{quoi}",
        genre="seance",
        campagne=seance.campagne_id,
        phrase=phrase,
        objet=f"la séance de validation du {date_format(jour, 'j F')}",
        pourquoi=pourquoi,
        url=seance.get_absolute_url(),
        bouton=bouton,
        fonctions=fonctions,
        echeance=jour,
        attendue_par=seance.creee_par.nom_complet if fonctions != (Fonction.COORDINATEUR,) else "",
    )
