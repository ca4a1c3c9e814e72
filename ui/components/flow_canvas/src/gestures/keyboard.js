import { GRID } from "../geometry/viewport.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 1.25;

/** Keys that work while the canvas has the focus, or nothing has. */
export function keyboardGestures(root, canvas, { cancel }) {
  function onKeyDown(event) {
    if (!isForCanvas(event, root)) return;
    if (event.code === "Space") canvas.isSpaceDown = true;
    const act = event.ctrlKey || event.metaKey ? withControl(event, canvas) : plain(event, canvas, cancel);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function onKeyUp(event) {
    if (event.code === "Space") canvas.isSpaceDown = false;
  }

  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  return () => {
    document.removeEventListener("keydown", onKeyDown);
    document.removeEventListener("keyup", onKeyUp);
  };
}

export function isForCanvas(event, root) {
  const { activeElement } = document;
  const isOurs = root.contains(activeElement) || activeElement === document.body || !activeElement;
  return isOurs && !event.target.closest?.("input, textarea, select, [contenteditable=true], [role=dialog]");
}

function withControl(event, canvas) {
  const acts = {
    z: () => (event.shiftKey ? canvas.redo() : canvas.undo()),
    y: () => canvas.redo(),
    a: () => canvas.selectAll(),
    d: () => canvas.duplicate(),
  };
  return acts[event.key.toLowerCase()];
}

function plain(event, canvas, cancel) {
  const arrow = ARROWS[event.key];
  if (arrow && canvas.selection.nodes.size && !canvas.readOnly) {
    const step = event.shiftKey ? GRID * 5 : GRID;
    return () => canvas.nudge(arrow[0] * step, arrow[1] * step);
  }
  const { zoom } = canvas.viewport;
  const focused = event.target.closest?.(".vue-flow__node")?.dataset.id;
  const acts = {
    Delete: () => canvas.removeSelected(),
    Backspace: () => canvas.removeSelected(),
    Escape: () => (cancel(), (canvas.ui.picker = null), canvas.selection.clear()),
    Enter: focused && (() => pick(canvas, focused, event)),
    "+": () => canvas.zoomTo(zoom * STEP),
    "-": () => canvas.zoomTo(zoom / STEP),
    0: () => canvas.zoomTo(1),
    1: () => canvas.fit(),
    "!": () => canvas.fit(), // Shift 1
    2: () => canvas.selection.nodes.size && canvas.fit([...canvas.selection.nodes]),
  };
  return acts[event.key];
}

function pick(canvas, id, event) {
  if (event.shiftKey) return canvas.selection.toggleNode(id);
  if (canvas.selection.nodes.has(id)) canvas.emit("open", { node_id: id });
  return canvas.selection.set([id]);
}
