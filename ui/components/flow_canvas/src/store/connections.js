// Which connections a graph may have. Every refusal is a sentence that the canvas shows.

/** Answers `(connection) => reason or null` for many candidates that share one fixed end. */
export function connectionRules(graph, catalogue, fixed) {
  const closing =
    fixed.end === "source" ? reachable(graph, fixed.node, "back") : reachable(graph, fixed.node, "on");
  return (other) => {
    const connection = joined(fixed, other);
    const target = graph.nodes.get(connection.target);
    if (connection.source === connection.target) return "A node cannot lead to itself";
    if (!target || !graph.nodes.has(connection.source)) return "Nothing is here";
    if (!catalogue.hasInput(target)) return `${nameOf(target)} starts the workflow: nothing leads into it`;
    if (hasHandle(graph, catalogue, connection) === false) return "This handle is gone";
    if (hasEdge(graph, connection, fixed.replaces)) return "These are connected already";
    if (closing.has(other.node)) return "This would close a loop";
    return null;
  };
}

/** The connection of a fixed end and the end that was dropped. */
export function joined(fixed, other) {
  const [source, target] = fixed.end === "source" ? [fixed, other] : [other, fixed];
  return {
    source: source.node,
    sourceHandle: source.handle,
    target: target.node,
    targetHandle: target.handle,
  };
}

/** An edge for the connection; the same connection made twice has the same id, so two people make one edge. */
export function edgeFor(connection) {
  const id = `${connection.source}.${connection.sourceHandle}-${connection.target}`;
  return { id: id.slice(0, 300), ...connection };
}

function hasHandle(graph, catalogue, { source, sourceHandle }) {
  return catalogue.outputs(graph.nodes.get(source)).includes(sourceHandle);
}

function hasEdge(graph, { source, sourceHandle, target }, replaced) {
  return graph
    .edgesOf(source)
    .some(
      (edge) =>
        edge.id !== replaced &&
        edge.source === source &&
        edge.sourceHandle === sourceHandle &&
        edge.target === target,
    );
}

function reachable(graph, start, direction) {
  const [near, far] = direction === "on" ? ["source", "target"] : ["target", "source"];
  const found = new Set();
  const open = [start];
  while (open.length) {
    const id = open.pop();
    for (const edge of graph.edgesOf(id)) {
      if (edge[near] !== id || found.has(edge[far])) continue;
      found.add(edge[far]);
      open.push(edge[far]);
    }
  }
  return found;
}

function nameOf(node) {
  return node.data.label || node.id;
}
