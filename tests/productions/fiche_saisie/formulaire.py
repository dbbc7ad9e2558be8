"""The form of a fiche as the page sends it."""

from django.urls import reverse

from journal.models import Ecriture
from poles.models import Discipline, Niveau
from productions.models import NatureRessource


def nouvelle(campagne) -> str:
    return reverse("productions:nouvelle_fiche", args=[campagne.pole.slug, campagne.cycle.libelle])


def modifier(fiche) -> str:
    return reverse("productions:modifier_fiche", args=[fiche.pk])


def saisie(*productions: dict, bouton: str = "enregistrer", initiales: int = 0, **champs) -> dict:
    """What the browser sends."""
    donnees = {"titre": "Les documents commerciaux", bouton: "oui", **champs}
    donnees |= {"productions-TOTAL_FORMS": len(productions), "productions-INITIAL_FORMS": initiales}
    for rang, production in enumerate(productions):
        for nom, valeur in ({"nature": NatureRessource.CLASSE} | production).items():
            donnees[f"productions-{rang}-{nom}"] = valeur
    return donnees


def complete(prof, **champs) -> dict:
    choix = {"disciplines": [Discipline.objects.first().pk], "niveaux": [Niveau.objects.first().pk]}
    return saisie({"producteurs": [prof.pk]}, **(choix | champs))


def lignes_de(fiche) -> list[dict]:
    return [
        {
            "pk": r.pk,
            "titre": r.titre,
            "nature": r.nature,
            "producteurs": [lien.personne_id for lien in r.liens_producteurs.all()],
        }
        for r in fiche.ressources.all()
    ]


def rang(fiche) -> int:
    return Ecriture.objects.filter(chaine=fiche.chaine).count()
