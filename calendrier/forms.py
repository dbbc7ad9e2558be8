"""What is checked before a cycle, a date, a rule or a preference is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet

from calendrier.annee import Cle, libelle, proposition
from calendrier.etats import Rythme
from calendrier.models import Echeance, JourSansClasse, NatureEcheance
from calendrier.models.regle_rappel import APRES_MAX, AVANT_MAX, RELANCES_MAX
from calendrier.rappels.occurrences import Cadence
from calendrier.rappels.relance import Relance
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.models import Academie, Campagne, Cycle
from poles.noms_de_cycle import pourquoi_le_garder


class CycleForm(forms.ModelForm):
    class Meta:
        model = Cycle
        fields = ["academie", "libelle", "debut", "fin", "formation_continue_payee"]

    def clean_libelle(self) -> str:
        libelle = self.cleaned_data["libelle"].strip()
        if "/" in libelle:
            raise ValidationError("Ce libellé figure dans l'adresse des pages : écrivez-le sans barre oblique.")
        return libelle

    def clean(self) -> dict[str, Any]:
        """A cycle in use keeps its pôles, and their addresses, which hold the pôle's name and the cycle's."""
        donnees = super().clean()
        campagnes = Campagne.objects.filter(pole__campagnes__cycle=self.instance.pk) if self.instance.pk else None
        if campagnes is None:
            return donnees
        if "libelle" in self.changed_data and (raison := pourquoi_le_garder(self.instance)):
            self.add_error("libelle", raison)
        academie = donnees.get("academie")
        if academie and campagnes.filter(cycle=self.instance).exclude(pole__academie=academie).exists():
            self.add_error("academie", "Un pôle d'une autre académie travaille déjà dans ce cycle.")
        if campagnes.exclude(cycle=self.instance).filter(cycle__libelle=donnees.get("libelle")).exists():
            self.add_error("libelle", "Un pôle de ce cycle a déjà une campagne dans un autre cycle de ce nom.")
        return donnees


class NouveauCycleForm(CycleForm):
    """On the site: whoever administers one académie is not asked which."""

    def __init__(self, *args: Any, academies: QuerySet[Academie], commun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["academie"]
        champ.queryset, champ.required = academies, not commun
        if not commun and len(academies) == 1:
            self.initial["academie"], champ.disabled = academies[0].pk, True


class EcheanceForm(forms.ModelForm):
    class Meta:
        model = Echeance
        fields = ["cycle", "campagne", "nature", "rang", "jour", "obligatoire"]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        cycle, campagne = donnees.get("cycle"), donnees.get("campagne")
        if cycle and campagne and campagne.cycle_id != cycle.pk:
            self.add_error("campagne", f"Cette campagne est d'un autre cycle ({campagne.cycle}).")
        return donnees


class EcheanceDuCycleForm(forms.ModelForm):
    """A line of the cycle's table, whose columns' headings are not labels for a screen reader."""

    class Meta:
        model = Echeance
        fields = ["nature", "rang", "jour", "obligatoire"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for champ in self.fields.values():
            champ.widget.attrs["aria-label"] = champ.label


class EcheancesDuCycleFormSet(forms.BaseInlineFormSet):
    """The database holds this rule for a cycle's own dates; the form says it where it is broken."""

    def clean(self) -> None:
        super().clean()
        # Those that stand in the database too: a colleague's new one, or a line that only this page moves away.
        siennes = Echeance.objects.filter(cycle=self.instance.pk, campagne__isnull=True)
        prises = {(nature, rang): pk for pk, nature, rang in siennes.values_list("pk", "nature", "rang")}
        vues = set()
        for form in self.forms:
            donnees = getattr(form, "cleaned_data", None)
            if not donnees or donnees.get("DELETE") or "nature" not in donnees:
                continue
            cle = (donnees["nature"], donnees.get("rang"))
            if cle in vues or prises.get(cle, form.instance.pk) != form.instance.pk:
                form.add_error("rang", "Cette échéance est déjà dans la liste : changez son numéro ou sa date.")
            vues.add(cle)


class PreferencesRappelsForm(forms.Form):
    """One's own reminders. What binds is always reminded: there is nothing to tick for it."""

    rythme = forms.ChoiceField(
        label="Quand recevoir mes rappels",
        choices=[
            (Rythme.QUOTIDIEN, "Le jour où ils sont utiles, en un courriel par jour au plus"),
            (Rythme.HEBDOMADAIRE, "En un seul courriel par semaine, le premier jour ouvré où il y a quelque chose"),
        ],
        widget=forms.RadioSelect,
    )
    indicatifs = forms.BooleanField(
        label="Me rappeler aussi les dates indicatives",
        required=False,
        help_text="Décochez pour ne recevoir que les rappels de ce qui est obligatoire.",
    )


