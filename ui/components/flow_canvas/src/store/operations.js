// Operations as the server knows them (graph/operations.py): the same names, the same tolerance. What an operation
// names but is gone is passed over, so operations may be applied again or late.

/** Applies the operations to the graph in place. */
export function apply(graph, operations) {
  for (const operation of operations) appliers[operation.op]?.(graph, operation);
}

const appliers = {
  add_node: (graph, { node }) => graph.putNode(normalNode(node)),
  remove_node: (graph, { id }) => graph.dropNode(id),
  move_nodes(graph, { positions }) {
    for (const [id, position] of Object.entries(positions)) {
      const node = graph.nodes.get(id);
      if (node) graph.putNode({ ...node, position: { x: position.x, y: position.y } });
    }
  },
  set_data(graph, { id, path, value }) {
    const node = graph.nodes.get(id);
    if (node) graph.putNode({ ...node, data: withValue(node.data, path, value) });
  },
  add_edge: (graph, { edge }) => graph.putEdge(normalEdge(edge)),
  remove_edge: (graph, { id }) => graph.dropEdge(id),
};

/** Operations that undo `operations` on the graph as it is before them, and the graph as it is after them. */
export function invert(graph, operations) {
  const after = graph.clone();
  const inverse = [];
  for (const operation of operations) {
    inverse.unshift(...inverseOf(after, operation));
    apply(after, [operation]);
  }
  return { inverse: mergeMoves(inverse), after };
}

function inverseOf(graph, operation) {
  switch (operation.op) {
    case "add_node": {
      const earlier = graph.nodes.get(operation.node.id);
      return earlier ? [{ op: "add_node", node: earlier }] : [{ op: "remove_node", id: operation.node.id }];
    }
    case "remove_node": {
      const node = graph.nodes.get(operation.id);
      if (!node) return [];
      const edges = graph.edgesOf(operation.id).map((edge) => ({ op: "add_edge", edge }));
      return [{ op: "add_node", node }, ...edges];
    }
    case "move_nodes":
      return [{ op: "move_nodes", positions: positionsOf(graph, Object.keys(operation.positions)) }];
    case "set_data": {
      const node = graph.nodes.get(operation.id);
      if (!node) return [];
      const path = asFarAsList(node.data, operation.path);
      return [{ op: "set_data", id: operation.id, path, value: valueAt(node.data, path) ?? null }];
    }
    case "add_edge": {
      const earlier = graph.edges.get(operation.edge.id);
      return earlier ? [{ op: "add_edge", edge: earlier }] : [{ op: "remove_edge", id: operation.edge.id }];
    }
    case "remove_edge": {
      const edge = graph.edges.get(operation.id);
      return edge ? [{ op: "add_edge", edge }] : [];
    }
    default:
      return [];
  }
}

/** The path, cut after the first list: its items are numbered anew when one comes or goes, so it is put back whole. */
function asFarAsList(data, path) {
  const depth = path.findIndex((_, index) => Array.isArray(valueAt(data, path.slice(0, index + 1))));
  return depth < 0 ? path : path.slice(0, depth + 1);
}

function positionsOf(graph, ids) {
  const known = ids.filter((id) => graph.nodes.has(id));
  return Object.fromEntries(known.map((id) => [id, graph.nodes.get(id).position]));
}

function mergeMoves(operations) {
  return operations.filter(
    (operation) => operation.op !== "move_nodes" || Object.keys(operation.positions).length > 0,
  );
}

/** The value inside `data` at the path, or undefined. */
export function valueAt(data, path) {
  let value = data;
  for (const key of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** A copy of `data` with the value at the path, which steps into lists by number; null and undefined remove it. */
function withValue(data, [key, ...rest], value) {
  if (Array.isArray(data)) return withItem(data, [key, ...rest], value);
  const before = data !== null && typeof data === "object" ? data : {};
  if (!rest.length && isNothing(value)) {
    const changed = { ...before };
    delete changed[key];
    return changed;
  }
  return { ...before, [key]: rest.length ? withValue(valueAt(before, [key]), rest, value) : value };
}

function withItem(items, [key, ...rest], value) {
  // An editor may name an item that another has removed: past the end appends, all else is passed over.
  if (!/^[0-9]+$/.test(key)) return items;
  const index = Math.min(Number(key), items.length);
  const changed = [...items];
  if (!rest.length && isNothing(value)) changed.splice(index, 1);
  else changed.splice(index, 1, rest.length ? withValue(items[index], rest, value) : value);
  return changed;
}

const isNothing = (value) => value === null || value === undefined;

/** True when both are the same JSON. */
export function same(a, b) {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => same(a[key], b[key]));
}

/** A node with every part that the canvas reads. */
export function normalNode(node) {
  return {
    ...node,
    position: { x: node.position?.x ?? 0, y: node.position?.y ?? 0 },
    data: { ...node.data, label: node.data?.label ?? "", config: node.data?.config ?? {} },
  };
}

/** An edge with both handles named. */
export function normalEdge(edge) {
  const { id, source, target, sourceHandle, targetHandle } = edge;
  return { id, source, target, sourceHandle: sourceHandle ?? "out", targetHandle: targetHandle ?? "in" };
}
