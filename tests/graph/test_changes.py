"""What changed between two definitions, as people would say it."""

from graph.changes import Setting, changes_between
from graph.definition import Definition


def fetch(url="https://example.org", x=0, **data):
    return {
        "id": "fetch",
        "type": "http",
        "position": {"x": x, "y": 0},
        "data": {"label": "Fetch", "config": {"url": url}, **data},
    }


def definition(*nodes, edges=()):
    return Definition.model_validate(
        {
            "nodes": nodes,
            "edges": [{"id": f"e{n}", "source": a, "target": b} for n, (a, b) in enumerate(edges)],
        }
    )


END = {"id": "end", "type": "end", "data": {"label": "End"}}


def test_a_setting_that_differs_is_named_with_both_values():
    (change,) = changes_between(definition(fetch()), definition(fetch("https://example.com"))).nodes
    assert change.kind == "changed"
    assert change.settings == (Setting("config.url", "https://example.org", "https://example.com"),)


def test_a_node_that_only_moved_is_the_same():
    assert not changes_between(definition(fetch()), definition(fetch(x=400)))


def test_added_and_removed_nodes_and_edges_are_counted():
    before, after = definition(fetch()), definition(END, fetch(), edges=[("fetch", "end")])
    forth, back = changes_between(before, after), changes_between(after, before)
    assert [(change.kind, change.node.id) for change in forth.nodes] == [("added", "end")]
    assert [(change.kind, change.node.id) for change in back.nodes] == [("removed", "end")]
    assert (forth.edges_added, forth.edges_removed) == (1, 0)
    assert (back.edges_added, back.edges_removed) == (0, 1)


def test_an_edge_drawn_again_under_another_id_is_the_same():
    before = definition(END, fetch(), edges=[("fetch", "end")])
    after = before.model_copy(update={"edges": (before.edges[0].model_copy(update={"id": "other"}),)})
    assert not changes_between(before, after)


def test_a_retry_that_was_not_set_before_is_a_change():
    (change,) = changes_between(definition(fetch()), definition(fetch(retry={"attempts": 5}))).nodes
    assert Setting("retry.attempts", None, 5) in change.settings or change.settings[0].path == "retry"
