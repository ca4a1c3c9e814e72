import { difference, Graph } from "./graph.js";
import { History } from "./history.js";
import { apply } from "./operations.js";

const LOG_LENGTH = 500;

/**
 * The document as people work on it: what the server has, with the own pending patches on top. The server's order
 * decides; what arrives late is put where it belongs. `onChange({nodes, edges})` hears which ids changed.
 */
export class Document {
  constructor({ outbox, onChange, now }) {
    this.outbox = outbox;
    this.onChange = onChange;
    this.history = new History(now);
    this.graph = new Graph();
    this.server = new Graph();
    this.revision = 0;
    this.log = [];
  }

  get nodes() {
    return this.graph.nodes;
  }

  get edges() {
    return this.graph.edges;
  }

  /** Takes the server's definition; own patches that it may not know are put on top and sent again. */
  load(definition, revision) {
    const before = this.graph;
    this.server = Graph.from(definition);
    this.revision = this.loaded = revision;
    this.log = [];
    this.outbox?.restore();
    this.#rebuild(before);
  }

  /** Applies one gesture: shown at once, undoable, sent. */
  perform(operations) {
    if (!operations.length || !this.outbox) return;
    const before = this.graph.clone();
    const patchIds = this.outbox.add(operations);
    this.history.record(this.graph, operations, patchIds);
    this.#apply(operations, before);
  }

  undo() {
    this.#step(this.history.undo(this.graph));
  }

  redo() {
    this.#step(this.history.redo(this.graph));
  }

  /** Someone else's operations, or our own told twice. */
  applyRemote(operations, revision) {
    if (revision <= this.loaded || this.log.some((entry) => entry.revision === revision)) return;
    const before = this.graph;
    this.#enter(operations, revision);
    this.#rebuild(before);
  }

  acknowledge(patchId, revision) {
    const patch = this.outbox?.acknowledge(patchId);
    if (!patch) return;
    const before = this.graph;
    if (revision > this.loaded) this.#enter(patch.operations, revision);
    this.#rebuild(before);
  }

  refuse(patchId, message) {
    const patch = this.outbox?.refuse(patchId, message);
    if (!patch) return;
    this.history.forget(patchId);
    this.#rebuild(this.graph);
  }

  /** Puts operations into the server's copy at their place in its order. */
  #enter(operations, revision) {
    const later = this.log.filter((entry) => entry.revision > revision);
    this.log = [
      ...this.log.filter((entry) => entry.revision <= revision),
      { revision, operations },
      ...later,
    ];
    this.log = this.log.slice(-LOG_LENGTH);
    this.revision = Math.max(this.revision, revision);
    apply(this.server, operations);
    // Operations say what a thing becomes, so the later ones may simply be said again.
    for (const entry of later) apply(this.server, entry.operations);
  }

  #step(step) {
    if (!step || !this.outbox) return;
    const before = this.graph.clone();
    this.history.name(step, this.outbox.add(step.operations));
    this.#apply(step.operations, before);
  }

  #apply(operations, before) {
    apply(this.graph, operations);
    this.onChange(difference(before, this.graph));
  }

  #rebuild(before) {
    const after = this.server.clone();
    for (const patch of this.outbox?.pending ?? []) apply(after, patch.operations);
    const changed = difference(before, after);
    keepEqual(before, after, changed);
    this.graph = after;
    if (changed.nodes.size || changed.edges.size) this.onChange(changed);
  }
}

/** Pending operations make new objects each time; those that say the same are not a change. */
function keepEqual(before, after, changed) {
  for (const part of ["nodes", "edges"]) {
    for (const id of changed[part]) {
      const [old, now] = [before[part].get(id), after[part].get(id)];
      if (!old || !now || JSON.stringify(old) !== JSON.stringify(now)) continue;
      after[part].set(id, old);
      changed[part].delete(id);
    }
  }
}
