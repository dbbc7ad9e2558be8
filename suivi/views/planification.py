"""Planning a meeting, moving it, cancelling it."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.actions import erreurs_dans, page_action, statut
from commun.forms import MotifForm
from commun.horloge import aujourdhui, maintenant
from journal.peremption import abreger, garder
from poles.queries import indisponibles
from poles.views.acces import campagne_de
from productions.parcours import enumerer
from suivi.etats import GenreReunion
from suivi.forms import ReunionForm
from suivi.models import Reunion
from suivi.queries.reunions import convies, fonctions_des_invitables
from suivi.services import annuler_reunion, modifier_reunion, prevoir_reunion
from suivi.services.verrou import verrouiller_reunion
from suivi.views.acces import adresse_des_reunions, fil_de_la_reunion, reunion_de

GESTES = ("reunion.modifier", "reunion.annuler", "reunion.tenir")


@require_http_methods(["GET", "POST"])
def nouvelle(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """« Prévoir une réunion »; `?genre=` comes with the kind already chosen."""
    campagne = campagne_de(request, "suivi.prevoir_reunion", slug, cycle)
    genre = request.GET.get("genre", "")
    form = ReunionForm(
        request.POST if request.method == "POST" else None,
        instance=Reunion(campagne=campagne),
        initial={"genre": genre if genre in GenreReunion.values else GenreReunion.REUNION},
        campagne=campagne,
        jour=aujourdhui(campagne.fuseau),
    )
    if request.method == "POST" and form.is_valid():
        instant = maintenant()
        with erreurs_dans(form):
            reunion = prevoir_reunion(campagne=campagne, acteur=request.user, maintenant=instant, **form.decision)
            suite = (
                "Les personnes invitées reçoivent un courriel, avec la date pour leur agenda."
                if reunion.debut > instant
                else "Elle est passée : personne n'est invité par courriel. Notez qui était là."
            )
            messages.success(request, f"La réunion est prévue. {suite}")
            _dire_le_financement(request, form, reunion)
            _dire_les_absences(request, reunion)
            return redirect(reunion)
    contexte = {
        "form": form,
        "campagne": campagne,
        "retour": adresse_des_reunions(campagne),
        "seance": reverse("validations:preparer_seance", args=[slug, cycle]),
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Réunions", adresse_des_reunions(campagne)),
            ("Prévoir une réunion", ""),
        ],
    }
    return render(request, "suivi/reunion_prevoir.html", contexte)


@require_http_methods(["GET", "POST"])
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    reunion = reunion_de(request, pk, "suivi.conduire_reunion")
    if request.method == "GET" and not reunion.prevue:
        messages.info(request, f"La réunion est {reunion.get_etat_display()} : elle ne se modifie plus.")
        return redirect(reunion)
    garde = garder(reunion, verrouiller_reunion, _reunion_vue, GESTES)
    avant = (reunion.sequence, reunion.debut, reunion.fin)
    # The form writes what is typed on the instance that it is given: the service reads the meeting afresh.
    form = ReunionForm(
        request.POST if request.method == "POST" else None,
        instance=reunion,
        campagne=reunion.campagne,
        jour=aujourdhui(reunion.fuseau),
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            instant = maintenant()
            faite = modifier_reunion(reunion=reunion, acteur=request.user, maintenant=instant, **form.decision)
            messages.success(request, f"La réunion est modifiée. {_suite(faite, avant, instant)}")
            _dire_le_financement(request, form, faite)
            _dire_les_absences(request, faite)
            return redirect(faite)
    contexte = {
        "form": form,
        "reunion": reunion,
        "campagne": reunion.campagne,
        "vu": garde.vu,
        "retour": reverse("suivi:reunion", args=[pk]),
        "fil": fil_de_la_reunion(reunion, "Modifier"),
    }
    return render(request, "suivi/reunion_prevoir.html", contexte, status=statut(form))


def _suite(reunion: Reunion, avant: tuple[int, datetime, datetime], instant: datetime) -> str:
    """Who is told of what; `avant`: its revision and its hours as they were."""
    sequence, debut, fin = avant
    if max(debut, reunion.debut) <= instant:
        return "Elle est passée : personne n'est prévenu par courriel."
    if reunion.sequence == sequence:
        return "Date et lieu sont les mêmes : seules les personnes que vous ajoutez reçoivent une invitation."
    if (reunion.debut, reunion.fin) == (debut, fin):
        return "Les personnes invitées reçoivent le nouveau lieu par courriel ; leur réponse est gardée."
    return "Les personnes invitées reçoivent la nouvelle date par courriel, et répondent de nouveau."


def _reunion_vue(reunion: Reunion) -> str:
    """When, where, what about, in which state; who is invited only grows, and loses nothing."""
    return abreger(
        reunion.etat, reunion.genre, reunion.objet, reunion.debut, reunion.fin, reunion.lieu, reunion.lien,
        reunion.ordre_du_jour, reunion.financee,
    )  # fmt: skip


def _dire_le_financement(request: HttpRequest, form: ReunionForm, reunion: Reunion) -> None:
    if form.cleaned_data["financee"] and not reunion.financee:
        messages.warning(
            request, "Le pôle a déjà ses trois réunions financées de l'année : celle-ci est notée « non financée »."
        )


def _dire_les_absences(request: HttpRequest, reunion: Reunion) -> None:
    """Of the pôle's own people: who leads it may know when they are away, not when those of another are."""
    jour = reunion.quand.date()
    siens = set(fonctions_des_invitables(reunion.campagne, aujourdhui(reunion.fuseau)))
    absents = [p.nom_complet for p in convies(reunion, jour).filter(pk__in=siens & indisponibles(jour, siens).keys())]
    if absents:
        verbe = "sont indisponibles" if len(absents) > 1 else "est indisponible"
        messages.warning(request, f"{enumerer(absents)} {verbe} ce jour-là.")


@require_http_methods(["GET", "POST"])
def annuler(request: HttpRequest, pk: int) -> HttpResponse:
    reunion = reunion_de(request, pk, "suivi.conduire_reunion")
    suite, prevenus = "Personne n'est prévenu : elle avait été notée après coup.", []
    if reunion.annoncee:
        suite = "Les personnes invitées sont prévenues, et leur agenda mis à jour."
        prevenus = [p.nom_complet for p in convies(reunion, aujourdhui(reunion.fuseau))]

    def action(form: Form) -> str:
        annuler_reunion(reunion=reunion, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant())
        return f"La réunion est annulée. {suite}"

    return page_action(
        request,
        titre=f"Annuler : {reunion.datee}",
        bouton="Annuler la réunion",
        action=action,
        retour=reunion.get_absolute_url(),
        form_class=MotifForm,
        consequence="La réunion n'aura pas lieu. Elle ne compte plus parmi les réunions financées.",
        prevenus=prevenus,
        danger=True,
        renoncer="Garder la réunion",
        fil=fil_de_la_reunion(reunion, "Annuler"),
    )
