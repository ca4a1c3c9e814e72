import { GRID } from "../geometry/viewport.js";

/** Drags a node, and with it the selection that it belongs to; one move in the end, however far it went. */
export function dragNodes(canvas, nodeId, { point: start, event }) {
  const { scene, selection, document } = canvas;
  const adds = event.shiftKey || event.ctrlKey || event.metaKey;
  let origins = null;

  function begin() {
    if (!selection.nodes.has(nodeId)) selection.set(adds ? [...selection.nodes, nodeId] : [nodeId]);
    origins = new Map([...selection.nodes].map((id) => [id, document.nodes.get(id)?.position]));
  }

  /** The grabbed node snaps to the grid, the others keep their distance to it. */
  function placesAt({ x, y }) {
    const grabbed = origins.get(nodeId);
    const dx = snapped(grabbed.x + x - start.x) - grabbed.x;
    const dy = snapped(grabbed.y + y - start.y) - grabbed.y;
    const there = [...origins].filter(([id, origin]) => origin && document.nodes.has(id));
    return new Map(there.map(([id, origin]) => [id, { x: origin.x + dx, y: origin.y + dy }]));
  }

  function show(places) {
    scene.place(places);
    canvas.painter.invalidate({ nodes: places.keys() });
  }

  return {
    move({ point }) {
      if (!origins) begin();
      if (document.nodes.has(nodeId)) show(placesAt(point));
    },
    end({ point }) {
      if (!origins || !document.nodes.has(nodeId)) return;
      const places = placesAt(point);
      show(places);
      const { x, y } = places.get(nodeId);
      const origin = origins.get(nodeId);
      if (x === origin.x && y === origin.y) return;
      canvas.perform([{ op: "move_nodes", positions: Object.fromEntries(places) }]);
    },
    cancel() {
      if (origins) show(new Map([...origins].filter(([id, origin]) => origin && document.nodes.has(id))));
    },
  };
}

function snapped(value) {
  return Math.round(value / GRID) * GRID;
}
