"""The texts of mails: the list, and the page on which one is written."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from commun.actions import erreurs_dans, page_action, statut
from commun.forms import ConfirmationForm
from commun.gabarits import TexteLivre, gabarits, texte_livre
from commun.gabarits.controle import MOTS_CONSEILLES, ecrire, manquants, nombre_de_mots
from commun.gardes import Garde
from commun.horloge import maintenant
from commun.pagination import paginer
from commun.textes import mots
from courriers.forms import DU_SERVICE, LIVRE, RETOURS, RechercheForm, RetourForm, TexteForm
from courriers.models import TexteDeCourriel
from courriers.mots import mots_disponibles
from courriers.queries import apercus
from courriers.queries import textes as requetes
from courriers.services import dire_le_texte_livre, enregistrer_texte, revenir_au_texte_livre, tenir_le_texte
from poles.droits import droits_de
from poles.models import Academie, Pole
from poles.queries import academies_administrees

SERVICE = "service"
RESERVE = "Les textes des courriels se rédigent par l'administration académique."
RESERVE_SERVICE = "Les textes de tout le service reviennent à l'équipe qui l'administre."
TITRE = "Textes des courriels"


@require_safe
def textes(request: HttpRequest) -> HttpResponse:
    """To the list of one's own académie; of the service, for who administers none."""
    if not request.user.has_perm("courriers.lire_textes"):
        raise PermissionDenied(RESERVE)
    academie = academies_administrees(request.user).first() if not droits_de(request.user).tous else None
    return redirect("courriers:textes_de", academie.code if academie else SERVICE)


@require_safe
def textes_de(request: HttpRequest, territoire: str) -> HttpResponse:
    academie = _academie(request, territoire)
    lignes = requetes.lignes(academie)
    if modifies := request.GET.get("modifies") == "1":
        lignes = [ligne for ligne in lignes if ligne.redige or ligne.du_service]
    recherche = RechercheForm(request.GET if "q" in request.GET else None)
    cherches = mots(recherche.cleaned_data["q"]) if recherche.is_valid() else []
    lignes = [ligne for ligne in lignes if all(mot in _lu(ligne) for mot in cherches)]
    rubriques: dict[str, list[requetes.Ligne]] = {}
    for ligne in sorted(lignes, key=lambda ligne: (ligne.livre.rubrique, ligne.livre.nom)):
        rubriques.setdefault(ligne.livre.rubrique, []).append(ligne)
    contexte = {
        "territoire": territoire,
        "academie": academie,
        "rubriques": rubriques,
        "modifies": modifies,
        "recherche": recherche,
        "cherches": cherches,
        "territoires": _territoires(request, territoire),
        "fil": [(TITRE, "")],
    }
    return render(request, "courriers/textes.html", contexte)


def _lu(ligne: requetes.Ligne) -> str:
    """What « Chercher » reads of a row: what the list shows of the mail, and its part of the service."""
    livre = ligne.livre
    return " ".join(mots(f"{livre.nom} {livre.quand} {livre.a_qui} {livre.rubrique}"))


@require_http_methods(["GET", "HEAD", "POST"])
def texte(request: HttpRequest, territoire: str, gabarit: str) -> HttpResponse:
    """« Voir l'aperçu » posts too: the text is as long as a page, and nothing is written."""
    academie, livre = _academie(request, territoire), _livre(gabarit)
    _modifiable(livre, academie)
    ligne = requetes.ligne(livre, academie)
    base = ligne.dit or livre
    form = TexteForm(request.POST or None, livre=livre, initial={"sujet": base.sujet, "corps": base.corps})
    if request.method == "POST" and request.POST.get("geste") == "enregistrer" and form.is_valid():
        with erreurs_dans(form):
            enregistrer_texte(
                gabarit,
                academie,
                sujet=form.cleaned_data["sujet"],
                corps=form.cleaned_data["corps"],
                vu=request.POST.get("vu", ""),
                auteur=request.user,
                maintenant=maintenant(),
            )
            messages.success(request, f"« {livre.nom} » : les prochains courriels diront votre texte.")
            return redirect("courriers:texte", territoire, gabarit)
    contexte = _contexte(request, form, academie, ligne) | {
        "territoire": territoire,
        "academie": academie,
    }
    contexte["vu"] = request.POST.get("vu", "") if form.is_bound else (ligne.redige.pk if ligne.redige else "")
    return render(request, "courriers/texte.html", contexte, status=statut(form))


