"""What a comparison of two versions reads, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, prefetch_related_objects

from journal.models import Ecriture
from journal.queries import ecritures_de
from productions.comparaison import Comparaison, comparer
from productions.comparaison.pieces import EcartPiece
from productions.comparaison.textes import Difference, comparer_textes
from productions.models import Piece, Remarque, Ressource, Texte, Version

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class LivretCompare:
    """`difference` is None as long as one of the texts is being read, or when one cannot be (`motifs`)."""

    ecart: EcartPiece
    en_lecture: bool = False
    motifs: list[str] = field(default_factory=list)
    reserves: list[str] = field(default_factory=list)
    difference: Difference | None = None


def versions_a_comparer(ressource: Ressource) -> list[Version]:
    """Those in force, newest first."""
    return list(ressource.versions.filter(annulee_le__isnull=True).select_related("deposee_par"))


def comparaison_de(avant: Version, apres: Version, versions: Sequence[Version], personne: Personne) -> Comparaison:
    pieces = Piece.objects.select_related("analyse").order_by("nature", "nom", "pk")
    prefetch_related_objects([avant, apres], Prefetch("pieces", pieces))
    entre = [v for v in versions if avant.numero < v.numero <= apres.numero]
    remarques = (
        Remarque.objects.visibles_par(personne)
        .filter(version_reponse__in=entre)
        .select_related("auteur", "version", "version_reponse", "repondue_par", "relecture")
    )
    return comparer(avant, apres, entre, remarques)


def encore_ouvertes(version: Version, personne: Personne) -> int:
    """Of the remarks on it and on those before it, how many had no answer once it was there."""
    apres = Q(version_reponse__isnull=True) | Q(version_reponse__numero__gt=version.numero)
    remarques = Remarque.objects.visibles_par(personne).filter(
        version__ressource=version.ressource_id, version__numero__lte=version.numero, version__annulee_le__isnull=True
    )
    return remarques.filter(apres).count()


def livrets_compares(comparaison: Comparaison) -> list[LivretCompare]:
    cotes = [p for ecart in comparaison.livrets for p in (ecart.avant, ecart.apres)]
    textes = Texte.objects.in_bulk([p.texte_id for p in cotes if p.texte_id]) if cotes else {}
    return [_comparer_livret(ecart, textes) for ecart in comparaison.livrets]


def _comparer_livret(ecart: EcartPiece, textes: dict[int, Texte]) -> LivretCompare:
    cotes = [(piece, textes.get(piece.texte_id)) for piece in (ecart.avant, ecart.apres)]
    # Asked for by the deposit; what came before texts were read waits for the sweep.
    if any(texte is None or texte.inachevee for _, texte in cotes):
        return LivretCompare(ecart, en_lecture=True)
    reserves = [f"« {piece.nom} » : {texte.reserve}." for piece, texte in cotes if texte.reserve]
    if motifs := [f"« {piece.nom} » : {texte.motif}." for piece, texte in cotes if texte.motif]:
        return LivretCompare(ecart, motifs=motifs)
    avant, apres = (texte.paragraphes for _, texte in cotes)
    return LivretCompare(ecart, reserves=reserves, difference=comparer_textes(avant, apres))


def producteurs_changes(ressource: Ressource, avant: Version, apres: Version) -> list[tuple[Ecriture, str, str]]:
    """Each change between both deposits: its line of the journal, the names that came, the names that left."""
    lignes = list(
        ecritures_de(ressource.chaine).filter(
            action="ressource.producteurs", ecrite_le__gt=avant.deposee_le, ecrite_le__lte=apres.deposee_le
        )
    )
    pks = {pk for ligne in lignes for cle in ("ajoutes", "retires") for pk in _liste(ligne, cle)}
    noms = {p.pk: p.nom_complet for p in get_user_model().objects.filter(pk__in=pks)} if pks else {}

    def nommer(ligne: Ecriture, cle: str) -> str:
        return ", ".join(noms.get(pk, "une personne partie") for pk in _liste(ligne, cle))

    return [(ligne, nommer(ligne, "ajoutes"), nommer(ligne, "retires")) for ligne in lignes]


def _liste(ligne: Ecriture, cle: str) -> list[Any]:
    valeur = ligne.donnees.get(cle)
    return valeur if isinstance(valeur, list) else []
