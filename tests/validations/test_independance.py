"""Independence of visas: nothing that anybody else can read depends on what an unrevealed visa says.

Every page of the service (the URL resolver is walked, so that a new page is in at once), every page of the
administration, the journal, the outbox, the obligations and the minutes are read twice: once while the waiting visa
and an opinion in preparation are favourable and silent, once while they are refusals that hold a secret word. For
everybody but their author, both readings are the same to the letter. An open séance and a closed one are among them;
so is an opinion that lies on the table of the open one, for whoever is not there.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from calendrier.obligations import Demande, obligations
from commun.models import Courriel
from commun.services.nouvelles import grouper_nouvelles
from journal.models import Ecriture
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.conftest import COMPLET
from tests.validations.conftest import Pole, faire_pole
from validations import services
from validations.models import Avis, AvisPrepare, AvisSeance, NatureVisa, PointSeance, Presence, Visa
from validations.services import seances
from validations.services.seances.pv import document

SECRET = "zorglub7391"
AUTEUR = "inspecteur"
ROLES = [AUTEUR, "drane", "producteur", "coordinateur", "enseignant", "administrateur", "etranger"]
# The coordinator is at the séance: what lies on its table is theirs to read, and everything else is not.
ABSENTS = ["drane", "producteur", "superutilisateur"]
ABSENTS += ["enseignant", "administrateur", "etranger"] if COMPLET else []
PRESENT = "coordinateur"
# What needs more than a record of this world: keys sent by e-mail, jobs, other people's accounts.
HORS_DU_MONDE = re.compile(
    r"mot-de-passe/nouveau/|lien/|indisponibilite/<|travaux/|compte/demonstration/|courriels-envoyes/<|sante/"
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


@pytest.fixture(scope="module")
def _monde(django_db_setup, django_db_blocker):
    """Made once, in one transaction around the tests' own, rolled back after the last of them."""
    decalage = fabrique.MAINTENANT - datetime.now(UTC)
    with django_db_blocker.unblock(), override_settings(HORLOGE_DECALAGE=decalage), transaction.atomic():
        yield faire_monde(faire_pole())
        transaction.set_rollback(True)


@pytest.fixture
def monde(_monde, db, settings):
    settings.DEMO = True  # the page of the mails sent is read too
    return {nom: chose if nom == "clients" else deepcopy(chose) for nom, chose in _monde.items()}


