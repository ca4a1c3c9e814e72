"""Forms made from JSON schemas: the inspector's and the Run dialog's."""

from ui.components.schema_form.controls import Texts
from ui.components.schema_form.fields import FieldSpec, Kind, fields_of
from ui.components.schema_form.form import Fault, Faults, SchemaForm

__all__ = ["Fault", "Faults", "FieldSpec", "Kind", "SchemaForm", "Texts", "fields_of"]
