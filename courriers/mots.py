"""What may be written in a mail, told to whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass

from commun.gabarits import TexteLivre
from commun.gabarits.controle import ecrire
from commun.gabarits.libelles import sens, sens_de_la_boucle, sens_de_la_condition

_SENS = {"jeton": sens, "si": sens_de_la_condition, "pour": sens_de_la_boucle}
_FINS = {"si": "{% endif %}", "pour": "{% endfor %}"}


@dataclass(frozen=True)
class Mot:
    """`ecrit`: as it is typed; `dans`: the list inside which it has a value; `exige`: it cannot be left out."""

    ecrit: str
    sens: str
    fin: str
    dans: str
    exige: bool


def mots_disponibles(livre: TexteLivre) -> list[Mot]:
    """What is filled in first, then « si » and lists, each in the order of the shipped text."""
    mots = [
        Mot(
            ecrire(sorte, code),
            _SENS[sorte](code),
            _FINS.get(sorte, ""),
            " et ".join(ecrire("pour", boucle) for boucle in min(boucles)),
            code in livre.exiges,
        )
        for (sorte, code), boucles in livre.mots.items()
    ]
    return sorted(mots, key=lambda mot: bool(mot.fin))
