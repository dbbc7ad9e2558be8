"""Somebody who leads something else tries every address, list, search, form and action on what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, reverse

from commun.administration.export import exporter_la_selection
from comptes.models import Personne
from tests import fabrique
from tests import monde as le_monde
from tests.administration.etrangers import LUES_PAR_LES_VOISINS, SECRET, Etranger, installer, sans_ligne
from tests.conftest import COMPLET
from tests.entrees import administration
from tests.entrees.guichet import Guichet
from tests.monde import Monde

pytestmark = [pytest.mark.django_db, pytest.mark.long]
# What the pages of the administration name in their addresses, and what a stranger would write there.
PARAMETRES = {"object_id", "content_type_id", "app_label", "url", "id"}
REFUS = {302, 400, 403, 404}
# A page says again what one has typed: what is asked is the beginning of what must not be read.
CHERCHE = SECRET[:-4]
# A search of nothing proposes the first rows; of the secret, those that hold it.
MOTS = ("", CHERCHE) if COMPLET else (CHERCHE,)
MOTIF = "Un motif assez long pour passer."
# What an action's confirmation may ask; no page knows more.
SAISIE = {
    "confirmer": "1",
    "motif": MOTIF,
    "jour": "2027-06-11",
    "nature": "v2",
    "echeance": "2027-06-11",
    "format": "csv",
}
EXPORTER = exporter_la_selection.__name__


@pytest.fixture
def monde(db: None) -> Monde:
    return le_monde.creer()


def test_chaque_table_est_dans_la_liste():
    assert not sans_ligne(), "À ajouter (ou à retirer) dans tests/administration/etrangers.py"


def test_personne_ne_lit_ni_n_ecrit_ce_qui_n_est_pas_a_soi(monde):
    soin = administration.preparer(monde)
    etrangers, guichet, fautes = installer(monde), Guichet(), []
    for rang, etranger in enumerate(etrangers):
        # In `make test` each asks a quarter of the questions and opens half of the records; both send everything.
        tour = slice(None) if COMPLET else slice(rang, None, 4)
        moitie = slice(None) if COMPLET else slice(rang, None, 2)
        for url in list(dict.fromkeys(adresses(monde, etranger, guichet)))[tour]:
            lu = guichet.client(etranger.qui).get(url)
            if SECRET in _lu(lu) or SECRET in lu.get("Location", ""):
                fautes.append(f"{etranger.nom} lit {url}")
        for url in list(interdites(monde, etranger, guichet))[moitie]:
            if (code := guichet.client(etranger.qui).get(url).status_code) not in REFUS:
                fautes.append(f"{etranger.nom} ouvre {url} ({code})")
        for url, donnees in envois(monde, etranger, soin, guichet):
            essai = guichet.poster(url, etranger.qui, donnees)
            if essai.ecrits or SECRET in _lu(essai.reponse):
                fautes.append(f"{etranger.nom} écrit par {url} : {donnees} → {essai.ecrits[:2]}")
    assert not fautes, "\n".join(fautes[:40])


def test_les_memes_gestes_servent_a_qui_conduit(monde):
    """Otherwise the test above would prove nothing: refusing everything to everybody."""
    guichet, qui = Guichet(), monde.roles["coordination"]
    fiche = next(f for f in monde.fiches.values() if f.etat == "soumise")
    for nom in ("productions_ficheprojet", "poles_campagne", "poles_mandat", "productions_ressource"):
        assert guichet.client(qui).get(reverse(f"admin:{nom}_changelist")).context["cl"].result_count > 0
    donnees = {"action": "retenir", "_selected_action": [fiche.pk], **SAISIE}
    assert guichet.poster(reverse("admin:productions_ficheprojet_changelist"), qui, donnees).ecrits


def _lu(reponse: HttpResponse) -> str:
    """A page, or a table to take away."""
    corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    return corps.decode(errors="replace")


def _nom(modele: type[Model]) -> str:
    return f"admin:{modele._meta.app_label}_{modele._meta.model_name}"


def _ouverte(etranger: Etranger, modele: type[Model], guichet: Guichet) -> bool:
    """A table that is closed as a whole is knocked at less often."""
    if COMPLET:
        return True
    return guichet.client(etranger.qui).get(reverse(f"{_nom(modele)}_changelist")).status_code == 200


def _motifs(urls: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for motif in urls:
        if isinstance(motif, URLResolver):
            yield from _motifs(motif.url_patterns)
        else:
            yield motif


def adresses(monde: Monde, etranger: Etranger, guichet: Guichet) -> Iterator[str]:
    """Every page without a record, every list with every question, every search of every column."""
    noms = {motif.name: set(motif.pattern.regex.groupindex) for motif in _motifs(admin.site.get_urls())}
    inconnus = {nom: p - PARAMETRES for nom, p in noms.items() if nom and p - PARAMETRES}
    assert not inconnus, f"Dites ce qu'un étranger écrirait dans ces adresses : {inconnus}"
    yield from (reverse(f"admin:{nom}") for nom, parametres in noms.items() if nom and not parametres)
    yield from (reverse("admin:app_list", args=[piece]) for piece in {m._meta.app_label for m in admin.site._registry})
    for modele, table in admin.site._registry.items():
        liste = reverse(f"{_nom(modele)}_changelist")
        if not _ouverte(etranger, modele, guichet):
            yield f"{liste}?q={CHERCHE}"
            continue
        numeros = [cible.pk for cible in etranger.autres[modele]]
        questions = [
            "q=" + CHERCHE,
            "_facets=1",
            "_popup=1&_to_field=id",
            "o=1",
            *(f"pk__exact={pk}" for pk in numeros),
        ]
        filtres = [f[0] if isinstance(f, tuple) else f for f in table.list_filter]
        questions += [f"{filtre}__icontains={CHERCHE}" for filtre in filtres if isinstance(filtre, str)]
        questions += [f"{champ.name}__startswith={CHERCHE}" for champ in modele._meta.fields if not champ.choices]
        yield from (f"{liste}?{question}" for question in questions)
        meta = modele._meta
        for champ, mot in product([f for f in meta.get_fields() if f.is_relation and f.concrete], MOTS):
            quoi = f"app_label={meta.app_label}&model_name={meta.model_name}&field_name={champ.name}"
            yield f"{reverse('admin:autocomplete')}?{quoi}&term={mot}"


def interdites(monde: Monde, etranger: Etranger, guichet: Guichet) -> Iterator[str]:
    """The pages of a record that is not theirs."""
    for modele in admin.site._registry:
        if etranger.voisin and modele._meta.label in LUES_PAR_LES_VOISINS:
            continue
        ct = ContentType.objects.get_for_model(modele).pk
        for cible in etranger.autres[modele]:
            fenetre = ("", "?_popup=1&_to_field=id") if _ouverte(etranger, modele, guichet) else ("",)
            for page, suite in product(("change", "history", "delete"), fenetre):
                yield reverse(f"{_nom(modele)}_{page}", args=[cible.pk]) + suite
            yield reverse("admin:view_on_site", args=[ct, cible.pk])
    yield reverse("admin:auth_user_password_change", args=[monde.roles["enseignant"].pk])


def envois(monde: Monde, etranger: Etranger, soin: dict, guichet: Guichet) -> Iterator[tuple[str, dict[str, Any]]]:
    """What to write, on what is not theirs: change, delete, act, and add or change one's own with another's numbers."""
    racine = RequestFactory().get("/")
    racine.user = fabrique.superutilisateur()
    for modele, table in admin.site._registry.items():
        nom, autres = _nom(modele), etranger.autres[modele]
        numeros = [cible.pk for cible in autres]
        liste = reverse(f"{nom}_changelist")
        for action, tout in product(table.get_actions(racine), ("0", "1")):
            choix = {"action": action, "_selected_action": numeros, "select_across": tout, "index": "0"}
            # « All of the list » is one's own: to decide of it is one's right, to read in it what is not is nobody's.
            if tout == "0" or action == EXPORTER:
                yield liste, {**choix, **SAISIE}
        for pk in numeros:
            yield reverse(f"{nom}_change", args=[pk]), {"nom": CHERCHE, **soin.get(f"{nom}_change", {})}
            yield reverse(f"{nom}_delete", args=[pk]), {"post": "yes"}
        if ajout := soin.get(f"{nom}_add"):
            for suite in ("", "?_popup=1&_to_field=id"):
                yield reverse(f"{nom}_add") + suite, {"nom": "Nom", "libelle": "Libellé", "_popup": "1", **ajout}
        yield from _les_siennes(monde, etranger, modele, guichet)
    personne = monde.roles["enseignant"].pk
    mots = {"password1": MOTIF, "password2": MOTIF, "usable_password": "true"}
    yield reverse("admin:auth_user_password_change", args=[personne]), mots


def _les_siennes(monde: Monde, etranger: Etranger, modele: type[Model], guichet: Guichet) -> Iterator[tuple[str, dict]]:
    """One's own record, with another's number in each of its choices, and another's lines under it."""
    client = guichet.client(etranger.qui)
    page = client.get(reverse(f"{_nom(modele)}_changelist"))
    lignes = list(page.context["cl"].result_list) if page.status_code == 200 else []
    for ligne in lignes[:2]:
        url = reverse(f"{_nom(modele)}_change", args=[ligne.pk])
        vue = client.get(url)
        form = vue.context["adminform"].form
        actuelles = {n: form.get_initial_for_field(champ, n) for n, champ in form.fields.items()}
        actuelles = {n: getattr(v, "pk", v) for n, v in actuelles.items() if v not in (None, False)}
        for n, champ in form.fields.items():
            for cible in etranger.autres[champ.queryset.model] if hasattr(champ, "queryset") else []:
                yield url, {**actuelles, n: cible.pk}
        for inline in vue.context["inline_admin_formsets"]:
            prefixe, autres = inline.formset.prefix, inline.opts.model._base_manager.order_by("pk")[:2]
            lignes_forgees = {f"{prefixe}-{rang}-id": autre.pk for rang, autre in enumerate(autres)}
            lignes_forgees |= {f"{prefixe}-{rang}-DELETE": "on" for rang, _ in enumerate(autres)}
            if lignes_forgees and not form.fields:
                nombre = {f"{prefixe}-TOTAL_FORMS": len(autres), f"{prefixe}-INITIAL_FORMS": len(autres)}
                yield url, {**actuelles, **nombre, **lignes_forgees}


def test_rien_n_entre_dans_l_administration_sans_mandat_qui_conduise(monde):
    guichet = Guichet()
    for role in ("enseignant", "inspection", "drane", "observateur", "inconnu"):
        qui: Personne = monde.roles[role]
        for modele in admin.site._registry:
            refus = guichet.client(qui).get(reverse(f"{_nom(modele)}_changelist"))
            assert refus.status_code == 302, role
        assert guichet.client(qui).get(reverse("admin:index"), follow=True).status_code == 403, role
