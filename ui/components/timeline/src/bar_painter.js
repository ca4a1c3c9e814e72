// One bar: outlined, filled, hatched or dotted.
import { BAR, INSTANT, toX } from "./geometry.js";
import { cut, FONTS } from "./text.js";
import { reasonOf } from "./words.js";

const RADIUS = 3;
const OUTLINE = 1.5;
const HATCH = { step: 6 / Math.sin((115 * Math.PI) / 180), slope: Math.tan((25 * Math.PI) / 180) };
const DOT = 2;

/** { left, right } in pixels; an instant is still three wide, a pause is as long as it is. */
export function barSpan(window, bar, now) {
  const left = toX(window, bar.from);
  const right = toX(window, Math.max(bar.to ?? now, bar.from));
  return { left, right: bar.kind === "backoff" ? right : Math.max(right, left + INSTANT) };
}

export function paintBar(context, scene) {
  const { bar, span, palette } = scene;
  // Far outside there is nothing to see, and canvases lose precision in millions of pixels.
  const left = Math.max(Math.round(span.left), -BAR);
  const right = Math.min(bar.to === null ? span.right : Math.round(span.right), scene.window.width + BAR);
  const box = { left, top: scene.top, width: Math.max(right - left, 0), isOpen: bar.to === null };
  const tone = palette.tones[bar.tone];
  PAINTERS[bar.kind](context, box, tone, scene);
  if (scene.isHovered && bar.kind !== "backoff") paintOutline(context, box, palette.ink);
}

const PAINTERS = {
  queued(context, box, tone) {
    paintFrame(context, box, tone, 2);
  },

  attempt(context, box, tone, { bar }) {
    paintFrame(context, box, tone, RADIUS);
    paintNumber(context, box, tone.fg, bar.attempt.number);
  },

  solid(context, box, tone, { bar, palette }) {
    context.fillStyle = tone.solid;
    path(context, box, 0, box.isOpen ? [RADIUS, 0, 0, RADIUS] : RADIUS);
    context.fill();
    if (bar.attempt) paintNumber(context, box, palette.onInk, bar.attempt.number);
    if (!box.isOpen) return;
    context.beginPath();
    context.roundRect(box.left + box.width - 2, box.top - 2, 3, BAR + 4, 2);
    context.fill();
  },

  waiting(context, box, tone, { row, now }) {
    const corners = [RADIUS, 0, 0, RADIUS];
    context.save();
    path(context, box, 0, corners);
    context.clip();
    context.fillStyle = tone.tint;
    context.fillRect(box.left, box.top, box.width, BAR);
    paintHatch(context, box, tone.line);
    paintReason(context, box, tone, reasonOf(row.step, now));
    context.restore();
    context.strokeStyle = tone.solid;
    context.lineWidth = 1;
    path(context, box, 0.5, corners);
    context.stroke();
  },

  backoff(context, box, tone) {
    context.fillStyle = tone.solid;
    for (let x = box.left; x < box.left + box.width; x += 2 * DOT) {
      const length = Math.min(DOT, box.left + box.width - x);
      context.fillRect(x, box.top + BAR / 2 - 0.5, length, 1);
    }
  },
};

function paintFrame(context, box, tone, radius) {
  context.fillStyle = tone.tint;
  path(context, box, 0, radius);
  context.fill();
  context.strokeStyle = tone.solid;
  context.lineWidth = 1;
  path(context, box, 0.5, radius - 0.5);
  context.stroke();
}

function paintOutline(context, box, ink) {
  context.strokeStyle = ink;
  context.lineWidth = OUTLINE;
  path(context, box, -1 - OUTLINE / 2, RADIUS + 1);
  context.stroke();
}

function paintNumber(context, box, colour, number) {
  const text = String(number);
  context.font = FONTS.bar;
  if (context.measureText(text).width + 4 > box.width) return;
  context.fillStyle = colour;
  context.textAlign = "center";
  context.fillText(text, box.left + box.width / 2, box.top + BAR / 2 + 0.5);
  context.textAlign = "start";
}

function paintHatch(context, box, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  const lean = BAR * HATCH.slope;
  for (let x = box.left; x < box.left + box.width + lean; x += HATCH.step) {
    context.moveTo(x, box.top);
    context.lineTo(x - lean, box.top + BAR);
  }
  context.stroke();
}

/** The reason stays readable when the bar began left of the window. */
function paintReason(context, box, tone, reason) {
  const left = Math.max(box.left, 0);
  const room = box.left + box.width - left;
  context.font = FONTS.bar;
  const text = cut(context, reason, room - 16);
  if (!text) return;
  const width = context.measureText(text).width + 13;
  context.fillStyle = tone.tint;
  context.fillRect(left, box.top, width, BAR);
  context.fillStyle = tone.fg;
  context.fillText(text, left + 7, box.top + BAR / 2 + 0.5);
}

function path(context, box, inset, radius) {
  context.beginPath();
  context.roundRect(
    box.left + inset,
    box.top + inset,
    Math.max(box.width - 2 * inset, 0),
    BAR - 2 * inset,
    radius,
  );
}
