"""The texts of mails: what is shipped says itself whole, and what is written in its place can do no more."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, engines

from commun.courriels import composer, paragraphes
from commun.gabarits import Enregistre, ErreurDeGabarit, Fictif, Vif, gabarits, lire, rendre, texte_livre, verifier
from commun.gabarits.controle import manquants, nombre_de_mots
from commun.gabarits.libelles import sens, sens_de_la_condition
from commun.gabarits.sens import SENS

TOUS = gabarits()
INSTANT = datetime(2026, 11, 26, 14, 30, tzinfo=UTC)


class Bidule:
    """Whatever a text asks of it: a word, a day, a list of two."""

    def __init__(self, chemin: str) -> None:
        self.chemin = chemin

    def __getattr__(self, nom: str) -> Any:
        if nom.startswith("_"):
            raise AttributeError(nom)
        if nom.endswith(("jour", "quand", "debut", "fin", "echeance", "_le", "jusqu_a")) or nom.startswith("jour_"):
            return INSTANT
        return Bidule(f"{self.chemin}.{nom}")

    def __getitem__(self, cle: object) -> Any:
        raise TypeError

    def __iter__(self) -> Any:
        return iter([Bidule(f"{self.chemin}.1"), Bidule(f"{self.chemin}.2")])

    def __str__(self) -> str:
        return f"<{self.chemin}>"


def contexte_plein(gabarit: str) -> dict[str, Any]:
    """Everything that the text asks for is there."""
    noms = {
        nom.split(".")[0].split("|")[0]
        for (sorte, code) in texte_livre(gabarit).mots
        for nom in (code.split(" in ")[-1] if sorte == "pour" else code).replace("not ", "").split()
    }
    jours = {"jour": INSTANT, "expire_le": INSTANT, "avant": INSTANT}
    jours |= {"avant_le": INSTANT, "premier_jour": INSTANT, "nombre": 2}
    valeurs = {nom: jours.get(nom, Bidule(nom)) for nom in noms}
    if gabarit != "depart_demande":
        valeurs |= {"reste": 2} if "reste" in valeurs else {}
    return valeurs | ({"lignes": [("Titre", "phrase"), ("Autre", "autre")]} if gabarit == "seance_close" else {})


@pytest.mark.parametrize("gabarit", TOUS)
def test_le_texte_livre_se_lit_comme_django_le_lirait(gabarit: str) -> None:
    """The shipped texts remain Django templates: the two readings are the same, values there or missing."""
    livre = texte_livre(gabarit)
    modele = engines["django"].engine.from_string(f"{livre.charges}{livre.sujet}\0{livre.corps}")
    for contexte in ({}, contexte_plein(gabarit)):
        attendu = modele.render(Context(contexte, autoescape=False)).split("\0")
        vif = Vif(livre, Context(contexte, autoescape=False))
        lu = [rendre(livre.arbre_sujet, vif), rendre(livre.arbre_corps, vif)]
        assert lu == attendu
        garde = Enregistre(vif.valeurs)
        assert [rendre(livre.arbre_sujet, garde), rendre(livre.arbre_corps, garde)] == attendu


@pytest.mark.parametrize("gabarit", TOUS)
def test_le_texte_livre_est_renseigne(gabarit: str) -> None:
    livre = texte_livre(gabarit)
    assert {"Nom", "Rubrique", "Quand", "À qui"} <= set(livre.renseignements)
    assert verifier(livre, livre.sujet, livre.corps) == []
    assert manquants(livre, livre.sujet, livre.corps) == []
    sans_sens = {c.split("|")[0] for sorte, c in livre.mots if sorte == "jeton"} - set(SENS)
    assert not sans_sens, "à ajouter dans commun/gabarits/sens.py"
    fictif = paragraphes(rendre(livre.arbre_corps, Fictif()))
    assert fictif
    assert "{" not in fictif


SUJET, CORPS = "Sujet", "Bonjour {{ acteur.nom_complet }}"


@pytest.mark.parametrize(
    ("corps", "phrase"),
    [
        ("{% include 'x' %}", "Ligne 1 : « {% include 'x' %} » ne s'écrit pas dans un courriel."),
        ("a\nb {% load static %}{% debug %}", "Ligne 2 : « {% debug %} » ne s'écrit pas"),
        ("{{ settings.SECRET_KEY }}", "« {{ settings.SECRET_KEY }} » n'existe pas dans ce courriel."),
        ("{{ visa.signataire.password }}", "n'existe pas dans ce courriel"),
        ("{{ ressource.titre|safe }}", "n'existe pas dans ce courriel"),
        ("{% if demande %}x{% endif %}", "n'existe pas dans ce courriel"),
        ("{% for x in visas %}x{% endfor %}", "n'existe pas dans ce courriel"),
        ("{{ visa.motif }}", "ne s'écrit qu'entre {% for visa in visas %} et {% endfor %}"),
        ("{% for visa in visas %}\nx", "Ligne 1 : Ce qui s'ouvre ici n'est pas fermé : il manque {% endfor %}."),
        ("x\n{% for visa in visas %}{% for visa in visas %}x{% endfor %}{% endfor %}", "Ligne 2 : « {% for visa"),
        ("a {{ ressource.titre", "« {{ » est seul"),
        ("a\n\nb }} c", "Ligne 3 : « }} » est seul"),
        ("{% endif %}", "ne ferme rien ici"),
        ("{% else %}", "ne suit aucun {% if … %}"),
        ("x" * 6001, "6001 caractères : 6000 au plus."),
    ],
)
def test_un_texte_ne_dit_que_ce_que_le_texte_livre_sait_dire(corps: str, phrase: str) -> None:
    fautes = verifier(texte_livre("validation_reprise"), SUJET, corps)
    assert any(phrase in faute.phrase for faute in fautes), fautes
    assert {faute.champ for faute in fautes} == {"corps"}


def test_des_blocs_sans_fin_ne_coutent_qu_une_phrase() -> None:
    corps = "{% if visa.motif %}" * 300
    assert verifier(texte_livre("validation_reprise"), SUJET, corps)
    with pytest.raises(ErreurDeGabarit):
        lire(corps)


def test_un_code_reste_dans_son_courriel() -> None:
    livre = texte_livre("code_connexion")
    assert [f.phrase for f in verifier(livre, SUJET, "Bonjour")] == [
        "« {{ code }} » manque : sans lui, ce courriel ne sert à rien."
    ]
    assert verifier(livre, SUJET, "{{ code }}") == []


@pytest.mark.parametrize(
    ("gabarit", "sujet", "permis"),
    [
        ("code_connexion", "Votre code : {{ code }}", False),
        ("test_planifie", "{{ test.nom_du_testeur }} teste", False),
        ("relecture_declinee", "Déclinée : {{ relecture.motif }}", False),
        ("test_planifie", "Le {{ test.jour_prevu|jour }}", True),
        ("test_planifie", "La {{ test.version }} de {{ ressource.titre }}", True),
    ],
)
def test_le_sujet_ne_dit_que_de_quoi_et_ou(gabarit: str, sujet: str, permis: bool) -> None:
    """Others than its reader read it, and it outlives the text: no code, no name, no reason."""
    livre = texte_livre(gabarit)
    fautes = verifier(livre, sujet, livre.corps)
    assert not permis or fautes == []
    assert permis or [f.champ for f in fautes] == ["sujet"]
    assert all("dites-le dans le texte" in faute.phrase for faute in fautes)


def test_un_texte_redige_prend_les_valeurs_du_courriel() -> None:
    """Moved, repeated, in its loop: the values are those of the mail, and are kept for the preview."""
    livre = texte_livre("validation_reprise")
    contexte = contexte_plein("validation_reprise")
    corps = "{% for visa in visas %}* {{ visa.motif }} pour {{ ressource.titre }}\n{% endfor %}Fin."
    assert verifier(livre, SUJET, corps) == []
    vif = Vif(livre, Context(contexte, autoescape=False))
    rendu = rendre(lire(corps), vif)
    assert rendu == "* <visas.1.motif> pour <ressource.titre>\n* <visas.2.motif> pour <ressource.titre>\nFin."
    assert rendre(lire(corps), Enregistre(vif.valeurs)) == rendu


def test_ce_qui_manque_et_le_nombre_de_mots() -> None:
    livre = texte_livre("relecture_assignee")
    assert "relecture.echeance|jour" in manquants(livre, SUJET, CORPS)
    assert "acteur.nom_complet" not in manquants(livre, SUJET, CORPS)
    assert nombre_de_mots("Bonjour {{ acteur.nom_complet }}, l'été\n{% if x %}oui{% endif %}") == 4
    assert sens_de_la_condition("relecture.echeance") == "montré s'il y a : la date à laquelle rendre la relecture"
    assert sens_de_la_condition("suppleance") == "montré si c'est une suppléance"
    assert sens("relecture.echeance|jour") == "la date à laquelle rendre la relecture (en toutes lettres)"


def test_composer_sans_texte_redige_dit_le_texte_livre() -> None:
    contexte = contexte_plein("fiche_a_decider") | {"fiche": Bidule("fiche")}
    compose = composer("fiche_a_decider", {k: v for k, v in contexte.items() if k != "fiche"}, rediges=())
    assert compose.sujet == "Fiche-projet à décider : « »"
