import { zoomedAt } from "../geometry/viewport.js";

const LINE_PIXELS = 20;

/** The wheel pans; with Ctrl or Cmd, and on a pinch (which browsers report as that), it zooms at the pointer. */
export function wheelGestures(root, canvas) {
  function onWheel(event) {
    if (event.target.closest(".picker")) return;
    event.preventDefault();
    event.stopPropagation();
    const unit = event.deltaMode === 1 ? LINE_PIXELS : 1;
    if (event.ctrlKey || event.metaKey) return zoom(event, event.deltaY * unit);
    const isSideways = event.shiftKey && !event.deltaX;
    const [dx, dy] = isSideways ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    return canvas.panBy(-dx * unit, -dy * unit);
  }

  function zoom(event, delta) {
    const rect = root.getBoundingClientRect();
    const point = { x: event.clientX - rect.left, y: event.clientY - rect.top };
    // A mouse wheel reports some 100 a notch, a pinch a few: neither may jump.
    const step = Math.max(-60, Math.min(60, delta));
    canvas.setViewport(zoomedAt(canvas.viewport, point, canvas.viewport.zoom * Math.exp(-step * 0.0045)));
  }

  root.addEventListener("wheel", onWheel, { passive: false, capture: true });
  return () => root.removeEventListener("wheel", onWheel, { capture: true });
}
