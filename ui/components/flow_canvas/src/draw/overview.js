import { overlaps, viewRect } from "../geometry/viewport.js";
import { edgeState } from "../store/statuses.js";
import { cleared } from "./surface.js";

const NAMES_FROM = 0.3;
const LINES_FROM = 0.5;
const ICONS_FROM = 0.16;
const ROUND_FROM = 0.12;
const CURVES_FROM_PIXELS = 10;
const TEXT_LEFT = 45;
const CHROME = 55; // of a card's width, what is not text

/** Draws the whole graph on one 2D canvas: what is shown where nodes would be too small to be read. */
export function drawOverview(
  canvas,
  { scene, document, selection, statuses, problems, viewport, size, colours },
) {
  const context = cleared(canvas, size);
  const { x, y, zoom } = viewport;
  context.translate(x, y);
  context.scale(zoom, zoom);
  const rect = viewRect(viewport, size, 20);
  const edges = [...document.edges.values()].filter((edge) => overlaps(scene.curve(edge).bounds, rect));
  drawEdges(context, { edges, scene, selection, statuses, zoom, colours });
  const boxes = [...scene.boxes.values()].filter((box) => overlaps(box, rect));
  drawCards(context, { boxes, selection, statuses, zoom, colours });
  if (zoom >= ICONS_FROM) drawIcons(context, { boxes, statuses, zoom, colours });
  if (zoom >= NAMES_FROM) drawNames(context, { boxes, statuses, zoom, colours });
  drawMarks(context, { boxes, statuses, problems, zoom, colours });
}

function drawEdges(context, { edges, scene, selection, statuses, zoom, colours }) {
  const groups = new Map();
  for (const edge of edges) {
    const style = edgeStyle(edge, selection, statuses);
    if (!groups.has(style)) groups.set(style, new Path2D());
    trace(groups.get(style), scene.curve(edge).points, zoom);
  }
  const colourOf = {
    plain: colours.edge,
    taken: colours.edgeTaken,
    live: colours.blue,
    dead: colours.edgeDead,
    error: colours.red,
    selected: colours.accent,
  };
  for (const [style, path] of groups) {
    context.strokeStyle = colourOf[style];
    context.lineWidth = (style === "selected" ? 2 : 1.25) / zoom;
    context.stroke(path);
  }
}

function edgeStyle(edge, selection, statuses) {
  if (selection.edges.has(edge.id)) return "selected";
  const state = edgeState(edge, statuses.get(edge.source), statuses.get(edge.target));
  if (edge.sourceHandle === "error" && state !== "dead") return "error";
  return state ?? "plain";
}

function trace(path, [a, b, c, d], zoom) {
  path.moveTo(a.x, a.y);
  const isShort = (Math.abs(d.x - a.x) + Math.abs(d.y - a.y)) * zoom < CURVES_FROM_PIXELS;
  if (isShort) path.lineTo(d.x, d.y);
  else path.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
}

function drawCards(context, { boxes, selection, statuses, zoom, colours }) {
  const groups = new Map();
  for (const box of boxes) {
    const style = cardStyle(box, selection, statuses);
    if (!groups.has(style)) groups.set(style, new Path2D());
    outline(groups.get(style), box, zoom);
  }
  for (const [style, path] of groups) {
    context.fillStyle = style === "skipped" || style === "pending" ? colours.canvas : colours.card;
    context.fill(path);
    context.strokeStyle = cardColour(style, colours);
    context.lineWidth = (["plain", "skipped", "pending"].includes(style) ? 1 : 1.75) / zoom;
    context.stroke(path);
  }
}

function cardStyle(box, selection, statuses) {
  if (selection.nodes.has(box.id)) return "selected";
  const status = statuses.get(box.id)?.status;
  return status === "completed" || !status ? "plain" : status;
}

function cardColour(style, colours) {
  const byStyle = {
    selected: colours.accent,
    running: colours.blue,
    waiting: colours.amber,
    failed: colours.red,
    timed_out: colours.red,
    pending: colours.border,
    skipped: colours.grey,
    cancelled: colours.grey,
  };
  return byStyle[style] ?? colours.borderStrong;
}

function outline(path, { x, y, width, height, shape }, zoom) {
  if (zoom < ROUND_FROM) path.rect(x, y, width, height);
  else if (shape === "trigger") path.roundRect(x, y, width, height, [24, 8, 8, 24]);
  else if (shape === "end") path.roundRect(x, y, width, height, [8, 24, 24, 8]);
  else path.roundRect(x, y, width, height, 8);
}

function drawIcons(context, { boxes, statuses, zoom, colours }) {
  const large = zoom < NAMES_FROM;
  context.font = `400 ${large ? 26 : 18}px "WB Symbols"`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const box of boxes) {
    const state = cardColour(statuses.get(box.id)?.status, colours);
    context.fillStyle = state === colours.borderStrong ? colours.text2 : state;
    const x = large ? box.x + box.width / 2 : box.x + 23;
    context.fillText(box.icon, x, box.y + box.height / 2);
  }
}

function drawNames(context, { boxes, statuses, zoom, colours }) {
  const hasLines = zoom >= LINES_FROM;
  context.textAlign = "left";
  context.fillStyle = colours.text1;
  context.font = '520 13px "Inter Variable", system-ui, sans-serif';
  for (const box of boxes) {
    const lift = hasLines && lineOf(box, statuses) ? 8 : 0;
    context.fillText(box.label, box.x + TEXT_LEFT, box.y + box.height / 2 - lift, box.width - CHROME);
  }
  if (!hasLines) return;
  context.fillStyle = colours.text3;
  context.font = '420 11.5px "Inter Variable", system-ui, sans-serif';
  for (const box of boxes) {
    context.fillText(
      lineOf(box, statuses),
      box.x + TEXT_LEFT,
      box.y + box.height / 2 + 8,
      box.width - CHROME,
    );
  }
}

function lineOf(box, statuses) {
  return statuses.get(box.id)?.text ?? box.summary;
}

function drawMarks(context, { boxes, statuses, problems, zoom, colours }) {
  const radius = Math.min(26, 3.5 / zoom);
  for (const box of boxes) {
    const colour = markColour(statuses.get(box.id)?.status, problems.get(box.id), colours);
    if (!colour) continue;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(box.x + box.width, box.y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

function markColour(status, problems, colours) {
  const byStatus = { completed: colours.green, running: colours.blue, waiting: colours.amber };
  if (status === "failed" || status === "timed_out") return colours.red;
  if (byStatus[status]) return byStatus[status];
  if (!problems?.length) return null;
  return problems.every(({ severity }) => severity === "warning") ? colours.amber : colours.red;
}
