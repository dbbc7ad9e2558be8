"""When, where, what about, with whom. The day and the hours are those of the académie."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from commun.templatetags.dates import jour as en_toutes_lettres
from commun.templatetags.dates import quantieme
from poles.models import Campagne, Fonction, Indisponibilite
from poles.queries import absences_a_venir
from suivi.etats import A_DISTANCE, FINANCEES_PAR_AN
from suivi.models import Reunion
from suivi.queries.reunions import EQUIPE, autres_campagnes, financees, fonctions_des_invitables, invitables
from suivi.services.planification import RendezVous

# The review of a year may be held after it.
APRES_LE_CYCLE = timedelta(days=366)


class _Personnes(forms.ModelMultipleChoiceField):
    """With the fonction of who is not a teacher, and when each is away: a date is chosen knowing it."""

    def __init__(
        self, *args: Any, fonctions: dict[int, str], absences: dict[int, list[Indisponibilite]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fonctions, self.absences = fonctions, absences

    def label_from_instance(self, personne: Any) -> str:
        fonction = self.fonctions.get(personne.pk, "")
        precisions = [str(Fonction(fonction).label)] if fonction and fonction != Fonction.ENSEIGNANT else []
        precisions += [
            f"indisponible du {quantieme(a.debut)} au {quantieme(a.fin)}" for a in self.absences.get(personne.pk, [])
        ]
        return f"{personne.nom_complet} ({', '.join(precisions)})" if precisions else personne.nom_complet


class _Poles(forms.ModelMultipleChoiceField):
    def label_from_instance(self, campagne: Campagne) -> str:
        return campagne.pole.nom


class ReunionForm(forms.ModelForm):
    jour = forms.DateField(label="Date", widget=forms.DateInput)
    heure_debut = forms.TimeField(label="Début", widget=forms.TimeInput)
    heure_fin = forms.TimeField(label="Fin", widget=forms.TimeInput)
    lien = forms.URLField(
        label="Adresse de la visio",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Elle se lit sur la page de la réunion, jamais dans un courriel.",
    )

    class Meta:
        model = Reunion
        fields = ["genre", "objet", "lieu", "lien", "ordre_du_jour", "financee"]
        labels = {"genre": "Quelle réunion ?", "objet": "Objet", "financee": "Réunion financée"}
        widgets = {"ordre_du_jour": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "objet": "En quelques mots, si le genre ne suffit pas.",
            "lieu": "Salle, établissement, ville.",
            "ordre_du_jour": "Ce dont on parlera, y compris un temps de formation. L'invitation le reprend.",
        }

    field_order = [
        "genre", "objet", "jour", "heure_debut", "heure_fin", "lieu", "lien", "financee", "ordre_du_jour", "invites",
        "autres_poles",
    ]  # fmt: skip

    def __init__(self, *args: Any, campagne: Campagne, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campagne, self.fuseau, reunion = campagne, ZoneInfo(campagne.fuseau), self.instance
        if reunion.pk:
            self.initial |= {
                "jour": reunion.quand.date(),
                "heure_debut": reunion.quand.time(),
                "heure_fin": reunion.jusqu_a.time(),
            }
        else:
            self.initial |= {"heure_debut": "09:00", "heure_fin": "16:30"}
        self.fields["financee"].help_text = self._financement(jour)
        self._inviter(jour)
        self._reunir()
        self.order_fields(self.field_order)

    def _financement(self, jour: date) -> str:
        """Said before it is sent; a fourth one is not forbidden."""
        deja = financees(self.campagne, self.instance.quand.date() if self.instance.pk else jour, sauf=self.instance.pk)
        if deja >= FINANCEES_PAR_AN:
            return "Le pôle a déjà ses trois réunions financées de l'année : celle-ci sera notée « non financée »."
        return (
            f"{deja} sur {FINANCEES_PAR_AN} cette année pour ce pôle, sans compter celle-ci. "
            "Les réunions à distance et la visio de bilan ne sont pas financées."
        )

    def _inviter(self, jour: date) -> None:
        gens = invitables(self.campagne, jour)
        fonctions = fonctions_des_invitables(self.campagne, jour)
        if self.instance.pk:
            gens = gens.exclude(pk__in=self.instance.participations.values("personne"))
        else:
            self.initial["invites"] = [personne for personne, fonction in fonctions.items() if fonction in EQUIPE]
        if gens.exists():
            self.fields["invites"] = _Personnes(
                label="Inviter aussi" if self.instance.pk else "Inviter",
                queryset=gens,
                required=False,
                fonctions=fonctions,
                absences=absences_a_venir(jour, gens),
                widget=forms.CheckboxSelectMultiple,
            )

    def _reunir(self) -> None:
        autres = autres_campagnes(self.campagne)
        if self.instance.pk:
            autres = autres.exclude(pk__in=self.instance.campagnes.values("pk"))
        if autres.exists():
            self.fields["autres_poles"] = _Poles(
                label="Avec d'autres pôles",
                queryset=autres,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Toute leur équipe sera invitée. La réunion compte parmi celles du pôle qui l'organise.",
            )

    def clean_jour(self) -> date:
        jour, cycle = self.cleaned_data["jour"], self.campagne.cycle
        if jour < cycle.debut:
            raise forms.ValidationError(f"Le cycle commence le {en_toutes_lettres(cycle.debut)} : vérifiez l'année.")
        if jour > cycle.fin + APRES_LE_CYCLE:
            raise forms.ValidationError(f"Le cycle finit le {en_toutes_lettres(cycle.fin)} : vérifiez l'année.")
        return jour

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        jour, debut, fin = (donnees.get(nom) for nom in ("jour", "heure_debut", "heure_fin"))
        if jour and debut and fin:
            donnees["debut"] = datetime.combine(jour, debut, tzinfo=self.fuseau)
            donnees["fin"] = datetime.combine(jour, fin, tzinfo=self.fuseau)
            # Compared as instants: on the night when the clocks change, they may differ from the hours.
            if donnees["fin"].timestamp() <= donnees["debut"].timestamp():
                self.add_error("heure_fin", "La réunion doit finir après avoir commencé.")
        if donnees.get("genre") in A_DISTANCE:
            donnees["financee"] = False
        return donnees

    @property
    def decision(self) -> dict[str, Any]:
        """What the service takes."""
        donnees = self.cleaned_data
        champs = ("genre", "debut", "fin", "objet", "lieu", "lien", "ordre_du_jour", "financee")
        return {
            "rendez_vous": RendezVous(**{champ: donnees[champ] for champ in champs}),
            "invites": donnees.get("invites", []),
            "avec": list(donnees.get("autres_poles", [])),
        }
