"""Who keeps the grids of a pôle: whoever leads it."""

from __future__ import annotations

import rules

from poles.permissions import conduit

rules.add_perm("grilles.gerer", conduit)  # on a campaign
