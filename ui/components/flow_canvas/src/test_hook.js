import { toScreen, viewRect } from "./geometry/viewport.js";

/** For browser tests and measurements, at any zoom: also where nothing is mounted. */
export function testHook(canvas, root) {
  return {
    get zoom() {
      return canvas.viewport.zoom;
    },
    get viewport() {
      return { ...canvas.viewport };
    },
    get document() {
      return { nodes: [...canvas.document.nodes.values()], edges: [...canvas.document.edges.values()] };
    },
    get revision() {
      return canvas.document.revision;
    },
    get pending() {
      return canvas.outbox?.pending.length ?? 0;
    },
    get selection() {
      return { nodes: [...canvas.selection.nodes], edges: [...canvas.selection.edges] };
    },
    setViewport: (viewport) => canvas.setViewport(viewport),
    /** A node near the middle of the view, as nodeOnScreen says it. */
    someNodeOnScreen() {
      const ids = canvas.scene.nodesIn(viewRect(canvas.viewport, canvas.size, -100));
      return this.nodeOnScreen(ids[Math.floor(ids.length / 2)]);
    },
    /** The node's card in the window's pixels, or null. */
    nodeOnScreen(id) {
      const box = canvas.scene.boxes.get(id);
      if (!box) return null;
      const rect = root.getBoundingClientRect();
      const { zoom } = canvas.viewport;
      const { x, y } = toScreen(box, canvas.viewport);
      return { x: x + rect.left, y: y + rect.top, width: box.width * zoom, height: box.height * zoom };
    },
  };
}
