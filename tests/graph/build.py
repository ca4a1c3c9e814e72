"""Definitions in a line or two."""

from graph.catalogue import ActivitySpec
from graph.definition import Definition

ACTIVITIES = {
    "http_request": ActivitySpec(
        "http_request",
        "HTTP request",
        input_schema={
            "type": "object",
            "required": ["url"],
            "additionalProperties": False,
            "properties": {
                "method": {"enum": ["GET", "POST"], "default": "GET"},
                "url": {"type": "string", "title": "URL", "minLength": 1},
                "headers": {"type": "object", "additionalProperties": {"type": "string"}},
                "query": {"type": "object"},
                "body": {},
                "expected_status": {"type": "string"},
                "timeout": {"anyOf": [{"type": "number"}, {"type": "null"}]},
            },
        },
    ),
    "write_csv": ActivitySpec(
        "write_csv",
        "Write CSV",
        input_schema={
            "type": "object",
            "required": ["path", "rows"],
            "additionalProperties": False,
            "properties": {
                "path": {"type": "string"},
                "rows": {"type": "array", "items": {"anyOf": [{"type": "object"}, {"type": "array"}]}},
                "columns": {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]},
            },
        },
    ),
}


def graph(nodes, edges=()):
    """A definition from `id: type` (or a node) and edges `(source, target)` or `(source, handle, target)`."""
    return Definition.model_validate(
        {
            "nodes": [
                {"id": key, **(kind if isinstance(kind, dict) else {"type": kind})}
                for key, kind in nodes.items()
            ],
            "edges": [
                {"id": "-".join(edge), "source": edge[0], "target": edge[-1]}
                | ({"sourceHandle": edge[1]} if len(edge) == 3 else {})
                for edge in edges
            ],
        }
    )


def node(type, config=None, **data):
    return {"type": type, "data": {"config": config or {}, **data}}
