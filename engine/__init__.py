"""Temporal: the interpreter, activities, workers, history."""
