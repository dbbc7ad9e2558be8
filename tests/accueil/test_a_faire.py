"""How obligations are sorted for one person."""

import random
from dataclasses import replace
from datetime import timedelta

from accueil.a_faire import ATTENTES, DEPLIEES, MONTREES, bornes, trier
from calendrier.obligations import Obligation
from tests.fabrique import JOUR


def obligation(
    echeance: int | None = None, attendue_par: str = "", depuis: int | None = None, n: int = 0
) -> Obligation:
    """`echeance` in days from today, `depuis` in days ago."""
    return Obligation(
        cle=f"test:{n}",
        genre="test",
        campagne=1,
        phrase="Faire",
        objet="ceci",
        pourquoi="Pour voir.",
        url="/",
        bouton="Faire",
        echeance=None if echeance is None else JOUR + timedelta(days=echeance),
        depuis=None if depuis is None else JOUR - timedelta(days=depuis),
        attendue_par=attendue_par,
    )


def listes(*obligations: Obligation) -> tuple[int, int, int]:
    a_faire = trier(obligations, JOUR, {})
    return len(a_faire.pressees), len(a_faire.a_venir), len(a_faire.plus_tard)


def test_les_bords_de_chaque_liste():
    assert listes(obligation(-400), obligation(0), obligation(14)) == (3, 0, 0)
    assert listes(obligation(15), obligation(30)) == (0, 2, 0)
    assert listes(obligation(31)) == (0, 0, 1)


def test_ce_qui_est_sans_date_ou_attendu_par_quelqu_un_presse():
    assert listes(obligation(None), obligation(120, "Nadia Benali")) == (2, 0, 0)


def test_rien_ne_se_perd_ni_ne_se_repete(nombre):
    hasard = random.Random(2026)
    for _ in range(nombre(50, 2000)):
        verifier_partage(
            [
                obligation(hasard.choice([None, hasard.randint(-400, 400)]), hasard.choice(["", "Nadia Benali"]), n=n)
                for n in range(hasard.randint(0, 90))
            ]
        )


def verifier_partage(obligations: list[Obligation]) -> None:
    a_faire = trier(obligations, JOUR, {})
    rangees = [*a_faire.pressees, *a_faire.a_venir, *a_faire.plus_tard]
    assert sorted(ligne.obligation.cle for ligne in rangees) == sorted(o.cle for o in obligations)
    assert [*a_faire.montrees, *a_faire.depliees] == a_faire.pressees[: MONTREES + DEPLIEES]
    assert a_faire.au_dela == (len(a_faire.pressees) > MONTREES + DEPLIEES)
    assert a_faire.vide == (not obligations)
    assert all((ligne.obligation.echeance < JOUR) == ligne.en_retard for ligne in rangees if ligne.obligation.echeance)


def test_les_plus_longues_attentes_d_abord_et_quelques_unes_seulement():
    a_faire = trier([obligation(None, "Nadia", depuis=n, n=n) for n in range(10)], JOUR, {})
    assert [o.depuis for o in a_faire.attentes] == [JOUR - timedelta(days=9 - n) for n in range(ATTENTES)]


def test_deux_manques_au_meme_endroit_ne_font_attendre_qu_une_fois():
    deux = [replace(obligation(None, "Inès", depuis=7, n=n), url=f"/inviter/?role={n}") for n in (1, 2)]
    ailleurs = replace(obligation(None, "Inès", depuis=7, n=3), url="/ailleurs/")
    a_faire = trier([*deux, ailleurs], JOUR, {})
    assert [o.url for o in a_faire.attentes] == ["/inviter/?role=1", "/ailleurs/"]
    assert len(a_faire.pressees) == 3, "chacun reste à faire"


def test_au_dela_de_ce_qui_se_deplie_on_le_dit():
    montrables = MONTREES + DEPLIEES
    a_faire = trier([obligation(n=n) for n in range(montrables + 3)], JOUR, {})
    assert (len(a_faire.montrees), len(a_faire.depliees)) == (MONTREES, DEPLIEES)
    assert (a_faire.nombre, a_faire.au_dela) == (montrables, True)
    # What is asked of the database is enough to say it.
    assert bornes(JOUR).nombre > montrables
    assert not trier([obligation(n=n) for n in range(montrables)], JOUR, {}).au_dela


def test_la_prochaine_quand_rien_ne_presse():
    proche, loin = obligation(20, n=1), obligation(60, n=2)
    assert trier([proche, loin], JOUR, {}).prochaine == proche
    assert trier([loin], JOUR, {}).prochaine == loin
    assert trier([], JOUR, {}).prochaine is None


def test_le_pole_se_dit_quand_il_y_en_a_plusieurs():
    (ligne,) = trier([obligation()], JOUR, {1: "Langues"}).pressees
    assert ligne.pole == "Langues"
