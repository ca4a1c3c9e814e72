import { GRID } from "../geometry/viewport.js";
import { extract, insertion } from "../store/subgraph.js";
import { isForCanvas } from "./keyboard.js";

const KIND = "workflow-builder/nodes";

/** Copy, cut and paste as JSON on the system's clipboard, so that nodes travel between tabs and workflows. */
export function clipboardGestures(root, canvas) {
  function onCopy(event) {
    if (!isForCanvas(event, root) || !canvas.selection.nodes.size || !getSelection().isCollapsed) return;
    const part = extract(canvas.document.graph, canvas.selection.nodes);
    event.clipboardData.setData("text/plain", JSON.stringify({ kind: KIND, ...part }));
    event.preventDefault();
    if (event.type === "cut") canvas.removeSelected();
  }

  function onPaste(event) {
    if (canvas.readOnly || !isForCanvas(event, root)) return;
    const part = parsed(event.clipboardData.getData("text/plain"));
    if (!part) return;
    event.preventDefault();
    pastePart(canvas, part);
  }

  const listeners = { copy: onCopy, cut: onCopy, paste: onPaste };
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
  };
}

/** Adds a copy beside the original and selects it. */
export function pastePart(canvas, part) {
  const operations = insertion(canvas.document.graph, part, { x: 2 * GRID, y: 2 * GRID });
  canvas.perform(operations);
  canvas.selection.set(operations.filter(({ op }) => op === "add_node").map(({ node }) => node.id));
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value?.kind === KIND && Array.isArray(value.nodes)
      ? { nodes: value.nodes, edges: value.edges ?? [] }
      : null;
  } catch {
    return null; // ordinary text
  }
}
