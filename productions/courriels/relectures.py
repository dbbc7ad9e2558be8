"""About proofreading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from commun.services.diffusion import diffuser
from productions.journees import reunis
from productions.models import Relecture, Remarque, Ressource

from .destinataires import coordination, producteurs
from .envoi import prevenir

if TYPE_CHECKING:
    from comptes.models import Personne
    from poles.models import Campagne


def relecture_assignee(relecture: Relecture, *, acteur: Personne, maintenant: datetime) -> None:
    """To the proofreader: what to read, until when."""
    ressource = relecture.version.ressource
    prevenir(
        "relecture_assignee",
        ressource,
        [relecture.relecteur],
        acteur,
        maintenant,
        "Commencer ma relecture",
        url=reverse("productions:relecture", args=[relecture.pk]),
        relecture=relecture,
    )


def relectures_confiees(
    relectures: Iterable[Relecture], *, campagne: Campagne, acteur: Personne, maintenant: datetime
) -> None:
    """To each proofreader: all that this person is given in this pôle, by the dates."""
    par_personne: dict[Personne, list[Relecture]] = defaultdict(list)
    for relecture in relectures:
        par_personne[relecture.relecteur].append(relecture)
    for relecteur, siennes in par_personne.items():
        if len(siennes) == 1:
            relecture_assignee(siennes[0], acteur=acteur, maintenant=maintenant)
            continue
        diffuser(
            [relecteur],
            gabarit="relectures_confiees",
            objet=campagne.chaine,
            url=reverse("accueil:accueil"),
            bouton="Ouvrir mon accueil",
            maintenant=maintenant,
            sauf=acteur,
            # All are of one pôle: who works together on one of them does on the others.
            nouvelle_pour=reunis("relectures_confiees", siennes[0].version.ressource, maintenant),
            campagne=campagne,
            acteur=acteur,
            relectures=sorted(siennes, key=lambda r: (r.echeance or date.max, r.version.ressource.titre)),
            nombre=len(siennes),
        )


def relecture_rendue(relecture: Relecture, *, derniere: bool, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: the last one opens the revision and asks for action, the others are news."""
    ressource = relecture.version.ressource
    remarques = Remarque.objects.filter(version=relecture.version).a_traiter()
    nouvelles = list(remarques.values_list("bloquante", flat=True))
    prevenir(
        "relectures_rendues" if derniere else "relecture_rendue",
        ressource,
        producteurs(ressource),
        acteur,
        maintenant,
        "Lire les remarques",
        url=reverse("productions:depot", args=[ressource.pk]) if derniere else "",
        nouvelle=not derniere,
        relecture=relecture,
        remarques=len(nouvelles),
        bloquantes=sum(nouvelles),
    )


def relecture_close(ressource: Ressource, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: go on."""
    prevenir(
        "relecture_close",
        ressource,
        producteurs(ressource),
        acteur,
        maintenant,
        "Préparer la version suivante",
        url=reverse("productions:depot", args=[ressource.pk]),
    )


def relecture_plus_attendue(
    ressource: Ressource, attendues: Iterable[Relecture], *, acteur: Personne, maintenant: datetime
) -> None:
    """To who had not handed in: nothing is awaited of them any more."""
    relecteurs = [r.relecteur for r in attendues]
    prevenir("relecture_plus_attendue", ressource, relecteurs, acteur, maintenant, "Voir la ressource", nouvelle=True)


def relecture_reassignee(
    relecture: Relecture, *, suivant: Personne | None, acteur: Personne, maintenant: datetime
) -> None:
    """To who had it: somebody else reads, or nobody does."""
    prevenir(
        "relecture_reassignee",
        relecture.version.ressource,
        [relecture.relecteur],
        acteur,
        maintenant,
        "Voir la ressource",
        relecture=relecture,
        suivant=suivant,
    )


def sans_relecture(ressource: Ressource, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN: the producers go on without proofreading."""
    a = coordination(ressource.campagne_suivi, maintenant)
    prevenir("sans_relecture", ressource, a, acteur, maintenant, "Voir la ressource", nouvelle=True)


def relecture_rouverte(ressource: Ressource, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: their last version will be read again."""
    prevenir(
        "relecture_rouverte", ressource, producteurs(ressource), acteur, maintenant, "Voir la ressource", nouvelle=True
    )
