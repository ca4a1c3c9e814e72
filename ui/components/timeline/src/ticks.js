// Ticks of the axis: on round times of the local zone.
import { clock, day } from "./format.js";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;
const STEPS = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((count) => count * DAY),
];

/** [{ moment, label }] at least `gap` pixels apart. */
export function ticks(window, gap) {
  const least = ((window.end - window.start) / window.width) * gap;
  const step = STEPS.find((candidate) => candidate >= least) ?? STEPS.at(-1);
  return moments(window.start, window.end, step).map((moment) => ({
    moment,
    label: label(moment, step),
  }));
}

function moments(start, end, step) {
  if (step < HOUR) return evenly(start, end, step, -offset(start));
  return locally(start, end, step);
}

function evenly(start, end, step, shift) {
  const found = [];
  const first = Math.ceil((start - shift) / step);
  // Counted, not added up: a thousand additions of 0.1 end beside the round number.
  for (let count = first; count * step + shift <= end; count++) found.push(count * step + shift);
  return found;
}

/** Hours and days by the calendar: the night the clocks change has 23 or 25 hours. */
function locally(start, end, step) {
  const found = [];
  const date = new Date(start * 1000);
  const dayNumber = Math.floor((start + offset(start)) / DAY);
  const first = step > DAY ? -(dayNumber % (step / DAY)) : 0;
  const perDay = step >= DAY ? 1 : DAY / step;
  const days = Math.max(step / DAY, 1);
  for (let ahead = first; ; ahead += days) {
    for (let part = 0; part < perDay; part++) {
      const hours = (part * step) / HOUR;
      const moment =
        new Date(date.getFullYear(), date.getMonth(), date.getDate() + ahead, hours).getTime() / 1000;
      if (moment > end) return found;
      // An hour that the change of clocks leaves out is the next one over again.
      if (moment >= start && moment !== found.at(-1)) found.push(moment);
    }
  }
}

function label(moment, step) {
  if (step < 1) return clock(moment, step < 0.1 ? 3 : 1);
  if (step < MINUTE) return clock(moment);
  const time = clock(moment).slice(0, 5);
  return step >= DAY || time === "00:00" ? day(moment) : time;
}

/** Seconds by which local time is ahead of UTC. */
function offset(moment) {
  return -new Date(moment * 1000).getTimezoneOffset() * MINUTE;
}
