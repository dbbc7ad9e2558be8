"""A published address as a code that a phone reads, from the paper."""

from __future__ import annotations

import segno


def code_qr(adresse: str) -> str:
    """A data: address of a small SVG; empty for what does not fit in a code that a phone still reads."""
    try:
        code = segno.make(adresse, error="m", micro=False)
    except segno.DataOverflowError:
        return ""
    return code.svg_data_uri(scale=1, border=2, omitsize=True)
