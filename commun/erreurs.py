"""The refusal that every room speaks."""


class ActionImpossible(Exception):
    """A rule of the trade refuses the action; `str(e)` is the French sentence that the teacher reads."""