class RegleRappelForm(forms.Form):
    """Each empty field is one reminder less; nothing at all is « aucun rappel »."""

    vide_explique = True

    avant_1 = forms.IntegerField(label="Premier rappel, en jours avant la date", required=False, min_value=1)
    avant_2 = forms.IntegerField(label="Deuxième rappel, en jours avant la date", required=False, min_value=1)
    avant_3 = forms.IntegerField(label="Troisième rappel, en jours avant la date", required=False, min_value=1)
    apres = forms.IntegerField(
        label="Rappel après la date, en jours",
        required=False,
        min_value=1,
        max_value=APRES_MAX,
        help_text="Par exemple 1 pour le lendemain. Vide : rien après la date.",
    )
    relances = forms.IntegerField(
        label="Puis une relance par semaine, combien de fois",
        required=False,
        min_value=0,
        max_value=RELANCES_MAX,
        help_text=f"De 0 à {RELANCES_MAX}.",
    )
    AVANT = ("avant_1", "avant_2", "avant_3")

    def __init__(self, *args: Any, obligatoire: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom in self.AVANT:
            self.fields[nom].validators.append(MaxValueValidator(AVANT_MAX))
            self.fields[nom].help_text = f"De 1 à {AVANT_MAX}. Vide : pas de rappel."
        if not obligatoire:
            # What is indicative is never reminded after its date.
            del self.fields["apres"], self.fields["relances"]

    @classmethod
    def valeurs(cls, cadence: Cadence) -> dict[str, int | None]:
        """What the form starts from."""
        avant = dict(zip(cls.AVANT, cadence.avant, strict=False))
        return avant | {"apres": cadence.apres, "relances": cadence.relances or None}

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        precedent = None
        for nom in self.AVANT:
            jours = donnees.get(nom)
            if jours and precedent and jours >= precedent:
                self.add_error(nom, f"Ce rappel doit être plus proche de la date que le précédent ({precedent} jours).")
            precedent = jours or precedent
        if donnees.get("relances") and not donnees.get("apres") and "apres" not in self.errors:
            self.add_error(
                "apres", "Les relances suivent un premier rappel après la date : dites dans combien de jours."
            )
        return donnees

    @property
    def cadence(self) -> Cadence:
        """A reminder left empty between two others is not missed."""
        avant = tuple(jours for nom in self.AVANT if (jours := self.cleaned_data[nom]))
        return Cadence(avant, self.cleaned_data.get("apres"), self.cleaned_data.get("relances") or 0)


class CopieInspectionForm(forms.Form):
    inspection_en_copie = forms.BooleanField(
        label="L'inspection lit ce qui a une semaine de retard",
        required=False,
        help_text="Dans son courriel de la semaine, et seulement pour ce qui est obligatoire.",
    )


class DatesForm(forms.Form):
    """One field a milestone; `jours` gives those shown, `limites` the first and the last day that make sense."""

    vide_explique = True

    def __init__(
        self,
        *args: Any,
        jours: Mapping[Cle, date | None],
        aides: Mapping[Cle, str],
        limites: tuple[date, date],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.limites, self.cles = limites, {_nom(cle): cle for cle in jours}
        for nom, cle in self.cles.items():
            self.fields[nom] = forms.DateField(
                label=libelle(cle),
                required=False,
                widget=forms.DateInput,
                initial=jours[cle],
                help_text=aides.get(cle, ""),
            )

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        premier, dernier = self.limites
        for nom in self.cles:
            jour = donnees.get(nom)
            if jour and not premier <= jour <= dernier:
                self.add_error(nom, f"Choisissez un jour entre le {premier:%d/%m/%Y} et le {dernier:%d/%m/%Y}.")
        return donnees

    def jours(self) -> dict[Cle, date | None]:
        return {cle: self.cleaned_data[nom] for nom, cle in self.cles.items()}


class DatesDuCycleForm(DatesForm):
    """With, beside each date that falls on a day without class, a box that moves it to the last day of class before."""

    def __init__(self, *args: Any, periodes: Sequence[JourSansClasse], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.periodes, self.propositions = list(periodes), {}
        for nom, (nature, _) in list(self.cles.items()):
            # The rule says 31 December, whatever the day: a test may take place until then.
            jour = self._jour_tape(nom) if nature != NatureEcheance.TESTS_TARDIFS else None
            if jour and (proposee := proposition(jour, self.periodes)):
                self.propositions[nom] = proposee
                self.fields[f"deplacer_{nom}"] = forms.BooleanField(
                    label=f"Avancer au {en_toutes_lettres(proposee.jour)}", required=False
                )
                self.fields[nom].help_text = f"Le {en_toutes_lettres(jour)} {proposee.raison}."

    def _jour_tape(self, nom: str) -> date | None:
        """What the box is about: the date typed where it is one, else the one shown."""
        if not self.is_bound:
            return self.fields[nom].initial
        try:
            return self.fields[nom].clean(self.data.get(self.add_prefix(nom)))
        except ValidationError:
            return None

    def champs(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each date, and the box beside it."""
        return [(self[nom], self[f"deplacer_{nom}"] if nom in self.propositions else None) for nom in self.cles]

    def jours_retenus(self, *, toutes: bool = False) -> dict[Cle, date]:
        """The dates as typed, those whose box is ticked moved, or all that can be; the empty ones are not laid."""
        retenus = {}
        for nom, cle in self.cles.items():
            jour = self.cleaned_data[nom]
            if nom in self.propositions and (toutes or self.cleaned_data.get(f"deplacer_{nom}")):
                jour = self.propositions[nom].jour
            if jour:
                retenus[cle] = jour
        return retenus


def _nom(cle: Cle) -> str:
    return f"jour_{cle[0]}_{cle[1]}"


class RelanceForm(forms.Form):
    """Who of the list is written to. Everybody is ticked at first, but who waits for the answer to an extension; `vu`
    is the digest of the list that was read."""

    vu = forms.CharField(widget=forms.HiddenInput, max_length=64)
    personne = forms.TypedMultipleChoiceField(
        label="À qui écrire",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Cochez au moins une personne à relancer.",
            "invalid_choice": "Une des personnes cochées n'est plus à relancer : relisez la liste.",
        },
    )

    def __init__(self, *args: Any, relance: Relance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["personne"]
        champ.choices = [(a.personne, a.nom) for a in relance.a_relancer]
        champ.initial = [a.personne for a in relance.a_relancer if not a.report_demande]

    @property
    def cochees(self) -> set[str]:
        return {str(personne) for personne in self["personne"].value() or ()}
