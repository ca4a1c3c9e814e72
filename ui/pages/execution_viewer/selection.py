"""The selection on the canvas, told apart from its echo: the canvas reports every change, also those we ask for."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from ui.components.flow_canvas import FlowCanvas


class CanvasSelection:
    """Selects one node on the canvas, or none."""

    def __init__(self, canvas: FlowCanvas) -> None:
        self._canvas = canvas
        self._is_drawn = False
        self._shown: list[str] = []
        self._echoes: deque[list[str]] = deque()

    def begin(self, node_id: str | None) -> None:
        """The canvas has been drawn anew and shows no selection yet."""
        self._is_drawn, self._shown = True, []
        self._echoes.clear()
        self.show(node_id)

    def show(self, node_id: str | None) -> None:
        wanted = [node_id] if node_id else []
        if not self._is_drawn or wanted == self._shown:
            return
        self._shown = wanted
        self._echoes.append(wanted)
        self._canvas.select(wanted)

    def was_made_by_hand(self, node_ids: Sequence[str]) -> bool:
        """Whether the person has selected, rather than we: an echo that comes late must not undo a newer choice."""
        if self._echoes and self._echoes[0] == list(node_ids):
            self._echoes.popleft()
            return False
        self._shown = list(node_ids)
        return True
