"""The establishments of an académie: one line a UAI code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from importations.models import Issue
from importations.sortes import Champ, Ligne, Sorte, Verdict
from poles.models import Academie, Etablissement
from poles.models.territoire import valider_uai
from poles.queries import academies_administrees

from .academie import adresse_des_referentiels, verrouiller_academie
from .equipe import etablissements_par_uai

if TYPE_CHECKING:
    from comptes.models import Personne

_LOT = 500


class Etablissements(Sorte):
    code = "etablissements"
    titre = "Établissements"
    un, plusieurs = "établissement", "établissements"
    permission = "poles.administrer_academie"
    referentiel = True
    reserve_a = "à l'administration académique"
    champs = (
        Champ(
            "uai",
            "UAI",
            "Sept chiffres et une lettre.",
            "0310012V",
            ("code uai", "rne", "code rne", "numero uai", "code établissement", "identifiant_de_l_etablissement"),
            obligatoire=True,
            longueur=8,
        ),
        Champ(
            "nom",
            "Nom",
            "Tel qu'on le choisit dans une liste.",
            "Collège Jean Moulin",
            ("établissement", "nom de l'établissement", "appellation officielle", "dénomination", "libellé"),
            obligatoire=True,
            longueur=150,
        ),
        Champ("commune", "Commune", "", "Toulouse", ("ville", "localité", "nom de la commune"), longueur=100),
    )

    def portees(self, personne: Personne) -> QuerySet[Academie]:
        return academies_administrees(personne)

    def adresse(self, portee: Academie) -> str:
        return adresse_des_referentiels()

    def cle(self, ligne: Ligne) -> str:
        return ligne["uai"].upper()

    def comparer(self, portee: Academie, lignes: Sequence[Ligne], acteur: Personne, jour: date) -> list[Verdict]:
        connus = etablissements_par_uai((ligne["uai"].upper() for ligne in lignes), None)
        return [self._verdict(ligne, connus.get(ligne["uai"].upper()), portee) for ligne in lignes]

    def _verdict(self, ligne: Ligne, connu: Etablissement | None, academie: Academie) -> Verdict:
        quoi = f"{ligne['nom']} ({ligne['uai'].upper()})"
        try:
            valider_uai(ligne["uai"].upper())
        except ValidationError as refus:
            return Verdict.refuser(ligne, f"UAI « {ligne['uai']} » : {refus.message}", quoi=quoi)
        if connu is None:
            ecarts = [("Nom", "", ligne["nom"]), *([("Commune", "", ligne["commune"])] if ligne["commune"] else [])]
            return Verdict(ligne, Issue.NOUVELLE, quoi, ecarts=ecarts)
        if connu.academie_id != academie.pk:
            return Verdict.refuser(ligne, "Ce code est celui d'un établissement d'une autre académie.", quoi=quoi)
        ecarts = [("Nom", connu.nom, ligne["nom"]), ("Commune", connu.commune, ligne["commune"] or connu.commune)]
        return Verdict.comparer(ligne, quoi, ecarts)

    def verrouiller(self, portee: Academie) -> Academie:
        return verrouiller_academie(portee)

    def appliquer(
        self, portee: Academie, verdicts: Sequence[Verdict], *, acteur: Personne, jour: date, maintenant: datetime
    ) -> dict[int, Model]:
        lignes = [v.ligne for v in verdicts]
        connus = etablissements_par_uai((ligne["uai"].upper() for ligne in lignes), portee)
        nouveaux, changes = [], []
        for ligne in lignes:
            code = ligne["uai"].upper()
            etablissement = connus.get(code) or Etablissement(uai=code, academie=portee)
            etablissement.nom = ligne["nom"]
            etablissement.commune = ligne["commune"] or etablissement.commune
            (changes if etablissement.pk else nouveaux).append(etablissement)
        Etablissement.objects.bulk_create(nouveaux, batch_size=_LOT)
        Etablissement.objects.bulk_update(changes, ["nom", "commune"], batch_size=_LOT)
        return {}

    def actuelles(self, portee: Academie, jour: date) -> Iterable[Sequence[object]]:
        for e in portee.etablissements.order_by("uai").iterator():
            yield [e.uai, e.nom, e.commune]
