"""Independence of visas: nothing that anybody else can read depends on what an unrevealed visa says.

Every page of the service (the URL resolver is walked, so that a new page is in at once), every page of the
administration, the journal, the outbox and the obligations are read twice: once while the waiting visa is
favourable and silent, once while it is a refusal that holds a secret word. For everybody but its author, both
readings are the same to the letter.
"""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from calendrier.obligations import Demande, obligations
from commun.models import Courriel
from commun.services.nouvelles import grouper_nouvelles
from journal.models import Ecriture
from productions.etats import EtatRessource as R
from tests import fabrique
from validations.models import Avis, NatureVisa, Visa

SECRET = "zorglub7391"
AUTEUR = "inspecteur"
ROLES = [AUTEUR, "drane", "producteur", "coordinateur", "enseignant"]
LECTEURS = ["drane", "producteur", "coordinateur", "superutilisateur"]
# Addresses that need something else than a record of this world: keys sent by e-mail, jobs, other people's accounts.
HORS_DU_MONDE = re.compile(r"mot-de-passe/nouveau/|travaux/|compte/demonstration/|courriels-envoyes/<|sante/")
# Where an address could be made to ask about what it does not show.
QUESTIONS = {
    "/validations/": ["avis=defavorable", "avis=favorable"],
    "/visas/": ["avis=defavorable", "avis=favorable", "tri=avis", "format=csv", "avis=defavorable&format=csv"],
    "/administration/validations/visa/": [
        f"q={SECRET}",
        "avis=defavorable",
        f"motif__contains={SECRET}",
        "avis_revele=defavorable",
        "o=4",
    ],
    "/administration/validations/demandevalidation/": ["visas__avis=defavorable", f"visas__motif__contains={SECRET}"],
    "/administration/productions/ressource/": ["demandes__visas__avis=defavorable", f"q={SECRET}"],
    "/administration/comptes/personne/": ["visas__avis=defavorable"],
    "/administration/journal/ecriture/": [f"q={SECRET}", "q=defavorable"],
}


@pytest.fixture
def monde(pole, settings):
    """A resource with one visa given out of two, and everything that its pages can be about."""
    settings.DEMO = True  # the page of the mails sent is read too
    publiee = pole.ressource(R.PUBLIEE)
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    relue = pole.ressource(R.EN_RELECTURE)
    relecture = fabrique.relecture(relue, pole.enseignant)
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, SECRET)
    ressource = demande.ressource
    sujets = {
        "ressources": [ressource.pk, publiee.pk],
        "fiches": [ressource.fiche_id],
        "versions": [demande.version_id],
        "pieces": [demande.version.pieces.exclude(fichier="").get().pk],
        "validations": [demande.pk],
        "publications": [publiee.publications.get().pk],
        "relectures": [relecture.pk],
        "remarques": [0],
        "administration": [],
    }
    gens = {role: getattr(pole, role) for role in ROLES if hasattr(pole, role)}
    gens["superutilisateur"] = fabrique.superutilisateur()
    # Signed in once: the administration shows when somebody last was.
    clients = {role: Client() for role in gens}
    for role, client in clients.items():
        client.force_login(gens[role])
    return {"pole": pole, "demande": demande, "sujets": sujets, "gens": gens, "clients": clients}


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
    for route, nom, motif in motifs(get_resolver()):
        if HORS_DU_MONDE.search(route):
            continue
        parametres = list(motif.pattern.converters)
        debut = route.split("/")[0]
        if parametres == ["pk"] and debut in monde["sujets"]:
            trouvees += [reverse(nom, args=[pk]) for pk in monde["sujets"][debut]]
        elif set(parametres) <= cadre.keys():
            trouvees.append(reverse(nom, kwargs={p: cadre[p] for p in parametres}))
        else:
            inconnues.append(route)
    assert not inconnues, f"Dites sur quoi ouvrir ces pages, pour qu'elles soient lues aussi : {inconnues}"
    return trouvees


def adresses_de_l_administration() -> list[str]:
    trouvees = [reverse("admin:index")]
    for modele in admin.site._registry:
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        trouvees.append(reverse(f"{nom}_changelist"))
        for objet in modele._default_manager.order_by("-pk")[:1]:
            trouvees += [reverse(f"{nom}_{page}", args=[objet.pk]) for page in ("change", "history")]
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
    personne = fabrique.Personne.objects.get(pk=monde["gens"][role].pk)
    lues["obligations"] = repr(list(obligations(Demande(fabrique.JOUR, personne=personne))))
    return lues


def test_rien_ne_depend_d_un_visa_qui_n_est_pas_revele(monde):
    service, administration = adresses_du_service(monde), adresses_de_l_administration()
    assert len(service) > 40
    visa = Visa.objects.filter(demande=monde["demande"])

    def lecture() -> dict[str, dict[str, str]]:
        tout = {
            role: surfaces(monde, role, service + (administration if role == "superutilisateur" else []))
            for role in LECTEURS
        }
        tout["par campagne"] = {"": repr(list(obligations(Demande(fabrique.JOUR))))}
        return tout

    refus = lecture()
    visa.update(avis=Avis.FAVORABLE, motif="")
    favorable = lecture()
    differences = [(role, page) for role in refus for page in refus[role] if refus[role][page] != favorable[role][page]]
    assert not differences
    # A question repeats the word that it asks about; nothing else may hold it.
    dites = [(role, page) for role in refus for page, texte in refus[role].items() if SECRET in texte]
    assert not [(role, page) for role, page in dites if SECRET not in page]


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
        assert SECRET in client.get(page).text, role
    administration = reverse("admin:validations_visa_change", args=[visa.pk])
    assert SECRET in clients["superutilisateur"].get(administration).text


def test_l_auteur_lit_le_sien_dans_l_administration(monde):
    auteur = monde["gens"][AUTEUR]
    auteur.is_staff = auteur.is_superuser = True
    auteur.save()
    visa = monde["demande"].visas.get()
    assert SECRET in monde["clients"][AUTEUR].get(reverse("admin:validations_visa_change", args=[visa.pk])).text
