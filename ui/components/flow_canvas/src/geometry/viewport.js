// Between the screen (pixels from the canvas' top left) and the canvas' own units.

export const GRID = 20; // units; nodes sit on it
export const LEAST_ZOOM = 0.05;
export const MOST_ZOOM = 2.5;

export function toCanvas({ x, y }, viewport) {
  return { x: (x - viewport.x) / viewport.zoom, y: (y - viewport.y) / viewport.zoom };
}

export function toScreen({ x, y }, viewport) {
  return { x: x * viewport.zoom + viewport.x, y: y * viewport.zoom + viewport.y };
}

/** The part of the canvas that is in view, in canvas units, with a margin of that many pixels. */
export function viewRect(viewport, size, margin = 0) {
  const { x, y } = toCanvas({ x: -margin, y: -margin }, viewport);
  return {
    x,
    y,
    width: (size.width + 2 * margin) / viewport.zoom,
    height: (size.height + 2 * margin) / viewport.zoom,
  };
}

/** The viewport after zooming so that the point on the screen stays where it is. */
export function zoomedAt(viewport, point, zoom) {
  const next = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
  const fixed = toCanvas(point, viewport);
  return { x: point.x - fixed.x * next, y: point.y - fixed.y * next, zoom: next };
}

/** The viewport that shows all of `bounds` in its middle, never larger than `most`. */
export function fitting(bounds, size, { padding = 40, most = 1 } = {}) {
  if (!bounds) return { x: size.width / 2, y: size.height / 2, zoom: 1 };
  const room = {
    width: Math.max(1, size.width - 2 * padding),
    height: Math.max(1, size.height - 2 * padding),
  };
  const ideal = Math.min(room.width / Math.max(1, bounds.width), room.height / Math.max(1, bounds.height));
  const zoom = Math.max(LEAST_ZOOM, Math.min(most, ideal));
  return {
    x: size.width / 2 - (bounds.x + bounds.width / 2) * zoom,
    y: size.height / 2 - (bounds.y + bounds.height / 2) * zoom,
    zoom,
  };
}

export function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer, inner) {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

export function boundsOf(boxes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}
