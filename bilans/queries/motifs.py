"""What a review's page of reasons shows beside each choice: the reasons that were confided, to who may read them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from bilans.contenu.motifs import Cle
from bilans.perimetre import Perimetre
from productions.etats import EtatReport
from productions.models import NatureReport, Report, TestEnClasse

if TYPE_CHECKING:
    from comptes.models import Personne


def motifs_confies(perimetre: Perimetre, personne: Personne) -> dict[Cle, list[str]]:
    """Of the extensions granted and of the class tests that come late, those open to this person. Two queries."""
    confies: dict[Cle, list[str]] = defaultdict(list)
    ici = Q(ressource__campagne_origine__in=perimetre.pks) | Q(ressource__campagne_suivi__in=perimetre.pks)
    reports = Report.objects.visibles_par(personne).filter(ici, etat=EtatReport.ACCORDE)
    for ressource, nature, motif in reports.order_by("pk").values_list("ressource", "nature", "motif"):
        confies[ressource, nature].append(motif)
    tests = TestEnClasse.objects.visibles_par(personne).demandes().exclude(motif_tardif="")
    tests = tests.filter(version__ressource__campagne_origine__in=perimetre.pks).order_by("pk")
    for ressource, motif in tests.values_list("version__ressource", "motif_tardif"):
        confies[ressource, NatureReport.TEST_CLASSE.value].append(motif)
    return confies
