"""A definition in small: boxes and lines, for template cards."""

from __future__ import annotations

from graph.definition import Definition

_NODE_WIDTH, _NODE_HEIGHT = 160.0, 48.0
_COLOURS = {"delay": "a"}


def graph_thumbnail(definition: Definition, *, width: int = 280, height: int = 84) -> str:
    """The graph as SVG, scaled to fit; classes n, t, e, x and a are the card's colours."""
    if not definition.nodes:
        return f'<svg viewBox="0 0 {width} {height}" aria-hidden="true"></svg>'
    left = min(node.position.x for node in definition.nodes)
    top = min(node.position.y for node in definition.nodes)
    right = max(node.position.x for node in definition.nodes) + _NODE_WIDTH
    bottom = max(node.position.y for node in definition.nodes) + _NODE_HEIGHT
    scale = min((width - 40) / (right - left), (height - 20) / (bottom - top), 0.27)
    x0 = (width - (right - left) * scale) / 2 - left * scale
    y0 = (height - (bottom - top) * scale) / 2 - top * scale
    places = {
        node.id: (x0 + node.position.x * scale, y0 + node.position.y * scale) for node in definition.nodes
    }
    w, h = _NODE_WIDTH * scale, _NODE_HEIGHT * scale
    parts = [
        _edge(places[edge.source], places[edge.target], w, h, error=edge.source_handle == "error")
        for edge in definition.edges
        if edge.source in places and edge.target in places
    ]
    parts += [_node(*places[node.id], w, h, _COLOURS.get(node.type, "t")) for node in definition.nodes]
    box = f'viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid meet"'
    return f'<svg {box} aria-hidden="true">{"".join(parts)}</svg>'


def _edge(
    source: tuple[float, float], target: tuple[float, float], w: float, h: float, *, error: bool
) -> str:
    x1, y1 = (source[0] + w * 0.85, source[1] + h) if error else (source[0] + w, source[1] + h / 2)
    x2, y2 = target[0], target[1] + h / 2
    bend = max(abs(x2 - x1) / 2, 6)
    first = f"{x1:.1f},{y1 + bend:.1f}" if error else f"{x1 + bend:.1f},{y1:.1f}"
    path = f"M{x1:.1f},{y1:.1f} C{first} {x2 - bend:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
    return f'<path class="e{" x" if error else ""}" d="{path}"/>'


def _node(x: float, y: float, w: float, h: float, colour: str) -> str:
    tile = h * 0.42
    return (
        f'<rect class="n" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{h * 0.2:.1f}"/>'
        f'<rect class="{colour}" x="{x + h * 0.25:.1f}" y="{y + (h - tile) / 2:.1f}" width="{tile:.1f}" '
        f'height="{tile:.1f}" rx="{tile * 0.25:.1f}" opacity=".85"/>'
        f'<rect class="t" x="{x + h * 0.25 + tile + 3:.1f}" y="{y + h / 2 - 1:.1f}" '
        f'width="{max(w - h * 0.5 - tile - 5, 2):.1f}" height="2" rx="1" opacity=".35"/>'
    )
