"""Every address of the service, with objects that suit it: who goes where, and in which states.

A page added to the service and missing here fails `tests/test_adresses.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import int_to_base36

from commun.models import Courriel
from comptes.models import Personne
from productions.etats import EtatFiche as F
from productions.etats import EtatRessource as R
from productions.models import Piece, Remarque
from suivi.models import EtapeTenue
from tests import visites_bilans, visites_grilles, visites_relectures, visites_tests_classe
from tests.monde import Monde
from validations.models import Publication

Exemples = Iterable[tuple[str, list[Any], str]]  # role (empty: not signed in), arguments, query string


@dataclass(frozen=True)
class Visite:
    nom: str
    url: str
    qui: Personne | None
    role: str


# They answer nothing but a POST.
SANS_GET = {
    *visites_relectures.SANS_GET,
    "bilans:demander_cycle",
    "bilans:reporter",
    *visites_tests_classe.SANS_GET,
    "comptes:connexion_demonstration",
    "comptes:renoncer_adresse",
    "commun:annuler_travail",
    "grilles:adapter",
    "grilles:deplacer",
    "poles:lever_indisponibilite",
    "poles:lever_mon_indisponibilite",
    "poles:nouveau_lien",
    "productions:ajouter_fichier",
    "productions:ajouter_lien",
    "productions:ajouter_remarque",
    "productions:annuler_televersement",
    "productions:changer_nature",
    "productions:commencer_televersement",
    "productions:deposer",
    "productions:finir_televersement",
    "productions:marquer_ouverte",
    "productions:noter_depot",
    "productions:ouvrir_depot",
    "productions:pdf_fiche",
    "productions:pdf_fiches",
    "productions:recevoir_morceau",
    "productions:remettre_piece",
    "productions:remplacer_piece",
    "productions:remplir_grille",
    "productions:retenir_fiche",
    "productions:retirer_piece",
    "productions:retirer_remarque",
    "productions:soumettre_fiche",
    "suivi:compter_comme_point",
    "suivi:faire_decision",
    "suivi:feuille_presence",
    "suivi:repondre",
    "validations:commenter",
    "validations:demander_code",
    "validations:demander_en_seance",
    "validations:noter_presences",
    "validations:ouvrir_seance",
    "validations:preparer_avis",
    "validations:pv_seance",
    "validations:reconfirmer_visa",
    "validations:reprendre_avis_prepare",
    "validations:retirer_avis",
    "validations:supprimer_avis_prepare",
}


def _campagne(*roles: str, vide: bool = False, recherches: Iterable[str] = ("",)) -> Callable[[Monde], Exemples]:
    def exemples(monde: Monde) -> Exemples:
        for role in roles:
            for recherche in recherches:
                yield role, monde.adresse(), recherche
        if vide:
            yield "coordination", monde.adresse(monde.vide), ""

    return exemples


def _fiche(role: str, *etats: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.fiches[etat].pk], "") for etat in etats or F.values)


def _ressource(role: str, *etats: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.ressources[etat].pk], "") for etat in etats or monde.ressources)


def _plusieurs(*exemples: Callable[[Monde], Exemples]) -> Callable[[Monde], Exemples]:
    return lambda monde: (exemple for fabrique in exemples for exemple in fabrique(monde))


def _seul(role: str, recherche: str = "") -> Callable[[Monde], Exemples]:
    return lambda monde: [(role, [], recherche)]


def _lien(nom: str) -> Callable[[Monde], Exemples]:
    """A personal link, opened by somebody who is not signed in."""
    return lambda monde: [("", [monde.liens[nom]], "")]


def _liste(filtre: str) -> Callable[[Monde], Exemples]:
    """A list across one's campaigns: full, filtered, sorted, empty, and as a file."""
    recherches = ("", filtre, "texte=introuvable", "page=2", "format=csv")
    return _plusieurs(*(_seul("coordination", r) for r in recherches), _seul("inspection"), _seul("inconnu"))


