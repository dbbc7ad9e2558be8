"""View helpers: a service's refusal becomes a message, an action gets its confirmation page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commun.erreurs import ActionImpossible
from commun.forms import ConfirmationForm


@contextmanager
def erreurs_dans(form: Form) -> Iterator[None]:
    """Show a refusal at the top of the form, which keeps what was typed."""
    try:
        yield
    except ActionImpossible as refus:
        form.add_error(None, str(refus))


@contextmanager
def refus_en_message(request: HttpRequest) -> Iterator[None]:
    """Show a refusal on the next page."""
    try:
        yield
    except ActionImpossible as refus:
        messages.error(request, str(refus))


def page_action(
    request: HttpRequest,
    *,
    titre: str,
    bouton: str,
    action: Callable[[Form], str],
    retour: str,
    form_class: type[Form] = ConfirmationForm,
    consequence: str = "",
    prevenus: Iterable[str] = (),
    danger: bool = False,
    renoncer: str = "",
    fil: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """One page for one action: GET says what will happen and who will be told, POST does it.

    `action` receives the valid form and returns the sentence of success. `retour` is where the person goes
    afterwards, and where « Annuler » leads (`renoncer`: its words, where « Annuler » would say the contrary).
    `fil` holds the breadcrumb's (label, address) pairs.
    """
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            messages.success(request, action(form))
            return redirect(retour)
    contexte = {
        "titre": titre,
        "bouton": bouton,
        "form": form,
        "consequence": consequence,
        "prevenus": list(prevenus),
        "danger": danger,
        "renoncer": renoncer,
        "retour": retour,
        "fil": fil,
    }
    return render(request, "commun/action.html", contexte)
