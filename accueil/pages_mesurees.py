"""What is measured: each list and dashboard of the large set, by each of those who open it, and what they ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from accueil.grand.lieux import SUPERUTILISATEUR, TEMOINS
from comptes.models import Personne
from poles.models import Campagne, Fonction, Mandat
from productions.etats import EtatRessource
from productions.models import Ressource

POUR_TOUS = (
    "accueil:accueil",
    "accueil:mes_poles",
    "poles:vues",
    "productions:mes_fiches",
    "productions:mes_ressources",
    "productions:mes_versions",
    "productions:mes_remarques",
    "validations:mes_visas",
)
D_UNE_CAMPAGNE = (
    "accueil:pole",
    "accueil:journal_de_pole",
    "accueil:tableau_de_bord",
    "productions:fiches",
    "productions:ressources",
)
# What is asked of the longest lists: words in the order of relevance and in another, names without their accents,
# lateness and what is late, a step.
DES_RESSOURCES = (
    "texte=documents",
    "texte=oral&tri=-titre",
    "retard=8",
    "tarde=v2",
    "tarde=validation",
    "etape=v2&attend=producteurs",
    "avancement=validee",
    "outil=elea",
    "attend_nom=guerin",
)
QUESTIONS = {
    "accueil:mes_poles": ("texte=education",),
    "productions:mes_fiches": ("texte=documents", "attend=conduite", "outil=elea", "producteur=guerin"),
    "productions:mes_ressources": (*DES_RESSOURCES, "producteur=guerin"),
    "productions:mes_versions": ("texte=evaluation", "deposant=guerin"),
    "productions:mes_remarques": ("texte=activite", "auteur=guerin"),
    "validations:mes_visas": ("texte=evaluation",),
    "courriers:envois": ("", "q=version", "etat=bloque"),
    "admin:productions_ressource_changelist": ("retard=8", "etape=v2", "attend=conduite", "avancement=publiee"),
    "admin:productions_ficheprojet_changelist": ("attend=conduite",),
}
D_UN_POLE = {
    "accueil:tableau_de_bord": ("vue=table", "vue=retards", "vue=porteurs", "vue=table&tarde=v2"),
    "productions:ressources": DES_RESSOURCES,
    "productions:fiches": ("texte=documents", "outil=elea"),
}
# In the administration: a word that many rows hold, in each list that is searched.
MOT = "le"


@dataclass(frozen=True)
class Page:
    nom: str
    role: str
    url: str
    personne: Personne

    @property
    def cle(self) -> tuple[str, str]:
        return self.nom, self.role


def pages() -> Iterator[Page]:
    """Each list and dashboard × each role of the large set's accounts."""
    temoins = {p.demo_libelle: p for p in Personne.objects.exclude(demo_libelle="")}
    superutilisateur = temoins[SUPERUTILISATEUR]
    campagne = _campagne(temoins[TEMOINS[Fonction.COORDINATEUR]])
    roles = {str(fonction): temoins[libelle] for fonction, libelle in TEMOINS.items()}
    tous = roles | {"superutilisateur": superutilisateur}
    for role, personne in tous.items():
        for nom in POUR_TOUS:
            yield Page(nom, role, reverse(nom), personne)
    for role, personne in roles.items():
        yield from _du_pole(campagne, role, personne)
    conduisent = {role: tous[role] for role in (str(Fonction.COORDINATEUR), str(Fonction.ADMINISTRATEUR))}
    qui_voient_tout = conduisent | {"superutilisateur": superutilisateur}
    yield from _questions(campagne, qui_voient_tout)
    yield from _reservees(campagne, roles)
    yield from _de_l_academie(campagne, roles[str(Fonction.ADMINISTRATEUR)])
    for role, personne in qui_voient_tout.items():
        yield from _de_l_administration(role, personne)


def _du_pole(campagne: Campagne, role: str, personne: Personne) -> Iterator[Page]:
    for nom in D_UNE_CAMPAGNE:
        yield Page(nom, role, reverse(nom, args=_adresse(campagne)), personne)
    ressource = Ressource.objects.filter(campagne_suivi=campagne, etat=EtatRessource.PUBLIEE).first()
    if ressource:
        yield Page("accueil:ressource", role, ressource.get_absolute_url(), personne)
        for nom, pk in (("ressource", ressource.pk), ("fiche", ressource.fiche_id)):
            yield Page(f"accueil:journal_de_{nom}", role, reverse(f"accueil:journal_de_{nom}", args=[pk]), personne)


def _questions(campagne: Campagne, qui: dict[str, Personne]) -> Iterator[Page]:
    """By those who lead, and who see the most rows."""
    for nom, questions in QUESTIONS.items():
        for question in questions:
            for role, personne in qui.items():
                yield _demande(nom, [], question, role, personne)
    role = str(Fonction.COORDINATEUR)
    for nom, questions in D_UN_POLE.items():
        for question in questions:
            yield _demande(nom, _adresse(campagne), question, role, qui[role])


def _demande(nom: str, args: list[str], question: str, role: str, personne: Personne) -> Page:
    suite = f"?{question}" if question else ""
    return Page(f"{nom}{suite}", role, f"{reverse(nom, args=args)}{suite}", personne)


def _reservees(campagne: Campagne, roles: dict[str, Personne]) -> Iterator[Page]:
    """What not everybody may open."""
    signataires = (Fonction.INSPECTEUR, Fonction.DRANE)
    for nom, args, fonctions in (
        ("validations:tableau", [], signataires),
        ("poles:delegations", [], signataires),
        ("validations:mes_seances", [], (Fonction.COORDINATEUR, *signataires)),
        ("validations:seances", _adresse(campagne), (Fonction.COORDINATEUR, *signataires)),
        ("poles:presences", _adresse(campagne), (Fonction.COORDINATEUR,)),
    ):
        for fonction in fonctions:
            yield Page(nom, str(fonction), reverse(nom, args=args), roles[str(fonction)])


def _de_l_academie(campagne: Campagne, administrateur: Personne) -> Iterator[Page]:
    role, code = str(Fonction.ADMINISTRATEUR), campagne.pole.academie.code
    for question in ("", "retard=8&tri=-retards", "manque=quelqu_un", "texte=education"):
        yield _demande("accueil:academie", [code], question, role, administrateur)


def _de_l_administration(role: str, personne: Personne) -> Iterator[Page]:
    """Each table that the person finds there, whole and searched."""
    requete = HttpRequest()
    requete.user = personne
    for modele, reglages in admin.site._registry.items():
        if not reglages.has_view_permission(requete):
            continue
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist"
        for question in ("", f"q={MOT}") if reglages.search_fields else ("",):
            yield _demande(nom, [], question, role, personne)


def _adresse(campagne: Campagne) -> list[str]:
    return [campagne.pole.slug, campagne.cycle.libelle]


def _campagne(coordinateur: Personne) -> Campagne:
    """This year's, of the pôle that the witness leads."""
    pole = Mandat.objects.filter(personne=coordinateur, pole__isnull=False).values("pole")[:1]
    campagnes = Campagne.objects.select_related("pole__academie", "cycle").filter(pole=pole)
    return campagnes.order_by("-cycle__debut")[0]
