import { shallowReactive, shallowRef } from "vue";
import { drawMap } from "./draw/map.js";
import { drawOverview } from "./draw/overview.js";
import { viewRect } from "./geometry/viewport.js";
import { edgeLook, nodeLook } from "./looks.js";
import { ViewWindow } from "./store/view_window.js";

export const DETAIL_ZOOM = 0.35;
const SURELY_DETAIL_ZOOM = 0.7;
const CROWD = 250; // nodes in view at once that nobody reads, and that take long to mount
export const MAP_LIMIT = 500;
const BATCH = { inView: 60, around: 24 }; // nodes that one frame mounts while the view moves

/**
 * Puts the document on the screen, at most once per frame: nodes in and around the view are mounted, with the edges
 * that pass there; below the zoom at which they can be read, everything is drawn on one 2D canvas instead.
 */
export class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    this.looks = shallowReactive(new Map());
    this.edges = shallowRef([]);
    this.isDetailed = true;
    this.edgeLooks = new Map();
    this.window = new ViewWindow();
    this.frame = null;
    this.#clean();
  }

  /** The parts of the page that it paints on; `colours` answers the theme's. */
  attach({ pane, overview, map, colours }) {
    Object.assign(this, { pane, overview, map, colours });
  }

  /** Asks for a new frame; `nodes` and `edges` are ids whose look may have changed. */
  invalidate({ nodes = [], edges = [], members = false, all = false } = {}) {
    for (const id of nodes) this.dirty.nodes.add(id);
    for (const id of edges) this.dirty.edges.add(id);
    this.dirty.members ||= members;
    this.dirty.all ||= all;
    this.frame ??= requestAnimationFrame(() => this.paint());
  }

  /** Paints now what waits to be painted. */
  paint() {
    cancelAnimationFrame(this.frame);
    this.frame = null;
    if (!this.pane) return;
    const dirty = this.dirty;
    this.#clean();
    const wasDetailed = this.isDetailed;
    this.isDetailed = this.#canBeRead();
    if (this.isDetailed) this.#mount(dirty, !wasDetailed);
    else this.#sketch(wasDetailed);
    this.overview.style.display = this.isDetailed ? "none" : "block";
    if (this.canvas.showsMap) drawMap(this.map, this.#picture());
  }

  #canBeRead() {
    const { viewport, size, scene } = this.canvas;
    if (viewport.zoom < DETAIL_ZOOM || viewport.zoom >= SURELY_DETAIL_ZOOM)
      return viewport.zoom >= DETAIL_ZOOM;
    return scene.nodesIn(viewRect(viewport, size)).length <= CROWD;
  }

  stop() {
    cancelAnimationFrame(this.frame);
  }

  #clean() {
    this.dirty = { nodes: new Set(), edges: new Set(), members: false, all: false };
  }

  #sketch(wasDetailed) {
    if (wasDetailed) {
      this.pane.show([]);
      this.looks.clear();
      this.edgeLooks.clear();
      this.edges.value = [];
    }
    drawOverview(this.overview, this.#picture());
  }

  #mount(dirty, isBack) {
    const { viewport, size } = this.canvas;
    if (isBack || dirty.all) this.window.reset();
    const moved = this.window.follow(viewport, size);
    if (dirty.all) this.edgeLooks.clear();
    if (moved || dirty.members || dirty.all || this.isMounting) this.#mountMembers(dirty);
    else this.#changeNodes(dirty.nodes);
    if (moved || dirty.members || dirty.all || dirty.nodes.size || dirty.edges.size)
      this.#changeEdges(dirty, moved);
  }

  #mountMembers(dirty) {
    const { scene } = this.canvas;
    const wanted = scene.nodesIn(this.window.rect);
    const members = dirty.all ? wanted : this.#batch(wanted);
    this.isMounting = members.length < wanted.length;
    if (this.isMounting) this.invalidate();
    const stays = new Set(members);
    for (const id of [...this.looks.keys()]) if (!stays.has(id)) this.looks.delete(id);
    const isFresh = (id) => this.looks.has(id) && !dirty.all && !dirty.nodes.has(id);
    for (const id of members) if (!isFresh(id)) this.looks.set(id, this.#nodeLook(id));
    this.pane.show(members.map((id) => this.looks.get(id)));
  }

  /** All that is mounted already, and of the others as many as a frame has time for. */
  #batch(wanted) {
    const { scene, viewport, size } = this.canvas;
    const view = viewRect(viewport, size, 0);
    const inView = new Set(scene.nodesIn(view));
    const room = { ...BATCH };
    return wanted.filter((id) => this.looks.has(id) || room[inView.has(id) ? "inView" : "around"]-- > 0);
  }

  #changeNodes(ids) {
    const changed = [...ids].filter((id) => this.looks.has(id)).map((id) => this.#nodeLook(id));
    for (const look of changed) this.looks.set(look.id, look);
    this.pane.change(changed);
  }

  #changeEdges(dirty, moved) {
    const { document, scene } = this.canvas;
    for (const id of dirty.edges) this.edgeLooks.delete(id);
    // A status at one end changes the look; a move is noticed by the curve.
    for (const id of dirty.nodes)
      for (const edge of document.graph.edgesOf(id)) this.edgeLooks.delete(edge.id);
    const isSame = !moved && !dirty.members && !dirty.all;
    const shown = isSame ? this.edges.value.map(({ id }) => id) : scene.edgesIn(this.window.rect);
    const known = shown.filter((id) => document.edges.has(id));
    const looks = known.map((id) => this.#edgeLook(id));
    this.edgeLooks = new Map(looks.map((look) => [look.id, look]));
    this.edges.value = looks;
  }

  #nodeLook(id) {
    const { scene, document, selection, statuses, problems, refusedNodes, readOnly } = this.canvas;
    const edges = document.graph.edgesOf(id);
    return nodeLook(scene.boxes.get(id), {
      selected: selection.nodes.has(id),
      status: statuses.get(id) ?? (statuses.isEmpty ? null : UNREACHED),
      problems: problems.get(id),
      attached: new Set(
        edges.flatMap((edge) => [
          edge.source === id && `source ${edge.sourceHandle}`,
          edge.target === id && `target ${edge.targetHandle}`,
        ]),
      ),
      refused: refusedNodes.has(id),
      readOnly,
    });
  }

  #edgeLook(id) {
    const { document, scene, selection, statuses } = this.canvas;
    const edge = document.edges.get(id);
    const known = this.edgeLooks.get(id);
    if (known?.curve === scene.curve(edge)) return known;
    return edgeLook(edge, scene.curve(edge), { selected: selection.edges.has(id), statuses });
  }

  #picture() {
    return { ...this.canvas.picture, colours: this.colours() };
  }
}

const UNREACHED = { status: "pending" };
