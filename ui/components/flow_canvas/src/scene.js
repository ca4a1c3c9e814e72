import { bezier, curveBounds, pointAt, svgPath } from "./geometry/bezier.js";
import { card } from "./geometry/card.js";
import { boundsOf, overlaps } from "./geometry/viewport.js";

const HANDLE_REACH = 12; // half of a handle's hit area, in pixels at 100 %
const LONG_DROP = 60;

/** Where everything is: a box for each node, a curve for each edge, and what lies at a point. */
export class Scene {
  constructor(document, measure) {
    this.document = document;
    this.measure = measure;
    this.catalogue = null;
    this.boxes = new Map();
    this.curves = new Map();
  }

  /** Forgets all and measures anew: after loading, or when the font has come. */
  reset(catalogue = this.catalogue) {
    this.catalogue = catalogue;
    this.boxes.clear();
    this.curves.clear();
    for (const node of this.document.nodes.values()) this.boxes.set(node.id, this.#measured(node));
  }

  /** Follows the document where it changed. */
  refresh({ nodes, edges, touched }) {
    for (const id of nodes) {
      const node = this.document.nodes.get(id);
      if (node) this.boxes.set(id, this.#measured(node));
      else this.boxes.delete(id);
      this.#forgetCurves(id);
    }
    for (const id of edges) this.curves.delete(id);
    for (const id of touched) this.#forgetCurves(id);
  }

  /** Moves boxes ahead of the document, while a drag lasts. */
  place(positions) {
    for (const [id, { x, y }] of positions) {
      const box = this.boxes.get(id);
      if (!box) continue;
      this.boxes.set(id, { ...box, x, y });
      this.#forgetCurves(id);
    }
  }

  curve(edge) {
    let curve = this.curves.get(edge.id);
    if (!curve) {
      curve = this.#drawn(edge);
      this.curves.set(edge.id, curve);
    }
    return curve;
  }

  /** A handle's centre and side on the canvas; a handle that is gone sits where `out` would. */
  end(nodeId, handleId, type) {
    const box = this.boxes.get(nodeId);
    const found = box.handles.find((handle) => handle.id === handleId && handle.type === type);
    const side = type === "source" ? "right" : "left";
    const handle = found ?? { x: type === "source" ? box.width : 0, y: box.height / 2, side };
    return { x: box.x + handle.x, y: box.y + handle.y, side: handle.side };
  }

  nodesIn(rect) {
    const ids = [];
    for (const box of this.boxes.values()) if (overlaps(box, rect)) ids.push(box.id);
    return ids;
  }

  edgesIn(rect) {
    const ids = [];
    for (const edge of this.document.edges.values()) {
      if (overlaps(this.curve(edge).bounds, rect)) ids.push(edge.id);
    }
    return ids;
  }

  /** The topmost node at the point, or null. */
  nodeAt({ x, y }) {
    let found = null;
    for (const box of this.boxes.values()) {
      if (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) found = box.id;
    }
    return found;
  }

  /** The handle of that type nearest to the point and within reach of it: {node, handle}, or null. */
  handleAt({ x, y }, type, zoom) {
    let found = null;
    let nearest = (HANDLE_REACH / Math.min(1, zoom)) ** 2;
    for (const box of this.boxes.values()) {
      for (const handle of box.handles) {
        const distance = (box.x + handle.x - x) ** 2 + (box.y + handle.y - y) ** 2;
        if (handle.type !== type || distance > nearest) continue;
        nearest = distance;
        found = { node: box.id, handle: handle.id };
      }
    }
    return found;
  }

  bounds(ids = null) {
    return boundsOf(ids ? ids.map((id) => this.boxes.get(id)).filter(Boolean) : this.boxes.values());
  }

  /** The first place near the point, on the grid, where a card fits between the others. */
  freeSpot(point, size, grid) {
    const corner = [point.x - size.width / 2, point.y - size.height / 2];
    const [left, top] = corner.map((at) => Math.round(at / grid) * grid);
    for (let ring = 0; ring < 200; ring += 1) {
      const y = top + ring * grid * 4;
      const room = { x: left - 10, y: y - 10, width: size.width + 20, height: size.height + 20 };
      if (!this.nodesIn(room).length) return { x: left, y };
    }
    return { x: left, y: top };
  }

  /** The box that a node would have. */
  measured(node) {
    return this.#measured(node);
  }

  #measured(node) {
    const type = this.catalogue.typeOf(node);
    const face = {
      label: node.data.label || node.id,
      summary: this.catalogue.summary(node),
      shape: type.shape ?? "plain",
      hasInput: this.catalogue.hasInput(node),
      outputs: this.catalogue.outputs(node),
    };
    const { x, y } = node.position;
    const icon = this.catalogue.icon(node);
    return { id: node.id, x, y, type: node.type, icon, ...face, ...card(face, this.measure) };
  }

  #drawn(edge) {
    const points = bezier(
      this.end(edge.source, edge.sourceHandle, "source"),
      this.end(edge.target, edge.targetHandle, "target"),
    );
    const label = this.#isNamed(edge)
      ? { text: edge.sourceHandle, ...pointAt(points, labelAt(edge, points)) }
      : null;
    return { points, path: svgPath(points), bounds: curveBounds(points), label };
  }

  /** Of several edges from one handle, the flattest carries the handle's name. */
  #isNamed(edge) {
    const { handles, y } = this.boxes.get(edge.source);
    const handle = handles.find(({ id, type }) => id === edge.sourceHandle && type === "source");
    if (!handle?.named) return false;
    const drop = ({ target }) => Math.abs(this.boxes.get(target).y - y - handle.y);
    const siblings = this.#siblings(edge);
    const flattest = Math.min(...siblings.map(drop));
    return siblings.find((other) => drop(other) === flattest)?.id === edge.id;
  }

  #siblings({ source, sourceHandle }) {
    const edges = this.document.graph.edgesOf(source);
    return edges.filter((other) => other.source === source && other.sourceHandle === sourceHandle);
  }

  #forgetCurves(nodeId) {
    for (const edge of this.document.graph.edgesOf(nodeId)) this.#forgetCurve(edge);
  }

  #forgetCurve(edge) {
    this.curves.delete(edge.id);
    for (const sibling of this.#siblings(edge)) this.curves.delete(sibling.id);
  }
}

/** Where on the curve the handle's name stands: off the middle where several names would meet there. */
function labelAt(edge, [from, , , to]) {
  if (edge.sourceHandle === "error") return 0.55;
  return Math.abs(to.y - from.y) > LONG_DROP ? 0.34 : 0.5;
}
