"""Académies, establishments and their codes."""

import random
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from poles.models import Academie, Etablissement
from poles.models.territoire import LETTRES_UAI, valider_uai
from tests import fabrique


@pytest.mark.parametrize("code", ["0750655E", "0750654D", "0750652B"])
def test_des_codes_de_lycees_connus(code):
    valider_uai(code)


def test_une_seule_lettre_convient_a_un_numero(nombre):
    hasard = random.Random(1896)
    for _ in range(nombre(200, 20_000)):
        numero = f"{hasard.randrange(10_000_000):07d}"
        acceptees = []
        for lettre in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            try:
                valider_uai(numero + lettre)
            except ValidationError:
                continue
            acceptees.append(lettre)
        assert acceptees == [LETTRES_UAI[int(numero) % 23]]
        # A digit mistyped, or two neighbours exchanged, is seen.
        rang = hasard.randrange(7)
        autre = numero[:rang] + str((int(numero[rang]) + hasard.randint(1, 9)) % 10) + numero[rang + 1 :]
        with pytest.raises(ValidationError):
            valider_uai(autre + acceptees[0])


@pytest.mark.parametrize("code", ["", "75065E", "0750655", "0750655e", "O750655E", "0750655EE", " 0750655E"])
def test_ce_qui_n_a_pas_la_forme_d_un_code(code):
    with pytest.raises(ValidationError, match="sept chiffres et une lettre"):
        valider_uai(code)


@pytest.mark.django_db
def test_les_trente_academies_sont_livrees():
    assert Academie.objects.count() == 30
    assert set(Academie.objects.filter(zone__in="ABC").values_list("zone", flat=True)) == {"A", "B", "C"}
    assert Academie.objects.exclude(zone__in="ABC").count() == 6
    for academie in Academie.objects.all():
        assert academie.region_academique
        assert ZoneInfo(academie.fuseau)
    assert fabrique.academie("La Réunion").fuseau == "Indian/Reunion"


@pytest.mark.django_db
def test_un_fuseau_inconnu_est_refuse():
    academie = fabrique.academie()
    academie.fuseau = "Europe/Toulouse"
    with pytest.raises(ValidationError, match="fuseau"):
        academie.full_clean()


@pytest.mark.django_db
def test_le_code_s_ecrit_en_majuscules():
    etablissement = Etablissement(uai=" 0750655e ", nom="Lycée", academie=fabrique.academie("Paris"))
    etablissement.full_clean()
    assert etablissement.uai == "0750655E"


@pytest.mark.parametrize(
    ("nom", "entier"),
    [
        ("Orléans-Tours", "académie d'Orléans-Tours"),
        ("Corse", "académie de Corse"),
        ("Aix-Marseille", "académie d'Aix-Marseille"),
    ],
)
def test_le_nom_entier_d_une_academie(nom: str, entier: str):
    assert Academie(nom=nom).nom_entier == entier