def _pole_vu(*roles: str) -> Callable[[Monde], Exemples]:
    return lambda monde: [(role, monde.adresse(c), "") for role in roles for c in (monde.campagne, monde.vide)][:-1]


def _calendrier(monde: Monde) -> Exemples:
    questions = ("", "quoi=reunion", "role=moi&retard=oui", "cycle=clos", "pole=0")
    yield from (("coordination", [], question) for question in questions)
    yield from ((role, [], "") for role in ("enseignant", "inspection", "administration", "inconnu"))


def _mois(monde: Monde) -> Exemples:
    mois = (monde.campagne.cycle.debut.year, 11), (monde.campagne.cycle.fin.year, 7)
    yield from (("coordination", list(un), "") for un in mois)


def _demandes(monde: Monde) -> Exemples:
    ouverte = monde.ressources[R.EN_VALIDATION].demandes.get()
    visee = monde.ressources["visee"].demandes.get()
    close = monde.ressources["longue"].demandes.latest("pk")
    reprise = monde.ressources["reprise"].demandes.latest("pk")
    for role in ("inspection", "drane"):
        yield from ((role, [demande.pk], "") for demande in (ouverte, visee, close, reprise))


def _comparaisons(monde: Monde) -> Exemples:
    """Two versions whose livrets differ, the same livret, a choice that is none; one version, none."""
    reprise = monde.ressources["reprise"].pk
    yield from (("inspection", [reprise], question) for question in ("avant=2&apres=3", "avant=1&apres=2", "avant=9"))
    yield from (("enseignant", [monde.ressources[etat].pk], "") for etat in (R.EN_RELECTURE, R.EN_CONCEPTION))


def _reports(role: str, *lesquels: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.reports[lequel].pk], "") for lequel in lesquels or monde.reports)


def _cycles(monde: Monde) -> Exemples:
    """One that is open, then one in preparation."""
    for campagne in (monde.campagne, monde.vide):
        yield "administration", [campagne.cycle_id], ""


def _date_de(role: str, *natures: str) -> Callable[[Monde], Exemples]:
    """Of the resource en conception: its V1 is to come, an extension of its V2 was granted."""
    return lambda monde: ((role, [monde.ressources[R.EN_CONCEPTION].pk, nature], "") for nature in natures)


def _seances(*roles: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [seance.pk], "") for role in roles for seance in monde.seances.values())


def _reunions(role: str, *lesquelles: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.reunions[nom].pk], "") for nom in lesquelles or monde.reunions)


def _etapes_tenues(monde: Monde) -> Exemples:
    for role in ("coordination", "inspection"):
        yield role, [EtapeTenue.objects.get(campagne=monde.campagne).pk], ""


def _decisions(monde: Monde) -> Exemples:
    yield "coordination", [monde.reunions["tenue"].decisions.filter(faite_le__isnull=True).first().pk], ""


def _seance(role: str, etat: str, signataire: str = "") -> Callable[[Monde], Exemples]:
    def exemples(monde: Monde) -> Exemples:
        personnes = [monde.roles[signataire].pk] if signataire else []
        yield role, [monde.seances[etat].pk, *personnes], ""

    return exemples


def _points(monde: Monde) -> Exemples:
    point = monde.seances["ouverte"].points.get(demande__ressource=monde.ressources[R.EN_VALIDATION])
    for role in ("inspection", "coordination"):
        yield role, [point.pk, monde.roles["inspection"].pk], ""


def _mandats(role: str, *de: str) -> Callable[[Monde], Exemples]:
    """The page of these people's mandates on the pôle."""

    def exemples(monde: Monde) -> Exemples:
        for qui in de:
            mandat = monde.roles[qui].mandats.filter(campagne=monde.campagne).first()
            yield role, [*monde.adresse(), mandat.pk], ""

    return exemples


