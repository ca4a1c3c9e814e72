import { GRID, toCanvas } from "../geometry/viewport.js";
import { edgeFor, joined } from "../store/connections.js";
import { newLabel, newNodeId } from "../store/naming.js";

const ITEM = "[data-palette-node]";

/** Adds a node for a palette entry {type, label, config} at a point, in the middle of which the card will be. */
export function addNode(canvas, entry, point, { exact = false, from = null } = {}) {
  const { nodes } = canvas.document;
  const label = newLabel(
    entry.label || entry.type,
    new Set([...nodes.values()].map(({ data }) => data.label)),
  );
  const id = newNodeId(label, entry.type, nodes);
  const node = {
    id,
    type: entry.type,
    position: { x: 0, y: 0 },
    data: { label, config: entry.config ?? {} },
  };
  const box = canvas.scene.measured(node);
  node.position = placeFor(canvas, box, point, exact, from);
  const edge =
    from && box.hasInput ? [{ op: "add_edge", edge: edgeFor(joined(from, { node: id, handle: "in" })) }] : [];
  canvas.perform([{ op: "add_node", node }, ...edge]);
  canvas.selection.set([id]);
}

function placeFor(canvas, box, point, exact, from) {
  const snapped = (value) => Math.round(value / GRID) * GRID;
  if (from) return { x: snapped(point.x), y: snapped(point.y - box.height / 2) };
  if (exact) return { x: snapped(point.x - box.width / 2), y: snapped(point.y - box.height / 2) };
  return canvas.scene.freeSpot(point, box, GRID);
}

/** Lets the palette's items, wherever they are on the page, be dragged or double-clicked onto the canvas. */
export function paletteGestures(root, canvas) {
  if (canvas.readOnly) return () => {};
  let dragged = null;

  const entryOf = (event) => {
    const item = event.target.closest?.(ITEM);
    return item ? JSON.parse(item.dataset.paletteNode) : null;
  };

  function addInMiddle(entry) {
    if (!entry) return;
    const middle = { x: canvas.size.width / 2, y: canvas.size.height / 2 };
    addNode(canvas, entry, toCanvas(middle, canvas.viewport));
    focusCanvas();
  }

  // The next key is for the new node: undo, delete, an arrow.
  const focusCanvas = () => root.focus({ preventScroll: true });

  const listeners = [
    [
      document,
      "dragstart",
      (event) => {
        dragged = entryOf(event);
        if (!dragged) return;
        event.dataTransfer.effectAllowed = "copy";
        event.dataTransfer.setData("text/plain", dragged.label ?? dragged.type);
      },
    ],
    [document, "dragend", () => (dragged = null)],
    [document, "dblclick", (event) => addInMiddle(entryOf(event))],
    [
      document,
      "keydown",
      (event) => {
        if (event.key === "Enter") addInMiddle(entryOf(event));
      },
    ],
    [
      root,
      "dragover",
      (event) => {
        if (!dragged) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
    ],
    [
      root,
      "drop",
      (event) => {
        if (!dragged) return;
        event.preventDefault();
        const rect = root.getBoundingClientRect();
        const screen = { x: event.clientX - rect.left, y: event.clientY - rect.top };
        addNode(canvas, dragged, toCanvas(screen, canvas.viewport), { exact: true });
        dragged = null;
        focusCanvas();
      },
    ],
  ];
  for (const [target, name, listener] of listeners) target.addEventListener(name, listener);
  return () => {
    for (const [target, name, listener] of listeners) target.removeEventListener(name, listener);
  };
}

/** What the quick picker offers after a handle: every node type that something can lead to, and the activities. */
export function pickerEntries({ nodeTypes, activities }) {
  const types = [...nodeTypes.values()].filter(
    (type) => type.has_input !== false && type.type !== "activity",
  );
  const works = nodeTypes.has("activity") ? [...activities.values()] : [];
  return [
    ...works.map(({ name, label, icon, category }) => ({
      type: "activity",
      label: label || name,
      icon: icon || "bolt",
      group: category || "",
      config: { activity: name },
    })),
    ...types.map(({ type, label, icon, group }) => ({ type, label, icon, group, config: {} })),
  ];
}
