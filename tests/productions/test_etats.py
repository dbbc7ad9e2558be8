"""The transition tables are the design's, exactly, and nothing else moves a state."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from commun.erreurs import ActionImpossible
from journal.models import Ecriture
from journal.mouvements import ETAT_D_AVANT, changer_etat
from productions.etats import TRANSITIONS_FICHE, TRANSITIONS_RESSOURCE, EtatFiche, EtatRessource
from tests import fabrique

# What was agreed, typed again by hand: from, action, to.
RESSOURCE = """
en_conception    deposer                  en_relecture
en_relecture     rendre_relectures        en_revision
en_relecture     clore_relecture          en_revision
en_relecture     continuer_sans_relecture en_revision
en_revision      deposer                  prete_a_valider
prete_a_valider  deposer                  prete_a_valider
prete_a_valider  rouvrir_relecture        en_relecture
prete_a_valider  demander_validation      en_validation
prete_a_valider  valider_formation        validee
en_validation    retirer_demande          prete_a_valider
en_validation    valider                  validee
en_validation    demander_reprise         en_revision
en_validation    ne_pas_valider           non_validee
validee          deposer                  prete_a_valider
non_validee      deposer                  prete_a_valider
non_validee      reprendre                en_revision
validee          publier                  publiee
publiee          deposer                  prete_a_valider
publiee          retirer_publication      validee
en_conception    partir_des_versions      en_revision
en_conception    abandonner               abandonnee
en_relecture     abandonner               abandonnee
en_revision      abandonner               abandonnee
prete_a_valider  abandonner               abandonnee
abandonnee       reprendre                (avant)
en_relecture     annuler_depot            (avant)
prete_a_valider  annuler_depot            (avant)
"""
FICHE = """
brouillon  soumettre  soumise
a_revoir   soumettre  soumise
rouverte   soumettre  soumise
soumise    retenir    retenue
soumise    renvoyer   a_revoir
retenue    rouvrir    rouverte
brouillon  abandonner abandonnee
soumise    abandonner abandonnee
retenue    abandonner abandonnee
a_revoir   abandonner abandonnee
rouverte   abandonner abandonnee
abandonnee reprendre  (avant)
"""


def _table(texte: str) -> set[tuple[str, str, str]]:
    lignes = [tuple(ligne.split()) for ligne in texte.split("\n") if ligne]
    return {(de, action, ETAT_D_AVANT if vers == "(avant)" else vers) for de, action, vers in lignes}


@pytest.mark.parametrize(("attendue", "table"), [(RESSOURCE, TRANSITIONS_RESSOURCE), (FICHE, TRANSITIONS_FICHE)])
def test_la_table_est_celle_de_la_conception(attendue: str, table: tuple):
    assert {(str(t.de), t.action, str(t.vers)) for t in table} == _table(attendue)
    assert len({(t.de, t.action) for t in table}) == len(table), "deux lignes pour un même mouvement"


@pytest.mark.django_db
def test_ce_que_la_table_ne_dit_pas_est_refuse_et_rien_n_est_ecrit():
    ressource = fabrique.ressource()
    ressource.numero_version = 1
    permis = {(de, action) for de, action, _ in _table(RESSOURCE)}
    actions = {action for _, action in permis}
    avant = Ecriture.objects.count()
    for etat, action in product(EtatRessource.values, actions):
        if (etat, action) in permis:
            continue
        ressource.etat = etat
        with pytest.raises(ActionImpossible):
            changer_etat(ressource, action, acteur=None, maintenant=fabrique.MAINTENANT)
        assert ressource.etat == etat
    assert Ecriture.objects.count() == avant


@pytest.mark.django_db
def test_une_ressource_abandonnee_revient_ou_elle_etait():
    for etat in (EtatRessource.EN_CONCEPTION, EtatRessource.EN_REVISION, EtatRessource.PRETE_A_VALIDER):
        ressource = fabrique.ressource(etat=etat)
        for action in ("abandonner", "reprendre"):
            changer_etat(ressource, action, acteur=None, maintenant=fabrique.MAINTENANT)
        assert ressource.etat == etat


SALLES = (
    "accueil",
    "bilans",
    "suivi",
    "validations",
    "productions",
    "calendrier",
    "grilles",
    "courriers",
    "poles",
    "comptes",
)


def test_un_seul_endroit_ecrit_un_etat():
    ecriture = re.compile(r"\.etat\s*=[^=]|update\([^)]*\betat\s*=")
    coupables = [
        str(chemin)
        for salle in SALLES
        for chemin in Path(settings.BASE_DIR, salle).rglob("*.py")
        if "migrations" not in chemin.parts
        and ecriture.search(chemin.read_text(encoding="utf-8"))
        # What a worker makes of a file is nobody's move (as `Travail`), nor is what became of a reminder; the large
        # set is written in bulk, its journal with it.
        and not {"analyses.py", "lectures.py", "grand"} & set(chemin.parts)
        and chemin.parts[-3:] != ("calendrier", "services", "rappels.py")
    ]
    assert coupables == []


def test_chaque_etat_a_une_sortie_ou_est_une_fin():
    for table, etats in ((TRANSITIONS_RESSOURCE, EtatRessource), (TRANSITIONS_FICHE, EtatFiche)):
        assert {t.de for t in table} == set(etats.values)