def _regles(*codes: str) -> Callable[[Monde], Exemples]:
    """The page of each of these rules; the pôle has its own for the first one."""
    return lambda monde: (("coordination", [*monde.adresse(), code], "") for code in codes)


def _invitee(monde: Monde) -> Exemples:
    yield "coordination", [*monde.adresse(), monde.invitee.pk], ""


def _deleguer(monde: Monde) -> Exemples:
    mandat = monde.roles["inspection"].mandats.get()
    yield "inspection", [mandat.pk], ""
    yield "inspection", [mandat.pk], "qui=moreau"


def _reprendre(monde: Monde) -> Exemples:
    yield "inspection", [monde.roles["inspection"].mandats.get().delegations.first().pk], ""


def _publications(monde: Monde) -> Exemples:
    yield "coordination", [Publication.objects.filter(retiree_le__isnull=True).first().pk], ""


def _remarques(monde: Monde) -> Exemples:
    yield "enseignant", [Remarque.objects.filter(version__ressource=monde.ressources[R.NON_VALIDEE]).first().pk], ""


def _pieces(monde: Monde) -> Exemples:
    yield "relecteur", [Piece.objects.filter(version__isnull=False, lien="").first().pk], ""


def _travaux(monde: Monde) -> Exemples:
    return (("coordination", [travail.pk], "") for travail in monde.travaux.values())


def _nouveau_mot_de_passe(monde: Monde) -> Exemples:
    personne = monde.roles["enseignant"]
    yield "", [int_to_base36(personne.pk), default_token_generator.make_token(personne)], ""


