import { same } from "./operations.js";

/** Which nodes and edges are selected. */
export class Selection {
  constructor(onChange) {
    this.onChange = onChange;
    this.nodes = new Set();
    this.edges = new Set();
  }

  get isEmpty() {
    return !this.nodes.size && !this.edges.size;
  }

  set(nodes, edges = []) {
    const before = [[...this.nodes], [...this.edges]];
    this.nodes = new Set(nodes);
    this.edges = new Set(edges);
    const changed = {
      nodes: new Set([...before[0], ...this.nodes]),
      edges: new Set([...before[1], ...this.edges]),
    };
    if (!same(before, [[...this.nodes], [...this.edges]])) this.onChange(changed);
  }

  toggleNode(id) {
    this.set(toggled(this.nodes, id), this.edges);
  }

  toggleEdge(id) {
    this.set(this.nodes, toggled(this.edges, id));
  }

  clear() {
    this.set([]);
  }

  /** Lets go of what the graph no longer has. */
  keepExisting(graph) {
    const has = (part) => (id) => graph[part].has(id);
    this.set([...this.nodes].filter(has("nodes")), [...this.edges].filter(has("edges")));
  }
}

function toggled(set, id) {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
