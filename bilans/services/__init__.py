"""What people do of this room, by the name of the button."""

from .cloture import demander_complement, demander_definitif
from .generations import demander_pdf
from .motifs import enregistrer_motifs
from .redaction import enregistrer_textes, ouvrir_bilan

__all__ = [
    "demander_complement",
    "demander_definitif",
    "demander_pdf",
    "enregistrer_motifs",
    "enregistrer_textes",
    "ouvrir_bilan",
]
