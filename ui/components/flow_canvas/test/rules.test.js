import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionRules, edgeFor } from "../src/store/connections.js";
import { Graph } from "../src/store/graph.js";
import { newLabel, newNodeId } from "../src/store/naming.js";
import { edgeState, Statuses } from "../src/store/statuses.js";
import { extract, insertion } from "../src/store/subgraph.js";
import { catalogue, chain, edge, node } from "./factories.js";

const graph = () =>
  Graph.from({
    nodes: [node("start", { type: "manual" }), ...chain().nodes, node("if", { type: "condition" })],
    edges: chain().edges,
  });
const from = (id, handle = "out") =>
  connectionRules(graph(), catalogue(), { node: id, handle, end: "source" });
const into = (id) => connectionRules(graph(), catalogue(), { node: id, handle: "in", end: "target" });

test("a connection forwards is allowed, and refused with its reason where it makes no sense", () => {
  assert.equal(from("a")({ node: "c", handle: "in" }), null);
  assert.match(from("a")({ node: "a", handle: "in" }), /itself/);
  assert.match(from("a")({ node: "start", handle: "in" }), /starts the workflow/);
  assert.match(from("a")({ node: "b", handle: "in" }), /connected already/);
  assert.match(from("c")({ node: "a", handle: "in" }), /loop/);
  assert.match(from("if", "maybe")({ node: "a", handle: "in" }), /gone/);
});

test("the rules hold for a connection drawn backwards", () => {
  assert.equal(into("c")({ node: "a", handle: "out" }), null);
  assert.match(into("a")({ node: "c", handle: "out" }), /loop/);
  assert.match(into("b")({ node: "a", handle: "out" }), /connected already/);
});

test("an edge may be put back where it was, and two handles of a node may lead to the same node", () => {
  const fixed = { node: "a", handle: "out", end: "source", replaces: edge("a", "b").id };
  assert.equal(connectionRules(graph(), catalogue(), fixed)({ node: "b", handle: "in" }), null);
  const both = graph();
  both.putEdge(edge("if", "a", "true"));
  const other = { node: "if", handle: "false", end: "source" };
  assert.equal(connectionRules(both, catalogue(), other)({ node: "a", handle: "in" }), null);
});

test("the same connection has the same id for everyone", () => {
  const connection = { source: "a", sourceHandle: "out", target: "b", targetHandle: "in" };
  assert.equal(edgeFor(connection).id, edgeFor({ ...connection }).id);
});

test("new ids are readable, unused identifiers", () => {
  const taken = new Set(["http_request", "http_request_2"]);
  assert.equal(newNodeId("HTTP request", "activity", taken), "http_request_3");
  assert.equal(newNodeId("Überprüfung", "activity", new Set()), "uberprufung");
  assert.equal(newNodeId("2nd try", "activity", new Set()), "n_2nd_try");
  assert.equal(newNodeId("確認", "activity", new Set()), "activity");
  assert.equal(newLabel("HTTP request", new Set(["HTTP request"])), "HTTP request 2");
  assert.equal(newLabel("HTTP request 2", new Set(["HTTP request 2"])), "HTTP request 3");
});

test("a pasted part has new ids and labels, and its inner edges", () => {
  const original = graph();
  const part = extract(original, ["a", "b"]);
  const operations = insertion(original, part, { x: 40, y: 40 });
  const added = operations.filter(({ op }) => op === "add_node").map((operation) => operation.node);
  assert.deepEqual(
    added.map(({ id, data, position }) => [id, data.label, position.x]),
    [
      ["a_2", "a 2", 40],
      ["b_2", "b 2", 240],
    ],
  );
  assert.deepEqual(operations.at(-1).edge, edge("a_2", "b_2"));
});

test("the second line says the configuration in words", () => {
  const summary = (type, config) => catalogue().summary(node("n", { type, config }));
  assert.equal(summary("condition", { expression: "{{ input.count > 20 }}" }), "input.count > 20");
  assert.equal(summary("transform", { fields: { a: 1, b: 2, c: 3 } }), "3 fields");
  assert.equal(summary("condition", {}), "");
  const request = { activity: "http_request", arguments: { method: "GET", url: "/v2/{{ item.id }}" } };
  assert.equal(summary("activity", request), "GET /v2/item.id");
});

test("a switch has a handle for each of its cases, then the default", () => {
  const config = { cases: [{ name: "late" }, { name: "lost" }, {}] };
  assert.deepEqual(catalogue().outputs(node("s", { type: "switch", config })), ["late", "lost", "default"]);
  assert.deepEqual(catalogue().outputs(node("s", { type: "activity" })), ["out", "error"]);
});

test("edges show where an execution went", () => {
  const done = { status: "completed", handles: ["true"] };
  assert.equal(edgeState(edge("if", "a", "true"), done, { status: "completed" }), "taken");
  assert.equal(edgeState(edge("if", "a", "true"), done, { status: "running" }), "live");
  assert.equal(edgeState(edge("if", "b", "false"), done, { status: "skipped" }), "dead");
  assert.equal(edgeState(edge("a", "b", "error"), { status: "failed", handles: ["error"] }, null), "taken");
  assert.equal(edgeState(edge("a", "b", "error"), { status: "completed" }, null), "dead");
  assert.equal(edgeState(edge("a", "b"), { status: "skipped" }, null), "dead");
  assert.equal(edgeState(edge("a", "b"), { status: "running" }, null), null);
  assert.equal(edgeState(edge("a", "b"), null, null), null);
});

test("many statuses in a row are told once, with the last word of each node", () => {
  const told = [];
  const waiting = [];
  const statuses = new Statuses(
    (change) => told.push(change),
    (call) => waiting.push(call),
  );
  statuses.add({ a: { status: "running" } });
  statuses.add({ a: { status: "completed" }, b: { status: "running" } });
  assert.equal(waiting.length, 1);
  waiting.pop()();
  assert.deepEqual([...told[0].nodes], ["a", "b"]);
  assert.equal(told[0].all, true);
  assert.equal(statuses.get("a").status, "completed");
  statuses.add({ a: null });
  waiting.pop()();
  assert.equal(statuses.get("a"), null);
  assert.equal(told[1].all, false);
});
