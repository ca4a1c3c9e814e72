import { shallowReactive } from "vue";
import { pastePart } from "./gestures/clipboard.js";
import { boundsOf, contains, fitting, viewRect, zoomedAt } from "./geometry/viewport.js";
import { MAP_LIMIT, Painter } from "./painter.js";
import { Scene } from "./scene.js";
import { Catalogue } from "./store/catalogue.js";
import { Document } from "./store/document.js";
import { Outbox } from "./store/outbox.js";
import { Selection } from "./store/selection.js";
import { Statuses } from "./store/statuses.js";
import { extract } from "./store/subgraph.js";

/** The canvas without its page: document, selection, statuses and view, and everything that can be done to them. */
export class Canvas {
  constructor({ clientId, storageKey, readOnly, emit, measure }) {
    this.emit = emit;
    this.readOnly = readOnly;
    this.viewport = { x: 0, y: 0, zoom: 1 };
    this.size = { width: 1, height: 1 };
    this.problems = new Map();
    this.refusedNodes = new Map();
    this.catalogue = new Catalogue();
    this.ui = shallowReactive({
      zoom: 1,
      canUndo: false,
      canRedo: false,
      showsMap: false,
      isLive: readOnly,
      marquee: null,
      draft: null,
      reason: null,
      picker: null,
    });
    this.outbox = readOnly ? null : newOutbox(clientId, storageKey, emit);
    this.document = new Document({
      outbox: this.outbox,
      onChange: (changed) => this.#followDocument(changed),
    });
    this.selection = new Selection((changed) => this.#followSelection(changed));
    this.statuses = new Statuses((changed) => this.#followStatuses(changed));
    this.scene = new Scene(this.document, measure);
    this.painter = new Painter(this);
  }

  get showsMap() {
    return this.ui.showsMap;
  }

  /** What the drawings on 2D canvases read. */
  get picture() {
    const { scene, document, selection, statuses, problems, viewport, size } = this;
    return { scene, document, selection, statuses, problems, viewport, size };
  }

  load(definition, revision, catalogue) {
    this.catalogue = catalogue;
    this.isLoading = true;
    this.document.load(definition, revision);
    this.isLoading = false;
    this.scene.reset(catalogue);
    this.selection.keepExisting(this.document);
    this.#tellLimits();
    this.painter.invalidate({ all: true });
  }

  /** One gesture of the person. */
  perform(operations) {
    if (!this.readOnly) this.document.perform(operations);
  }

  undo() {
    if (!this.readOnly) this.document.undo();
  }

  redo() {
    if (!this.readOnly) this.document.redo();
  }

  setProblems(problems) {
    const changed = [...this.problems.keys(), ...Object.keys(problems)];
    this.problems = new Map(Object.entries(problems));
    this.painter.invalidate({ nodes: changed });
  }

  removeSelected() {
    const nodes = [...this.selection.nodes];
    const covered = new Set(nodes.flatMap((id) => this.document.graph.edgesOf(id)).map(({ id }) => id));
    const edges = [...this.selection.edges].filter((id) => !covered.has(id));
    this.perform([
      ...edges.map((id) => ({ op: "remove_edge", id })),
      ...nodes.map((id) => ({ op: "remove_node", id })),
    ]);
  }

  /** Moves the selected nodes by whole units of the canvas. */
  nudge(dx, dy) {
    const positions = [...this.selection.nodes].map((id) => {
      const { x, y } = this.document.nodes.get(id).position;
      return [id, { x: x + dx, y: y + dy }];
    });
    if (positions.length) this.perform([{ op: "move_nodes", positions: Object.fromEntries(positions) }]);
  }

  /** A copy of what is selected, beside it. */
  duplicate() {
    if (this.selection.nodes.size) pastePart(this, extract(this.document.graph, this.selection.nodes));
  }

  selectAll() {
    this.selection.set(this.document.nodes.keys());
  }

  /** Marks nodes that the connection which is being drawn cannot reach. */
  refuseNodes(reasons) {
    const changed = [...this.refusedNodes.keys(), ...reasons.keys()];
    this.refusedNodes = reasons;
    this.painter.invalidate({ nodes: changed });
  }

  /** The pane moved: by dragging it or at our own bidding. */
  followViewport(viewport) {
    this.viewport = { ...viewport };
    this.ui.zoom = viewport.zoom;
    this.painter.invalidate();
  }

  setViewport(viewport) {
    this.painter.pane?.setViewport(viewport);
  }

  panBy(dx, dy) {
    const { x, y, zoom } = this.viewport;
    this.setViewport({ x: x + dx, y: y + dy, zoom });
  }

  zoomTo(zoom, point = { x: this.size.width / 2, y: this.size.height / 2 }) {
    this.setViewport(zoomedAt(this.viewport, point, zoom));
  }

  fit(ids = null) {
    this.setViewport(fitting(this.scene.bounds(ids), this.size));
  }

  resize(size) {
    this.size = size;
    this.painter.invalidate({ members: true });
  }

  focusNode(id) {
    const box = this.scene.boxes.get(id);
    if (!box) return;
    this.selection.set([id]);
    const zoom = Math.max(this.viewport.zoom, 0.8);
    if (zoom === this.viewport.zoom && contains(viewRect(this.viewport, this.size, -20), box)) return;
    this.setViewport({ ...fitting(boundsOf([box]), this.size, { most: zoom }) });
  }

  close() {
    this.outbox?.close();
    this.painter.stop();
  }

  #followDocument(changed) {
    if (this.isLoading) return;
    this.scene.refresh(changed);
    const { nodes, edges, touched } = changed;
    this.painter.invalidate({ nodes: [...nodes, ...touched], edges, members: true });
    this.selection.keepExisting(this.document);
    this.#tellLimits();
  }

  #followSelection(changed) {
    this.painter.invalidate(changed);
    const { nodes, edges } = this.selection;
    this.emit("select", { node_ids: [...nodes], edge_ids: [...edges] });
  }

  #followStatuses({ nodes, all }) {
    this.ui.isLive = this.readOnly || !this.statuses.isEmpty;
    this.painter.invalidate({ nodes, all });
  }

  #tellLimits() {
    this.ui.canUndo = this.document.history.done.length > 0;
    this.ui.canRedo = this.document.history.undone.length > 0;
    this.ui.showsMap = !this.readOnly && this.document.nodes.size <= MAP_LIMIT;
  }
}

function newOutbox(clientId, storageKey, emit) {
  return new Outbox({
    clientId,
    storageKey,
    storage: storageKey ? window.localStorage : null,
    send: (patch) => emit("patch", patch),
    report: (state) => emit("outbox", state),
  });
}
