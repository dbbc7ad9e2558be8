"""View helpers: a service's refusal becomes a message, an action gets its confirmation page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import CharField, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commun.erreurs import ActionImpossible, Perime
from commun.forms import ConfirmationForm
from commun.gardes import Garde

PERIME, REFUS = "perime", "refus"


@contextmanager
def erreurs_dans(form: Form) -> Iterator[None]:
    """Show a refusal at the top of the form, which keeps what was typed."""
    try:
        yield
    except ActionImpossible as refus:
        form.add_error(None, ValidationError(str(refus), code=PERIME if isinstance(refus, Perime) else REFUS))


def statut(form: Form | None) -> int:
    """409 for a page that comes back because somebody acted meanwhile."""
    return 409 if form is not None and form.is_bound and form.has_error(NON_FIELD_ERRORS, PERIME) else 200


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
    empechement: str = "",
    garde: Garde | None = None,
) -> HttpResponse:
    """One page for one action: GET says what will happen and who will be told, POST does it.

    `action` receives the valid form and returns the sentence of success. `retour`: where the person goes afterwards and
    where « Annuler » leads (`renoncer`: its words, where they would mislead). `fil`: labels, addresses. `empechement`:
    why the action would be refused: no form then, only what had been typed. `garde` refuses a page grown stale.
    """
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid() and _faire(request, form, action, garde):
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
        "empechement": empechement,
        "tape": _ce_qui_est_tape(form) if empechement else [],
        "vu": garde.vu if garde else "",
    }
    return render(request, "commun/action.html", contexte, status=statut(form))


def _faire(request: HttpRequest, form: Form, action: Callable[[Form], str], garde: Garde | None) -> bool:
    """Whether it was done, which a message says; if not, the form says why."""
    with erreurs_dans(form):
        with garde.tenue(request) if garde else nullcontext():
            fait = action(form)
        messages.success(request, fait)
        return True
    return False


def _ce_qui_est_tape(form: Form) -> list[tuple[str, str]]:
    """The texts of a form that will not be shown again."""
    if not form.is_bound:
        return []
    champs = (champ for champ in form.visible_fields() if isinstance(champ.field, CharField))
    return [(champ.label, champ.value()) for champ in champs if champ.value()]
