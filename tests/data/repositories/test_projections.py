from sqlalchemy import text

from data.session import SERVICE
from graph.definition import Definition, Edge, Node, NodeData, Position
from tests.data.factories import a_person, a_workflow


def a_node(id, **changes):
    return Node(id=id, type="transform", **changes)


def an_edge(source, target):
    return Edge(id=f"{source}-{target}", source=source, target=target)


def of(nodes, edges=()):
    return Definition(nodes=tuple(nodes), edges=tuple(edges))


async def rows(database, workflow):
    async with database.work(SERVICE) as work:
        nodes = await work._session.execute(
            text("SELECT node_id, position, config, xmin::text FROM workflow_nodes WHERE workflow_id = :id"),
            {"id": workflow.id},
        )
        edges = await work._session.scalars(
            text("SELECT edge_id FROM workflow_edges WHERE workflow_id = :id ORDER BY 1"), {"id": workflow.id}
        )
        return {row.node_id: row for row in nodes}, list(edges)


async def follow(database, actor, workflow, before, after):
    async with database.work(actor) as work:
        await work.projections.follow(workflow.id, before, after)
    return await rows(database, workflow)


async def test_the_rows_are_like_the_draft_and_only_what_changed_is_written(database):
    actor = await a_person(database)
    before = of([a_node("a"), a_node("b"), a_node("c")], [an_edge("a", "b"), an_edge("b", "c")])
    workflow = await a_workflow(database, actor, definition=before)
    first, edges = await rows(database, workflow)
    assert (set(first), edges) == ({"a", "b", "c"}, ["a-b", "b-c"])

    moved = before.nodes[0].model_copy(update={"position": Position(x=5, y=6)})
    after = of([moved, before.nodes[1], a_node("d")], [before.edges[0], an_edge("b", "d")])
    second, edges = await follow(database, actor, workflow, before, after)
    assert (set(second), edges) == ({"a", "b", "d"}, ["a-b", "b-d"])
    assert second["a"].position == {"x": 5, "y": 6}
    assert second["b"].xmin == first["b"].xmin  # not written again


async def test_edges_to_nowhere_have_no_row_until_their_nodes_are_there(database):
    actor = await a_person(database)
    faulty = of([a_node("a")], [an_edge("a", "b")])
    workflow = await a_workflow(database, actor, definition=faulty)
    assert (await rows(database, workflow))[1] == []
    mended = of([faulty.nodes[0], a_node("b")], faulty.edges)
    assert (await follow(database, actor, workflow, faulty, mended))[1] == ["a-b"]
    assert (await follow(database, actor, workflow, mended, faulty))[1] == []


async def test_characters_that_postgresql_cannot_hold_do_not_stop_a_save(database):
    actor = await a_person(database)
    node = a_node("a", data=NodeData(config={"text": "zero \0, half \ud800, 你好"}))
    workflow = await a_workflow(database, actor, definition=of([node]))
    nodes, _ = await rows(database, workflow)
    assert nodes["a"].config == {"text": "zero \ufffd, half ?, 你好"}
