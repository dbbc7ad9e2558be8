"""An action on several rows: a page says, row by row, what will happen and to whom mail goes; then it is done.

Each row is its own transaction, by the service of the page's button and under its rule: one that cannot keeps none of
the others back, and the answer says what was done and what was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from commun.administration.sur_le_site import Lien
from commun.erreurs import ActionImpossible
from commun.forms import ConfirmationForm, MotifForm
from commun.horloge import maintenant

# What one reads before saying yes.
A_LA_FOIS = 100
CONFIRMER = "confirmer"
# A form that depends on what was chosen: (what was typed, who acts, the rows).
Formulaire = Callable[[Any, Any, Sequence[Any]], Form]


def sans_question(tape: Any, acteur: Any, objets: Sequence[Any]) -> Form:
    return ConfirmationForm(tape)


def avec_motif(tape: Any, acteur: Any, objets: Sequence[Any]) -> Form:
    return MotifForm(tape)


@dataclass(frozen=True)
class Ligne:
    objet: Any
    empechement: str
    prevenus: list[str]


@dataclass(frozen=True)
class ActionEnNombre:
    """`faire(objet, acteur, maintenant, **what the form holds)` calls the service; it may return a sentence to show.

    `regle`: of each row; empty where `allowed_permissions`, Django's own, says all: they know no row.
    """

    do_not_call_in_templates = True

    nom: str
    short_description: str
    bouton: str
    regle: str
    faire: Callable[..., Any]
    consequence: str
    # « revient » + this: who may, where the person may not.
    reserve: str = "au PREDAC ou à l'IAN du pôle"
    # Where the person may do it all the same, for some of what is refused here.
    ailleurs: Callable[[Any], Sequence[Lien]] = lambda acteur: ()
    empechement: Callable[[Any], str] = lambda objet: ""
    prevenus: Callable[[Any], Iterable[Any]] = lambda objet: ()
    formulaire: Formulaire = sans_question
    relations: Sequence[str] = field(default_factory=tuple)
    sur: str = ""
    allowed_permissions: Sequence[str] = ("view",)

    @property
    def __name__(self) -> str:
        """What the administration knows an action by."""
        return self.nom

    def __call__(self, table: ModelAdmin, request: HttpRequest, choisies: QuerySet[Any]) -> HttpResponse | None:
        objets = list(choisies.select_related(*self.relations)[: A_LA_FOIS + 1])
        if len(objets) > A_LA_FOIS:
            messages.error(request, f"Choisissez {A_LA_FOIS} lignes au plus, pour pouvoir relire ce qui va se passer.")
            return None
        lignes = [self._ligne(request.user, objet) for objet in objets]
        impossibles = [ligne for ligne in lignes if ligne.empechement]
        possibles = [ligne for ligne in lignes if not ligne.empechement]
        confirme = CONFIRMER in request.POST
        form = self.formulaire(request.POST if confirme else None, request.user, [ligne.objet for ligne in possibles])
        if confirme and form.is_valid():
            refus = self._faire_tout(request, lignes, form.cleaned_data)
            if not refus:
                return None
            for raison in refus:
                form.add_error(None, raison)
        contexte = {
            **table.admin_site.each_context(request),
            "title": self.short_description,
            "opts": table.model._meta,
            "action": self,
            "possibles": possibles,
            "impossibles": impossibles,
            "ailleurs": self.ailleurs(request.user) if impossibles else [],
            "prevenus": sorted({nom for ligne in possibles for nom in ligne.prevenus}),
            "form": form,
            "case": ACTION_CHECKBOX_NAME,
            "confirmer": CONFIRMER,
            "retour": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/action_en_nombre.html", contexte)

    def _ligne(self, acteur: Any, objet: Model) -> Ligne:
        if self.regle and not acteur.has_perm(self.regle, getattr(objet, self.sur) if self.sur else objet):
            return Ligne(objet, f"Cette décision revient {self.reserve}.", [])
        if raison := self.empechement(objet):
            return Ligne(objet, raison, [])
        gens = (qui for qui in self.prevenus(objet) if qui != acteur and getattr(qui, "is_active", True))
        return Ligne(objet, "", [getattr(qui, "nom_complet", qui) for qui in gens])

    def _faire_tout(self, request: HttpRequest, lignes: Sequence[Ligne], donnees: dict[str, Any]) -> list[str]:
        """Each row that can be. Returns why, where none of those that the page offered was: it keeps what was typed."""
        faites: list[Ligne] = []
        refusees = {ligne.objet.pk: ligne.empechement for ligne in lignes if ligne.empechement}
        offertes = [ligne for ligne in lignes if not ligne.empechement]
        for ligne in offertes:
            try:
                dit = self.faire(ligne.objet, request.user, maintenant(), **donnees)
            except ActionImpossible as impossible:
                refusees[ligne.objet.pk] = str(impossible)
                continue
            faites.append(ligne)
            if isinstance(dit, str) and dit:
                messages.info(request, dit)
        if offertes and not faites:
            return list(dict.fromkeys(refusees[ligne.objet.pk] for ligne in offertes))
        for ligne in lignes:
            if raison := refusees.get(ligne.objet.pk):
                messages.error(request, f"« {ligne.objet} » : {raison}")
        if faites:
            quoi = ", ".join(f"« {ligne.objet} »" for ligne in faites)
            noms = sorted({nom for ligne in faites for nom in ligne.prevenus})
            suite = f" Sont prévenus par courriel : {', '.join(noms)}." if noms else " Personne n'est prévenu."
            messages.success(request, f"{self.bouton} : c'est fait pour {quoi}.{suite}")
        return []