_SIGNATAIRES = ("inspection", "drane")
_EQUIPE = ("coordination", "enseignant", "observateur")
EXEMPLES: dict[str, Callable[[Monde], Exemples]] = {
    "accueil:accueil": lambda monde: ((role, [], "") for role in monde.roles),
    "accueil:journal_de_fiche": _plusieurs(_fiche("coordination", F.RETENUE), _fiche("observateur", F.RETENUE)),
    "accueil:journal_de_pole": _plusieurs(
        _campagne("coordination", "observateur", "administration", vide=True),
        _campagne("coordination", recherches=("genre=mandat", "du=2020-01-01&au=2020-01-02")),
    ),
    "accueil:journal_de_ressource": _plusieurs(
        _ressource("coordination", "longue", "visee"), _ressource("relecteur", "relue"), _ressource("drane", "visee")
    ),
    "accueil:mes_poles": _plusieurs(
        _seul("coordination"), _seul("administration"), _seul("inconnu"), _seul("coordination", "texte=introuvable")
    ),
    "accueil:pole": _campagne(*_EQUIPE, "inspection", "administration", vide=True),
    "accueil:ressource": _plusieurs(
        _ressource("coordination"),
        _ressource("enseignant"),
        _ressource("inspection", R.EN_VALIDATION, "longue"),
        _ressource("relecteur", "relue"),
        _ressource("observateur", "longue"),
    ),
    "calendrier:agenda_du_pole": _pole_vu("coordination", "enseignant"),
    "calendrier:annee": _calendrier,
    "calendrier:flux": _lien("agenda"),
    "calendrier:mois": _mois,
    "calendrier:mon_agenda": _plusieurs(_seul("enseignant"), _seul("observateur")),
    "calendrier:desabonnement": _lien("desabonnement"),
    "calendrier:mes_rappels": _seul("enseignant"),
    "calendrier:rappels": _plusieurs(
        _campagne("coordination", vide=True, recherches=("", "etat=saute", "personne=introuvable", "format=csv")),
        _campagne("administration"),
    ),
    "calendrier:regler": _regles("etape-v2-indicatif", "etape-point_etape-obligatoire", "genre-relecture-indicatif"),
    "calendrier:regles": _campagne("coordination", "administration", vide=True),
    "calendrier:retablir": _regles("etape-v2-indicatif", "reste-indicatif"),
    "commun:accessibilite": _seul(""),
    "commun:aide": _plusieurs(_seul(""), _seul("enseignant")),
    "commun:courriel_envoye": lambda monde: [("enseignant", [Courriel.objects.filter(secret=False).first().pk], "")],
    "commun:courriels_envoyes": _plusieurs(_seul("enseignant"), _seul("enseignant", "nom_destinataire=introuvable")),
    "commun:donnees_personnelles": _seul(""),
    "commun:resultat_travail": lambda monde: [("coordination", [monde.travaux["reussi"].pk], "")],
    "commun:travail": _travaux,
    "comptes:changer_adresse": _plusieurs(_seul("enseignant"), _seul("avec_mot_de_passe")),
    "comptes:confirmer_adresse": _lien("adresse"),
    "comptes:mon_compte": _seul("enseignant"),
    "poles:inviter": _campagne("coordination", "administration"),
    "poles:modifier_campagne": _campagne("coordination"),
    "poles:accueillir": _lien("invitation"),
    "poles:annuler_invitation": _invitee,
    "poles:etablissement": _mandats("coordination", "enseignant", "relecteur"),
    "poles:indisponibilite": _mandats("coordination", "enseignant", "relecteur"),
    "poles:inviter_plusieurs": _campagne("coordination"),
    "poles:mon_etablissement": _plusieurs(_seul("enseignant"), _seul("inconnu")),
    "poles:mon_indisponibilite": _plusieurs(_seul("enseignant"), _seul("relecteur")),
    "poles:presences": _campagne("coordination", vide=True),
    "poles:renvoyer_invitation": _invitee,
    "poles:delegations": _plusieurs(_seul("inspection"), _seul("drane")),
    "poles:deleguer": _deleguer,
    "poles:quitter": _mandats("relecteur", "relecteur"),
    "poles:reattribuer": _mandats("coordination", "enseignant", "relecteur", "observateur"),
    "poles:remplacer": _mandats("administration", "coordination", "inspection", "drane"),
    "poles:reprendre_delegation": _reprendre,
    "poles:terminer_mandat": _plusieurs(
        _mandats("coordination", "enseignant", "relecteur"), _mandats("administration", "coordination", "inspection")
    ),
    "calendrier:cycle": _cycles,
    "calendrier:cycles": _plusieurs(_seul("administration"), _seul("coordination")),
    "calendrier:dates_du_pole": _campagne("coordination", vide=True),
    "productions:accepter_date": _reports("enseignant", "propose", "accorde"),
    "productions:accorder_report": _reports("coordination", "demande", "accorde"),
    "productions:demander_report_par_lien": _lien("report"),
    "productions:demander_report": _date_de("enseignant", "v1"),
    "productions:planifier_fiche": _fiche("enseignant", F.BROUILLON, F.A_REVOIR),
    "productions:fixer_date": _date_de("coordination", "v1", "v2"),
    "productions:proposer_date": _reports("coordination", "demande"),
    "productions:refuser_report": _reports("coordination", "demande"),
    "productions:report": _plusieurs(_reports("coordination"), _reports("enseignant")),
    "productions:retirer_report": _reports("enseignant", "propose"),
    "productions:abandonner_fiche": _fiche("coordination", F.RETENUE),
    "productions:accord_ecrit": _ressource("coordination", R.VALIDEE),
    "productions:annuler_depot": _ressource("enseignant", R.EN_RELECTURE),
    "productions:assigner_relecture": _ressource("coordination", R.EN_RELECTURE, "relue"),
    "productions:clore_relecture": _ressource("coordination", "relue"),
    "productions:comparer": _comparaisons,
    "productions:continuer_sans_relecture": _ressource("enseignant", R.EN_RELECTURE),
    "productions:depot": _ressource(
        "enseignant", R.EN_CONCEPTION, "a_deposer", R.EN_REVISION, R.EN_RELECTURE, R.NON_VALIDEE, R.PUBLIEE
    ),
    "productions:donner_accord": _ressource("enseignant", R.VALIDEE),
    "productions:fiche": _plusieurs(_fiche("coordination"), _fiche("enseignant"), _fiche("observateur", F.RETENUE)),
    "productions:fiches": _campagne(
        "coordination", "enseignant", "observateur", vide=True, recherches=("", "etat=retenue", "texte=introuvable")
    ),
    "productions:imprimer_fiche": _fiche("enseignant", F.RETENUE),
    "productions:mes_fiches": _liste("etat=retenue"),
    "productions:mes_remarques": _liste("reponse=aucune"),
    "productions:mes_ressources": _liste("etat=publiee"),
    "productions:mes_versions": _liste("numero=1"),
    "productions:modifier_fiche": _fiche("enseignant", F.BROUILLON, F.A_REVOIR),
    "productions:nouvelle_fiche": _campagne("coordination", "enseignant"),
    "productions:relecture": lambda monde: (("relecteur", [r.pk], "") for r in monde.relectures.values()),
    "productions:rendre_relecture": lambda monde: [("relecteur", [monde.relectures["attendue"].pk], "")],
    "productions:renvoyer_fiche": _fiche("coordination", F.SOUMISE),
    "productions:repondre_remarque": _remarques,
    "productions:reprendre": _ressource("coordination", R.NON_VALIDEE, R.ABANDONNEE),
    "productions:reprendre_fiche": _fiche("coordination", F.ABANDONNEE),
    "productions:ressources": _campagne(
        "coordination", "enseignant", vide=True, recherches=("", "etat=publiee", "texte=introuvable")
    ),
    "productions:rouvrir_fiche": _fiche("coordination", F.RETENUE),
    "productions:rouvrir_relecture": _ressource("coordination", R.PRETE_A_VALIDER),
    "productions:scinder_ressource": _ressource("coordination", R.PRETE_A_VALIDER, R.EN_CONCEPTION, R.EN_VALIDATION),
    "productions:telecharger": _pieces,
    "productions:televersement": lambda monde: [("enseignant", [monde.televersements["enseignant"].pk], "")],
    "suivi:agenda": _reunions("enseignant", "prevue"),
    "suivi:ajouter_decision": _reunions("coordination", "tenue"),
    "suivi:annuler_reunion": _reunions("coordination", "prevue"),
    "suivi:consigner": lambda monde: [("coordination", [*monde.adresse(), "point_etape", 2], "")],
    "suivi:etape": _etapes_tenues,
    "suivi:etapes": _campagne("coordination", "observateur", vide=True),
    "suivi:mes_reunions": _plusieurs(*(_seul(role) for role in ("enseignant", "coordination", "inconnu"))),
    "suivi:modifier_decision": _decisions,
    "suivi:modifier_reunion": _reunions("coordination", "prevue"),
    "suivi:nouvelle_reunion": _plusieurs(
        _campagne("coordination", vide=True), _campagne("coordination", recherches=("genre=relecture",))
    ),
    "suivi:presences": _reunions("coordination", "passee", "prevue", "tenue", "annulee"),
    "suivi:rediger": _reunions("coordination", "sans_compte_rendu", "tenue", "prevue", "annulee"),
    "suivi:repondre_par_lien": _lien("reunion"),
    "suivi:reunion": _plusieurs(_reunions("coordination"), _reunions("enseignant"), _reunions("observateur", "prevue")),
    "suivi:reunions": _plusieurs(
        _campagne("coordination", recherches=("", "genre=bilan", "etat=annulee")),
        _campagne("enseignant", "inspection", vide=True),
    ),
    "validations:annuler_seance": _seance("coordination", "preparee"),
    "validations:clore_seance": _seance("coordination", "ouverte"),
    "validations:mes_seances": _plusieurs(*map(_seul, _SIGNATAIRES)),
    "validations:modifier_seance": _seance("coordination", "preparee"),
    "validations:poser_avis": _points,
    "validations:preparer_seance": _campagne("coordination", vide=True),
    "validations:seance": _seances("coordination", "inspection", "drane"),
    "validations:seances": _campagne("coordination", "inspection", vide=True),
    "validations:signer_avec_code": _seance("coordination", "ouverte", "inspection"),
    "validations:signer_seance": _plusieurs(
        _seance("inspection", "ouverte"), _seance("drane", "ouverte"), _seance("inspection", "close")
    ),
    "validations:abandonner": _ressource("coordination", R.EN_CONCEPTION, R.EN_VALIDATION),
    "validations:corriger_publication": _publications,
    "validations:demander": _ressource("enseignant", R.PRETE_A_VALIDER, R.EN_CONCEPTION),
    "validations:mes_visas": _liste("avis=favorable"),
    "validations:publier": _ressource("coordination", R.VALIDEE, "accordee", R.PUBLIEE, R.EN_CONCEPTION),
    "validations:retirer_demande": _ressource("enseignant", R.EN_VALIDATION),
    "validations:retirer_publication": _publications,
    "validations:suivante": _seul("inspection"),
    "validations:tableau": _plusieurs(*map(_seul, _SIGNATAIRES), _seul("inspection", "avis=defavorable")),
    "validations:valider_formation": _ressource("coordination", "formation"),
    "validations:viser": _demandes,
    "account_change_password": _seul("avec_mot_de_passe"),
    **visites_bilans.EXEMPLES,
    **visites_grilles.EXEMPLES,
    **visites_relectures.EXEMPLES,
    **visites_tests_classe.EXEMPLES,
    "account_confirm_login_code": _seul(""),
    "account_inactive": _seul(""),
    "account_login": _seul(""),
    "account_logout": _seul("enseignant"),
    "account_request_login_code": _seul(""),
    "account_reset_password": _seul(""),
    "account_reset_password_done": _seul(""),
    "account_reset_password_from_key": _nouveau_mot_de_passe,
    "account_reset_password_from_key_done": _seul(""),
    "account_set_password": _seul("enseignant"),
    "sante": _seul(""),
}


