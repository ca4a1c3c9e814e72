"""Expressions: `{{ … }}` in a text, in a restricted subset of Python."""
