// Puts the parts together: what is shown, what the reader does, and when to paint.
import { build, styled } from "./markup.js";
import { Clock } from "./clock.js";
import { AXIS, BAR, BAR_TOP, NAMES, ROW, rowAt, rowsInView, rowTop } from "./geometry.js";
import { listen } from "./gestures.js";
import { Names } from "./names.js";
import { onThemeChange, readPalette } from "./palette.js";
import { barRectangles, Painter, rowsHeight } from "./painter.js";
import { Steps } from "./steps.js";
import { fontsLoaded } from "./text.js";
import { Tip } from "./tip.js";
import { Viewport } from "./viewport.js";

const BUTTON_ZOOM = 1.5;
const REACH = 3;

export class TimelineView {
  #root;
  #parts;
  #onSelect;
  #steps = new Steps();
  #clock = new Clock();
  #painter;
  #names;
  #tip;
  #execution = null;
  #viewport = new Viewport();
  #selected = null;
  #pointer = null;
  #palette = null;
  #isDirty = true;
  #painted = null;
  #frame = null;
  #stops = [];

  constructor(root, onSelect) {
    this.#root = root;
    this.#onSelect = onSelect;
    this.#parts = build(root);
    this.#painter = new Painter(this.#parts.canvas);
    this.#names = new Names(this.#parts.box, this.#parts.names);
    this.#tip = new Tip(this.#parts.tip);
    this.#listen();
    Promise.all([styled, fontsLoaded()]).then(() => {
      this.#palette = readPalette(this.#root);
      this.#change();
    });
  }

  load({ steps, started_at, completed_at, server_now }) {
    this.#steps.load(steps);
    this.#clock.reset(server_now);
    this.#execution = { started_at, completed_at };
    this.#viewport.fit();
    this.#change();
  }

  update({ steps, completed_at, server_now }) {
    this.#steps.merge(steps);
    if (server_now !== null) this.#clock.hear(server_now);
    if (completed_at !== null) this.#execution.completed_at = completed_at;
    this.#change();
  }

  select(path) {
    this.#selected = path;
    const index = path === null ? -1 : this.#steps.indexOf(path);
    if (index >= 0) this.#reveal(index);
    this.#change();
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    this.#stops.forEach((stop) => stop());
  }

  /** [{ path, label, status }] in the order of the rows. */
  get rows() {
    return this.#steps.rows.map(({ step: { path, label, status } }) => ({ path, label, status }));
  }

  get selected() {
    return this.#selected;
  }

  /** The painted window of time: { start, end, width }. */
  get window() {
    if (this.#isDirty) this.#tick();
    return this.#viewport.window;
  }

  /** [{ kind, tone, number, x, y, width, height }] of a row, in coordinates of the page. */
  bars(path) {
    const index = this.#steps.indexOf(path);
    if (this.#isDirty) this.#tick();
    if (index < 0 || !this.#painted) return [];
    const canvas = this.#parts.canvas.getBoundingClientRect();
    const rectangles = barRectangles(this.#painted, this.#steps.rows[index], index);
    return rectangles.map(({ bar, x, y, width, height }) => ({
      kind: bar.kind,
      tone: bar.tone,
      number: bar.attempt?.number ?? null,
      x: x + canvas.left + scrollX,
      y: y + canvas.top + scrollY,
      width,
      height,
    }));
  }

  #listen() {
    const { box, foot } = this.#parts;
    const observer = new ResizeObserver(() => this.#change());
    observer.observe(this.#root);
    box.addEventListener("scroll", () => this.#change(), { passive: true });
    foot.addEventListener("click", (event) => {
      const action = event.target.closest("button")?.dataset.do;
      if (action === "fit") this.#look((viewport) => viewport.fit());
      else if (action) this.#zoom(action === "in" ? BUTTON_ZOOM : 1 / BUTTON_ZOOM);
    });
    this.#stops = [
      () => observer.disconnect(),
      onThemeChange(() => {
        this.#palette = readPalette(this.#root);
        this.#change();
      }),
      listen(this.#root, box, this.#intents()),
    ];
  }

  #intents() {
    return {
      isLane: (x, y) => this.#place(x, y).isLane,
      zoom: (factor, clientX) => this.#zoom(factor, clientX),
      pan: (pixels) => this.#look((viewport) => viewport.pan(pixels)),
      fit: () => this.#look((viewport) => viewport.fit()),
      hover: (x, y) => this.#hover({ x, y }),
      leave: () => this.#hover(null),
      pick: (x, y) => this.#pickAt(this.#place(x, y)),
      step: (rows) => this.#step(rows),
      page: (direction) => this.#step(direction * this.#pageLength()),
      edge: (isLast) => this.#pick(isLast ? this.#steps.rows.length - 1 : 0),
    };
  }

  #zoom(factor, clientX) {
    const left = this.#parts.canvas.getBoundingClientRect().left;
    const x = clientX === undefined ? undefined : clientX - left;
    this.#look((viewport) => viewport.zoom(factor, x));
  }

  #look(change) {
    change(this.#viewport);
    this.#change();
  }

  #hover(pointer) {
    this.#pointer = pointer;
    this.#change();
  }

  #step(rows) {
    const last = this.#steps.rows.length - 1;
    const index = this.#selected === null ? -1 : this.#steps.indexOf(this.#selected);
    const next = index < 0 ? 0 : Math.min(Math.max(index + rows, 0), last);
    this.#pick(next);
  }

  /** A click beside the rows lets go of the one that is selected. */
  #pickAt({ isInside, index }) {
    if (index >= 0) return this.#pick(index);
    if (!isInside || this.#selected === null) return;
    this.select(null);
    this.#onSelect(null);
  }

  #pick(index) {
    const row = this.#steps.rows[index];
    if (!row) return;
    this.select(row.step.path);
    this.#onSelect(row.step.path);
  }

  #pageLength() {
    return Math.max(Math.floor(this.#parts.box.clientHeight / ROW) - 1, 1);
  }

  #reveal(index) {
    const { box } = this.#parts;
    this.#parts.space.style.height = `${rowsHeight(this.#steps.rows.length)}px`;
    const top = rowTop(index);
    const highest = top + ROW - box.clientHeight;
    if (top < box.scrollTop) box.scrollTop = index === 0 ? 0 : top;
    else if (highest > box.scrollTop) box.scrollTop = highest;
  }

  /** What lies at a point of the screen. */
  #place(clientX, clientY) {
    const { box } = this.#parts;
    const edge = box.getBoundingClientRect();
    const x = clientX - edge.left;
    const y = clientY - edge.top;
    const isInside = y >= 0 && y < box.clientHeight && x >= 0 && x < box.clientWidth;
    const index = isInside ? rowAt(y + box.scrollTop, this.#steps.rows.length) : -1;
    const isLane = x >= NAMES && x < box.clientWidth && y >= -AXIS && y < box.clientHeight;
    return { x: x - NAMES, index, isInside, isLane };
  }

  #change() {
    this.#isDirty = true;
    this.#schedule();
  }

