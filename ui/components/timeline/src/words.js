// What rows, lanes and the tip say.
import { elapsed, isOpen, toneOf } from "./steps.js";
import { duration, exact, exactDuration, until } from "./format.js";

const STATUS = { timed_out: "timed out" };

export function statusWords(status) {
  return STATUS[status] ?? status;
}

/** Words in the lane: the note, or why there is no bar; a waiting bar has them inside. */
export function noteOf(step, bars) {
  if (step.status === "waiting" && bars.length) return "";
  if (step.note) return step.note;
  return bars.length ? "" : statusWords(step.status);
}

export function reasonOf(step, now) {
  if (step.note) return step.note;
  return step.waits_until === null ? "waiting" : until(step.waits_until, now);
}

/** What a screen reader says of a row; without the running duration, which would never be quiet. */
export function rowWords({ step }) {
  const tries = step.attempts.length > 1 ? ` after ${step.attempts.length} attempts` : "";
  const took = elapsed({ step, begun: step.started_at }, 0);
  const length = took !== null && !isOpen(step) ? `, ${duration(took)}` : "";
  return `${step.label}, ${statusWords(step.status)}${tries}${length}`;
}

/** { title, state, tone, lines: [[name, value]] } for the bar under the pointer. */
export function tipOf({ step }, bar, now) {
  if (bar.kind === "backoff") return pauseTip(step, bar, now);
  if (bar.attempt) return attemptTip(step, bar, now);
  const title = bar.kind === "queued" ? "Queued" : step.label;
  const state = bar.kind === "queued" ? "" : statusWords(step.status);
  return { title, state, tone: toneOf(step.status), lines: stepLines(step, bar, now) };
}

function stepLines(step, bar, now) {
  const times = [
    ["Queued", step.scheduled_at],
    ["Started", step.started_at],
    ["Ended", isOpen(step) ? null : step.completed_at],
  ];
  const lines = times
    .filter(([, moment]) => moment !== null)
    .map(([name, moment]) => [name, exact(moment, now)]);
  if (step.waits_until !== null && isOpen(step)) lines.push(["Until", exact(step.waits_until, now)]);
  return [...lines, ["Duration", length(bar, now)]];
}

function attemptTip(step, bar, now) {
  const { attempt } = bar;
  const next = step.attempts[step.attempts.indexOf(attempt) + 1];
  const lines = [["Started", exact(bar.from, now)]];
  if (bar.to === null) lines.push(["Duration", length(bar, now)]);
  else lines.push(["Ended", exact(bar.to, now)]);
  if (next && bar.to !== null) lines.push(["Then waited", duration(next.started_at - bar.to)]);
  return {
    title: `Attempt ${attempt.number} of ${step.attempts.length}`,
    state: attempt.error ? errorWords(attempt.error) : statusWords(step.status),
    tone: attempt.error ? "red" : bar.tone,
    lines,
  };
}

function pauseTip(step, bar, now) {
  const lines = [["From", exact(bar.from, now)]];
  if (bar.to !== null) lines.push(["Until", exact(bar.to, now)]);
  lines.push(["Duration", length(bar, now)]);
  return { title: `After attempt ${bar.attempt.number}`, state: "waits", tone: "red", lines };
}

function errorWords(error) {
  return error.type === "Timeout" ? "timed out" : "failed";
}

function length(bar, now) {
  return exactDuration((bar.to ?? now) - bar.from);
}
