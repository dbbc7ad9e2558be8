"""« Enregistrer cette vue », « Modifier », « Supprimer ». No journal: it is a way to look, which changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Q

from commun.erreurs import ActionImpossible
from poles.models import Pole, VueEnregistree
from poles.models.vue import ranges

if TYPE_CHECKING:
    from comptes.models import Personne

# For one list: more names than anybody reads.
VUES_MAX = 50


@transaction.atomic
def enregistrer_vue(
    *,
    personne: Personne,
    liste: str,
    nom: str,
    parametres: dict[str, list[str]],
    pole: Pole | None,
    maintenant: datetime,
) -> VueEnregistree:
    """« Enregistrer cette vue »: `parametres` come cleaned by the list (poles/vues.py)."""
    if not parametres:
        raise ActionImpossible("Il n'y a rien à retenir : filtrez ou triez d'abord la liste.")
    # Held, so that two tabs do not pass the bound together.
    get_user_model().objects.select_for_update(no_key=True).get(pk=personne.pk)
    if VueEnregistree.objects.filter(personne=personne, liste=liste).count() >= VUES_MAX:
        raise ActionImpossible(
            f"Vous avez déjà {VUES_MAX} vues pour cette liste : supprimez celles qui ne servent plus."
        )
    vue = VueEnregistree(
        personne=personne, liste=liste, nom=nom, parametres=ranges(parametres), pole=pole, enregistree_le=maintenant
    )
    return _ecrire(vue)


@transaction.atomic
def modifier_vue(*, vue: VueEnregistree, nom: str, pole: Pole | None) -> VueEnregistree:
    """« Modifier »: another name, shared or not any more. Not shared, it is its author's alone."""
    vue = VueEnregistree.objects.select_for_update(of=("self",), no_key=True).filter(pk=vue.pk).first()
    if vue is None:
        raise ActionImpossible("Cette vue vient d'être supprimée : il n'y a plus rien à modifier.")
    vue.nom, vue.pole = nom, pole
    return _ecrire(vue)


@transaction.atomic
def supprimer_vue(*, vue: VueEnregistree) -> None:
    vue.delete()


def _ecrire(vue: VueEnregistree) -> VueEnregistree:
    autres = VueEnregistree.objects.filter(liste=vue.liste, nom=vue.nom).exclude(pk=vue.pk)
    homonyme = autres.filter(Q(personne=vue.personne_id) | Q(pole__isnull=False, pole=vue.pole_id)).first()
    try:
        with transaction.atomic():
            if homonyme is None:
                vue.save()
                return vue
    except IntegrityError:
        pass
    raise ActionImpossible(f"Une vue « {vue.nom} » existe déjà pour cette liste : choisissez un autre nom.")
