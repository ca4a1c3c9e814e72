import { toCanvas } from "../geometry/viewport.js";

/** Selects the nodes that a rectangle touches, beside those that are selected already. */
export function marquee(canvas, { point: start }) {
  const before = [...canvas.selection.nodes];

  function rectangle(point) {
    return {
      x: Math.min(start.x, point.x),
      y: Math.min(start.y, point.y),
      width: Math.abs(point.x - start.x),
      height: Math.abs(point.y - start.y),
    };
  }

  return {
    move({ point }) {
      const rect = rectangle(point);
      const { x, y, zoom } = canvas.viewport;
      const { width, height } = rect;
      canvas.ui.marquee = {
        x: rect.x * zoom + x,
        y: rect.y * zoom + y,
        width: width * zoom,
        height: height * zoom,
      };
      canvas.painter.invalidate();
    },
    end({ screen }) {
      canvas.ui.marquee = null;
      const inside = canvas.scene.nodesIn(rectangle(toCanvas(screen, canvas.viewport)));
      canvas.selection.set([...before, ...inside]);
    },
    cancel() {
      canvas.ui.marquee = null;
    },
  };
}
