"""Addresses of the resources, their versions and their relectures."""

from django.urls import URLPattern, path

from productions.views import (
    accords,
    comparaison,
    depot,
    grilles,
    listes,
    pieces,
    relectures,
    remarques,
    ressources,
    scission,
    televersements,
)

urlpatterns: list[URLPattern] = [
    path("ressources/", listes.mes_ressources, name="mes_ressources"),
    path("versions/", listes.mes_versions, name="mes_versions"),
    path("remarques/", listes.mes_remarques, name="mes_remarques"),
    path("poles/<slug:slug>/<str:cycle>/ressources/", ressources.ressources, name="ressources"),
    path("ressources/<int:pk>/reprendre/", ressources.reprendre, name="reprendre"),
    path("ressources/<int:pk>/scinder/", scission.scinder, name="scinder_ressource"),
    path("ressources/<int:pk>/accord/", accords.donner, name="donner_accord"),
    path("ressources/<int:pk>/accord-ecrit/", accords.enregistrer_ecrit, name="accord_ecrit"),
    path("ressources/<int:pk>/comparer/", comparaison.comparer, name="comparer"),
    # The draft and its deposit.
    path("ressources/<int:pk>/depot/", depot.depot, name="depot"),
    path("ressources/<int:pk>/depot/ouvrir/", depot.ouvrir, name="ouvrir_depot"),
    path("ressources/<int:pk>/depot/fichiers/", pieces.ajouter, name="ajouter_fichier"),
    path("ressources/<int:pk>/depot/liens/", pieces.lier, name="ajouter_lien"),
    path("ressources/<int:pk>/depot/brouillon/", depot.noter, name="noter_depot"),
    path("ressources/<int:pk>/depot/deposer/", depot.deposer, name="deposer"),
    path("ressources/<int:pk>/depot/annuler/", depot.annuler, name="annuler_depot"),
    path("ressources/<int:pk>/depot/televersements/", televersements.commencer, name="commencer_televersement"),
    path("televersements/<uuid:pk>/", televersements.ou_en_est, name="televersement"),
    path("televersements/<uuid:pk>/morceaux/", televersements.recevoir, name="recevoir_morceau"),
    path("televersements/<uuid:pk>/finir/", televersements.finir, name="finir_televersement"),
    path("televersements/<uuid:pk>/annuler/", televersements.annuler, name="annuler_televersement"),
    path("pieces/<int:pk>/", pieces.telecharger, name="telecharger"),
    path("pieces/<int:pk>/remplacer/", pieces.remplacer, name="remplacer_piece"),
    path("pieces/<int:pk>/nature/", pieces.changer, name="changer_nature"),
    path("pieces/<int:pk>/retirer/", pieces.retirer, name="retirer_piece"),
    path("pieces/<int:pk>/remettre/", pieces.remettre, name="remettre_piece"),
    path("versions/<int:pk>/ouverte/", pieces.ouverte, name="marquer_ouverte"),
    # Proofreading.
    path("ressources/<int:pk>/relecture/assigner/", relectures.assigner, name="assigner_relecture"),
    path("ressources/<int:pk>/relecture/clore/", relectures.clore, name="clore_relecture"),
    path("ressources/<int:pk>/relecture/rouvrir/", relectures.rouvrir, name="rouvrir_relecture"),
    path("ressources/<int:pk>/relecture/passer/", ressources.continuer, name="continuer_sans_relecture"),
    path("relectures/<int:pk>/", relectures.relecture, name="relecture"),
    path("relectures/<int:pk>/remarques/", remarques.ajouter, name="ajouter_remarque"),
    path("relectures/<int:pk>/grille/", grilles.remplir, name="remplir_grille"),
    path("relectures/<int:pk>/rendre/", relectures.rendre, name="rendre_relecture"),
    path("remarques/<int:pk>/retirer/", remarques.retirer, name="retirer_remarque"),
    path("remarques/<int:pk>/repondre/", remarques.repondre, name="repondre_remarque"),
]
