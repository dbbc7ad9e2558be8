"""Why things were late, as the document will say it: chosen delay by delay by whoever leads the pôle."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bilans import services
from bilans.contenu.assemblage import en_retard
from bilans.forms.motifs import Ligne, MotifsForm
from bilans.models import Bilan
from bilans.perimetre import perimetre_de
from bilans.queries import motifs_confies
from bilans.views.acces import bilan_de, fil_du_bilan
from bilans.views.bilan import garde_du_bilan
from commun.actions import erreurs_dans, statut
from commun.horloge import maintenant

PAR_PAGE = 50


@require_http_methods(["GET", "POST"])
def motifs(request: HttpRequest, pk: int) -> HttpResponse:
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    if le_bilan.campagne is None:
        raise Http404("Les motifs se choisissent dans le bilan de chaque pôle.")
    if le_bilan.definitif and request.method == "GET":
        return redirect(le_bilan)
    garde = garde_du_bilan(le_bilan)
    lignes = list(_lignes(request, le_bilan))
    page = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
    # An answer is about the delays that its page showed, wherever those that came since have pushed them.
    repondues = [ligne for ligne in lignes if ligne.champ_cause in request.POST]
    form = MotifsForm(
        request.POST if request.method == "POST" else None,
        lignes=repondues if request.method == "POST" else page.object_list,
        dits={(m.ressource_id, m.etape): m for m in le_bilan.motifs.all()},
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            with garde.tenue(request):
                change = services.enregistrer_motifs(
                    bilan=le_bilan, motifs=form.motifs, acteur=request.user, maintenant=maintenant()
                )
            messages.success(request, "Les motifs sont enregistrés." if change else "Rien n'a changé.")
            return redirect(f"{request.path}?page={page.next_page_number()}" if page.has_next() else le_bilan)
    donnees = {
        "bilan": le_bilan,
        "form": form,
        "page": page,
        "vu": garde.vu,
        "fil": fil_du_bilan(le_bilan, "Les motifs des retards"),
    }
    return render(request, "bilans/motifs.html", donnees, status=statut(form))


def _lignes(request: HttpRequest, le_bilan: Bilan) -> Iterator[Ligne]:
    perimetre = perimetre_de(le_bilan, maintenant())
    confies = motifs_confies(perimetre, request.user)
    retards, tests = en_retard(le_bilan, perimetre)
    for r in retards:
        yield Ligne(r.cle, r.titre, r.quoi, r.prevu, r.jours, confies.get(r.cle, ()))
    deja = set()
    for t in tests:
        if t.cle not in deja:  # one reason for all the late tests of a resource
            deja.add(t.cle)
            yield Ligne(t.cle, t.ressource, "le test en classe", t.jour, None, confies.get(t.cle, ()))