def retablir(request: HttpRequest, territoire: str, gabarit: str) -> HttpResponse:
    """An académie goes back to the service's text or to the shipped one, where the service has written its own."""
    academie, livre = _academie(request, territoire), _livre(gabarit)
    _modifiable(livre, academie)
    ligne = requetes.ligne(livre, academie)
    possibles = _retours(ligne)

    def action(form: Form) -> str:
        vers = form.cleaned_data.get("vers", LIVRE)
        geste = dire_le_texte_livre if vers == LIVRE and ligne.du_service else revenir_au_texte_livre
        geste(gabarit, academie, auteur=request.user, maintenant=maintenant())
        return f"« {livre.nom} » : le texte des prochains courriels est {RETOURS[vers]}."

    seul = f"Les prochains courriels diront {RETOURS[LIVRE]}. " if not ligne.du_service else ""
    retour = reverse("courriers:texte", args=[territoire, gabarit])
    titre = "Abandonner le texte rédigé" if ligne.redige and not ligne.livre_choisi else "Changer de texte"
    return page_action(
        request,
        titre=f"{titre} : {livre.nom}",
        bouton="Revenir au texte livré" if not ligne.du_service else "Changer de texte",
        action=action,
        form_class=partial(RetourForm, possibles=possibles) if ligne.du_service else ConfirmationForm,
        retour=retour,
        consequence=f"{seul}Un texte que vous abandonnez reste lisible dans l'historique ; les courriels déjà écrits "
        "ne changent pas, et personne n'est prévenu.",
        empechement="" if possibles else "Ce courriel dit déjà le texte livré.",
        garde=Garde(str(ligne.redige.pk) if ligne.redige else "", partial(tenir_le_texte, gabarit, academie)),
        fil=[*_fil(territoire), (livre.nom, retour), (titre, "")],
    )


def _retours(ligne: requetes.Ligne) -> list[str]:
    """What the mail does not say yet."""
    if not ligne.du_service:
        return [LIVRE] if ligne.redige else []
    return ([DU_SERVICE] if ligne.redige else []) + ([] if ligne.livre_choisi else [LIVRE])


def _contexte(
    request: HttpRequest, form: TexteForm, academie: Academie | None, ligne: requetes.Ligne
) -> dict[str, Any]:
    livre = ligne.livre
    sujet, corps = (str(form[champ].value() or "") for champ in ("sujet", "corps"))
    cas = apercus.cas_reels(request.user, livre)
    choisi = next((un for un in cas if str(un.pk) == _demande(request).get("cas")), cas[0] if cas else None)
    if _demande(request).get("cas") == "fictif":
        choisi = None
    nombre = nombre_de_mots(corps)
    anciens = TexteDeCourriel.objects.filter(gabarit=livre.gabarit, retire_le__isnull=False)
    return {
        "livre": livre,
        "form": form,
        "ligne": ligne,
        "present": ligne.redige,
        "herite": ligne.du_service,
        "retours": _retours(ligne),
        "mots": mots_disponibles(livre),
        "oublies": [ecrire("jeton", code) for code in manquants(livre, sujet, corps)],
        "nombre": nombre,
        "trop_long": nombre > MOTS_CONSEILLES,
        "mots_conseilles": MOTS_CONSEILLES,
        "cas": cas,
        "choisi": choisi,
        # Only of what the form accepts: it bounds the length and the loops.
        "apercu": None if form.errors else apercus.apercu(sujet, corps, choisi),
        "historique": paginer(request, anciens.de(academie).select_related("redige_par", "retire_par")),
        "fil": [*_fil(request.resolver_match.kwargs["territoire"]), (livre.nom, "")],
    }


def _demande(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _fil(territoire: str) -> list[tuple[str, str]]:
    return [(TITRE, reverse("courriers:textes_de", args=[territoire]))]


def _academie(request: HttpRequest, territoire: str) -> Academie | None:
    """The académie of the address, or None for the service as a whole: 404 for who administers nothing there."""
    if not request.user.has_perm("courriers.lire_textes"):
        raise PermissionDenied(RESERVE)
    if territoire == SERVICE:
        if not request.user.has_perm("courriers.rediger", None):
            raise PermissionDenied(RESERVE_SERVICE)
        return None
    academie = academies_administrees(request.user).filter(code=territoire).first() if "\0" not in territoire else None
    if academie is None:
        raise Http404("Cette académie n'est pas de celles que vous administrez.")
    return academie


def _territoires(request: HttpRequest, ici: str) -> list[dict[str, Any]]:
    """The other lists that one may open: the service's and, of the académies, those that have pôles."""
    droits = droits_de(request.user)
    academies = academies_administrees(request.user)
    if droits.tous:
        academies = academies.filter(Exists(Pole.objects.filter(academie=OuterRef("pk"))))
    choix = [(SERVICE, "Toutes les académies")] if droits.tous else []
    choix += [(academie.code, capfirst(academie.nom_entier)) for academie in academies]
    return [
        {"libelle": nom, "url": reverse("courriers:textes_de", args=[code]), "actif": code == ici}
        for code, nom in choix
    ]


def _livre(gabarit: str) -> TexteLivre:
    if gabarit not in gabarits():
        raise Http404("Le service n'envoie pas ce courriel.")
    return texte_livre(gabarit)


def _modifiable(livre: TexteLivre, academie: Academie | None) -> None:
    if not requetes.modifiable(livre, academie):
        raise PermissionDenied(
            "Ce courriel protège un compte ou n'est d'aucune académie : son texte est le même pour tout le service."
        )
