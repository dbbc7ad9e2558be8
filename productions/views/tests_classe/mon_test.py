"""A test as its tester does it: the resource, the date, the answers. Every page opens by both doors (porte.py)."""

from __future__ import annotations

from io import BytesIO

import segno
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from commun.actions import erreurs_dans, page_action
from commun.courriels import adresse_absolue
from commun.fichiers import servir
from commun.horloge import maintenant
from commun.liens import lien_personnel
from journal.mouvements import empechement
from productions.courriels.destinataires import coordination
from productions.forms.tests_classe import DateDuTestForm, PhotoForm, RenoncementForm, RetraitForm
from productions.models import Analyse, NaturePiece, Piece, TestEnClasse
from productions.queries.pieces import dans_l_ordre
from productions.services import tests_classe as services
from productions.services.tests_classe.photos import PHOTOS_MAX
from productions.tests_classe import dernier_jour

from .porte import Porte, lien_du_jeton


def mon_test(request: HttpRequest, porte: Porte) -> HttpResponse:
    return afficher(request, porte, PhotoForm())


def afficher(request: HttpRequest, porte: Porte, photo: PhotoForm, statut: int = 200) -> HttpResponse:
    test = porte.test
    contexte = _contexte(porte) | {
        "pieces": [(piece, _adresse(porte, piece)) for piece in _livret_d_abord(test)],
        "photos": [(p, porte.adresse("photo_test", p.pk)) for p in test.photos.all()],
        "photo": photo,
        "photos_max": PHOTOS_MAX,
        "qr": porte.adresse("qr_test") if porte.jeton else "",
        "contacts": [p.nom_complet for p in coordination(test.version.ressource.campagne_suivi, maintenant())],
    }
    return render(request, "productions/tests/mon_test.html", contexte, status=statut)


def fichier(request: HttpRequest, porte: Porte, piece: int) -> HttpResponse:
    """A file of the version tested, and of no other."""
    une = get_object_or_404(_pieces(porte.test).exclude(fichier=""), pk=piece)
    return servir(une.fichier, une.nom)


def date_du_test(request: HttpRequest, porte: Porte) -> HttpResponse:
    test = porte.test
    initial = {"jour": test.jour_prevu, "motif_tardif": test.motif_tardif}
    form = DateDuTestForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            services.confirmer_date(test=test, acteur=porte.acteur, maintenant=maintenant(), **form.cleaned_data)
            messages.success(request, "C'est noté : la date est confirmée, les producteurs le liront.")
            return redirect(porte.adresse("mon_test"))
    refus = empechement(test, "confirmer")
    contexte = _contexte(porte) | {"form": form, "refus": refus, "dernier_jour": dernier_jour(test.version.ressource)}
    return render(request, "productions/tests/date.html", contexte)


def renoncer(request: HttpRequest, porte: Porte) -> HttpResponse:
    """« Je ne peux plus faire ce test »: no reason is owed."""
    test = porte.test

    def action(form: RenoncementForm) -> str:
        services.decliner_test(test=test, acteur=porte.acteur, maintenant=maintenant(), **form.cleaned_data)
        return "C'est noté : rien ne vous est plus demandé. Merci de l'avoir dit."

    return page_action(
        request,
        titre="Je ne peux plus faire ce test",
        bouton="Dire que je ne peux plus",
        action=action,
        retour=porte.adresse("mon_test"),
        form_class=RenoncementForm,
        consequence=f"Le test de « {test.version.ressource.titre} » ne vous sera plus demandé : les producteurs et le "
        "pôle chercheront quelqu'un d'autre.",
        prevenus=["les producteurs", "le PREDAC ou l'IAN du pôle"],
        renoncer="Garder ce test",
        empechement=empechement(test, "decliner"),
    )


def photos(request: HttpRequest, porte: Porte) -> HttpResponse:
    """Adds the picture sent, or takes off the one that its button names."""
    retrait = RetraitForm(request.POST)
    if "retirer" in request.POST:
        photo = get_object_or_404(porte.test.photos, pk=retrait.cleaned_data["retirer"] if retrait.is_valid() else 0)
        services.retirer_photo(photo=photo)
        messages.success(request, "La photo est retirée.")
        return redirect(porte.adresse("mon_test"))
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        with erreurs_dans(form):
            services.ajouter_photo(test=porte.test, image=form.image, sans_eleve=True, maintenant=maintenant())
            messages.success(request, "La photo est ajoutée. Le lieu et l'heure de la prise de vue en sont retirés.")
            return redirect(porte.adresse("mon_test"))
    return afficher(request, porte, form)


def photo(request: HttpRequest, porte: Porte, photo: int) -> HttpResponse:
    return servir(get_object_or_404(porte.test.photos, pk=photo).fichier, "photo.jpg")


def qr(request: HttpRequest, porte: Porte) -> HttpResponse:
    """The way to go on with a telephone: the page's own address, which whoever reads this holds already."""
    image = BytesIO()
    adresse = adresse_absolue(porte.adresse("mon_test"))
    segno.make(adresse, micro=False).save(image, kind="svg", scale=4, light="#fff", xmldecl=False)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


@lien_personnel("POST")
def nouveau_lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """The same answer to everybody: whether something was sent is seen in the mailbox alone."""
    if lien := lien_du_jeton(jeton):
        services.redemander_lien(lien=lien, maintenant=maintenant())
    return render(request, "productions/tests/lien_demande.html")


def _contexte(porte: Porte) -> dict[str, object]:
    test = porte.test
    return {
        "test": test,
        "ressource": test.version.ressource,
        "version": test.version,
        "porte": porte,
        "adresses": porte.adresses,
        "fil": [] if porte.jeton else None,
    }


def _pieces(test: TestEnClasse) -> QuerySet[Piece]:
    """None of a test that is not done: it opens the version no longer, whichever the door."""
    if not (test.attendu or test.rendu_le):
        return Piece.objects.none()
    return Piece.objects.filter(version=test.version_id).exclude(analyse__etat=Analyse.Etat.REFUSEE)


def _livret_d_abord(test: TestEnClasse) -> list[Piece]:
    """It says how to lead the session."""
    return sorted(dans_l_ordre(_pieces(test)), key=lambda piece: piece.nature != NaturePiece.LIVRET)


def _adresse(porte: Porte, piece: Piece) -> str:
    return piece.lien or porte.adresse("fichier_du_test", piece.pk)
