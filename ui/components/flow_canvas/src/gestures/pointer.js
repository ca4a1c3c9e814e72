import { toCanvas } from "../geometry/viewport.js";
import { connectFrom, reconnect } from "./connect.js";
import { dragNodes } from "./drag.js";
import { marquee } from "./marquee.js";

const STILL_PIXELS = 4;
const BORDER_PIXELS = 28;
const PAN_PIXELS = 12; // per frame, while a gesture is held at the border

/**
 * Pointer gestures on the canvas. A gesture is {move(at), end(at), cancel()} with `at` = {screen, point, event}; one
 * that is ours is hidden from the pane below, which pans on everything else.
 */
export function pointerGestures(root, canvas) {
  let gesture = null;
  let pressed = null;
  let last = null;
  let panning = null;

  function at(event) {
    const rect = root.getBoundingClientRect();
    const screen = { x: event.clientX - rect.left, y: event.clientY - rect.top };
    return { screen, point: toCanvas(screen, canvas.viewport), event };
  }

  function onDown(event) {
    if (event.target.closest("[data-floating]")) return;
    canvas.ui.picker = null;
    root.focus({ preventScroll: true });
    pressed = { ...at(event), ...hit(event, canvas, at(event).point), moved: false };
    if (event.button !== 0 || canvas.isSpaceDown) return;
    gesture = begin(canvas, pressed);
    if (gesture) event.stopPropagation();
  }

  function onMove(event) {
    if (!pressed) return;
    last = at(event);
    const [dx, dy] = [last.screen.x - pressed.screen.x, last.screen.y - pressed.screen.y];
    pressed.moved ||= Math.hypot(dx, dy) >= STILL_PIXELS;
    if (!gesture || !pressed.moved) return;
    gesture.move(last);
    panning ??= requestAnimationFrame(panAtBorder);
  }

  function onUp(event) {
    const [ended, start] = [gesture, pressed];
    stop();
    if (!start) return;
    if (ended && start.moved) ended.end(at(event));
    else ended?.cancel();
    if (!start.moved && event.button === 0) click(canvas, start, event);
  }

  function onCancel() {
    gesture?.cancel();
    stop();
  }

  function stop() {
    cancelAnimationFrame(panning);
    gesture = pressed = panning = null;
  }

  /** Held at the border, the canvas moves on below the pointer. */
  function panAtBorder() {
    panning = null;
    if (!gesture) return;
    const { width, height } = canvas.size;
    const push = (value, length) => (value < BORDER_PIXELS ? 1 : value > length - BORDER_PIXELS ? -1 : 0);
    const [x, y] = [push(last.screen.x, width), push(last.screen.y, height)];
    if (!x && !y) return;
    canvas.panBy(x * PAN_PIXELS, y * PAN_PIXELS);
    last = { ...last, point: toCanvas(last.screen, canvas.viewport) };
    gesture.move(last);
    panning = requestAnimationFrame(panAtBorder);
  }

  // The pane listens to mouse and touch events, which come after the pointer's.
  function shield(event) {
    if (gesture) event.stopPropagation();
  }

  function onDoubleClick(event) {
    if (event.target.closest("[data-floating]")) return;
    const { node } = hit(event, canvas, at(event).point);
    if (node) canvas.emit("open", { node_id: node });
  }

  const listeners = [
    [root, "pointerdown", onDown, true],
    [root, "mousedown", shield, true],
    [root, "touchstart", shield, true],
    [root, "dblclick", onDoubleClick, false],
    [window, "pointermove", onMove, false],
    [window, "pointerup", onUp, false],
    [window, "pointercancel", onCancel, false],
  ];
  for (const [target, name, listener, capture] of listeners) target.addEventListener(name, listener, capture);
  return {
    cancel: onCancel,
    close() {
      for (const [target, name, listener, capture] of listeners)
        target.removeEventListener(name, listener, capture);
    },
  };
}

/** What lies below the pointer: a handle, an end of an edge, a node, an edge, or nothing. */
function hit(event, canvas, point) {
  const { target } = event;
  const handle = target.closest(".vue-flow__handle")?.dataset;
  if (handle) return { node: handle.nodeid, handle: { id: handle.handleid, type: handle.handletype } };
  const edge = target.closest(".edge-group")?.dataset.edge ?? null;
  if (target.classList.contains("edge-end")) return { edge, end: target.dataset.end };
  if (canvas.painter.isDetailed) return { node: target.closest(".vue-flow__node")?.dataset.id ?? null, edge };
  return { node: canvas.scene.nodeAt(point), edge: null };
}

function begin(canvas, pressed) {
  const { event, node, handle, edge, end } = pressed;
  if (event.shiftKey && !node) return marquee(canvas, pressed);
  if (canvas.readOnly) return null;
  if (handle) return connectFrom(canvas, node, handle);
  if (end) return reconnect(canvas, canvas.document.edges.get(edge), end);
  return node ? dragNodes(canvas, node, pressed) : null;
}

function click(canvas, { node, edge }, event) {
  const { selection } = canvas;
  const adds = event.shiftKey || event.ctrlKey || event.metaKey;
  if (node && adds) selection.toggleNode(node);
  else if (node) selection.set([node]);
  else if (edge && adds) selection.toggleEdge(edge);
  else if (edge) selection.set([], [edge]);
  else if (!adds) selection.clear();
}
