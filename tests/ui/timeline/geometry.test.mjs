import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fitted,
  panned,
  rowAt,
  rowsInView,
  toMoment,
  toX,
  zoomed,
} from "../../../ui/components/timeline/src/geometry.js";

const MINUTE = { start: 1000, end: 1060, width: 600 };
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}`);

test("a moment becomes a pixel and comes back", () => {
  assert.equal(toX(MINUTE, 1030), 300);
  assert.equal(toMoment(MINUTE, toX(MINUTE, 1017.25)), 1017.25);
});

test("zooming keeps the moment under the cursor where it is", () => {
  const closer = zoomed(MINUTE, 2, 150, MINUTE);
  near(closer.end - closer.start, 30);
  near(toX(closer, 1015), 150);
});

test("zooming ends at ten milliseconds and at twice the execution", () => {
  let window = MINUTE;
  for (let count = 0; count < 60; count++) window = zoomed(window, 2, 300, MINUTE);
  near(window.end - window.start, 0.01);
  for (let count = 0; count < 60; count++) window = zoomed(window, 0.5, 300, MINUTE);
  near(window.end - window.start, 120);
});

test("panning never leaves the execution behind", () => {
  near(panned(MINUTE, 100, MINUTE).start, 1010);
  const far = panned(MINUTE, 1e6, MINUTE);
  assert.ok(far.start < MINUTE.end);
  const back = panned(MINUTE, -1e6, MINUTE);
  assert.ok(back.end > MINUTE.start);
});

test("a live execution leaves room right of the now-line", () => {
  const window = fitted(900, 1000, null, 1090);
  near(toX(window, 1090), 810);
});

test("a closed execution ends just before the edge, whatever the clock says", () => {
  const window = fitted(900, 1000, 1090, 99999);
  near(toX(window, 1090), 873);
});

test("an execution that has only just begun, or took no time, still has a scale", () => {
  for (const window of [fitted(900, 1000, null, 1000), fitted(900, 1000, 1000, 1000)]) {
    assert.ok(window.end > window.start);
  }
});

test("only the rows in view are given", () => {
  assert.deepEqual(rowsInView(0, 260, 5000), [0, 10]);
  assert.deepEqual(rowsInView(4 + 26 * 100, 260, 5000), [100, 110]);
  assert.deepEqual(rowsInView(13, 260, 5000), [0, 11]);
  assert.deepEqual(rowsInView(0, 260, 3), [0, 3]);
  assert.deepEqual(rowsInView(0, 260, 0), [0, 0]);
});

test("a height is a row, the padding is none", () => {
  assert.equal(rowAt(3, 10), -1);
  assert.equal(rowAt(4, 10), 0);
  assert.equal(rowAt(4 + 26 * 9 + 25, 10), 9);
  assert.equal(rowAt(4 + 26 * 10, 10), -1);
});
