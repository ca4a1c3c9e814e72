// The rows, and the bars that each of them shows.

const UNKNOWN = {
  node_id: null,
  label: "",
  icon: "",
  status: "pending",
  scheduled_at: null,
  started_at: null,
  completed_at: null,
  waits_until: null,
  attempts: [],
  note: null,
};
const TONES = {
  running: "blue",
  waiting: "amber",
  completed: "green",
  failed: "red",
  timed_out: "red",
};
const OPEN = new Set(["pending", "running", "waiting"]);

/** Steps in the order they came, found by path. */
export class Steps {
  rows = [];
  #indexes = new Map();

  load(steps) {
    this.rows = [];
    this.#indexes.clear();
    this.merge(steps);
  }

  /** Later fields win; a new path becomes the last row. */
  merge(steps) {
    for (const step of steps) {
      const index = this.#indexes.get(step.path);
      if (index === undefined) {
        this.#indexes.set(step.path, this.rows.length);
        this.rows.push(row({ ...UNKNOWN, ...step }));
      } else {
        this.rows[index] = row({ ...this.rows[index].step, ...step });
      }
    }
  }

  indexOf(path) {
    return this.#indexes.get(path) ?? -1;
  }
}

function row(fields) {
  const attempts = fields.attempts.map((attempt) => ({ ended_at: null, error: null, ...attempt }));
  const step = { ...fields, attempts };
  return { step, bars: bars(step), begun: begun(step) };
}

export function isOpen(step) {
  return OPEN.has(step.status);
}

export function toneOf(status) {
  return TONES[status] ?? "grey";
}

/** When work on the step began; a step that only ended began as it ended. */
export function begun(step) {
  return step.started_at ?? (isOpen(step) ? null : step.completed_at);
}

/** Seconds from its beginning to its end or to `now`; null before it began. */
export function elapsed({ step, begun: from }, now) {
  if (from === null || step.status === "skipped") return null;
  return (isOpen(step) ? now : (step.completed_at ?? from)) - from;
}

/** [{ kind, from, to, tone, attempt? }] by time; `to` is null while it grows with the clock. */
export function bars(step) {
  if (step.status === "skipped") return [];
  const from = begun(step);
  const queued = queuedBars(step, from);
  if (from === null) return queued;
  if (wasTriedAgain(step)) return [...queued, ...attemptBars(step)];
  const kind = step.status === "waiting" ? "waiting" : "solid";
  const to = isOpen(step) ? null : (step.completed_at ?? from);
  return [...queued, { kind, from, to, tone: toneOf(step.status) }];
}

function queuedBars(step, from) {
  const since = step.scheduled_at;
  if (since === null || (from !== null && from <= since)) return [];
  const to = from ?? (isOpen(step) ? null : step.completed_at);
  return [{ kind: "queued", from: since, to, tone: "grey" }];
}

function wasTriedAgain({ status, attempts }) {
  if (attempts.length > 1) return true;
  // The only attempt failed and the step goes on: it backs off before the next one.
  return attempts.length === 1 && attempts[0].error !== null && OPEN.has(status);
}

function attemptBars(step) {
  return step.attempts.flatMap((attempt, index) => {
    const next = step.attempts[index + 1];
    const bar = attemptBar(step, attempt, next);
    const isLastWord = !next && !isOpen(step);
    if (attempt.ended_at === null || isLastWord) return [bar];
    const pause = { kind: "backoff", from: attempt.ended_at, to: next?.started_at ?? null };
    return [bar, { ...pause, tone: "red", attempt }];
  });
}

function attemptBar(step, attempt, next) {
  const isCurrent = !next && (attempt.ended_at === null || !isOpen(step));
  const end = attempt.ended_at ?? next?.started_at;
  return {
    kind: isCurrent ? "solid" : "attempt",
    from: attempt.started_at,
    to: end ?? (isOpen(step) ? null : (step.completed_at ?? attempt.started_at)),
    tone: isCurrent ? toneOf(step.status) : "red",
    attempt,
  };
}
