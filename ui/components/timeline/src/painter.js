// Draws axis and lanes. Knows nothing of events: it gets a scene and paints it.
import { AXIS, BAR, BAR_TOP, PADDING, ROW, rowTop, toX } from "./geometry.js";
import { barSpan, paintBar } from "./bar_painter.js";
import { clock } from "./format.js";
import { fillTabular, FONTS } from "./text.js";
import { noteOf } from "./words.js";
import { ticks } from "./ticks.js";

const TICK_GAP = 84;
const TAG = { top: 8, height: 18, padding: 6 };
const NOTE = { left: 9, gap: 6, blank: 4 };

export class Painter {
  #canvas;
  #context;
  #size = { width: 0, height: 0, ratio: 1 };

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
  }

  resize(width, height) {
    const ratio = window.devicePixelRatio;
    const { width: oldWidth, height: oldHeight, ratio: oldRatio } = this.#size;
    if (width === oldWidth && height === oldHeight && ratio === oldRatio) return;
    this.#size = { width, height, ratio };
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
  }

  /** scene: { window, now, isLive, rows, first, last, scrollTop, hovered, selected, palette } */
  paint(scene) {
    const context = this.#context;
    const { width, height, ratio } = this.#size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const nowX = scene.isLive ? toX(scene.window, scene.now) : null;
    const marks = ticks(scene.window, TICK_GAP);
    this.#paintAxis(scene, marks, this.#tagSpan(scene, nowX));
    context.save();
    context.beginPath();
    context.rect(0, AXIS, width, height - AXIS);
    context.clip();
    this.#paintGrid(scene, marks);
    for (let index = scene.first; index < scene.last; index++) this.#paintLane(scene, index);
    context.restore();
    if (nowX !== null) this.#paintNow(scene, nowX);
  }

  #paintAxis({ window, palette }, marks, tag) {
    const context = this.#context;
    context.font = FONTS.axis;
    context.textBaseline = "middle";
    for (const { moment, label } of marks) {
      const x = Math.round(toX(window, moment));
      context.fillStyle = palette.borderStrong;
      context.fillRect(x, AXIS - 7, 1, 6);
      const end = x + 6 + context.measureText(label).width;
      const isUnderTag = tag && x < tag.right + 4 && end > tag.left - 4;
      const isHidden = isUnderTag || end > this.#size.width;
      context.fillStyle = palette.text;
      if (!isHidden) fillTabular(context, label, x + 6, AXIS / 2);
    }
  }

  #paintGrid({ window, palette }, marks) {
    this.#context.fillStyle = palette.border;
    for (const { moment } of marks) {
      const x = Math.round(toX(window, moment));
      this.#context.fillRect(x, AXIS, 1, this.#size.height - AXIS);
    }
  }

  #paintLane(scene, index) {
    const { palette, rows, scrollTop } = scene;
    const top = AXIS + rowTop(index) - scrollTop;
    const shades = [];
    if (index === scene.selected) shades.push(palette.selected);
    else if (index === scene.hovered?.index) shades.push(palette.hover);
    const context = this.#context;
    for (const shade of shades) {
      context.fillStyle = shade;
      context.fillRect(0, top, this.#size.width, ROW);
    }
    const row = rows[index];
    for (const bar of row.bars) {
      const span = barSpan(scene.window, bar, scene.now);
      if (span.right < -BAR || span.left > this.#size.width + BAR) continue;
      const isHovered = scene.hovered?.bar === bar;
      paintBar(context, { bar, row, span, top: top + BAR_TOP, isHovered, ...scene });
    }
    this.#paintNote(scene, row, top, shades);
  }

  #paintNote(scene, row, top, shades) {
    const note = noteOf(row.step, row.bars);
    if (!note) return;
    const last = row.bars.at(-1);
    const after = last ? barSpan(scene.window, last, scene.now).right : NOTE.left - NOTE.gap;
    const left = Math.round(after + NOTE.gap);
    const context = this.#context;
    context.font = FONTS.note;
    const width = context.measureText(note).width + 2 * NOTE.blank;
    // Words stand on the ground of the lane, so that no line of the grid runs through them.
    for (const shade of [scene.palette.surface, ...shades]) {
      context.fillStyle = shade;
      context.fillRect(left - NOTE.blank, top + 5, width, 16);
    }
    context.fillStyle = scene.palette.text;
    context.fillText(note, left, top + ROW / 2 + 0.5);
  }

  #paintNow({ now, palette }, x) {
    const context = this.#context;
    context.fillStyle = palette.ink;
    const tag = this.#tagSpan({ now }, x);
    if (x >= 0 && x <= this.#size.width) {
      const top = TAG.top + TAG.height;
      context.fillRect(Math.round(x - 0.5), top, 1, this.#size.height - top);
    }
    context.beginPath();
    context.roundRect(tag.left, TAG.top, tag.right - tag.left, TAG.height, 4);
    context.fill();
    context.fillStyle = palette.onInk;
    context.font = FONTS.tag;
    fillTabular(context, clock(now), tag.left + TAG.padding, TAG.top + TAG.height / 2);
  }

  /** Where the time of the now-line stands; at the edge once the line itself is out of view. */
  #tagSpan({ now }, x) {
    if (x === null) return null;
    this.#context.font = FONTS.tag;
    this.#context.textBaseline = "middle";
    const width = fillTabular.width(this.#context, clock(now)) + 2 * TAG.padding;
    const left = Math.min(Math.max(x - width / 2, 2), this.#size.width - width - 2);
    return { left: Math.round(left), right: Math.round(left) + width };
  }
}

/** Rectangles of a row's bars, measured from the top left of the canvas. */
export function barRectangles({ window, now, scrollTop }, row, index) {
  const y = AXIS + rowTop(index) - scrollTop + BAR_TOP;
  return row.bars.map((bar) => {
    const { left, right } = barSpan(window, bar, now);
    return { bar, x: left, y, width: right - left, height: BAR };
  });
}

export const rowsHeight = (count) => count * ROW + 2 * PADDING;