def noms_des_adresses() -> set[str]:
    """The names of all addresses, the administration's aside."""
    return {nom for nom in _noms(get_resolver()) if not nom.startswith("admin:")}


def visites(monde: Monde) -> Iterator[Visite]:
    """Each page, by those whom it is for."""
    for nom, exemples in EXEMPLES.items():
        for role, arguments, recherche in exemples(monde):
            url = reverse(nom, args=arguments) + (f"?{recherche}" if recherche else "")
            yield Visite(nom, url, monde.roles.get(role), role)


def visites_de_l_administration(monde: Monde) -> Iterator[Visite]:
    """The index, and for each model its list, its empty form and its first record."""
    qui = monde.roles["superutilisateur"]
    yield Visite("admin:index", reverse("admin:index"), qui, "superutilisateur")
    for modele in admin.site._registry:
        base = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        yield Visite(f"{base}_changelist", reverse(f"{base}_changelist"), qui, "superutilisateur")
        yield Visite(f"{base}_add", reverse(f"{base}_add"), qui, "superutilisateur")
        premier = modele._default_manager.first()
        if premier:
            for page in ("change", "history", "delete"):
                yield Visite(f"{base}_{page}", reverse(f"{base}_{page}", args=[premier.pk]), qui, "superutilisateur")


def _noms(resolver: URLResolver, espace: str = "") -> Iterator[str]:
    for motif in resolver.url_patterns:
        if isinstance(motif, URLPattern):
            yield f"{espace}{motif.name}"
        else:
            yield from _noms(motif, f"{espace}{motif.namespace}:" if motif.namespace else espace)
