import assert from "node:assert/strict";
import { test } from "node:test";
import { chain, edge, loaded, move, node, outbox, setUrl } from "./factories.js";

const url = (document, id) => document.nodes.get(id)?.data.config.url;
const shape = ({ graph }) => ({ nodes: [...graph.nodes.values()], edges: [...graph.edges.values()] });
const sorted = ({ nodes, edges }) => ({
  nodes: [...nodes].sort((a, b) => a.id.localeCompare(b.id)),
  edges: [...edges].sort((a, b) => a.id.localeCompare(b.id)),
});

test("removing a node takes its edges along, and one undo brings all of it back", () => {
  const { document, sent } = loaded();
  document.perform([{ op: "remove_node", id: "b" }]);
  assert.deepEqual([...document.nodes.keys()], ["a", "c"]);
  assert.equal(document.edges.size, 0);
  assert.equal(sent.length, 1);
  document.undo();
  assert.deepEqual(sorted(shape(document)), sorted(chain()));
});

test("redo does again what undo took back", () => {
  const { document } = loaded();
  document.perform([move("a", 60, 80)]);
  document.undo();
  assert.deepEqual(document.nodes.get("a").position, { x: 0, y: 0 });
  document.redo();
  assert.deepEqual(document.nodes.get("a").position, { x: 60, y: 80 });
});

test("any gesture is undone exactly, and redone exactly", () => {
  const gestures = [
    [
      { op: "add_node", node: node("d") },
      { op: "add_edge", edge: edge("c", "d") },
    ],
    [
      { op: "remove_node", id: "a" },
      { op: "remove_node", id: "b" },
    ],
    [
      { op: "remove_edge", id: edge("a", "b").id },
      { op: "add_edge", edge: edge("a", "c") },
    ],
    [setUrl("a", "x"), { op: "set_data", id: "b", path: ["label"], value: "New" }],
    [move("a", 1, 1), move("b", 2, 2)],
    [{ op: "add_node", node: node("d") }, { op: "remove_node", id: "d" }, move("gone", 1, 1)],
  ];
  for (const gesture of gestures) {
    const { document } = loaded();
    document.perform(gesture);
    const after = sorted(shape(document));
    document.undo();
    assert.deepEqual(sorted(shape(document)), sorted(chain()));
    document.redo();
    assert.deepEqual(sorted(shape(document)), after);
  }
});

test("two hundred steps can be undone, the oldest are forgotten", () => {
  const { document } = loaded();
  for (let step = 1; step <= 205; step += 1) document.perform([move("a", step, 0)]);
  for (let step = 0; step < 300; step += 1) document.undo();
  assert.equal(document.nodes.get("a").position.x, 5);
});

test("typing in one field is one step, a pause begins the next", () => {
  const { document, clock } = loaded();
  for (const text of ["h", "ht", "htt"]) document.perform([setUrl("a", text)]);
  clock.pass(1500);
  document.perform([setUrl("a", "http")]);
  document.undo();
  assert.equal(url(document, "a"), "htt");
  document.undo();
  assert.equal(url(document, "a"), undefined);
});

test("undo leaves alone what somebody else has changed since", () => {
  const { document } = loaded();
  document.perform([setUrl("a", "mine"), { op: "set_data", id: "b", path: ["label"], value: "mine" }]);
  document.applyRemote([setUrl("a", "theirs")], 2);
  document.acknowledge("me-patch-1", 3);
  document.applyRemote([setUrl("a", "theirs again")], 4);
  document.undo();
  assert.equal(url(document, "a"), "theirs again");
  assert.equal(document.nodes.get("b").data.label, "b");
});

test("undoing an addition that somebody else removed already goes on to the step before", () => {
  const { document } = loaded();
  document.perform([move("a", 20, 20)]);
  document.perform([{ op: "add_node", node: node("d") }]);
  document.applyRemote([{ op: "remove_node", id: "d" }], 2);
  document.acknowledge("me-patch-1", 3);
  document.acknowledge("me-patch-2", 4);
  document.applyRemote([{ op: "remove_node", id: "d" }], 5);
  document.undo();
  assert.deepEqual(document.nodes.get("a").position, { x: 0, y: 0 });
});

