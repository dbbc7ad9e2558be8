"""What the list of the mails sent is filtered by."""

import django_filters

from commun.contient import CONTIENT
from commun.models import Courriel


class CourrielFiltre(django_filters.FilterSet):
    nom_destinataire = django_filters.CharFilter(label="Destinataire", lookup_expr=CONTIENT)

    class Meta:
        model = Courriel
        fields = ["nom_destinataire"]
