"""The frame of the pages, the form pack and the components."""

import re
from datetime import date
from pathlib import Path

import django_filters
import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse

from commun.pagination import paginer
from commun.templatetags.composants import filtres_actifs
from commun.views.erreurs import erreur_serveur, requete_incorrecte
from comptes.models import Personne


class FicheForm(forms.Form):
    titre = forms.CharField(label="Titre", help_text="<b>Court</b>")
    resume = forms.CharField(label="Résumé", widget=forms.Textarea, required=False)
    jour = forms.DateField(label="Jour", required=False)
    nature = forms.ChoiceField(label="Nature", choices=[("a", "Classe"), ("b", "Formation")], widget=forms.RadioSelect)
    niveaux = forms.MultipleChoiceField(label="Niveaux", choices=[("6", "Sixième"), ("5", "Cinquième")])
    livret = forms.FileField(label="Livret", widget=forms.FileInput, required=False)
    accord = forms.BooleanField(label="Accord", help_text="Écrit")


def rendre(gabarit: str, **contexte) -> str:
    return engines["django"].from_string("{% load crispy_forms_tags %}" + gabarit).render(contexte)


def ids(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


def test_chaque_champ_a_son_etiquette_et_son_aide():
    html = rendre("{{ form|crispy }}", form=FicheForm())
    for cible in re.findall(r'<label[^>]* for="([^"]+)"', html):
        assert cible in ids(html)
    assert 'aria-describedby="id_titre_helptext"' in html
    assert html.count("(facultatif)") == 3


def test_les_aides_ne_sont_jamais_du_html():
    assert "&lt;b&gt;Court&lt;/b&gt;" in rendre("{{ form|crispy }}", form=FicheForm())


def test_dates_en_iso_et_choix_multiples_en_cases():
    html = rendre("{{ form|crispy }}", form=FicheForm(initial={"jour": date(2026, 11, 26), "niveaux": ["5"]}))
    assert re.search(r'<input type="date"[^>]*value="2026-11-26"|value="2026-11-26"[^>]*type="date"', html)
    assert html.count('type="checkbox"') == 3
    assert html.count("checked") == 1
    assert "<select" not in html


def test_un_formulaire_refuse_dit_ou_sont_les_fautes():
    html = rendre("{{ form|crispy }}", form=FicheForm({"jour": "2026-02-31"}))
    liens = re.findall(r'<li><a href="#([^"]+)"', html)
    assert len(liens) == 5
    assert set(liens) <= ids(html)
    decrits = " ".join(re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html)).split()
    assert set(decrits) <= ids(html)
    for nom in ("titre", "jour", "nature", "niveaux", "accord"):
        assert f"id_{nom}_error" in decrits
    assert 'value="2026-02-31"' in html


def test_une_faute_qui_n_est_d_aucun_champ():
    form = FicheForm({"titre": "x", "nature": "a", "niveaux": ["6"], "accord": "on"})
    form.add_error(None, "La ressource a changé.")
    html = rendre("{{ form|crispy }}", form=form)
    assert "La ressource a changé." in html
    assert "À corriger" not in html


def test_forme_de_crispy():
    form = FicheForm()
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("Qui", "titre", "nature"), "jour")
    form.helper.add_input(Submit("soumettre", "Soumettre la fiche"))
    html = render_crispy_form(form)
    assert "novalidate" in html
    assert re.search(r"<legend[^>]*>Qui</legend>", html)
    assert re.search(r'<button type="submit"[^>]*class="fr-btn"[^>]*>Soumettre la fiche</button>', html)


def test_serie_de_formulaires():
    serie = forms.formset_factory(FicheForm, extra=2)()
    html = rendre("{{ serie|crispy }}", serie=serie)
    assert 'name="form-TOTAL_FORMS"' in html
    assert re.search(r"<legend[^>]*>Élément 2</legend>", html)


class Filtre(django_filters.FilterSet):
    nom = django_filters.CharFilter(label="Nom", lookup_expr="icontains")
    actif = django_filters.ChoiceFilter(label="Compte", field_name="is_active", choices=[("True", "ouvert")])

    class Meta:
        model = Personne
        fields = ["nom", "actif"]


def test_filtres_actifs():
    filtre = Filtre(QueryDict("nom=Ben&actif=True&page=3"), queryset=Personne.objects.none())
    actifs = {a.libelle: (a.valeur, a.sans) for a in filtres_actifs(filtre)}
    assert actifs == {"Nom": ("Ben", "?actif=True"), "Compte": ("ouvert", "?nom=Ben")}
    assert filtres_actifs(Filtre(queryset=Personne.objects.none())) == []


@pytest.mark.django_db
def test_pagination_garde_les_filtres():
    Personne.objects.bulk_create(Personne(email=f"p{i}@exemple.fr", nom=f"N{i}") for i in range(5))
    request = RequestFactory().get("/", {"nom": "N", "page": "2"})
    page = paginer(request, Personne.objects.order_by("pk"), par_page=2)
    html = engines["django"].from_string('{% include "composants/pagination.html" %}').render({"page": page}, request)
    assert 'href="?nom=N&amp;page=3"' in html
    assert 'rel="prev"' in html


def test_aucun_style_ni_script_dans_les_pages():
    """The content security policy refuses them; a browser would drop them in silence."""
    interdit = re.compile(
        r'\sstyle="|\son(click|change|submit|load|input)=|<style|<script(?![^>]*\bsrc=)|javascript:', re.I
    )
    gabarits = Path(settings.BASE_DIR, "templates").rglob("*.html")
    # Mail readers know nothing but inline styles.
    fautes = [str(g) for g in gabarits if "courriels" not in g.parts and interdit.search(g.read_text())]
    assert fautes == []


@pytest.mark.parametrize("nom", ["commun:accessibilite", "commun:donnees_personnelles", "aide:aide"])
@pytest.mark.django_db
def test_pages_du_pied_ouvertes_a_tous(client, nom):
    page = client.get(reverse(nom)).content.decode()
    assert '<html lang="fr"' in page
    assert page.count("<h1") == 1
    assert 'href="#contenu"' in page


def test_marque_de_l_etat_seulement_si_demandee(client, settings, db):
    assert "fr-logo" not in client.get(reverse("aide:aide")).content.decode()
    settings.MARQUE_ETAT = True
    assert "République<br>Française" in client.get(reverse("aide:aide")).content.decode()


def test_page_introuvable(connectee):
    reponse = connectee.get("/rien-ici/")
    assert reponse.status_code == 404
    assert "Page introuvable" in reponse.content.decode()


def test_erreur_du_service_sans_base_avec_reference(caplog):
    """No database fixture: reading it would fail."""
    reponse = erreur_serveur(RequestFactory().get("/panne/"))
    reference = re.search(r"<strong[^>]*>(\w{8})</strong>", reponse.content.decode()).group(1)
    assert reponse.status_code == 500
    assert reference in caplog.text


def test_envoi_trop_lourd(rf, personne):
    request = rf.post("/")
    request.user = personne
    reponse = requete_incorrecte(request, RequestDataTooBig())
    assert reponse.status_code == 413
    assert "Envoi trop lourd" in reponse.content.decode()
    assert "512 Mo par fichier" in reponse.content.decode()


def test_jeton_perime_explique(personne):
    client = Client(enforce_csrf_checks=True)
    client.force_login(personne)
    reponse = client.post(reverse("account_logout"))
    assert reponse.status_code == 403
    assert "restée ouverte trop longtemps" in reponse.content.decode()