test("somebody else's edit shows below one's own that is still under way", () => {
  const { document } = loaded();
  document.perform([setUrl("a", "mine")]);
  document.applyRemote([setUrl("a", "theirs"), setUrl("b", "theirs")], 2);
  assert.equal(url(document, "a"), "mine");
  assert.equal(url(document, "b"), "theirs");
});

test("the server's order decides, in whatever order the news arrive", () => {
  const first = loaded();
  first.document.perform([setUrl("a", "mine")]);
  first.document.acknowledge("me-patch-1", 3);
  first.document.applyRemote([setUrl("a", "theirs")], 2); // late
  assert.equal(url(first.document, "a"), "mine");

  const second = loaded();
  second.document.perform([setUrl("a", "mine")]);
  second.document.acknowledge("me-patch-1", 2);
  second.document.applyRemote([setUrl("a", "theirs")], 3);
  assert.equal(url(second.document, "a"), "theirs");
});

test("news told twice count once, and news older than what was loaded not at all", () => {
  const { document } = loaded();
  document.applyRemote([move("a", 5, 5)], 2);
  document.applyRemote([move("a", 9, 9)], 2);
  document.applyRemote([move("a", 7, 7)], 1);
  assert.deepEqual(document.nodes.get("a").position, { x: 5, y: 5 });
});

test("a refused patch is taken back, what was done after it stays, and undo does not know it", () => {
  const { document, reports } = loaded();
  document.perform([move("a", 40, 40)]);
  document.perform([move("b", 60, 60)]);
  document.refuse("me-patch-1", "Not yours");
  assert.deepEqual(document.nodes.get("a").position, { x: 0, y: 0 });
  assert.deepEqual(document.nodes.get("b").position, { x: 60, y: 60 });
  assert.ok(reports.some(({ state, message }) => state === "refused" && message === "Not yours"));
  assert.equal(document.history.done.length, 1);
  document.undo();
  document.undo();
  assert.deepEqual(document.nodes.get("b").position, { x: 200, y: 0 });
  assert.deepEqual(document.nodes.get("a").position, { x: 0, y: 0 });
});

test("what a closed page had not sent is put on top of what is loaded, and sent", () => {
  const left = loaded();
  left.document.perform([move("a", 40, 40)]);
  const next = loaded(chain(), outbox({ storage: left.storage, clientId: "again" }));
  assert.deepEqual(next.document.nodes.get("a").position, { x: 40, y: 40 });
  assert.deepEqual(
    next.sent.map(({ id, client }) => [id, client]),
    [["me-patch-1", "again"]],
  );
});

test("an old patch that the server knew already does not undo newer work", () => {
  const left = loaded();
  left.document.perform([setUrl("a", "old")]);
  const next = loaded(undefined, outbox({ storage: left.storage, clientId: "again" }));
  const server = chain();
  server.nodes[0].data.config.url = "newer, by somebody else";
  next.document.load(server, 7);
  next.document.acknowledge("me-patch-1", 4);
  assert.equal(url(next.document, "a"), "newer, by somebody else");
});

test("only what changed is told", () => {
  const { document, changes } = loaded();
  changes.length = 0;
  document.perform([{ op: "remove_edge", id: edge("a", "b").id }]);
  const [{ nodes, edges, touched }] = changes;
  assert.deepEqual([[...nodes], [...edges], [...touched]], [[], ["a.out-b"], ["a", "b"]]);
  document.acknowledge("me-patch-1", 2);
  assert.equal(changes.length, 1);
});

test("an edge to a node that somebody else removed does not come", () => {
  const { document } = loaded();
  document.perform([{ op: "add_edge", edge: edge("a", "c") }]);
  document.applyRemote([{ op: "remove_node", id: "c" }], 2);
  assert.deepEqual([...document.edges.keys()], ["a.out-b"]);
});

test("five thousand nodes are added, moved and taken back without a wait that anyone sees", () => {
  const { document } = loaded({ nodes: [], edges: [] });
  const nodes = Array.from({ length: 5000 }, (_, index) => node(`n${index}`));
  document.perform(nodes.map((added) => ({ op: "add_node", node: added })));
  assert.equal(document.nodes.size, 5000);
  document.undo();
  assert.equal(document.nodes.size, 0);
});
