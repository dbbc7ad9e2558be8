"""Why a proposal leaves a place empty, or loads uneven: sentences for whoever leads the pôle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .calcul import ALire, Lecteur, Repartition


def manques(
    lecteurs: Iterable[Lecteur], a_lire: Iterable[ALire], proposee: Repartition, titres: Mapping[int, str]
) -> Iterator[str]:
    """One sentence for each resource that lacks readers."""
    lecteurs = list(lecteurs)
    for r in a_lire:
        trouves = len(proposee.lisent[r.cle])
        if trouves == r.places:
            continue
        absents = sum(1 for x in lecteurs if not x.present and x.cle not in r.exclus)
        sauf = (
            f", {_personnes(absents)} {'est indisponible' if absents == 1 else 'sont indisponibles'}" if absents else ""
        )
        combien = "il manque un relecteur" if r.places - trouves == 1 else f"il manque {r.places - trouves} relecteurs"
        if not trouves:
            combien = "personne ne peut la relire"
        yield f"« {titres[r.cle]} » : {combien}. Le reste de l'équipe la produit ou la relit déjà{sauf}."


def pourquoi_inegale(
    lecteurs: Iterable[Lecteur], a_lire: Iterable[ALire], proposee: Repartition, noms: Mapping[int, str]
) -> list[str]:
    """Nothing when loads differ by one at most; else who has too much already, and who cannot be given more."""
    if proposee.ecart <= 1:
        return []
    a_lire, charges = list(a_lire), proposee.charges
    moins = min(charges.values())
    recoivent = [x for x in charges if proposee.confiees(x)]
    plus = max((charges[x] for x in recoivent), default=0)
    presents = [x for x in lecteurs if x.present]
    charges_deja = [x for x in presents if charges[x.cle] > moins + 1 and not proposee.confiees(x.cle)]
    bloques = [x for x in presents if charges[x.cle] < plus - 1]
    return [
        *(f"{noms[x.cle]} a déjà {_relectures(x.charge)} à rendre, et n'en reçoit pas d'autre." for x in charges_deja),
        *(f"{noms[x.cle]} {_blocage(x, a_lire)}" for x in bloques),
    ]


def _blocage(lecteur: Lecteur, a_lire: list[ALire]) -> str:
    if all(lecteur.cle in r.exclus for r in a_lire):
        return "ne peut rien recevoir : tout ce qui est à relire, cette personne le produit ou le relit déjà."
    return (
        "ne peut pas recevoir davantage : tout ce que les autres pourraient lui laisser, cette personne le produit "
        "ou le relit déjà."
    )


def _relectures(nombre: int) -> str:
    return f"{nombre} relecture{'s' if nombre > 1 else ''}"


def _personnes(nombre: int) -> str:
    return f"{nombre} personne{'s' if nombre > 1 else ''}"
