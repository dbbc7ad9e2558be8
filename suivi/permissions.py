"""Who records the moments of the year."""

from __future__ import annotations

import rules

from poles.permissions import conduit

rules.add_perm("suivi.consigner_etape", conduit)  # on a campaign
