// Moments (epoch seconds) to pixels and back. A window is { start, end, width }.

export const NAMES = 224;
export const AXIS = 34;
export const ROW = 26;
export const PADDING = 4;
export const BAR_TOP = 6;
export const BAR = 14;
export const INSTANT = 3;

const SHORTEST = 0.01;
const SHORTEST_LIVE = 2;
const NOW_STANDS_AT = 0.9;
const CLOSED_ENDS_AT = 0.97;

export function toX(window, moment) {
  return ((moment - window.start) / (window.end - window.start)) * window.width;
}

export function toMoment(window, x) {
  return window.start + (x / window.width) * (window.end - window.start);
}

/** The whole execution; while it runs, with room for what comes next. */
export function fitted(width, startedAt, completedAt, now) {
  const isLive = completedAt === null;
  const length = isLive ? now - startedAt : completedAt - startedAt;
  const shown = Math.max(length, isLive ? SHORTEST_LIVE : SHORTEST);
  return {
    start: startedAt,
    end: startedAt + shown / (isLive ? NOW_STANDS_AT : CLOSED_ENDS_AT),
    width,
  };
}

/** Larger by `factor`, with the moment under `x` staying there; `whole` limits how far out it goes. */
export function zoomed(window, factor, x, whole) {
  const longest = Math.max(whole.end - whole.start, SHORTEST) * 2;
  const length = Math.min(Math.max((window.end - window.start) / factor, SHORTEST), longest);
  const start = toMoment(window, x) - (x / window.width) * length;
  return held({ start, end: start + length, width: window.width }, whole);
}

export function panned(window, pixels, whole) {
  const by = (pixels / window.width) * (window.end - window.start);
  return held({ start: window.start + by, end: window.end + by, width: window.width }, whole);
}

/** A tenth of the window always shows some of the execution: nobody gets lost in empty time. */
function held(window, whole) {
  const length = window.end - window.start;
  const start = Math.min(Math.max(window.start, whole.start - length * 0.9), whole.end - length * 0.1);
  return { start, end: start + length, width: window.width };
}

/** The rows [first, last) that a window of `height` shows. */
export function rowsInView(scrollTop, height, count) {
  const first = Math.max(0, Math.floor((scrollTop - PADDING) / ROW));
  const last = Math.min(count, Math.ceil((scrollTop + height - PADDING) / ROW));
  return [Math.min(first, count), Math.max(last, 0)];
}

export function rowTop(index) {
  return PADDING + index * ROW;
}

/** The row at a height within all rows, or -1. */
export function rowAt(y, count) {
  const index = Math.floor((y - PADDING) / ROW);
  return index >= 0 && index < count ? index : -1;
}
