"""Forms made from JSON schemas: the inspector's and the Run dialog's."""

from ui.components.schema_form.controls import Texts
from ui.components.schema_form.fields import FieldSpec, Kind, fields_of
from ui.components.schema_form.form import SchemaForm

__all__ = ["FieldSpec", "Kind", "SchemaForm", "Texts", "fields_of"]
