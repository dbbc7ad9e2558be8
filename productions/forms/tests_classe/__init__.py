"""Planning a class test, and what its tester answers."""

from .complement import RANGS, ComplementForm
from .date import DateDuTestForm, RenoncementForm
from .photo import PhotoForm, RetraitForm
from .planification import ModificationForm, PlanificationForm
from .resultats import RemarqueDeConstatForm

__all__ = [
    "RANGS",
    "ComplementForm",
    "DateDuTestForm",
    "ModificationForm",
    "PhotoForm",
    "PlanificationForm",
    "RemarqueDeConstatForm",
    "RenoncementForm",
    "RetraitForm",
]
