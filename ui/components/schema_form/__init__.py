"""Forms made from JSON schemas: the inspector's and the Run dialog's."""

from ui.components.schema_form.controls import Texts
from ui.components.schema_form.fields import OFF, FieldSpec, Kind, fields_of
from ui.components.schema_form.form import Fault, Faults, SchemaForm

__all__ = ["OFF", "Fault", "Faults", "FieldSpec", "Kind", "SchemaForm", "Texts", "fields_of"]
