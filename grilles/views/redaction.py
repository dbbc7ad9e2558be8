"""Writing a draft: one page shows it whole, one form a section or a question, buttons move and take out."""

from __future__ import annotations

from contextlib import nullcontext

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commun.actions import erreurs_dans, page_action, refus_en_message, statut
from grilles.etats import GenreQuestion
from grilles.forms import QuestionForm, SectionForm
from grilles.models import Question, Section, VersionGrille
from grilles.queries import avec_questions
from grilles.services import deplacer, ecrire_question, ecrire_section, retirer_de_la_grille
from poles.models import Campagne

from .acces import adresse_de, fil_de_la_grille, garde_de, page_de, version_de
from .pages import LECTEURS

GENRES = {"section": Section, "question": Question}


@require_safe
def brouillon(request: HttpRequest, slug: str, cycle: str, usage: str, numero: int) -> HttpResponse:
    campagne, version = version_de(request, slug, cycle, usage, numero)
    if not version.modifiable:
        return _plus_en_preparation(request, campagne, version)
    sections = list(avec_questions(VersionGrille.objects.filter(pk=version.pk)).get().sections.all())
    posees = [question for section in sections for question in section.questions.all()]
    contexte = {
        "campagne": campagne,
        "version": version,
        "usage": usage,
        "lecteurs": LECTEURS[usage],
        "sections": sections,
        "questions": len(posees),
        "obligatoires": sum(question.obligatoire for question in posees),
        "trop_d_obligatoires": sum(question.obligatoire for question in posees) > 2,
        "genres": GenreQuestion,
        "liens": {
            nom: adresse_de(nom, version) for nom in ("en_vigueur", "abandonner", "nouvelle_section", "deplacer")
        },
        "apercu": reverse("grilles:apercu", args=[slug, cycle, usage, version.pk]),
        "fil": fil_de_la_grille(campagne, usage, f"Version {numero} en préparation"),
    }
    return render(request, "grilles/brouillon.html", contexte)


@require_http_methods(["GET", "POST"])
def section(
    request: HttpRequest, slug: str, cycle: str, usage: str, numero: int, pk: int | None = None
) -> HttpResponse:
    """A new one, or one that is there."""
    campagne, version = version_de(request, slug, cycle, usage, numero)
    existante = get_object_or_404(version.sections, pk=pk) if pk else None
    if request.method == "GET" and not version.modifiable:
        return _plus_en_preparation(request, campagne, version)
    initiales = {"titre": existante.titre, "aide": existante.aide} if existante else {}
    form = SectionForm(request.POST if request.method == "POST" else None, initial=initiales)
    garde = garde_de(version, lambda: _section_vue(existante)) if existante else None
    if form.is_valid():
        with erreurs_dans(form), garde.tenue(request) if garde else nullcontext():
            ecrite = ecrire_section(version=version, section=existante, **form.cleaned_data)
            messages.success(request, f"La section « {ecrite.titre} » est enregistrée.")
            return redirect(f"{adresse_de('brouillon', version)}#section-{ecrite.pk}")
    titre = "Modifier la section" if existante else "Ajouter une section"
    return _page_de_saisie(request, campagne, version, titre, form, garde.vu if garde else "")


@require_http_methods(["GET", "POST"])
def question(
    request: HttpRequest, slug: str, cycle: str, usage: str, numero: int, pk: int | None = None
) -> HttpResponse:
    """A new one, in the section that the link names, or one that is there."""
    campagne, version = version_de(request, slug, cycle, usage, numero)
    siennes = Question.objects.filter(section__version=version).select_related("section")
    existante = get_object_or_404(siennes, pk=pk) if pk else None
    if request.method == "GET" and not version.modifiable:
        return _plus_en_preparation(request, campagne, version)
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        sections=version.sections.order_by("ordre", "pk"),
        oblige=version.grille.oblige,
        initial=QuestionForm.valeurs(existante) if existante else {"section": request.GET.get("section")},
    )
    garde = garde_de(version, lambda: _question_vue(existante)) if existante else None
    if form.is_valid():
        with erreurs_dans(form), garde.tenue(request) if garde else nullcontext():
            ecrite = ecrire_question(question=existante, **form.cleaned_data)
            messages.success(request, f"La question « {_court(ecrite.intitule)} » est enregistrée.")
            return redirect(f"{adresse_de('brouillon', version)}#question-{ecrite.pk}")
    titre = "Modifier la question" if existante else "Ajouter une question"
    return _page_de_saisie(request, campagne, version, titre, form, garde.vu if garde else "")


