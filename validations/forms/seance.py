"""Planning a séance, and what is typed during it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Prefetch, QuerySet

from commun.templatetags.dates import jour as en_toutes_lettres
from commun.templatetags.dates import quantieme
from poles.models import Campagne
from validations.models import Avis, DemandeValidation, EtatSeance, NatureVisa, PointSeance, Seance
from validations.ordre_du_jour import inscriptibles, invitables

from .visa import AVIS

# What a year leaves unfinished may be validated in the next one.
APRES_LE_CYCLE = timedelta(days=366)


class _Demandes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, demande: DemandeValidation) -> str:
        dates = " et ".join(f"du {quantieme(point.seance.quand.date())}" for point in demande.points_ailleurs)
        ailleurs = f", déjà à l'ordre du jour {dates}" if dates else ""
        return f"{demande.ressource.titre} ({demande.version}){ailleurs}"


class _Personnes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, personne: Any) -> str:
        return personne.nom_complet


def _avec_leurs_seances(demandes: QuerySet[DemandeValidation], seance: Seance) -> QuerySet[DemandeValidation]:
    """Each with its places on the agenda of other séances to come."""
    ailleurs = (
        PointSeance.objects.filter(seance__etat__in=[EtatSeance.PREPAREE, EtatSeance.OUVERTE])
        .exclude(seance=seance.pk)
        .select_related("seance__campagne__pole__academie")
        .order_by("seance__prevue_le")
    )
    return demandes.prefetch_related(Prefetch("points", ailleurs, to_attr="points_ailleurs"))


class SeanceForm(forms.ModelForm):
    """The day and the hour are those of the académie."""

    jour = forms.DateField(label="Date", widget=forms.DateInput)
    heure = forms.TimeField(label="Heure", widget=forms.TimeInput)
    lien = forms.URLField(
        label="Adresse de la visio",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Elle se lit sur la page de la séance, jamais dans un courriel.",
    )

    class Meta:
        model = Seance
        fields = ["lieu", "lien"]
        help_texts = {"lieu": "Salle, établissement, ville."}

    field_order = ["jour", "heure", "lieu", "lien", "demandes", "invites"]

    def __init__(self, *args: Any, campagne: Campagne, jour: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fuseau, self.cycle = ZoneInfo(campagne.fuseau), campagne.cycle
        seance, gens = self.instance, invitables(campagne, jour)
        self.fields["demandes"] = _Demandes(
            label="Ressources en validation",
            queryset=_avec_leurs_seances(inscriptibles(campagne), seance),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if seance.pk:
            self.initial |= {
                "jour": seance.quand.date(),
                "heure": seance.quand.time(),
                "demandes": list(seance.points.values_list("demande", flat=True)),
            }
            gens = gens.exclude(pk__in=seance.presences.values("personne"))
        else:
            self.initial |= {"demandes": list(inscriptibles(campagne).values_list("pk", flat=True))}
            self.initial |= {"invites": list(gens.values_list("pk", flat=True))}
        if gens.exists():
            self.fields["invites"] = _Personnes(
                label="Inviter aussi" if seance.pk else "Inviter",
                queryset=gens,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_jour(self) -> date:
        jour, dernier = self.cleaned_data["jour"], self.cycle.fin + APRES_LE_CYCLE
        if not self.cycle.debut <= jour <= dernier:
            raise forms.ValidationError(
                f"Choisissez un jour entre le {en_toutes_lettres(self.cycle.debut)} et le "
                f"{en_toutes_lettres(dernier)} : vérifiez l'année."
            )
        return jour

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if donnees.get("jour") and donnees.get("heure"):
            donnees["prevue_le"] = datetime.combine(donnees["jour"], donnees["heure"], tzinfo=self.fuseau)
        return donnees

    @property
    def decision(self) -> dict[str, Any]:
        """What the service takes."""
        donnees = self.cleaned_data
        return {cle: donnees[cle] for cle in ("prevue_le", "lieu", "lien", "demandes")} | {
            "invites": donnees.get("invites", [])
        }


class AvisSeanceForm(forms.Form):
    """One opinion, said aloud; `signataires`: whose it may be, for who holds the shared screen."""

    nature = forms.ChoiceField(label="Lequel des deux visas ?", widget=forms.RadioSelect, choices=NatureVisa.choices)
    avis = forms.ChoiceField(
        label="Avis", choices=AVIS, widget=forms.RadioSelect, error_messages={"required": "Choisissez un avis."}
    )
    motif = forms.CharField(
        label="Motif ou commentaire",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Facultatif pour un avis favorable. Sinon, dites pourquoi : le motif deviendra une remarque "
        "pour les producteurs.",
    )

    def __init__(self, *args: Any, natures: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.natures = natures
        if len(natures) == 1:
            del self.fields["nature"]
        else:
            self.fields["nature"].choices = [(nature, NatureVisa(nature).label) for nature in natures]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        donnees.setdefault("nature", self.natures[0])
        if donnees.get("avis") in (Avis.REPRISE, Avis.DEFAVORABLE) and not donnees.get("motif", "").strip():
            self.add_error("motif", "Dites pourquoi : le motif sera transmis aux producteurs.")
        return donnees


class CommentaireForm(forms.Form):
    texte = forms.CharField(
        required=False,
        max_length=4000,
        error_messages={"max_length": "Ce commentaire dépasse 4 000 caractères : il n'est pas enregistré."},
    )


class SignatureForm(forms.Form):
    """Nothing to fill in: the digest of the table that was read goes with the button."""

    contenu = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code reçu par courriel",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text="Huit chiffres. Les espaces ne comptent pas.",
        error_messages={"required": "Tapez le code du courriel."},
    )
