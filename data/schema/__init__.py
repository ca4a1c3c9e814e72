"""What a schema has besides tables: shim, functions, triggers and lookup rows; migrations apply them again."""

from data.schema.apply import apply_after_tables, apply_before_tables

__all__ = ["apply_after_tables", "apply_before_tables"]
