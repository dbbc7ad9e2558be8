"""The reviews of the world: a pôle's, still a draft, and its académie's, which is final."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdf import PdfWriter

from bilans import services
from bilans.etats import GenreDocument
from bilans.models import Bilan, Generation
from bilans.services.generations import Fabrique, garder
from commun.etats import EtatTravail
from commun.models import Travail
from poles.models import Academie, Campagne
from tests.fabrique import MAINTENANT
from tests.fabrique.rejeu import rejouable

if TYPE_CHECKING:
    from comptes.models import Personne
    from tests.monde import Monde


def peupler(monde: Monde) -> dict[str, Bilan]:
    coordination, administration = monde.roles["coordination"], monde.roles["administration"]
    brouillon = ouvrir(monde.campagne, coordination)
    services.enregistrer_textes(
        bilan=brouillon,
        textes={"edito": "Une année **bien remplie**.", "perspectives": "- Une webradio\n- Un tableur"},
        choix={"en_avant": [monde.ressources["publiee"].pk]},
        acteur=coordination,
        maintenant=MAINTENANT,
    )
    for ressources in (3, 5):
        generation(brouillon, GenreDocument.BROUILLON, coordination, ressources=ressources)
    academie = ouvrir(monde.campagne.pole.academie, administration, monde.campagne.cycle.libelle)
    generation(academie, GenreDocument.DEFINITIF, administration)
    return {"brouillon": brouillon, "academie": Bilan.objects.get(pk=academie.pk)}


@rejouable
def ouvrir(portee: Campagne | Academie, acteur: Personne, annee: str = "") -> Bilan:
    annee = annee or portee.cycle.libelle
    return services.ouvrir_bilan(portee=portee, annee=annee, acteur=acteur, maintenant=MAINTENANT)


def generation(bilan: Bilan, genre: str, acteur: Personne, **chiffres: int) -> Generation:
    """A document of one blank page, kept as a job would; the job itself is let go."""
    travail = Travail.objects.create(
        genre="bilan en PDF",
        titre=str(bilan),
        demandeur=acteur.pk,
        tache="bilans.generer",
        etat=EtatTravail.EN_COURS,
        cree_le=MAINTENANT,
        battement=MAINTENANT,
    )
    faite = garder(
        bilan=bilan,
        genre=genre,
        travail=travail,
        nom="Bilan.pdf",
        fabrique=Fabrique(pdf_blanc(), "<p>Bilan</p>", chiffres, bilan_revision(bilan)),
        acteur=acteur,
        maintenant=MAINTENANT,
    )
    travail.delete()
    return faite


def bilan_revision(bilan: Bilan) -> int:
    return Bilan.objects.values_list("revision", flat=True).get(pk=bilan.pk)


def pdf_blanc() -> bytes:
    page, tampon = PdfWriter(), io.BytesIO()
    page.add_blank_page(210, 297)
    page.write(tampon)
    return tampon.getvalue()
