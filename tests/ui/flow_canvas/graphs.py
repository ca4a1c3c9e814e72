"""Graphs to draw: the design's example, and large ones."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

Json = dict[str, Any]


def _type(type: str, icon: str, **more: Any) -> Json:
    plain = {
        "shape": "plain",
        "has_input": True,
        "outputs": ["out"],
        "outputs_from": None,
        "error_output": False,
    }
    return {
        "type": type,
        "label": type.title(),
        "group": "flow",
        "icon": icon,
        "summary": "",
        **plain,
        **more,
    }


NODE_TYPES: list[Json] = [
    _type("manual", "webhook", shape="trigger", has_input=False, group="triggers", summary="{path}"),
    _type("activity", "bolt", error_output=True, group="work"),
    _type("transform", "data_object", summary="{fields}", group="work"),
    _type("condition", "call_split", outputs=["true", "false"], summary="{expression}"),
    _type("approval", "how_to_reg", outputs=["approved", "rejected"], summary="{who}"),
    _type("switch", "alt_route", outputs=["default"], outputs_from="cases", summary="{cases}"),
    _type("delay", "hourglass_empty", summary="{duration}"),
    _type("end", "flag", shape="end", outputs=[]),
]
ACTIVITIES: list[Json] = [
    {
        "name": "http_request",
        "label": "HTTP request",
        "icon": "language",
        "category": "Web",
        "summary": "{method} {url}",
    },
    {"name": "write_csv", "label": "Write CSV", "icon": "bolt", "category": "Files", "summary": ""},
    {"name": "send_email", "label": "Send e-mail", "icon": "send", "category": "Mail", "summary": "to {to}"},
]


def _node(id: str, type: str, x: int, y: int, label: str, config: Json | None = None) -> Json:
    return {
        "id": id,
        "type": type,
        "position": {"x": x, "y": y},
        "data": {"label": label, "config": config or {}},
    }


def _http(id: str, x: int, y: int, label: str, method: str, url: str) -> Json:
    config = {"activity": "http_request", "arguments": {"method": method, "url": url}}
    return _node(id, "activity", x, y, label, config)


def _edge(source: str, target: str, handle: str = "out") -> Json:
    id = f"{source}.{handle}-{target}"
    return {"id": id, "source": source, "target": target, "sourceHandle": handle, "targetHandle": "in"}


def graph(shape: str, nodes: int = 0) -> Json:
    made: dict[str, tuple[list[Json], list[Json]]] = {
        "empty": ([], []),
        "parcels": parcels(),
        "chain": chain(3),
    }
    found, edges = made.get(shape) or grid(nodes)
    return {"schema_version": 1, "nodes": found, "edges": edges, "viewport": {"x": 0, "y": 0, "zoom": 1}}


def parcels() -> tuple[list[Json], list[Json]]:
    nodes = [
        _node("list", "manual", 0, 320, "Parcel list", {"path": "POST /parcels"}),
        _node("over", "condition", 168, 320, "Over 20?", {"expression": "{{ parcels > 20 }}"}),
        _http("track", 360, 52, "Track parcel", "GET", "/v2/track/{{ item.tracking_id }}"),
        _node("late", "transform", 532, 52, "Days late", {"fields": {"a": 1, "b": 2, "c": 3}}),
        _node("note", "activity", 532, 132, "Note failure", {"activity": "write_csv"}),
        _node("draft", "delay", 348, 228, "Draft notice", {"duration": "support-writer v3"}),
        _node("approve", "approval", 532, 228, "Approve notice", {"who": "Operations · 24 h"}),
        _http("notify", 348, 312, "Notify depot", "POST", "/v1/incidents"),
        _node(
            "tell",
            "activity",
            532,
            384,
            "Tell support",
            {"activity": "send_email", "arguments": {"to": "support"}},
        ),
        _node("wait", "delay", 348, 468, "Wait 6 hours", {"duration": "6 h"}),
        _node("again", "switch", 532, 468, "Check again", {"cases": [{"name": "late"}, {"name": "lost"}]}),
        _node("csv", "activity", 748, 160, "Write CSV", {"activity": "write_csv"}),
        _node("end", "end", 912, 160, "End"),
    ]
    edges = [
        _edge("list", "over"),
        _edge("over", "track", "true"),
        _edge("over", "draft", "true"),
        _edge("over", "notify", "true"),
        _edge("over", "wait", "false"),
        _edge("track", "late"),
        _edge("track", "note", "error"),
        _edge("draft", "approve"),
        _edge("notify", "tell", "error"),
        _edge("wait", "again"),
        _edge("late", "csv"),
        _edge("approve", "csv", "approved"),
        _edge("csv", "end"),
    ]
    return nodes, edges


def chain(count: int) -> tuple[list[Json], list[Json]]:
    ids = [chr(ord("a") + index) for index in range(count)]
    nodes = [_node(id, "transform", 200 * index, 0, id.upper()) for index, id in enumerate(ids)]
    return nodes, [_edge(a, b) for a, b in pairwise(ids)]


def grid(count: int) -> tuple[list[Json], list[Json]]:
    """Columns of 25 nodes; each node leads to one or two of the next column."""
    high = 25
    places = [(240 * (index // high), 80 * (index % high)) for index in range(count)]
    nodes = [
        _node(f"n{index}", "transform", x, y, f"Step {index}", {"fields": {"a": 1}})
        for index, (x, y) in enumerate(places)
    ]
    pairs = [(index, index + high) for index in range(count - high)]
    pairs += [(index, index + high + 1) for index in range(0, count - high - 1, 5)]
    return nodes, [_edge(f"n{a}", f"n{b}") for a, b in pairs]


STATUSES: Json = {
    "list": {"status": "completed", "text": "120 parcels", "handles": ["out"]},
    "over": {"status": "completed", "text": "true", "handles": ["true"]},
    "track": {"status": "running", "text": "8 running", "progress": 0.28, "handles": ["out", "error"]},
    "late": {"status": "running", "text": "32 done"},
    "note": {"status": "completed", "text": "2 done"},
    "draft": {"status": "completed", "text": "6.2 s", "handles": ["out"]},
    "approve": {"status": "waiting", "text": "23:55:48 left"},
    "notify": {
        "status": "failed",
        "text": "5 of 5 attempts",
        "handles": ["error"],
        "error": "No answer in 30 s",
    },
    "tell": {"status": "completed", "text": "0.5 s"},
    "wait": {"status": "skipped"},
    "again": {"status": "skipped"},
    "csv": {"status": "pending", "text": "waits for 2"},
}
PROBLEMS: Json = {
    "approve": [{"code": "loose", "message": "rejected leads nowhere", "severity": "warning"}],
    "again": [{"code": "empty", "message": "Choose a workflow", "severity": "error"}],
}
