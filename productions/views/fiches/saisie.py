"""Writing a fiche: one form for the fiche and its productions, saved as a draft or submitted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from calendrier.queries import echeances_de, jour_de, periodes_sans_classe
from commun.actions import erreurs_dans, refus_en_message
from commun.erreurs import ActionImpossible
from commun.horloge import aujourdhui, maintenant
from commun.resume import Resume, lignes
from poles.queries import avec_absence
from poles.views.acces import campagne_de
from productions.avertissements import LIBELLES, avertissements_de
from productions.forms.fiche import SaisieFiche, une_production_de_plus
from productions.models import FicheProjet
from productions.parcours import enumerer
from productions.planning import ECHEANCES, proposer
from productions.queries.fiches import coordination, fiches_entieres, producteurs_possibles
from productions.services import enregistrer_fiche, soumettre_fiche
from productions.services.fiches import FichePerimee
from productions.views.gardes import garde_de_fiche

from .acces import RESERVE_AUTEURS, RESERVE_EQUIPE, adresse_des_fiches, fiche_de, fil_de
from .concurrence import deja_envoyee, envoi_neuf, finir_envoi, rang_du_journal, reserver_envoi


@require_http_methods(["GET", "POST"])
def nouvelle_fiche(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "productions.creer_fiche", slug, cycle, RESERVE_EQUIPE)
    if request.method == "POST" and (pk := deja_envoyee(request)):
        messages.info(request, "Cette fiche est déjà enregistrée : rien n'a été créé deux fois.")
        return redirect("productions:fiche", pk)
    if request.method == "GET" and campagne.close:
        messages.info(request, f"L'année {campagne.cycle} du pôle est close : aucune fiche n'y entre plus.")
        return redirect(campagne)
    return _saisir(request, FicheProjet(campagne=campagne))


@require_http_methods(["GET", "POST"])
def modifier_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    fiche = fiche_de(request, pk, "productions.modifier_fiche", RESERVE_AUTEURS)
    if not fiche.modifiable:
        messages.error(
            request,
            f"Cette fiche est {fiche.get_etat_display()} : elle ne se modifie plus. "
            "Le PREDAC ou l'IAN du pôle peut la renvoyer ou la rouvrir.",
        )
        return redirect(fiche)
    return _saisir(request, fiche)


@require_POST
def soumettre(request: HttpRequest, pk: int) -> HttpResponse:
    fiche = fiche_de(request, pk, "productions.soumettre_fiche", RESERVE_AUTEURS)
    with refus_en_message(request), garde_de_fiche(fiche).tenue(request):
        soumettre_fiche(fiche=fiche, acteur=request.user, maintenant=maintenant())
        _dire_soumise(request, fiche)
    return redirect(fiche)


def _saisir(request: HttpRequest, fiche: FicheProjet) -> HttpResponse:
    complet, ajout, titre = "soumettre" in request.POST, "ajouter" in request.POST, fiche.titre
    data = une_production_de_plus(request.POST) if ajout else request.POST if request.method == "POST" else None
    saisie = _saisie(request, fiche, data, complet)
    statut = 200
    if ajout:
        saisie.sans_controle()
    elif data is not None and saisie.est_valide():
        with erreurs_dans(saisie.form):
            try:
                _enregistrer(request, fiche, saisie)
                return _apres(request, fiche, complet)
            except FichePerimee as refus:
                saisie.form.signaler_concurrence(str(refus), rang_du_journal(fiche))
                statut = 409
    contexte = _contexte(request, titre, fiche, saisie, ajout)
    return render(request, "productions/fiche_saisie.html", contexte, status=statut)


def _enregistrer(request: HttpRequest, fiche: FicheProjet, saisie: SaisieFiche) -> None:
    """Save the fiche, a new one once however many clicks. Raises ActionImpossible when the service refuses."""
    nettoye, nouvelle, enregistree = saisie.form.cleaned_data, fiche.pk is None, None
    if nouvelle and not reserver_envoi(request):
        raise ActionImpossible("Cette page est déjà envoyée : la fiche est dans la liste du pôle.")
    try:
        enregistree = enregistrer_fiche(
            fiche=fiche,
            disciplines=nettoye["disciplines"],
            niveaux=nettoye["niveaux"],
            productions=saisie.productions(),
            acteur=request.user,
            maintenant=maintenant(),
            lu=nettoye["lu"],
        )
    finally:
        if nouvelle:
            finir_envoi(request, enregistree)


def _apres(request: HttpRequest, fiche: FicheProjet, complet: bool) -> HttpResponse:
    """Submit when asked, then the fiche's page; home for who has just left a fiche that they read no more."""
    if complet:
        _soumettre(request, fiche)
    else:
        messages.success(request, "La fiche est enregistrée. Elle reste modifiable tant qu'elle n'est pas soumise.")
    fraiche = fiches_entieres(request.user).filter(pk=fiche.pk).first()
    if fraiche is None:
        return redirect("accueil:accueil")
    _signaler_les_dates(request, fraiche)
    return redirect(fraiche)


