"""What is still open in a pôle's year: read before it is closed, so that nothing is closed unknown. Blocks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from bilans.models import Bilan
from calendrier.obligations import Demande, libelle_du_genre, obligations
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.models import Campagne
from productions.models import TestEnClasse

# Of one kind: past this one reads the pôle's own pages.
MONTREES = 8


@dataclass(frozen=True)
class Chose:
    texte: str
    url: str


@dataclass(frozen=True)
class Reste:
    """The things of one kind; `autres` are not shown."""

    titre: str
    choses: tuple[Chose, ...]
    autres: int = 0

    @property
    def nombre(self) -> int:
        return len(self.choses) + self.autres


def reste_ouvert(campagne: Campagne, jour: date) -> list[Reste]:
    """All that the registry knows is owed, what it does not, the review: a fixed number of queries."""
    par_genre: dict[str, dict[Chose, None]] = {}
    for o in obligations(Demande(jour, campagnes=(campagne.pk,))):
        # Two visas on one resource are one thing here.
        par_genre.setdefault(o.genre, {})[Chose(f"{o.phrase} {o.objet}", o.url)] = None
    restes = [_reste(libelle_du_genre(genre).capitalize(), list(choses)) for genre, choses in par_genre.items()]
    if tests := list(_tests(campagne)):
        restes.append(_reste("Tests en classe par des testeurs sans compte", tests))
    return [*restes, *_bilan(campagne)]


def _reste(titre: str, choses: list[Chose]) -> Reste:
    return Reste(titre, tuple(choses[:MONTREES]), max(0, len(choses) - MONTREES))


def _tests(campagne: Campagne) -> Iterator[Chose]:
    """Those that the registry says of nobody: who has no account owes nothing there."""
    demandes = TestEnClasse.objects.demandes().sans_compte().filter(version__ressource__campagne_suivi=campagne)
    for test in demandes.select_related("version__ressource").order_by("jour_prevu", "pk"):
        texte = f"« {test.version.ressource.titre} », {en_toutes_lettres(test.jour_prevu)}"
        yield Chose(texte, test.get_absolute_url())


def _bilan(campagne: Campagne) -> Iterator[Reste]:
    bilan = Bilan.objects.filter(campagne=campagne).first()
    adresse = reverse("bilans:ouvrir", args=[campagne.pole.slug, campagne.cycle.libelle])
    if bilan is None:
        yield Reste("Bilan de l'année", (Chose("Il n'est pas encore ouvert.", adresse),))
    elif not bilan.definitif:
        yield Reste("Bilan de l'année", (Chose("Il n'est pas encore définitif.", bilan.get_absolute_url()),))
