"""Bridge between any Django form and the DSFR field templates of templates/crispy_dsfr/champs/.

The widgets themselves are rendered by Django (labels, ids, aria-describedby and aria-invalid included), so that
model forms, filter forms and sign-in forms need no DSFR base class.
"""

from django import forms, template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.template.loader import render_to_string

register = template.Library()

# Native pickers want ISO values whatever the locale; Django accepts ISO input in every locale.
_PICKERS = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.TimeInput, "time", "%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
)


def _kind(widget: forms.Widget) -> str:
    """Name of the template under champs/ for this widget."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return "groupe"
    if isinstance(widget, forms.CheckboxInput):
        return "case"
    if isinstance(widget, forms.Select):
        return "liste"
    if isinstance(widget, forms.FileInput):
        return "fichier"
    return "texte"


def _displayed_widget(widget: forms.Widget) -> forms.Widget:
    """The widget to show: a native picker for dates, check boxes rather than a multiple list."""
    for kind, input_type, date_format in _PICKERS:
        if isinstance(widget, kind) and widget.input_type == "text":
            picker = kind(attrs=widget.attrs, format=date_format)
            picker.input_type = input_type
            return picker
    if isinstance(widget, forms.SelectMultiple) and not isinstance(widget, forms.CheckboxSelectMultiple):
        return forms.CheckboxSelectMultiple(attrs=widget.attrs, choices=widget.choices)
    return widget


_CLASSES = {"texte": "fr-input", "liste": "fr-select", "fichier": "fr-upload"}


def _attrs(field: BoundField, widget: forms.Widget, kind: str) -> dict[str, object]:
    css = " ".join(filter(None, (_CLASSES.get(kind, ""), widget.attrs.get("class", ""))))
    return {"class": css} if css else {}


@register.simple_tag
def champ_dsfr(field: BoundField, marquer_facultatif: bool = True) -> str:
    """Render one form field the DSFR way: label, hint, widget and errors tied together for screen readers."""
    kind = _kind(field.field.widget)
    widget = _displayed_widget(field.field.widget)
    # A box that may stay empty is what a box is: saying so would only make noise; and some forms say
    # what an empty field means (`vide_explique`: of all their fields, or of those named), where « facultatif »
    # would stand beside « obligatoire ».
    explique = getattr(field.form, "vide_explique", False)
    explique = field.name in explique if isinstance(explique, tuple) else explique
    facultatif = marquer_facultatif and not field.field.required and kind != "case" and not explique
    contexte = {"field": field, "facultatif": facultatif}
    if kind == "groupe":
        contexte["options"] = _options(field, widget)
    else:
        contexte["controle"] = field.as_widget(widget, attrs=_attrs(field, widget, kind))
    return render_to_string(f"crispy_dsfr/champs/{kind}.html", contexte)


def _options(field: BoundField, widget: forms.Widget) -> list[BoundWidget]:
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
    # A group's hint and error belong to its fieldset, not to each option.
    attrs.pop("aria-describedby", None)
    donnees = widget.subwidgets(field.html_name, field.value(), attrs)
    return [BoundWidget(widget, donnee, field.form.renderer) for donnee in donnees]


@register.filter
def premier_id(field: BoundField) -> str:
    """Id of the control that a link from the error summary must reach."""
    if _kind(field.field.widget) == "groupe":
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.simple_tag
def champs_en_erreur(form: forms.BaseForm) -> list[BoundField]:
    return [field for field in form if field.errors]
