import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "Europe/Berlin";
const { elapsed, Steps } = await import("../../../ui/components/timeline/src/steps.js");
const { duration, exact, exactDuration, until } =
  await import("../../../ui/components/timeline/src/format.js");
const { noteOf, tipOf } = await import("../../../ui/components/timeline/src/words.js");

function row(fields) {
  const steps = new Steps();
  steps.load([{ path: "a", label: "A", ...fields }]);
  return steps.rows[0];
}
const shapes = (fields) =>
  row(fields).bars.map(({ kind, from, to, tone }) => `${kind} ${tone} ${from}-${to}`);
const attempt = (number, started_at, ended_at, error = null) => ({
  number,
  started_at,
  ended_at,
  error,
});
const TIMEOUT = { type: "Timeout", message: "no answer" };

test("pending and skipped steps have words and no bar", () => {
  assert.deepEqual(shapes({ status: "pending" }), []);
  assert.deepEqual(shapes({ status: "skipped", scheduled_at: 1 }), []);
  assert.equal(noteOf(row({ status: "skipped" }).step, []), "skipped");
  assert.equal(noteOf(row({ status: "pending", note: "waits for 2" }).step, []), "waits for 2");
});

test("a queued step grows from its scheduling", () => {
  assert.deepEqual(shapes({ status: "pending", scheduled_at: 5 }), ["queued grey 5-null"]);
});

test("queued, then running, open at the end", () => {
  assert.deepEqual(shapes({ status: "running", scheduled_at: 5, started_at: 6 }), [
    "queued grey 5-6",
    "solid blue 6-null",
  ]);
});

test("each end has its colour", () => {
  const ended = (status) => shapes({ status, started_at: 1, completed_at: 2 });
  assert.deepEqual(ended("completed"), ["solid green 1-2"]);
  assert.deepEqual(ended("failed"), ["solid red 1-2"]);
  assert.deepEqual(ended("timed_out"), ["solid red 1-2"]);
  assert.deepEqual(ended("cancelled"), ["solid grey 1-2"]);
});

test("a waiting step is hatched until now", () => {
  assert.deepEqual(shapes({ status: "waiting", started_at: 1 }), ["waiting amber 1-null"]);
});

test("attempts are outlined, the last is filled, pauses lie between", () => {
  const attempts = [attempt(1, 1, 2, TIMEOUT), attempt(2, 4, 5, TIMEOUT), attempt(3, 8, 9)];
  assert.deepEqual(shapes({ status: "completed", started_at: 1, completed_at: 9, attempts }), [
    "attempt red 1-2",
    "backoff red 2-4",
    "attempt red 4-5",
    "backoff red 5-8",
    "solid green 8-9",
  ]);
});

test("between two attempts the pause is open", () => {
  const attempts = [attempt(1, 1, 2, TIMEOUT)];
  assert.deepEqual(shapes({ status: "running", started_at: 1, attempts }), [
    "attempt red 1-2",
    "backoff red 2-null",
  ]);
});

test("one attempt that succeeded is one plain bar", () => {
  const attempts = [attempt(1, 1, 2)];
  assert.deepEqual(shapes({ status: "completed", started_at: 1, completed_at: 2, attempts }), [
    "solid green 1-2",
  ]);
});

test("an update merges by path; a new path becomes the last row", () => {
  const steps = new Steps();
  steps.load([
    { path: "a", status: "running", started_at: 1, label: "A" },
    { path: "b", status: "pending" },
  ]);
  steps.merge([
    { path: "c", status: "running", started_at: 3 },
    { path: "a", status: "completed", completed_at: 4 },
  ]);
  assert.deepEqual(
    steps.rows.map(({ step }) => [step.path, step.status]),
    [
      ["a", "completed"],
      ["b", "pending"],
      ["c", "running"],
    ],
  );
  assert.equal(steps.rows[0].step.label, "A");
  assert.equal(steps.indexOf("c"), 2);
});

test("durations read as the design has them", () => {
  const words = [0, 0.04, 6.24, 59.96, 180, 244, 7500, 273600].map(duration);
  assert.deepEqual(words, [
    "0 s",
    "0 s",
    "6.2 s",
    "1 m 00 s",
    "3 m 00 s",
    "4 m 04 s",
    "2 h 05 m",
    "3 d 04 h",
  ]);
  assert.equal(exactDuration(0.0123), "12 ms");
});

test("a running step is measured against now, one that has not begun is not", () => {
  assert.equal(elapsed(row({ status: "running", started_at: 10 }), 15), 5);
  assert.equal(elapsed(row({ status: "pending", scheduled_at: 10 }), 15), null);
});

test("times say their day when it is another one", () => {
  const noon = Date.parse("2026-07-01T12:00:00+02:00") / 1000;
  assert.equal(exact(noon + 0.104, noon), "12:00:00.104");
  assert.equal(exact(noon - 86400, noon), "30 Jun 12:00:00.000");
  assert.equal(until(noon + 7320, noon), "until 14:02");
  assert.equal(until(noon + 86400, noon), "until tomorrow 12:00");
  assert.equal(until(noon + 3 * 86400, noon), "until 4 Jul 12:00");
});

test("the tip of an attempt counts it, times it and names the pause after it", () => {
  const attempts = [attempt(1, 0, 30, TIMEOUT), attempt(2, 46, 50)];
  const shown = row({ status: "completed", started_at: 0, completed_at: 50, attempts });
  const tip = tipOf(shown, shown.bars[0], 100);
  assert.equal(tip.title, "Attempt 1 of 2");
  assert.equal(tip.state, "timed out");
  assert.deepEqual(tip.lines.at(-1), ["Then waited", "16.0 s"]);
});

test("bars of a step that ended without ever starting stand at its end", () => {
  assert.deepEqual(shapes({ status: "cancelled", completed_at: 7 }), ["solid grey 7-7"]);
});
