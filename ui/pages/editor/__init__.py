"""The editor: draw a workflow, set up its nodes, deploy and run it."""

from ui.pages.editor.page import register

__all__ = ["register"]