def _soumettre(request: HttpRequest, fiche: FicheProjet) -> None:
    with refus_en_message(request):
        soumettre_fiche(fiche=fiche, acteur=request.user, maintenant=maintenant())
        _dire_soumise(request, fiche)


def _dire_soumise(request: HttpRequest, fiche: FicheProjet) -> None:
    qui = enumerer(coordination(fiche.campagne, aujourdhui(fiche.campagne.fuseau)))
    suite = f"{qui} en décide, et le sait par courriel." if qui else "Le PREDAC ou l'IAN en décide."
    messages.success(request, f"La fiche est soumise. {suite}")


def _signaler_les_dates(request: HttpRequest, fiche: FicheProjet) -> None:
    """After saving, say that some dates deserve a look; the fiche's page says why, beside each."""
    trouves = [a for a in avertissements_de(fiche, periodes_sans_classe(fiche.campagne)) if not a.remarque]
    if trouves:
        dates = enumerer([f"« {LIBELLES[champ]} »" for champ in dict.fromkeys(a.champ for a in trouves)])
        messages.warning(request, f"À regarder dans le calendrier : {dates}. Rien n'est bloqué, la page dit pourquoi.")


def _saisie(request: HttpRequest, fiche: FicheProjet, data: QueryDict | None, complet: bool) -> SaisieFiche:
    campagne = fiche.campagne
    jour, echeances = aujourdhui(campagne.fuseau), echeances_de(campagne)
    initial: dict[str, Any] = {"lu": rang_du_journal(fiche)}
    if fiche.pk is None and data is None:
        initial |= vars(proposer(echeances, periodes_sans_classe(campagne), jour))
    personnes = producteurs_possibles(campagne, jour, fiche)
    if request.user.has_perm("poles.voir_indisponibilites", campagne):
        personnes = avec_absence(personnes, jour)
    return SaisieFiche(
        fiche,
        list(personnes),
        echeances={champ: j for champ, nature in ECHEANCES.items() if (j := jour_de(echeances, nature))},
        initial=initial,
        productions=_productions(request, fiche),
        data=data,
        complet=complet,
    )


def _productions(request: HttpRequest, fiche: FicheProjet) -> list[dict[str, Any]]:
    """What the productions' forms start from; a teacher who opens a new fiche is its first producer."""
    if fiche.pk:
        return [
            {
                "pk": ressource.pk,
                "titre": ressource.titre,
                "nature": ressource.nature,
                "producteurs": [lien.personne_id for lien in ressource.liens_producteurs.all()],
                "numero_version": ressource.numero_version,
            }
            for ressource in fiche.ressources.all()
        ]
    conduit = request.user.has_perm("poles.modifier_campagne", fiche.campagne)
    return [{"producteurs": [] if conduit else [request.user.pk]}]


def _contexte(request: HttpRequest, titre: str, fiche: FicheProjet, saisie: SaisieFiche, ajout: bool) -> dict[str, Any]:
    suite = [(titre, fiche.get_absolute_url()), ("Modifier", "")] if fiche.pk else [("Ajouter une fiche", "")]
    return {
        "fiche": fiche,
        "form": saisie.form,
        "formset": saisie.formset,
        "resume": Resume([("", saisie.form), *lignes("Production", saisie.formset)], [saisie.formset]),
        "ajout": ajout,
        "envoi": envoi_neuf(request),
        "pour_autrui": request.user.has_perm("poles.modifier_campagne", fiche.campagne),
        "retour": fiche.get_absolute_url() if fiche.pk else adresse_des_fiches(fiche.campagne),
        "fil": fil_de(fiche.campagne, *suite),
    }
