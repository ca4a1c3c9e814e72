import { normalEdge, normalNode } from "./operations.js";

const NONE = new Set();

/** Nodes and edges by id, and which edges touch a node. Nodes and edges are replaced, never changed in place, so
 * copies of a graph share them and "did it change?" is one comparison. */
export class Graph {
  constructor(nodes = new Map(), edges = new Map()) {
    this.nodes = nodes;
    this.edges = edges;
    this.touching = new Map();
    for (const edge of edges.values()) this.#link(edge);
  }

  static from(definition) {
    const nodes = (definition.nodes ?? []).map((node) => [node.id, normalNode(node)]);
    const graph = new Graph(new Map(nodes));
    for (const edge of definition.edges ?? []) graph.putEdge(normalEdge(edge));
    return graph;
  }

  clone() {
    return new Graph(new Map(this.nodes), new Map(this.edges));
  }

  putNode(node) {
    this.nodes.set(node.id, node);
  }

  dropNode(id) {
    for (const edge of this.edgesOf(id)) this.dropEdge(edge.id);
    this.nodes.delete(id);
    this.touching.delete(id);
  }

  /** Two people may meet here: one removed the node to which the other connects. */
  putEdge(edge) {
    if (!this.nodes.has(edge.source) || !this.nodes.has(edge.target)) return;
    this.dropEdge(edge.id);
    this.edges.set(edge.id, edge);
    this.#link(edge);
  }

  dropEdge(id) {
    const edge = this.edges.get(id);
    if (!edge) return;
    this.edges.delete(id);
    this.touching.get(edge.source)?.delete(id);
    this.touching.get(edge.target)?.delete(id);
  }

  /** Every edge that begins or ends at the node. */
  edgesOf(nodeId) {
    return [...(this.touching.get(nodeId) ?? NONE)].map((id) => this.edges.get(id));
  }

  #link(edge) {
    for (const id of [edge.source, edge.target]) {
      const edges = this.touching.get(id);
      if (edges) edges.add(edge.id);
      else this.touching.set(id, new Set([edge.id]));
    }
  }
}

/** Which nodes and edges differ between two graphs, as sets of ids; `touched` are the nodes at those edges' ends. */
export function difference(before, after) {
  const edges = changedKeys(before.edges, after.edges);
  const both = [...edges].flatMap((id) => [before.edges.get(id), after.edges.get(id)]).filter(Boolean);
  const touched = new Set(both.flatMap(({ source, target }) => [source, target]));
  return { nodes: changedKeys(before.nodes, after.nodes), edges, touched };
}

function changedKeys(before, after) {
  const changed = new Set();
  for (const [key, value] of after) if (before.get(key) !== value) changed.add(key);
  for (const key of before.keys()) if (!after.has(key)) changed.add(key);
  return changed;
}
