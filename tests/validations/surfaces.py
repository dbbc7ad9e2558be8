"""Every surface of the service, read by one person: what test_independance compares, opinion by opinion."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.contrib import admin
from django.forms import model_to_dict
from django.http import HttpResponseBase
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from calendrier.evenements import Periode, evenements
from calendrier.obligations import Demande, obligations
from calendrier.rappels.lot import preparer
from suivi.photo import photographier
from tests import fabrique
from tests.conftest import COMPLET
from tests.visites import SANS_GET
from validations.services.seances.pv import document

SECRET = "zorglub7391"
# Days from today on which reminders are prepared.
RAPPELS = (0, 4, 60, 120)
# What needs more than a record of this world: keys sent by e-mail, jobs, other people's accounts.
HORS_DU_MONDE = re.compile(
    r"importations/|mot-de-passe/nouveau/|lien/|indisponibilite/<|travaux/|compte/demonstration/|courriels-envoyes/<|vues/|sante/"
)
# The records that stand beside a visa, and how they lead to its round.
PROCHES = {
    "validations.DemandeValidation": "pk",
    "validations.Visa": "demande",
    "validations.AvisPrepare": "demande",
    "validations.AvisSeance": "point__demande",
    "validations.PointSeance": "demande",
    "productions.Ressource": "demandes",
    "productions.Version": "demandes",
}
_VISAS = "/administration/validations/visa/"
# Where an address could be made to ask about what it does not show.
QUESTIONS = {
    "/validations/": ["avis=defavorable", "avis=favorable"],
    "/visas/": ["avis=defavorable", "avis=favorable", "tri=avis", "format=csv", "avis=defavorable&format=csv"],
    _VISAS: [f"q={SECRET}", f"motif__contains={SECRET}", "avis=defavorable", "avis_revele=defavorable", "o=4"],
    "/administration/validations/demandevalidation/": ["visas__avis=defavorable", f"visas__motif__contains={SECRET}"],
    "/administration/productions/ressource/": ["demandes__visas__avis=defavorable", f"q={SECRET}"],
    "/administration/comptes/personne/": ["visas__avis=defavorable"],
    "/administration/journal/ecriture/": [f"q={SECRET}", "q=defavorable"],
}


def motifs(resolveur: URLResolver, prefixe: str = "", espace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every address of the service but the administration's: its route, its name, its pattern."""
    for motif in resolveur.url_patterns:
        route = f"{prefixe}{motif.pattern}"
        if isinstance(motif, URLResolver):
            if motif.namespace != "admin":
                yield from motifs(motif, route, f"{motif.namespace}:" if motif.namespace else espace)
        else:
            yield route, f"{espace}{motif.name}", motif


def adresses_du_service(monde) -> list[str]:
    sujets, campagne, trouvees, inconnues = monde["sujets"], monde["pole"].campagne, [], []
    cadre = {
        "slug": campagne.pole.slug,
        "academie": campagne.pole.academie.code,
        "cycle": campagne.cycle.libelle,
        "nature": "point_etape",
        "rang": 1,
        "code": "etape-validation-indicatif",
        "annee": fabrique.JOUR.year,
        "mois": 5,
        "usage": "visa_pedagogique",
        "numero": 1,
        "sorte": "membres",
        "portee": campagne.pk,
        "sujet": "premiers-pas",
        "territoire": campagne.pole.academie.code,
        "gabarit": "validation_validee",
        "extension": "csv",
        "quoi": "section",
        "mandat": monde["pole"].inspecteur.mandats.get().pk,
    }
    seconds = {
        "personne": [monde["pole"].inspecteur.pk, monde["pole"].drane.pk],
        "ressource": [0],
        "campagne": [campagne.pk],
        "nom": ["ressources", "chiffres"],
        "piece": [0],
        "photo": [0],
    }
    for route, nom, motif in motifs(get_resolver()):
        if HORS_DU_MONDE.search(route) or nom in SANS_GET:
            continue
        parametres, du_debut = list(motif.pattern.converters), sujets.get(route.split("/")[0])
        if du_debut is not None and parametres == ["pk"]:
            trouvees += [reverse(nom, args=[pk]) for pk in du_debut]
        elif du_debut is not None and parametres[1:] == ["nature"]:
            # Of the resource whose opinion waits: the dates of the others hold nothing that this one's do not.
            trouvees.append(reverse(nom, args=[du_debut[0], "validation"]))
        elif du_debut is not None and len(parametres) == 2 and parametres[1] in seconds:
            trouvees += [reverse(nom, args=[pk, n]) for pk in du_debut for n in seconds[parametres[1]]]
        elif nom in sujets["grilles"]:
            trouvees.append(
                reverse(nom, kwargs={p: cadre[p] for p in parametres if p != "pk"} | sujets["grilles"][nom])
            )
        elif set(parametres) <= cadre.keys():
            trouvees.append(reverse(nom, kwargs={p: cadre[p] for p in parametres}))
        else:
            inconnues.append(route)
    # What a pôle's dashboard shows on its other views.
    planche = reverse("accueil:tableau_de_bord", args=[cadre["slug"], cadre["cycle"]])
    trouvees += [f"{planche}?vue={vue}" for vue in ("table", "retards", "porteurs")]
    assert not inconnues, f"Dites sur quoi ouvrir ces pages, pour qu'elles soient lues aussi : {inconnues}"
    return trouvees


