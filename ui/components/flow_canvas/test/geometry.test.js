import assert from "node:assert/strict";
import { test } from "node:test";
import { bezier, pointAt, svgPath } from "../src/geometry/bezier.js";
import { card } from "../src/geometry/card.js";
import { fitting, toCanvas, toScreen, zoomedAt } from "../src/geometry/viewport.js";
import { nodeLook } from "../src/looks.js";
import { Scene } from "../src/scene.js";
import { ViewWindow } from "../src/store/view_window.js";
import { catalogue, chain, edge, loaded, node } from "./factories.js";

const measure = (text, kind) => text.length * (kind === "name" ? 7 : 6);
const face = { shape: "plain", label: "Step", summary: "", hasInput: true, outputs: ["out"] };
const SIZE = { width: 1000, height: 600 };

function scene(definition = chain()) {
  const { document } = loaded(definition);
  const made = new Scene(document, measure);
  made.reset(catalogue());
  return made;
}

test("curves run as in the design", () => {
  const over = bezier({ x: 296, y: 336, side: "right" }, { x: 348, y: 98, side: "left" });
  assert.equal(svgPath(over), "M296,336 C322,336 322,98 348,98");
  const error = bezier({ x: 480, y: 100, side: "bottom" }, { x: 532, y: 156, side: "left" });
  assert.equal(svgPath(error), "M480,100 C480,128 506,156 532,156");
  assert.deepEqual(pointAt(over, 0.5), { x: 322, y: 217 });
});

test("handles sit where the design has them", () => {
  const two = card({ ...face, outputs: ["true", "false"] }, measure);
  assert.equal(two.height, 48);
  assert.deepEqual(
    two.handles.map(({ y }) => Math.round(y)),
    [24, 16, 32],
  );
  const failing = card({ ...face, outputs: ["out", "error"] }, measure);
  const error = failing.handles.at(-1);
  assert.deepEqual([failing.width - error.x, error.y, error.side], [24, 48, "bottom"]);
});

test("a card grows with its handles and its name, within limits", () => {
  const many = card({ ...face, outputs: ["a", "b", "c", "d", "e"] }, measure);
  assert.equal(many.height, 96);
  assert.equal(card({ ...face, label: "x".repeat(100) }, measure).width, 240);
  assert.ok(card({ ...face, summary: "x".repeat(100) }, measure).width <= 156);
  assert.equal(card({ ...face, label: "End", shape: "end", hasInput: true, outputs: [] }, measure).width, 80);
});

test("zooming keeps the point below the pointer, and stops at its limits", () => {
  const viewport = { x: 30, y: -20, zoom: 0.8 };
  const point = { x: 400, y: 300 };
  const next = zoomedAt(viewport, point, 1.6);
  assert.deepEqual(toScreen(toCanvas(point, viewport), next), point);
  assert.ok(zoomedAt(viewport, point, 1e9).zoom < 10);
  assert.ok(zoomedAt(viewport, point, 1e-9).zoom > 0.01);
});

test("fitting shows everything in the middle and never magnifies", () => {
  const viewport = fitting({ x: 0, y: 0, width: 4000, height: 400 }, SIZE);
  assert.deepEqual(toScreen({ x: 2000, y: 200 }, viewport), { x: 500, y: 300 });
  assert.ok(toScreen({ x: 0, y: 0 }, viewport).x >= 0);
  assert.equal(fitting({ x: 0, y: 0, width: 10, height: 10 }, SIZE).zoom, 1);
});

test("what lies at a point: the node, and the handle within reach", () => {
  const made = scene();
  assert.equal(made.nodeAt({ x: 210, y: 20 }), "b");
  assert.equal(made.nodeAt({ x: 190, y: 300 }), null);
  const { x, y } = made.end("a", "out", "source");
  assert.deepEqual(made.handleAt({ x: x + 5, y: y + 5 }, "source", 1), { node: "a", handle: "out" });
  assert.equal(made.handleAt({ x: x + 60, y }, "source", 1), null);
});

test("a free spot is on the grid and clear of the others", () => {
  const made = scene();
  const spot = made.freeSpot({ x: 210, y: 20 }, { width: 140, height: 48 }, 20);
  assert.equal(spot.x % 20, 0);
  assert.deepEqual(made.nodesIn({ ...spot, width: 140, height: 48 }), []);
});

test("edges follow a node that is dragged, and the name of a handle stands once", () => {
  const made = scene({
    nodes: [node("if", { type: "condition" }), node("up", { x: 300, y: -200 }), node("on", { x: 300 })],
    edges: [edge("if", "up", "true"), edge("if", "on", "true")],
  });
  const curve = (target) => made.curve(edge("if", target, "true"));
  assert.deepEqual([curve("up").label, curve("on").label?.text], [null, "true"]);
  made.place(new Map([["on", { x: 300, y: 900 }]]));
  assert.deepEqual([curve("up").label?.text, curve("on").label], ["true", null]);
  assert.equal(curve("on").points[3].y, 924);
});

test("panning within the margin mounts nothing new, leaving it does", () => {
  const window = new ViewWindow();
  assert.equal(window.follow({ x: 0, y: 0, zoom: 1 }, SIZE), true);
  assert.equal(window.follow({ x: 100, y: 50, zoom: 1 }, SIZE), false);
  assert.equal(window.follow({ x: 290, y: 0, zoom: 1 }, SIZE), true);
  assert.equal(window.follow({ x: 290, y: 0, zoom: 0.5 }, SIZE), true);
});

test("a node looks as its state, and says it to those who cannot see", () => {
  const box = scene().boxes.get("a");
  const plain = { selected: false, status: null, problems: [], attached: new Set(), refused: false };
  const failed = nodeLook(box, {
    ...plain,
    status: { status: "failed", text: "5 of 5 attempts" },
    selected: true,
  });
  assert.match(failed.classes, /st-failed/);
  assert.match(failed.classes, /is-selected/);
  assert.equal(failed.attributes["data-status"], "failed");
  assert.equal(failed.attributes["aria-label"], "a, 5 of 5 attempts");
  const warned = nodeLook(box, { ...plain, problems: [{ message: "Loose end", severity: "warning" }] });
  assert.deepEqual(warned.badge, { count: 1, isWarning: true, text: "Loose end" });
});
