"""The outbox, for whoever answers for a place: which mails are theirs to see, and what of them they read.

Whoever leads a pôle sees that a mail about it left: its subject, to whom, when, in which state. What it says is for
its recipient; the administration of the académie, which is asked why somebody did not receive it, reads it too.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from commun.ensembles import Parmi
from commun.gabarits import gabarits, texte_connu
from commun.models import Courriel, Renvoi
from commun.queries import courriels_visibles
from comptes.models import Personne
from poles.droits import droits_de
from poles.models import Campagne, Fonction, Mandat


def visibles_par(personne: Personne) -> QuerySet[Courriel]:
    """Those of the pôles that the person leads and of the académies that they administer; all, with every right."""
    courriels = _des_lieux(personne, Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR)
    if droits_de(personne).tous:
        return courriels
    # The subjects of the others tell as much as their text: who proposes what to whom, and who declines.
    return courriels.filter(gabarit__in=[nom for nom in gabarits() if not texte_connu(nom).entre_personnes])


def lisibles_par(personne: Personne) -> QuerySet[Courriel]:
    """Those whose text the person may read, secrets and what is said between two people aside."""
    return _des_lieux(personne, Fonction.ADMINISTRATEUR)


def texte_lisible(courriel: Courriel, personne: Personne) -> bool:
    if courriel.prive:
        return False
    return droits_de(personne).tous or lisibles_par(personne).filter(pk=courriel.pk).exists()


def _des_lieux(personne: Personne, *fonctions: str) -> QuerySet[Courriel]:
    droits = droits_de(personne)
    if droits.tous:
        return courriels_visibles()
    siennes = Campagne.objects.filter(droits.q("", *fonctions))
    q = Q(Parmi("campagne", siennes.values("pk"))) | Q(academie__in=droits.academies_administrees)
    return courriels_visibles().filter(q)


def campagne_du_courriel(courriel: Courriel) -> Campagne | None:
    campagnes = Campagne.objects.select_related("pole__academie", "cycle")
    return campagnes.filter(pk=courriel.campagne).first() if courriel.campagne else None


def titres_du_destinataire(courriel: Courriel, campagne: Campagne | None) -> list[str]:
    """What the person was for this pôle on the day when the mail was written: « enseignant », « PREDAC »."""
    if campagne is None or courriel.personne is None:
        return []
    jour = courriel.cree_le.astimezone(ZoneInfo(campagne.fuseau)).date()
    mandats = Mandat.objects.filter(personne=courriel.personne, debut__lte=jour).exclude(fin__lt=jour)
    pole = campagne.pole
    ici = mandats.filter(Q(campagne=campagne) | Q(pole=pole) | Q(academie__isnull=False, academie=pole.academie_id))
    return sorted({mandat.libelle for mandat in ici.select_related("academie", "pole", "campagne")})


def renvois_de(courriel: Courriel) -> list[tuple[Renvoi, str]]:
    """Each time the mail was asked for again, with the name of who asked; of a copy, the time that made it."""
    renvois = list(Renvoi.objects.filter(Q(courriel=courriel) | Q(copie=courriel)).select_related("copie"))
    gens = {personne.pk: personne.nom_complet for personne in Personne.objects.filter(pk__in={r.par for r in renvois})}
    return [(renvoi, gens.get(renvoi.par, "une personne dont le compte est effacé")) for renvoi in renvois]
