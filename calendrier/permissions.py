"""Who decides of a pôle's reminders and of its feed, and who reads which were sent: whoever leads it."""

from __future__ import annotations

import rules

from poles.permissions import conduit

rules.add_perm("calendrier.regler_rappels", conduit)  # on a campaign
rules.add_perm("calendrier.gerer_agenda", conduit)  # on a campaign