def adresses_de_l_administration(monde) -> list[str]:
    """Every list, the last record of each model and all those that a visa is near to, and what a search proposes."""
    trouvees = [reverse("admin:index")]
    for modele, reglages in admin.site._registry.items():
        meta = modele._meta
        nom = f"admin:{meta.app_label}_{meta.model_name}"
        trouvees.append(reverse(f"{nom}_changelist"))
        proches = PROCHES.get(meta.label, "")
        lus = modele._default_manager.order_by("-pk")
        lus = lus.filter(**{f"{proches}__in": monde["sujets"]["validations"]}) if proches else lus[:1]
        pages = ("change", "history", "delete") if proches or COMPLET else ("change",)
        trouvees += [reverse(f"{nom}_{p}", args=[o.pk]) for o in lus for p in pages]
        for champ in reglages.get_autocomplete_fields(RequestFactory().get("/")):
            quoi = f"app_label={meta.app_label}&model_name={meta.model_name}&field_name={champ}"
            trouvees += [f"{reverse('admin:autocomplete')}?{quoi}&term={mot}" for mot in ("", SECRET)]
    return trouvees


def _deplie(corps: bytes) -> bytes:
    """What a workbook says, without the hour at which it was made."""
    if not zipfile.is_zipfile(io.BytesIO(corps)):
        return corps
    with zipfile.ZipFile(io.BytesIO(corps)) as archive:
        return b"\n".join(archive.read(nom) for nom in archive.namelist() if nom != "docProps/core.xml")


def lire(client: Client, adresse: str) -> str:
    return _lue(client.get(adresse))


def _exports(client: Client) -> dict[str, str]:
    """What « Exporter cette liste » gives of the tables of the administration beside a visa, and of each question."""
    tables = [nom.lower().replace(".", "/") for nom in PROCHES if apps.get_model(nom) in admin.site._registry]
    listes = [f"/administration/{table}/" for table in tables]
    listes += [f"{page}?{question}" for page, dites in QUESTIONS.items() if page in listes for question in dites]
    demande = {"action": "exporter_la_selection", "select_across": "1", "_selected_action": "0"}
    demande |= {"confirmer": "1", "format": "csv"}
    # Followed, so that no message of a refused export waits for the page that is read next.
    return {f"export de {adresse}": _lue(client.post(adresse, demande, follow=True)) for adresse in listes}


def _lue(reponse: HttpResponseBase) -> str:
    corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    texte = _deplie(corps).decode(errors="replace")
    # Drawn anew at each reading, whoever reads.
    texte = re.sub(r'name="(csrfmiddlewaretoken|envoi)" value="\w+"', "", texte)
    return f"{reponse.status_code} {reponse.get('Location', '')} {texte}"


def surfaces(monde, role: str, adresses: list[str]) -> dict[str, str]:
    """Each reading begins at the same instant: on a slow machine, what minutes change is not what an opinion does."""
    with override_settings(HORLOGE_DECALAGE=fabrique.MAINTENANT - datetime.now(UTC)):
        return _surfaces(monde, role, adresses)


def _surfaces(monde, role: str, adresses: list[str]) -> dict[str, str]:
    client = monde["clients"][role]
    questions = [f"{page}?{question}" for page, liste in QUESTIONS.items() for question in liste]
    lues = {adresse: lire(client, adresse) for adresse in (*adresses, *questions)}
    # What a list gives as a file.
    fichiers = [f"{a}?format=csv" for a, texte in lues.items() if "format=csv" in texte and "?" not in a]
    lues |= {adresse: lire(client, adresse) for adresse in fichiers} | _exports(client)
    personne = fabrique.Personne.objects.get(pk=monde["gens"][role].pk)
    lues["obligations"] = repr(list(obligations(Demande(fabrique.JOUR, personne=personne))))
    return lues


def lecture(monde, roles: list[str]) -> dict[str, dict[str, str]]:
    service, administration = adresses_du_service(monde), adresses_de_l_administration(monde)
    assert len(service) > 40
    # A superuser reads the pages of the service as whoever leads the pôle does: all of them in `make test-complet`.
    a_lire = {"superutilisateur": administration + (service if COMPLET else [])}
    tout = {role: surfaces(monde, role, a_lire.get(role, service)) for role in roles}
    return tout | {"par campagne": _de_la_campagne(monde)}


def _de_la_campagne(monde) -> dict[str, str]:
    """What is written for whoever receives it: minutes, a point d'étape's picture, reminders, the pôle's calendar."""
    campagne, jour = monde["pole"].campagne, fabrique.JOUR
    annee = timedelta(days=366)
    textes = {f"procès-verbal {quand}": document(monde[quand], fabrique.MAINTENANT) for quand in ("close", "ouverte")}
    textes["obligations"] = repr(list(obligations(Demande(jour))))
    textes["photo"] = repr(photographier(campagne, jour))
    textes["agenda"] = repr(list(evenements(Periode(jour - annee, jour + annee))))
    lots = [preparer([campagne], jour + timedelta(days=jours)) for jours in RAPPELS]
    textes["rappels"] = repr([model_to_dict(rappel) for lot in lots for rappel in lot.a_envoyer])
    assert "visa" in textes["rappels"]
    return textes