def faire_monde(pole: Pole) -> dict:
    """A resource with one visa given out of two, and everything that its pages can be about."""
    publiee = pole.ressource(R.PUBLIEE)
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    relue = pole.ressource(R.EN_RELECTURE)
    relecture = fabrique.relecture(relue, pole.enseignant)
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, SECRET)
    ressource = demande.ressource
    preparee, gardee = (pole.ressource(R.EN_VALIDATION).demandes.get() for _ in range(2))
    for sur in (preparee, gardee):
        services.preparer_avis(
            demande=sur,
            avis=Avis.DEFAVORABLE,
            motif=SECRET,
            notes=SECRET,
            acteur=pole.inspecteur,
            maintenant=fabrique.MAINTENANT,
        )
    close = fabrique.seance(pole.campagne, ouverte=True)
    seances.clore_seance(seance=close, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    ouverte = fabrique.seance(pole.campagne, ouverte=True, presents=[pole.inspecteur, pole.drane])
    sujets = {
        "ressources": [ressource.pk, publiee.pk, preparee.ressource_id],
        "fiches": [ressource.fiche_id],
        "versions": [demande.version_id],
        "pieces": [demande.version.pieces.exclude(fichier="").get().pk],
        "validations": [demande.pk, preparee.pk, gardee.pk],
        "seances": [ouverte.pk, close.pk],
        "points": list(ouverte.points.values_list("pk", flat=True)),
        "publications": [publiee.publications.get().pk],
        "relectures": [relecture.pk],
        "remarques": [0],
        "delegations": [0],
        "televersements": [UUID(int=0)],
        "administration": [],
    }
    gens = {role: getattr(pole, role) for role in ROLES if hasattr(pole, role)}
    gens["superutilisateur"] = fabrique.superutilisateur()
    # Signed in once: the administration shows when somebody last was.
    clients = {role: Client() for role in gens}
    for role, client in clients.items():
        client.force_login(gens[role])
    return {
        "pole": pole,
        "demande": demande,
        "preparee": preparee,
        "ouverte": ouverte,
        "close": close,
        "sujets": sujets,
        "gens": gens,
        "clients": clients,
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
    campagne, trouvees, inconnues = monde["pole"].campagne, [], []
    cadre = {"slug": campagne.pole.slug, "cycle": campagne.cycle.libelle, "nature": "point_etape", "rang": 1}
    cadre["mandat"] = monde["pole"].inspecteur.mandats.get().pk
    for route, nom, motif in motifs(get_resolver()):
        if HORS_DU_MONDE.search(route):
            continue
        parametres = list(motif.pattern.converters)
        debut = route.split("/")[0]
        seconds = {"personne": [monde["pole"].inspecteur.pk, monde["pole"].drane.pk], "ressource": [0]}
        if len(parametres) == 2 and parametres[1] in seconds and debut in monde["sujets"]:
            trouvees += [reverse(nom, args=[pk, n]) for pk in monde["sujets"][debut] for n in seconds[parametres[1]]]
        elif parametres == ["pk"] and debut in monde["sujets"]:
            trouvees += [reverse(nom, args=[pk]) for pk in monde["sujets"][debut]]
        elif set(parametres) <= cadre.keys():
            trouvees.append(reverse(nom, kwargs={p: cadre[p] for p in parametres}))
        else:
            inconnues.append(route)
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


def lire(client: Client, adresse: str) -> str:
    reponse = client.get(adresse)
    corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    texte = corps.decode(errors="replace")
    # Drawn anew at each reading, whoever reads.
    texte = re.sub(r'name="(csrfmiddlewaretoken|envoi)" value="\w+"', "", texte)
    return f"{reponse.status_code} {reponse.get('Location', '')} {texte}"


def surfaces(monde, role: str, adresses: list[str]) -> dict[str, str]:
    client = monde["clients"][role]
    questions = [f"{page}?{question}" for page, liste in QUESTIONS.items() for question in liste]
    lues = {adresse: lire(client, adresse) for adresse in (*adresses, *questions)}
    # What a list gives as a file.
    fichiers = [f"{a}?format=csv" for a, texte in lues.items() if "format=csv" in texte and "?" not in a]
    lues |= {adresse: lire(client, adresse) for adresse in fichiers}
    personne = fabrique.Personne.objects.get(pk=monde["gens"][role].pk)
    lues["obligations"] = repr(list(obligations(Demande(fabrique.JOUR, personne=personne))))
    return lues


def lecture(monde, roles: list[str]) -> dict[str, dict[str, str]]:
    service, administration = adresses_du_service(monde), adresses_de_l_administration(monde)
    assert len(service) > 40
    tout = {
        role: surfaces(monde, role, service + (administration if role == "superutilisateur" else [])) for role in roles
    }
    minutes = {f"procès-verbal {quand}": document(monde[quand], fabrique.MAINTENANT) for quand in ("close", "ouverte")}
    return tout | {"par campagne": minutes | {"": repr(list(obligations(Demande(fabrique.JOUR))))}}


@pytest.mark.long
def test_rien_ne_depend_d_un_avis_qui_n_est_pas_revele(monde):
    """A visa given, an opinion prepared, an opinion on the table of a séance where one is not."""
    pole, ouverte = monde["pole"], monde["ouverte"]
    point = PointSeance.objects.get(seance=ouverte, demande=monde["preparee"])
    qui = {"acteur": pole.inspecteur, "maintenant": fabrique.MAINTENANT}
    seances.reprendre_avis_prepare(point=point, nature=NatureVisa.PEDAGOGIQUE, **qui)
    for role in (AUTEUR, "drane", PRESENT):
        assert SECRET in monde["clients"][role].get(ouverte.get_absolute_url()).text, role
    partie = {ouverte.presences.get(personne=pole.drane).pk: Presence.EXCUSEE}
    seances.noter_presences(seance=ouverte, presences=partie, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    refus = lecture(monde, [*ABSENTS, PRESENT])
    Visa.objects.filter(demande=monde["demande"]).update(avis=Avis.FAVORABLE, motif="")
    assert AvisPrepare.objects.update(avis=Avis.FAVORABLE, motif="", notes="")
    present = lecture(monde, [PRESENT])
    assert AvisSeance.objects.update(avis=Avis.FAVORABLE, motif="")
    favorable = lecture(monde, ABSENTS) | {PRESENT: present[PRESENT]}
    differences = [(role, page) for role in refus for page in refus[role] if refus[role][page] != favorable[role][page]]
    assert not differences
    # A question repeats the word that it asks about; nothing else may hold it, the table aside.
    dites = [(role, page) for role in refus for page, texte in refus[role].items() if SECRET in texte]
    table = (ouverte.get_absolute_url(), "/points/")
    assert not [
        (role, page) for role, page in dites if SECRET not in page and not (role == PRESENT and page.startswith(table))
    ]


def test_ni_le_journal_ni_les_courriels_ne_le_portent(monde):
    grouper_nouvelles(fabrique.MAINTENANT)
    for ecriture in Ecriture.objects.all():
        assert SECRET not in f"{ecriture.donnees} {ecriture.texte}"
        assert "defavorable" not in str(ecriture.donnees)
    for courriel in Courriel.objects.all():
        assert SECRET not in f"{courriel.sujet} {courriel.texte} {courriel.url} {courriel.cle}"


def test_son_auteur_le_lit_et_tous_une_fois_la_decision_prise(monde):
    demande, clients = monde["demande"], monde["clients"]
    page, visa = demande.ressource.get_absolute_url(), demande.visas.get()
    for adresse in (demande.get_absolute_url(), page):
        assert SECRET in clients[AUTEUR].get(adresse).text
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    for role, client in clients.items():
        assert (SECRET in client.get(page).text) == (role != "etranger"), role
    administration = reverse("admin:validations_visa_change", args=[visa.pk])
    assert SECRET in clients["superutilisateur"].get(administration).text


def test_l_auteur_lit_le_sien_dans_l_administration(monde):
    auteur = monde["gens"][AUTEUR]
    auteur.is_staff = auteur.is_superuser = True
    auteur.save()
    visa = monde["demande"].visas.get()
    assert SECRET in monde["clients"][AUTEUR].get(reverse("admin:validations_visa_change", args=[visa.pk])).text


def test_son_auteur_seul_retrouve_son_avis_prepare(monde):
    page = monde["preparee"].get_absolute_url()
    assert SECRET in monde["clients"][AUTEUR].get(page).text
    assert SECRET not in monde["clients"]["drane"].get(page).text
    # The mark alone, and to those of the séance.
    seance = monde["ouverte"].get_absolute_url()
    for role in (AUTEUR, "drane", "coordinateur", "superutilisateur"):
        assert "Avis préparé" in monde["clients"][role].get(seance).text, role
    for role in ("producteur", "enseignant"):
        assert monde["clients"][role].get(seance).status_code == 403, role


def test_ni_le_recapitulatif_ni_les_invitations_ne_disent_un_avis(monde):
    pole, ouverte = monde["pole"], monde["ouverte"]
    point = PointSeance.objects.get(seance=ouverte, demande=monde["preparee"])
    qui = {"acteur": pole.inspecteur, "maintenant": fabrique.MAINTENANT}
    seances.reprendre_avis_prepare(point=point, nature=NatureVisa.PEDAGOGIQUE, **qui)
    seances.clore_seance(seance=ouverte, acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT)
    assert Courriel.objects.filter(gabarit="seance_close", cle__contains=f"seance:{ouverte.pk}:").count() == 3
    for courriel in Courriel.objects.all():
        assert SECRET not in f"{courriel.sujet} {courriel.texte} {courriel.url} {courriel.cle}"
        assert "défavorable" not in courriel.texte
    # Off the table, it is its author's alone again, and nothing is lost.
    assert not AvisSeance.objects.exists()
    assert AvisPrepare.objects.get(demande=monde["preparee"], personne=pole.inspecteur).notes == SECRET
    assert SECRET not in monde["clients"]["drane"].get(ouverte.get_absolute_url()).text
    assert SECRET not in document(ouverte, fabrique.MAINTENANT)
