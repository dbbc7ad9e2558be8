"""The refusal that every room speaks."""


class ActionImpossible(Exception):
    """A rule of the trade refuses the action; `str(e)` is the French sentence that the teacher reads."""


class Perime(ActionImpossible):
    """Somebody has acted since the page was opened: the sentence says who, what and when."""
