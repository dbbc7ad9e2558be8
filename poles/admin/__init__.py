"""The room's tables, for whoever prepares a year: pôles, campaigns, mandates, and the lists shipped as data.

Cycles are in calendrier/admin.py: opening one lays its dates.
"""

from poles.admin import equipe, pole, referentiel, territoire

__all__ = ["equipe", "pole", "referentiel", "territoire"]
