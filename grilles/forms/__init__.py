from .copie import CopieForm
from .feuille import FeuilleForm
from .redaction import QuestionForm, SectionForm

__all__ = ["CopieForm", "FeuilleForm", "QuestionForm", "SectionForm"]
