"""An execution, live: the deployed graph, a timeline with a bar per step, and whatever one step did."""

from ui.pages.execution_viewer.page import register

__all__ = ["register"]