  #schedule() {
    // The browser gives no frames to a tab that nobody sees: the clock then costs nothing.
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#tick();
    });
  }

  #tick() {
    if (!this.#execution || !this.#palette) return;
    const now = this.#clock.now();
    if (this.#isDirty || this.#hasMoved(now)) this.#paint(now);
    if (this.#isLive) this.#schedule();
  }

  get #isLive() {
    return this.#execution.completed_at === null;
  }

  /** A long execution moves by a pixel a minute: between two pixels only its figures change. */
  #hasMoved(now) {
    if (!this.#painted) return true;
    const { start, end, width } = this.#painted.window;
    const pixels = ((now - this.#painted.now) / (end - start)) * width * devicePixelRatio;
    return pixels >= 0.5 || Math.floor(now * 10) !== Math.floor(this.#painted.now * 10);
  }

  #paint(now) {
    const { box, space, count, empty } = this.#parts;
    const rows = this.#steps.rows;
    space.style.height = `${rowsHeight(rows.length)}px`;
    const width = box.clientWidth - NAMES;
    const height = box.clientHeight;
    if (width <= 0 || height <= 0) return;
    this.#isDirty = false;
    const [first, last] = rowsInView(box.scrollTop, height, rows.length);
    const scene = {
      window: this.#viewport.settle(width, this.#execution, now),
      now,
      isLive: this.#isLive,
      rows,
      first,
      last,
      scrollTop: box.scrollTop,
      selected: this.#selected === null ? -1 : this.#steps.indexOf(this.#selected),
      palette: this.#palette,
    };
    scene.hovered = this.#hovered(scene);
    this.#painter.resize(width, AXIS + height);
    this.#painter.paint(scene);
    this.#names.paint(scene);
    this.#showTip(scene);
    count.textContent = rows.length.toLocaleString("en");
    empty.hidden = rows.length > 0;
    this.#painted = scene;
    this.#root.dataset.ready = "true";
  }

  #hovered(scene) {
    if (!this.#pointer) return null;
    const { x, index } = this.#place(this.#pointer.x, this.#pointer.y);
    if (index < 0) return null;
    const boxes = x < 0 ? [] : barRectangles(scene, scene.rows[index], index);
    const hit = boxes.findLast((box) => x >= box.x - REACH && x <= box.x + box.width + REACH);
    return { index, bar: hit?.bar ?? null, x: hit?.x };
  }

  #showTip({ hovered, rows, now, scrollTop, window }) {
    if (!hovered?.bar) {
      this.#tip.hide();
      return;
    }
    const top = AXIS + rowTop(hovered.index) - scrollTop + BAR_TOP;
    this.#tip.show(rows[hovered.index], hovered.bar, now, {
      left: NAMES + Math.max(hovered.x, 0),
      top,
      bottom: top + BAR,
      width: NAMES + window.width,
      height: this.#root.clientHeight,
    });
  }
}
