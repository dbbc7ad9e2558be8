"""Who has which fonction, whom they lend it to, who comes and goes; from the design alone."""

from __future__ import annotations

DELEGABLES = {"inspecteur", "drane"}
REMPLACABLES = {"inspecteur", "drane", "coordinateur"}


class Gens:
    """Everybody's mandates on the pôle, in the order in which they were given."""

    def __init__(self, mandats: dict[str, set[str]]) -> None:
        self.gens = list(mandats)
        self.mandats = [(qui, fonction) for qui, fonctions in mandats.items() for fonction in fonctions]
        self.du_jour: set[tuple[str, str]] = set()  # given today: no replacement takes effect before tomorrow
        self.delegations: dict[tuple[str, str], str] = {}  # (who, fonction): to whom

    def titulaires(self, qui: str, fonction: str) -> list[str]:
        """Those in whose name this person exercises it: themselves first, then who lends it to them."""
        return sorted(
            (de for de, f in self.mandats if f == fonction and qui in {de, self.delegations.get((de, f))}),
            key=lambda de: de != qui,
        )

    def a(self, qui: str, *fonctions: str) -> bool:
        return any(self.titulaires(qui, fonction) for fonction in fonctions)

    def exerce_quelque_chose(self, qui: str) -> bool:
        return any(qui in {de, self.delegations.get((de, f))} for de, f in self.mandats)

    def conduit(self, qui: str) -> bool:
        return self.a(qui, "coordinateur", "administrateur")

    def siege(self, qui: str) -> bool:
        return self.a(qui, "inspecteur", "drane")

    def administre(self, qui: str, de: str) -> bool:
        """Never one's own mandate."""
        return self.a(qui, "administrateur") and qui != de

    def nommer(self, qui: str, fonction: str) -> str | None:
        if (qui, fonction) in self.mandats:
            return "exerce déjà cette fonction"
        self.mandats.append((qui, fonction))
        self.du_jour.add((qui, fonction))
        return None

    def _finir(self, qui: str, fonction: str) -> None:
        """What was lent ends with it."""
        self.mandats.remove((qui, fonction))
        self.du_jour.discard((qui, fonction))
        self.delegations.pop((qui, fonction), None)

    def terminer_mandat(self, qui: str, de: str, fonction: str) -> str | None:
        """The coordinator sees off those invited; the administration the others; nobody their own."""
        coordonne = self.a(qui, "coordinateur") and fonction in {"enseignant", "observateur"}
        if not (coordonne or self.administre(qui, de)):
            return "ce n'est pas à cette personne"
        if (de, fonction) not in self.mandats:
            return "pas de mandat"
        self._finir(de, fonction)
        return None

    def remplacer(self, qui: str, de: str, fonction: str, par: str) -> str | None:
        """From today on; the visas that wait are of the fonction, hence of the successor."""
        if not self.administre(qui, de) or fonction not in REMPLACABLES:
            return "c'est à l'administration"
        if (de, fonction) not in self.mandats or (de, fonction) in self.du_jour:
            return "pas de mandat, ou d'aujourd'hui"
        if (par, fonction) in self.mandats:
            return "exerce déjà cette fonction"
        self._finir(de, fonction)
        return self.nommer(par, fonction)

    def deleguer(self, qui: str, fonction: str, a: str) -> str | None:
        """One's own mandate, to one person at a time, who gives neither that visa already nor the other one."""
        if fonction not in DELEGABLES or (qui, fonction) not in self.mandats or (qui, fonction) in self.delegations:
            return "rien à déléguer, ou c'est déjà fait"
        if a == qui or (a, fonction) in self.mandats:
            return "exerce déjà cette fonction"
        if any(self.titulaires(a, autre) for autre in DELEGABLES - {fonction}):
            return "donne l'autre visa"
        self.delegations[qui, fonction] = a
        return None

    def revoquer(self, qui: str, de: str, fonction: str) -> str | None:
        if (de, fonction) not in self.delegations or not (qui == de or self.administre(qui, de)):
            return "rien à reprendre, ou pas par cette personne"
        del self.delegations[de, fonction]
        return None