@require_http_methods(["GET", "POST"])
def retirer(request: HttpRequest, slug: str, cycle: str, usage: str, numero: int, quoi: str, pk: int) -> HttpResponse:
    campagne, version = version_de(request, slug, cycle, usage, numero)
    chose = _chose(version, quoi, pk)

    def action(form: Form) -> str:
        retirer_de_la_grille(chose=chose)
        return f"« {_court(str(chose))} » ne fait plus partie de la version {numero}."

    nombre = chose.questions.count() if isinstance(chose, Section) else 0
    avec = f" avec {'ses' if nombre > 1 else 'sa'} {nombre} question{'s' if nombre > 1 else ''}" if nombre else ""
    return page_action(
        request,
        titre=f"Retirer la {quoi} « {_court(str(chose))} »",
        bouton=f"Retirer la {quoi}",
        action=action,
        retour=adresse_de("brouillon", version),
        consequence=f"La {quoi} quitte la version en préparation{avec}. La grille en vigueur ne change pas.",
        danger=True,
        renoncer="La garder",
        fil=fil_de_la_grille(campagne, usage, f"Version {numero} en préparation", f"Retirer la {quoi}"),
        empechement="" if version.modifiable else _raison(version),
    )


@require_POST
def deplacer_dans_la_grille(request: HttpRequest, slug: str, cycle: str, usage: str, numero: int) -> HttpResponse:
    """« Monter », « Descendre »: the button's value says what and which way (« question-12-haut »)."""
    _, version = version_de(request, slug, cycle, usage, numero)
    quoi, pk, sens = (*request.POST.get("geste", "").split("-"), "", "", "")[:3]
    retour = adresse_de("brouillon", version)
    if sens not in ("haut", "bas"):
        messages.error(request, "Rien n'a bougé : ce bouton n'existe pas.")
        return redirect(retour)
    chose = _chose(version, quoi, int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
    with refus_en_message(request):
        if deplacer(chose=chose, sens=sens):
            messages.success(
                request, f"« {_court(str(chose))} » {'est montée' if sens == 'haut' else 'est descendue'}."
            )
    return redirect(f"{retour}#{quoi}-{chose.pk}")


def _chose(version: VersionGrille, quoi: str, pk: int) -> Section | Question:
    if quoi not in GENRES:
        raise Http404("Une grille se compose de sections et de questions.")
    if quoi == "section":
        return get_object_or_404(version.sections.select_related("version__grille__campagne"), pk=pk)
    questions = Question.objects.filter(section__version=version)
    return get_object_or_404(questions.select_related("section__version__grille__campagne"), pk=pk)


def _page_de_saisie(
    request: HttpRequest, campagne: Campagne, version: VersionGrille, titre: str, form: Form, vu: str
) -> HttpResponse:
    contexte = {
        "campagne": campagne,
        "version": version,
        "titre": titre,
        "form": form,
        "vu": vu,
        "retour": adresse_de("brouillon", version),
        "fil": fil_de_la_grille(campagne, version.grille.usage, f"Version {version.numero} en préparation", titre),
    }
    return render(request, "grilles/saisir.html", contexte, status=statut(form))


def _plus_en_preparation(request: HttpRequest, campagne: Campagne, version: VersionGrille) -> HttpResponse:
    messages.info(request, f"{_raison(version)} Pour la changer, préparez une nouvelle version.")
    return redirect(page_de(campagne, version.grille.usage))


def _raison(version: VersionGrille) -> str:
    return f"La version {version.numero} n'est plus en préparation : elle est {version.get_etat_display()}."


def _court(mots: str) -> str:
    return Truncator(mots).chars(60)


def _section_vue(section: Section) -> list[object]:
    return list(Section.objects.filter(pk=section.pk).values_list("titre", "aide"))


def _question_vue(question: Question) -> list[object]:
    champs = ("intitule", "genre", "aide", "choix", "obligatoire", "section")
    return list(Question.objects.filter(pk=question.pk).values_list(*champs))
