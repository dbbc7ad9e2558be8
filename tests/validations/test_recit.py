"""The whole story: everything that happened is there, newest first, and nothing that this reader may not read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Remarque
from tests import fabrique
from validations import services
from validations.dossier import Dossier, ressources_du_dossier
from validations.models import Avis, NatureVisa
from validations.recit import raconter

M = fabrique.MAINTENANT


def histoire(qui, ressource):
    return raconter(Dossier(ressources_du_dossier(qui).get(pk=ressource.pk), qui, fabrique.JOUR))


def titres(qui, ressource) -> list[str]:
    return [fait.titre for fait in histoire(qui, ressource)]


@pytest.fixture
def vecue(pole):
    """A resource to which nearly everything has happened."""
    ressource = pole.ressource(R.EN_RELECTURE)
    relecture = fabrique.relecture(ressource, pole.enseignant)
    productions.ecrire_remarque(
        relecture=relecture, texte="Le barème est faux.", bloquante=True, endroit="p. 3", maintenant=M
    )
    productions.rendre_relecture(relecture=relecture, avis="Très clair.", acteur=pole.enseignant, maintenant=M)
    productions.repondre_remarque(
        remarque=Remarque.objects.get(), reponse="faite", texte="Repris.", acteur=pole.producteur, maintenant=M
    )
    ressource.refresh_from_db()
    fabrique.deposer(ressource)
    productions.annuler_depot(ressource=ressource, acteur=pole.producteur, maintenant=M)
    fabrique.deposer(ressource)
    services.demander_validation(ressource=ressource, acteur=pole.producteur, maintenant=M, message="Bonne lecture.")
    services.retirer_demande(ressource=ressource, motif="Une annexe manque.", acteur=pole.producteur, maintenant=M)
    demande = fabrique.demande(ressource)
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    ressource.refresh_from_db()
    publication = fabrique.publication(ressource)
    services.corriger_publication(
        publication=publication,
        adresse="https://neuf.exemple.fr/",
        licence="lo-2.0",
        licence_autre="",
        acteur=pole.coordinateur,
        maintenant=M,
    )
    services.retirer_publication(
        publication=publication, motif="Page déplacée.", acteur=pole.coordinateur, maintenant=M
    )
    return ressource


def test_tout_y_est_du_plus_recent_au_plus_ancien(pole, vecue):
    p, c = pole.producteur.nom_complet, pole.coordinateur.nom_complet
    assert titres(pole.enseignant, vecue) == [
        f"{c} a retiré la publication",
        f"{c} a corrigé la publication",
        f"{c} a publié la V2 (site académique)",
        f"{p} a donné son accord de publication",
        "La V2 est validée",
        f"{pole.drane.nom_complet} a donné son visa (validation de l'usage responsable des outils numériques)",
        f"{pole.inspecteur.nom_complet} a donné son visa (validation pédagogique)",
        f"{p} a demandé la validation de la V2",
        f"{p} a retiré la demande de validation",
        f"{p} a demandé la validation de la V2",
        f"{p} a déposé la V2",
        f"{p} a annulé le dépôt de la V2",
        f"{p} a déposé la V2 (dépôt annulé)",
        f"{pole.enseignant.nom_complet} a rendu sa relecture de la V1 : 1 remarque",
        f"{c} a confié la relecture de la V1 à {pole.enseignant.nom_complet}",
        f"{p} a déposé la V1",
        f"{p} a dit qui produit la ressource",
        f"{p} a annoncé la ressource dans une fiche-projet",
    ]
    faits = histoire(pole.enseignant, vecue)
    textes = {fait.titre.removeprefix(f"{c} ").removeprefix(f"{p} "): fait.texte for fait in faits}
    assert textes["a retiré la publication"] == "Page déplacée."
    assert textes["a retiré la demande de validation"] == "Une annexe manque."
    assert faits[13].texte == "Très clair."
    assert [(f.version.numero, f.jalon, f.en_vigueur) for f in faits if f.version] == [
        (2, True, True),
        (2, False, False),
        (1, True, False),
    ]
    v1 = faits[15]
    assert ([r.reponse_texte for r in v1.remarques], v1.bloquantes, v1.sans_reponse) == (["Repris."], 1, 0)


def test_ce_qui_arrive_ensuite(pole):
    """Abandonment and taking up again, closing the relecture, going on without, written agreements."""
    ressource = pole.ressource(R.EN_RELECTURE)
    fabrique.relecture(ressource, pole.enseignant)
    productions.clore_relecture(ressource=ressource, acteur=pole.coordinateur, maintenant=M)
    productions.enregistrer_accord_ecrit(
        producteur=ressource.liens_producteurs.get(), reference="courriel du 3", acteur=pole.coordinateur, maintenant=M
    )
    services.abandonner(ressource=ressource, motif="Plus le temps.", acteur=pole.coordinateur, maintenant=M)
    productions.reprendre_ressource(ressource=ressource, motif="Finalement si.", acteur=pole.coordinateur, maintenant=M)
    faits = histoire(pole.producteur, ressource)
    c = pole.coordinateur.nom_complet
    assert [(f.titre, f.texte or f.precision) for f in faits[:4]] == [
        (f"{c} a repris la ressource", "Finalement si."),
        (f"{c} a abandonné la ressource", "Plus le temps."),
        (f"{c} a enregistré l'accord écrit de {pole.producteur.nom_complet}", "courriel du 3"),
        (f"{c} a clos la relecture", "Une relecture n'était pas rendue."),
    ]
    assert any(f.precision == "Close sans remise." for f in faits)


def test_une_remarque_et_une_appreciation_restent_cachees_a_qui_relit_encore(pole):
    ressource = pole.ressource(R.EN_RELECTURE)
    rendue, attendue = fabrique.relecture(ressource), fabrique.relecture(ressource, pole.enseignant)
    for relecture, texte in ((rendue, "Trop long."), (attendue, "Trop court.")):
        productions.ecrire_remarque(relecture=relecture, texte=texte, bloquante=False, endroit="", maintenant=M)
    productions.rendre_relecture(relecture=rendue, avis="Bien.", acteur=rendue.relecteur, maintenant=M)

    def lus(qui):
        faits = histoire(qui, ressource)
        remarques = {r.texte for f in faits for r in f.remarques}
        return remarques | {f.texte for f in faits if "a rendu sa relecture" in f.titre and f.texte}

    assert lus(pole.enseignant) == {"Trop court."}
    assert lus(rendue.relecteur) == lus(pole.producteur) == lus(pole.inspecteur) == {"Trop long.", "Bien."}


def test_un_visa_ne_se_lit_que_de_son_auteur_tant_que_rien_n_est_decide(pole):
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, "Hors programme.")

    def lu(qui):
        return next(f.visa for f in histoire(qui, demande.ressource) if f.visa)

    assert (lu(pole.inspecteur).avis, lu(pole.inspecteur).motif) == (Avis.DEFAVORABLE, "Hors programme.")
    for qui in (pole.drane, pole.producteur, pole.coordinateur, fabrique.superutilisateur()):
        assert (lu(qui).avis, lu(qui).avis_libelle, lu(qui).motif) == ("", "", "")
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    for qui in (pole.drane, pole.producteur, pole.enseignant):
        assert {f.visa.avis for f in histoire(qui, demande.ressource) if f.visa} == {"favorable", "defavorable"}


def test_un_texte_efface_du_journal_ne_revient_pas(pole):
    from journal.models import Ecriture
    from journal.services import effacer_texte

    ressource = pole.ressource(R.ABANDONNEE)
    ecriture = Ecriture.objects.get(chaine=ressource.chaine, action="ressource.abandonner")
    effacer_texte(ecriture=ecriture, acteur=None, maintenant=M)
    fait = next(f for f in histoire(pole.producteur, ressource) if "a abandonné" in f.titre)
    assert fait.texte == ""


def test_le_nombre_de_requetes_ne_depend_pas_de_la_longueur(pole, vecue):
    courte = pole.ressource(R.EN_RELECTURE)

    def compter(ressource) -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert histoire(pole.producteur, ressource)
        return len(requetes)

    courte_en, longue_en = compter(courte), compter(vecue)
    # Without a round there is no visa to fetch.
    assert longue_en <= courte_en + 1
    assert longue_en <= 12
