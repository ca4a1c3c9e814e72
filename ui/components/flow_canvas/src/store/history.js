import { apply, invert, same, valueAt } from "./operations.js";

const STEPS = 200;
const MERGE_MS = 1000;

/** Undo and redo of one's own steps. A step is the operations and what takes them back; undoing applies only what is
 * still as the step left it, so that nobody's later work is overwritten. */
export class History {
  constructor(now = () => Date.now()) {
    this.now = now;
    this.undone = [];
    this.done = [];
  }

  /** Remembers a step that is about to be applied to the graph. */
  record(graph, operations, patchIds) {
    const step = { ...reversible(graph, operations), patchIds, at: this.now() };
    const last = this.done.at(-1);
    const goesOn = last && !this.undone.length && step.at - last.at < MERGE_MS && sameField(last, step);
    if (goesOn) {
      const { left, at } = step;
      Object.assign(last, { operations, left, at, patchIds: [...last.patchIds, ...patchIds] });
    } else this.done.push(step);
    if (this.done.length > STEPS) this.done.shift();
    this.undone = [];
  }

  /** Operations that take back the last step, or null; the caller applies them. */
  undo(graph) {
    return move(graph, this.done, this.undone);
  }

  redo(graph) {
    return move(graph, this.undone, this.done);
  }

  /** A refused patch never happened: there is nothing of it to take back. */
  forget(patchId) {
    const keeps = (step) => !step.patchIds.includes(patchId);
    this.done = this.done.filter(keeps);
    this.undone = this.undone.filter(keeps);
  }

  /** The ids under which the last undone or redone operations were sent. */
  name(step, patchIds) {
    step.patchIds = patchIds;
  }
}

function move(graph, from, to) {
  while (from.length) {
    const step = from.pop();
    const operations = stillOurs(graph, step);
    if (!operations.length) continue;
    const back = { ...reversible(graph, operations), patchIds: [], at: 0 };
    to.push(back);
    return back;
  }
  return null;
}

function reversible(graph, operations) {
  const { inverse, after } = invert(graph, operations);
  return { operations, inverse, left: valuesAt(after, inverse) };
}

/** What the graph holds where the operations will set something. */
function valuesAt(graph, operations) {
  const found = new Map();
  for (const operation of operations) {
    if (operation.op === "set_data") {
      const node = graph.nodes.get(operation.id);
      if (node) found.set(fieldKey(operation), valueAt(node.data, operation.path));
    }
    for (const id of Object.keys(operation.positions ?? {})) {
      if (graph.nodes.has(id)) found.set(`${id} position`, graph.nodes.get(id).position);
    }
  }
  return found;
}

/** The step's inverse without what somebody else has changed since. */
function stillOurs(graph, step) {
  const after = graph.clone();
  return step.inverse.map((operation) => keptPart(after, step.left, operation)).filter(Boolean);
}

function keptPart(graph, left, operation) {
  if (operation.op === "set_data") {
    const node = graph.nodes.get(operation.id);
    if (!node) return null;
    const key = fieldKey(operation);
    const current = valueAt(node.data, operation.path);
    return !left.has(key) || same(current, left.get(key)) ? operation : null;
  }
  if (operation.op === "move_nodes") return keptMoves(graph, left, operation);
  return changesSomething(graph, operation) ? operation : null;
}

function keptMoves(graph, left, operation) {
  const kept = Object.entries(operation.positions).filter(([id]) => {
    const node = graph.nodes.get(id);
    return node && (!left.has(`${id} position`) || same(node.position, left.get(`${id} position`)));
  });
  return kept.length ? { op: "move_nodes", positions: Object.fromEntries(kept) } : null;
}

function changesSomething(graph, operation) {
  const gone = operation.op === "remove_node" && !graph.nodes.has(operation.id);
  const cut = operation.op === "remove_edge" && !graph.edges.has(operation.id);
  if (gone || cut) return false;
  apply(graph, [operation]);
  return operation.op !== "add_edge" || graph.edges.has(operation.edge.id);
}

function sameField(a, b) {
  const [left, right] = [a.operations, b.operations];
  const fields = (operations) =>
    operations.map((operation) => operation.op === "set_data" && fieldKey(operation));
  return left.length === right.length && same(fields(left), fields(right)) && !fields(left).includes(false);
}

function fieldKey(operation) {
  return JSON.stringify([operation.id, ...operation.path]);
}
