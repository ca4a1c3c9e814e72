import { newLabel, newNodeId } from "./naming.js";

/** The nodes and the edges among them, ready for a clipboard. */
export function extract(graph, nodeIds) {
  const chosen = new Set(nodeIds);
  const inside = [...graph.edges.values()].filter(
    ({ source, target }) => chosen.has(source) && chosen.has(target),
  );
  return { nodes: [...chosen].map((id) => graph.nodes.get(id)).filter(Boolean), edges: inside };
}

/** Operations that add a copy of the part, moved by the offset, with ids and labels of its own. */
export function insertion(graph, part, offset) {
  const ids = new Set(graph.nodes.keys());
  const labels = new Set([...graph.nodes.values()].map((node) => node.data.label));
  const renamed = new Map();
  const added = part.nodes.map((node) => {
    const label = node.data?.label ? newLabel(node.data.label, labels) : "";
    const id = newNodeId(label || node.id, node.type, ids);
    renamed.set(node.id, id);
    ids.add(id);
    labels.add(label);
    const position = { x: node.position.x + offset.x, y: node.position.y + offset.y };
    return { op: "add_node", node: { ...node, id, position, data: { ...node.data, label } } };
  });
  const edges = part.edges.filter(({ source, target }) => renamed.has(source) && renamed.has(target));
  return [...added, ...edges.map((edge) => ({ op: "add_edge", edge: renamedEdge(edge, renamed) }))];
}

function renamedEdge(edge, renamed) {
  const [source, target] = [renamed.get(edge.source), renamed.get(edge.target)];
  return { ...edge, id: `${source}.${edge.sourceHandle}-${target}`, source, target };
}
