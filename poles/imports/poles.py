"""The pôles of an académie: one line a pôle and, where a cycle is named, its campaign of that cycle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet
from django.utils.text import slugify

from commun.textes import mots
from importations.models import Issue
from importations.sortes import Champ, Ligne, Sorte, Verdict
from poles.etats import EtatCycle
from poles.models import Academie, Campagne, Cycle, Pole
from poles.models.pole import en_boucle
from poles.queries import academies_administrees
from poles.services.reconduction import entrer_dans_le_cycle

from .academie import adresse_des_referentiels, verrouiller_academie

if TYPE_CHECKING:
    from comptes.models import Personne

GENRES = {" ".join(mots(nom)): genre for genre in Pole.Genre for nom in (genre.value, genre.label)}


@dataclass(frozen=True)
class _Connus:
    poles: dict[str, Pole]
    cycles: dict[str, Cycle]
    campagnes: set[tuple[int, str]]  # the pôle, the name of the cycle: their pages have it for an address
    # From each pôle to the one that it depends on, as the table would leave them.
    rattaches: dict[str, str | None] = field(default_factory=dict)


class Poles(Sorte):
    code = "poles"
    titre = "Pôles"
    un, plusieurs = "pôle", "pôles"
    permission = "poles.administrer_academie"
    referentiel = True
    reserve_a = "à l'administration académique"
    champs = (
        Champ("nom", "Nom", "", "Mathématiques", ("pôle", "nom du pôle", "intitulé"), obligatoire=True, longueur=150),
        Champ(
            "slug",
            "Identifiant",
            "Le mot qui reste dans l'adresse de ses pages. Vide : tiré du nom.",
            "mathematiques",
            ("identifiant dans l'adresse", "code", "slug"),
            longueur=80,
        ),
        Champ(
            "genre",
            "Genre",
            f"{', '.join(g.label for g in Pole.Genre)}. Vide : pôle de compétences.",
            "pôle de compétences",
            ("type", "nature"),
            longueur=60,
        ),
        Champ("parent", "Rattaché à", "L'identifiant d'un autre pôle.", "", ("pôle parent", "parent"), longueur=80),
        Champ(
            "cycle",
            "Cycle",
            "Le cycle où le pôle travaille, par exemple 2026-2027 : sa page s'ouvre alors dans ce cycle.",
            "",
            ("année", "année scolaire", "campagne"),
            longueur=30,
        ),
    )

    def portees(self, personne: Personne) -> QuerySet[Academie]:
        return academies_administrees(personne)

    def adresse(self, portee: Academie) -> str:
        return adresse_des_referentiels()

    def cle(self, ligne: Ligne) -> str:
        return f"{_slug(ligne)} {ligne['cycle']}" if ligne["nom"] else ""

    def comparer(self, portee: Academie, lignes: Sequence[Ligne], acteur: Personne, jour: date) -> list[Verdict]:
        connus = _connus(portee, lignes)
        annonces: dict[str, Ligne] = {}
        rattaches = dict(Pole.objects.values_list("slug", "parent__slug"))
        rattaches |= {_slug(ligne): ligne["parent"] for ligne in lignes if ligne["parent"]}
        connus = replace(connus, rattaches=rattaches)
        return [self._verdict(ligne, connus, portee, annonces) for ligne in lignes]

    def _verdict(self, ligne: Ligne, connus: _Connus, academie: Academie, annonces: dict[str, Ligne]) -> Verdict:
        slug = _slug(ligne)
        pole, cycle = connus.poles.get(slug), connus.cycles.get(ligne["cycle"])
        motifs = _motifs(ligne, slug, pole, connus, academie)
        premiere = annonces.setdefault(slug, ligne)
        memes = ("nom", "genre", "parent")
        if premiere is not ligne and any(premiere[champ] != ligne[champ] for champ in memes):
            motifs.append(f"La ligne {premiere.numero} dit autre chose du même pôle.")
        if motifs:
            return Verdict.refuser(ligne, *motifs, quoi=ligne["nom"])
        ouvre = (
            [("Cycle", "", str(cycle))]
            if cycle and (pole is None or (pole.pk, cycle.libelle) not in connus.campagnes)
            else []
        )
        if pole is None:
            return Verdict(ligne, Issue.NOUVELLE, ligne["nom"], ecarts=[("Identifiant", "", slug), *ouvre])
        avant = pole.parent.slug if pole.parent else ""
        ecarts = [
            ("Nom", pole.nom, ligne["nom"]),
            ("Genre", pole.get_genre_display(), _genre(ligne, pole).label),
            ("Rattaché à", avant, ligne["parent"] or avant),
            *ouvre,
        ]
        return Verdict.comparer(ligne, ligne["nom"], ecarts)

    def verrouiller(self, portee: Academie) -> Academie:
        return verrouiller_academie(portee)

    def appliquer(
        self, portee: Academie, verdicts: Sequence[Verdict], *, acteur: Personne, jour: date, maintenant: datetime
    ) -> dict[int, Model]:
        lignes = [v.ligne for v in verdicts]
        connus = _connus(portee, lignes)
        for ligne in lignes:
            slug = _slug(ligne)
            pole = connus.poles.get(slug) or Pole(slug=slug, academie=portee)
            pole.nom, pole.genre = ligne["nom"], _genre(ligne, pole).value
            pole.parent = connus.poles[ligne["parent"]] if ligne["parent"] else pole.parent
            pole.save()
            connus.poles[slug] = pole
            if ligne["cycle"] and (pole.pk, ligne["cycle"]) not in connus.campagnes:
                cycle = connus.cycles[ligne["cycle"]]
                entrer_dans_le_cycle(pole=pole, cycle=cycle, acteur=acteur, maintenant=maintenant)
        return {}

    def actuelles(self, portee: Academie, jour: date) -> Iterable[Sequence[object]]:
        """One line a pôle, with its newest cycle; older campaigns are history."""
        dernieres = {c.pole_id: c.cycle for c in _campagnes(portee).order_by("cycle__debut", "pk")}
        for pole in portee.poles.select_related("parent").order_by("slug"):
            cycle = dernieres.get(pole.pk)
            ouvert = cycle and cycle.etat != EtatCycle.CLOS
            parent = pole.parent.slug if pole.parent else ""
            yield [pole.nom, pole.slug, pole.get_genre_display(), parent, cycle.libelle if ouvert else ""]


def _slug(ligne: Ligne) -> str:
    return ligne["slug"] or slugify(ligne["nom"])[:80]


def _genre(ligne: Ligne, pole: Pole) -> Pole.Genre:
    return GENRES[" ".join(mots(ligne["genre"]))] if ligne["genre"] else Pole.Genre(pole.genre)


def _campagnes(academie: Academie) -> QuerySet[Campagne]:
    return Campagne.objects.filter(pole__academie=academie).select_related("cycle")


def _connus(academie: Academie, lignes: Sequence[Ligne]) -> _Connus:
    slugs = {mot for ligne in lignes for mot in (_slug(ligne), ligne["parent"]) if mot}
    poles = Pole.objects.filter(slug__in=slugs).select_related("parent")
    cycles = Cycle.objects.filter(Q(academie=academie) | Q(academie__isnull=True)).exclude(etat=EtatCycle.CLOS)
    return _Connus(
        {p.slug: p for p in poles},
        # The académie's own before one that is open to all of them.
        {c.libelle: c for c in sorted(cycles, key=lambda c: c.academie_id is not None)},
        set(_campagnes(academie).values_list("pole", "cycle__libelle")),
    )


def _motifs(ligne: Ligne, slug: str, pole: Pole | None, connus: _Connus, academie: Academie) -> list[str]:
    motifs = []
    if not slug or slug != slugify(slug):
        motifs.append("L'identifiant ne prend que des lettres sans accent, des chiffres et des tirets.")
    if pole and pole.academie_id != academie.pk:
        motifs.append(f"L'identifiant « {slug} » est celui d'un pôle d'une autre académie : choisissez-en un autre.")
    if ligne["genre"] and " ".join(mots(ligne["genre"])) not in GENRES:
        motifs.append(f"« {ligne['genre'][:40]} » n'est pas un genre de pôle.")
    if ligne["parent"]:
        parent = connus.poles.get(ligne["parent"])
        if parent is None or parent.academie_id not in (academie.pk, None) or ligne["parent"] == slug:
            motifs.append(f"« {ligne['parent'][:40]} » n'est pas l'identifiant d'un autre pôle de l'académie.")
        elif en_boucle(slug, connus.rattaches):
            motifs.append(
                f"De proche en proche, « {ligne['parent'][:40]} » est déjà rattaché à ce pôle : un pôle ne peut pas "
                "dépendre de lui-même."
            )
    if ligne["cycle"] and ligne["cycle"] not in connus.cycles:
        motifs.append(f"Le cycle « {ligne['cycle']} » n'existe pas dans l'académie, ou il est clos.")
    return motifs
