"""Who proofreads: chosen by the coordinator, one resource at a time; until when."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.acces import obtenir
from commun.actions import erreurs_dans, page_action, statut
from commun.horloge import aujourdhui, maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.forms.personne import RechercheForm
from productions.etats import EtatRelecture
from productions.forms.assignation import AssignationForm, EcheanceForm
from productions.models import Relecture, Ressource
from productions.parcours import enumerer
from productions.queries.candidats import candidats, decrire, empruntables, empruntees
from productions.queries.relectures import echeance_proposee
from productions.services import assigner_relectures, changer_echeance
from productions.services.echanges import passage_impossible
from productions.services.relectures import assignation_impossible
from productions.services.verrous import derniere_version

from .acces import PARENTS, RESERVE_COORDINATION, dernier_jour_de, fil_de, ressource_de
from .gardes import garde_d_echeance, garde_de_ressource


@require_http_methods(["GET", "POST"])
def assigner(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.assigner_relecture", RESERVE_COORDINATION)
    if raison := assignation_impossible(ressource):
        messages.error(request, raison)
        return redirect(ressource)
    garde = garde_de_ressource(ressource)
    version, jour = derniere_version(ressource), aujourdhui(ressource.campagne_suivi.fuseau)
    version.ressource = ressource
    recherche = RechercheForm(request.GET or None)
    texte = recherche.cleaned_data["qui"] if recherche.is_bound and recherche.is_valid() else ""
    pretes = empruntees(partial(empruntables, version, jour), texte, request.POST.getlist("relecteurs"))
    form = AssignationForm(
        request.POST if request.method == "POST" else None,
        decrits=decrire([*pretes, *candidats(version, jour)], ressource, jour),
        jour=jour,
        dernier_jour=dernier_jour_de(ressource),
        initial={"echeance": echeance_proposee(ressource, jour)},
    )
    if form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            relectures = assigner_relectures(
                ressource=ressource, acteur=request.user, maintenant=maintenant(), **form.cleaned_data
            )
            noms = enumerer([r.relecteur.nom_complet for r in relectures])
            messages.success(request, f"Relecture confiée à {noms} : un message part avec la date.")
            return redirect(ressource)
    contexte = {
        "ressource": ressource,
        "version": version,
        "form": form,
        "sans_candidat": not form.fields["relecteurs"].choices,
        "deja": version.relectures.select_related("relecteur"),
        "recherche": recherche if ressource.campagne_suivi.pole.academie_id else None,
        "rien_trouve": texte and not pretes,
        "texte": texte,
        "vu": garde.vu,
        "fil": fil_de(ressource, "Assigner des relecteurs"),
    }
    return render(request, "productions/assigner.html", contexte, status=statut(form))


@require_http_methods(["GET", "POST"])
def echeance(request: HttpRequest, pk: int) -> HttpResponse:
    """« Changer la date » of a relecture that is awaited."""
    parents = [f"version__ressource__{parent}" for parent in PARENTS]
    visibles = Relecture.objects.filter(version__ressource__in=Ressource.objects.visibles_par(request.user))
    une: Relecture = obtenir(
        visibles.select_related("relecteur", *parents),
        request.user,
        "productions.changer_echeance",
        reserve_a=RESERVE_COORDINATION,
        pk=pk,
    )
    ressource = une.version.ressource
    attendue = ressource.etat == "en_relecture" and une.etat == EtatRelecture.ATTENDUE

    def action(form: Form) -> str:
        jour = form.cleaned_data["echeance"]
        changer_echeance(relecture=une, echeance=jour, acteur=request.user, maintenant=maintenant())
        return f"La relecture est à rendre avant le {en_toutes_lettres(jour)} : {une.relecteur.nom_complet} le saura."

    return page_action(
        request,
        titre="Changer la date de la relecture",
        bouton="Changer la date",
        action=action,
        retour=reverse("productions:assigner_relecture", args=[ressource.pk])
        if attendue
        else ressource.get_absolute_url(),
        form_class=partial(
            EcheanceForm,
            jour=aujourdhui(ressource.campagne_suivi.fuseau),
            dernier_jour=dernier_jour_de(ressource),
            initial={"echeance": une.echeance},
        ),
        consequence=f"{une.relecteur.nom_complet} relit la {une.version} de « {ressource.titre} ».",
        prevenus=[une.relecteur.nom_complet],
        fil=fil_de(ressource, "Changer la date de la relecture"),
        empechement=passage_impossible(une),
        garde=garde_d_echeance(une),
    )
