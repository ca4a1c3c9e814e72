import { toScreen } from "./geometry/viewport.js";

/** Read access for browser tests, at any zoom: also where nothing is mounted. */
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
