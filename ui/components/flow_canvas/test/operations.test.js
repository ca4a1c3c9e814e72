import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Graph } from "../src/store/graph.js";
import { apply } from "../src/store/operations.js";
import { loaded, node } from "./factories.js";

// The server is held to the same table: tests/graph/test_operations.py.
const table = new URL("../../../../tests/graph/set_data_cases.json", import.meta.url);

for (const { name, config, path, value, after } of JSON.parse(readFileSync(table, "utf8"))) {
  test(`setting a value does what it does on the server: ${name}`, () => {
    const graph = Graph.from({ nodes: [node("a", { config })] });
    const before = JSON.stringify(config);
    apply(graph, [{ op: "set_data", id: "a", path: ["config", ...path], value }]);
    assert.equal(JSON.stringify(graph.nodes.get("a").data.config), JSON.stringify(after));
    assert.equal(JSON.stringify(config), before);
  });
}

const item = (number, value) => ({ op: "set_data", id: "a", path: ["config", "items", number], value });
const withItems = () => loaded({ nodes: [node("a", { config: { items: [1, 2, 3] } })], edges: [] });
const items = (document) => document.nodes.get("a").data.config.items;

test("an item that was removed, added or changed is put back where it was", () => {
  for (const gesture of [[item("0", null)], [item("9", 4)], [item("1", null), item("1", 7)]]) {
    const { document } = withItems();
    document.perform(gesture);
    const after = items(document);
    document.undo();
    assert.deepEqual(items(document), [1, 2, 3]);
    document.redo();
    assert.deepEqual(items(document), after);
  }
});

test("undo leaves a list alone in which somebody else has changed an item since", () => {
  const { document } = withItems();
  document.perform([item("0", null)]);
  document.acknowledge("me-patch-1", 2);
  document.applyRemote([item("0", "theirs")], 3);
  document.undo();
  assert.deepEqual(items(document), ["theirs", 3]);
});
