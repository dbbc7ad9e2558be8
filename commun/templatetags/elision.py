"""« de » and « que » before a name that is no person's at hand: `{{ nom|de }}`."""

from __future__ import annotations

from django import template

from commun import elision

register = template.Library()
register.filter("de", elision.de)
