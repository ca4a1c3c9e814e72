import { boundsOf, fitting, toCanvas, toScreen, viewRect } from "../geometry/viewport.js";
import { cleared } from "./surface.js";

export const MAP_SIZE = { width: 152, height: 92 };

/** The map's own viewport: all nodes and the view, fitted into the map. */
export function mapViewport(scene, viewport, size) {
  const parts = [viewRect(viewport, size)];
  const graph = scene.bounds();
  if (graph) parts.push(graph);
  return fitting(boundsOf(parts), MAP_SIZE, { padding: 8, most: 0.2 });
}

/** Draws every node as a small block and the view as a frame. */
export function drawMap(canvas, { scene, selection, statuses, viewport, size, colours }) {
  const context = cleared(canvas, MAP_SIZE);
  const within = mapViewport(scene, viewport, size);
  for (const box of scene.boxes.values()) {
    const { x, y } = toScreen(box, within);
    context.fillStyle = blockColour(statuses.get(box.id)?.status, selection.nodes.has(box.id), colours);
    context.beginPath();
    context.roundRect(
      x,
      y,
      Math.max(2, box.width * within.zoom),
      Math.max(1.5, box.height * within.zoom),
      1.5,
    );
    context.fill();
  }
  const view = viewRect(viewport, size);
  const { x, y } = toScreen(view, within);
  context.strokeStyle = colours.text3;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y, view.width * within.zoom, view.height * within.zoom, 2);
  context.stroke();
}

/** The viewport after a click on the map: what was clicked is in the middle. */
export function viewportAt(point, { scene, viewport, size }) {
  const centre = toCanvas(point, mapViewport(scene, viewport, size));
  const { zoom } = viewport;
  return { x: size.width / 2 - centre.x * zoom, y: size.height / 2 - centre.y * zoom, zoom };
}

function blockColour(status, isSelected, colours) {
  if (isSelected) return colours.accent;
  const byStatus = {
    running: colours.blue,
    completed: colours.green,
    waiting: colours.amber,
    failed: colours.red,
    timed_out: colours.red,
  };
  return byStatus[status] ?? colours.borderStrong;
}
