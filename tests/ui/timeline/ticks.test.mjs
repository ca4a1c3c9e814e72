import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "Europe/Berlin";
const { ticks } = await import("../../../ui/components/timeline/src/ticks.js");

const at = (text) => Date.parse(text) / 1000;
const labels = (start, end, width = 800) =>
  ticks({ start: at(start), end: at(end), width }, 84).map(({ label }) => label);

test("ticks stand on round times of the local zone", () => {
  assert.deepEqual(labels("2026-07-01T14:02:11+02:00", "2026-07-01T14:06:23+02:00"), [
    "14:02:30",
    "14:03:00",
    "14:03:30",
    "14:04:00",
    "14:04:30",
    "14:05:00",
    "14:05:30",
    "14:06:00",
  ]);
});

test("ticks are never closer than the gap", () => {
  for (const seconds of [0.02, 1, 7, 59, 3601, 86400 * 3, 86400 * 400]) {
    const window = { start: 1.7e9 + 0.123, end: 1.7e9 + 0.123 + seconds, width: 700 };
    const pixels = ticks(window, 84).map(({ moment }) => ((moment - window.start) / seconds) * 700);
    assert.ok(pixels.length >= 1, `no tick within ${seconds} s`);
    // The night the clocks go back has an hour more, never less than one between two ticks.
    pixels.slice(1).forEach((x, index) => assert.ok(x - pixels[index] >= 83.9, `${seconds} s`));
  }
});

test("below a second the label has the fraction", () => {
  assert.deepEqual(labels("2026-07-01T14:02:11.000+02:00", "2026-07-01T14:02:11.900+02:00", 400), [
    "14:02:11.0",
    "14:02:11.2",
    "14:02:11.4",
    "14:02:11.6",
    "14:02:11.8",
  ]);
});

test("midnight is named by its day", () => {
  assert.deepEqual(labels("2026-07-01T20:30:00+02:00", "2026-07-02T03:10:00+02:00", 700), [
    "21:00",
    "22:00",
    "23:00",
    "2 Jul",
    "01:00",
    "02:00",
    "03:00",
  ]);
});

test("the night the clocks go forward has no two o’clock, and three stays three", () => {
  assert.deepEqual(labels("2026-03-28T23:30:00+01:00", "2026-03-29T06:10:00+02:00", 700), [
    "29 Mar",
    "01:00",
    "03:00",
    "04:00",
    "05:00",
    "06:00",
  ]);
});

test("over weeks, ticks are days at local midnight", () => {
  const found = ticks({ start: at("2026-03-20T12:00:00Z"), end: at("2026-04-10T12:00:00Z"), width: 900 }, 84);
  assert.ok(found.length > 2);
  for (const { moment, label } of found) {
    assert.equal(new Date(moment * 1000).getHours(), 0);
    assert.match(label, /^\d+ (Mar|Apr)$/);
  }
});
