import { bezier, svgPath } from "../geometry/bezier.js";
import { connectionRules, edgeFor, joined } from "../store/connections.js";

/** Draws a connection out of a handle; dropped on nothing, it asks which node to add there. */
export function connectFrom(canvas, node, handle) {
  const fixed = { node, handle: handle.id, end: handle.type };
  return drawConnection(canvas, fixed, {
    onDrop: (connection) => canvas.perform([{ op: "add_edge", edge: edgeFor(connection) }]),
    onEmpty(at) {
      // The nodes that the picker offers have their input on the left: they can only follow.
      if (fixed.end === "source") canvas.ui.picker = { place: at.screen, point: at.point, from: fixed };
    },
  });
}

/** Takes an edge by one end and puts that end elsewhere. */
export function reconnect(canvas, edge, end) {
  if (!edge) return null;
  const fixed =
    end === "target"
      ? { node: edge.source, handle: edge.sourceHandle, end: "source", replaces: edge.id }
      : { node: edge.target, handle: edge.targetHandle, end: "target", replaces: edge.id };
  return drawConnection(canvas, fixed, {
    onDrop(connection) {
      const next = edgeFor(connection);
      if (next.id === edge.id) return;
      canvas.perform([
        { op: "remove_edge", id: edge.id },
        { op: "add_edge", edge: next },
      ]);
      canvas.selection.set([], [next.id]);
    },
    onEmpty() {},
  });
}

function drawConnection(canvas, fixed, { onDrop, onEmpty }) {
  const { scene, document, catalogue } = canvas;
  const refusal = connectionRules(document.graph, catalogue, fixed);
  const wanted = fixed.end === "source" ? "target" : "source";
  const start = scene.end(fixed.node, fixed.handle, fixed.end);
  canvas.refuseNodes(refusedNodes(canvas, fixed, wanted, refusal));

  function show({ point, screen }) {
    const other = endAt(canvas, point, wanted);
    const reason = other && other.node !== fixed.node ? refusal(other) : null;
    const snapped = other && !reason && other.node !== fixed.node;
    const loose = { ...point, side: wanted === "target" ? "left" : "right" };
    const end = snapped ? scene.end(other.node, other.handle, wanted) : loose;
    const [from, to] = wanted === "target" ? [start, end] : [end, start];
    canvas.ui.draft = { path: svgPath(bezier(from, to)), isRefused: Boolean(reason) };
    canvas.ui.reason = reason && { text: reason, x: screen.x, y: screen.y };
  }

  function clear() {
    canvas.ui.draft = canvas.ui.reason = null;
    canvas.refuseNodes(new Map());
  }

  return {
    move: show,
    end(at) {
      clear();
      const other = endAt(canvas, at.point, wanted);
      if (!other) onEmpty(at);
      else if (!refusal(other)) onDrop(joined(fixed, other));
    },
    cancel: clear,
  };
}

/** The handle at the point, or the one that a node below the point would offer. */
function endAt(canvas, point, type) {
  const { scene, viewport } = canvas;
  const near = scene.handleAt(point, type, viewport.zoom);
  if (near) return near;
  const node = scene.nodeAt(point);
  return node && { node, handle: firstHandle(scene, node, type) };
}

function firstHandle(scene, node, type) {
  return scene.boxes.get(node).handles.find((handle) => handle.type === type)?.id ?? "in";
}

function refusedNodes(canvas, fixed, type, refusal) {
  const reasons = new Map();
  for (const node of canvas.scene.boxes.keys()) {
    if (node === fixed.node) continue;
    const reason = refusal({ node, handle: firstHandle(canvas.scene, node, type) });
    if (reason) reasons.set(node, reason);
  }
  return reasons;
}
