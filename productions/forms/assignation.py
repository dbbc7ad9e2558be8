"""Choosing who proofreads one version, or the versions of a whole pôle; moving the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commun.templatetags.dates import jour as en_toutes_lettres
from comptes.models import Personne
from productions.models import Ressource
from productions.parcours import enumerer
from productions.queries.candidats import Candidat

PARTS = [(str(n), f"{n} relecteur{'s' if n > 1 else ''} par ressource") for n in (1, 2, 3)]


class EcheanceForm(forms.Form):
    """`jour` is today; `dernier_jour` the last that a cycle allows."""

    echeance = forms.DateField(label="À rendre avant le", widget=forms.DateInput)

    def __init__(self, *args: Any, jour: date, dernier_jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jour, self.dernier_jour = jour, dernier_jour

    def clean_echeance(self) -> date:
        echeance: date = self.cleaned_data["echeance"]
        if echeance < self.jour:
            raise forms.ValidationError("Cette date est passée : choisissez un jour à venir.")
        if echeance > self.dernier_jour:
            raise forms.ValidationError(
                f"Choisissez un jour avant le {self.dernier_jour:%d/%m/%Y}, fin de l'année civile du cycle."
            )
        return echeance


class AssignationForm(EcheanceForm):
    relecteurs = forms.ModelMultipleChoiceField(
        label="Qui relit",
        queryset=Personne.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une personne."},
    )

    field_order = ("relecteurs", "echeance")

    def __init__(self, *args: Any, decrits: Sequence[Candidat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["relecteurs"]
        champ.queryset = Personne.objects.filter(pk__in=[c.personne.pk for c in decrits])
        champ.choices = [(c.personne.pk, _decrire(c)) for c in decrits]


def _decrire(c: Candidat) -> SafeString:
    """« Nadia Benali » and, below, what there is to know before choosing her."""
    faits = [
        f"pôle « {c.pole} »" if c.pole else "",
        charge_en_mots(c.charge),
        ", ".join(c.disciplines),
        f"dernière relecture confiée le {en_toutes_lettres(c.derniere)}" if c.derniere else "aucune relecture confiée",
        f"même établissement que {enumerer(c.voisins)}" if c.voisins else "",
        f"indisponible jusqu'au {en_toutes_lettres(c.absente_jusqu_au)}" if c.absente_jusqu_au else "",
    ]
    phrase = " · ".join(filter(None, faits))
    return format_html('{}<span class="fr-hint-text">{}</span>', c.personne.nom_complet, phrase[0].upper() + phrase[1:])


def charge_en_mots(nombre: int) -> str:
    return f"{nombre} relecture{'s' if nombre > 1 else ''} à rendre" if nombre else "aucune relecture à rendre"


class ReglageForm(forms.Form):
    """A GET: how many proofreaders each resource is to have, and who is borrowed; the address holds it."""

    par = forms.ChoiceField(label="Combien de relecteurs", choices=PARTS, required=False)
    qui = forms.CharField(
        label="Emprunter à un autre pôle : un nom",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    emprunts = forms.ModelMultipleChoiceField(
        label="À compter parmi les relecteurs",
        queryset=Personne.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, trouvees: Iterable[Personne] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trouvees = list(trouvees)
        self.fields["emprunts"].queryset = Personne.objects.filter(pk__in=[p.pk for p in trouvees])
        self.fields["emprunts"].choices = [(p.pk, f"{p.nom_complet} ({charge_en_mots(p.a_rendre)})") for p in trouvees]


class LigneForm(EcheanceForm):
    """A resource of the table: as many lists as it lacks proofreaders, the proposed ones chosen."""

    def __init__(
        self,
        *args: Any,
        ressource: Ressource,
        places: int,
        candidats: Sequence[tuple[int, str]],
        proposes: Sequence[int],
        echeance: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix=f"r{ressource.pk}", **kwargs)
        self.ressource = ressource
        self.fields["echeance"].initial = echeance
        self.champs = [f"relecteur_{i}" for i in range(places)]
        for i, nom in enumerate(self.champs):
            self.fields[nom] = forms.TypedChoiceField(
                label=f"Relecteur {i + 1}" if places > 1 else "Relecteur",
                choices=[("", "Personne"), *candidats],
                coerce=int,
                empty_value=None,
                required=False,
                initial=proposes[i] if i < len(proposes) else "",
            )
        self.order_fields([*self.champs, "echeance"])

    @property
    def listes(self) -> list[forms.BoundField]:
        return [self[nom] for nom in self.champs]

    def clean(self) -> dict[str, Any]:
        propres = super().clean()
        choisis = [propres[nom] for nom in self.champs if propres.get(nom)]
        if len(set(choisis)) < len(choisis):
            self.add_error(self.champs[-1], "Choisissez deux personnes différentes.")
        return propres | {"relecteurs": choisis}
