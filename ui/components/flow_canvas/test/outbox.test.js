import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStorage, move, outbox, setUrl } from "./factories.js";

const ids = (sent) => sent.map(({ id }) => id);

test("a gesture goes out at once, as one patch that names its editor", () => {
  const { box, sent } = outbox();
  box.add([move("a", 1, 1), move("b", 2, 2)]);
  assert.deepEqual(sent, [
    { id: "me-patch-1", client: "me", operations: [move("a", 1, 1), move("b", 2, 2)] },
  ]);
});

test("typing goes out when it pauses, as one patch with the last text", () => {
  const { box, sent, clock } = outbox();
  for (const text of ["h", "ht", "htt"]) {
    box.add([setUrl("a", text)]);
    clock.pass(100);
  }
  assert.equal(sent.length, 0);
  clock.pass(250);
  assert.deepEqual(sent[0].operations, [setUrl("a", "htt")]);
});

test("whoever types without a pause is saved within the second", () => {
  const { box, sent, clock } = outbox();
  for (let letter = 0; letter < 10; letter += 1) {
    box.add([setUrl("a", "x".repeat(letter))]);
    clock.pass(100);
  }
  assert.ok(sent.length >= 1);
});

test("another gesture sends what was typed before it, first", () => {
  const { box, sent } = outbox();
  box.add([setUrl("a", "x")]);
  box.add([move("a", 1, 1)]);
  box.acknowledge("me-patch-1");
  assert.deepEqual(ids(sent), ["me-patch-1", "me-patch-2"]);
});

test("patches go one after the other, in order", () => {
  const { box, sent } = outbox();
  for (let x = 1; x <= 3; x += 1) box.add([move("a", x, 0)]);
  assert.deepEqual(ids(sent), ["me-patch-1"]);
  box.acknowledge("me-patch-1");
  box.acknowledge("me-patch-2");
  assert.deepEqual(ids(sent), ["me-patch-1", "me-patch-2", "me-patch-3"]);
});

test("without an answer the same patch is sent again, with growing pauses", () => {
  const { box, sent, clock, reports } = outbox();
  box.add([move("a", 1, 1)]);
  clock.pass(3000);
  assert.equal(sent.length, 2);
  clock.pass(3000);
  assert.equal(sent.length, 2);
  clock.pass(3000);
  assert.deepEqual(ids(sent), ["me-patch-1", "me-patch-1", "me-patch-1"]);
  assert.equal(reports.at(-1).state, "offline");
});

test("offline, everything is kept; back online, it goes out in order", () => {
  const { box, sent, reports } = outbox();
  box.setOnline(false);
  box.add([move("a", 1, 1)]);
  box.add([move("a", 2, 2)]);
  assert.equal(sent.length, 0);
  assert.deepEqual(reports.at(-1), { state: "offline", pending: 2, message: "" });
  box.setOnline(true);
  box.acknowledge("me-patch-1");
  box.acknowledge("me-patch-2");
  assert.deepEqual(ids(sent), ["me-patch-1", "me-patch-2"]);
  assert.deepEqual(reports.at(-1), { state: "saved", pending: 0, message: "" });
});

test("a patch that was under way when the line broke is sent again when it is back", () => {
  const { box, sent } = outbox();
  box.add([move("a", 1, 1)]);
  box.setOnline(false);
  box.setOnline(true);
  assert.deepEqual(ids(sent), ["me-patch-1", "me-patch-1"]);
});

test("the storage holds exactly what is not acknowledged, typed text too", () => {
  const { box, storage } = outbox();
  box.add([setUrl("a", "typed")]);
  assert.match(storage.getItem("draft:me"), /typed/);
  box.add([move("a", 1, 1)]);
  box.acknowledge("me-patch-1");
  assert.doesNotMatch(storage.getItem("draft:me"), /typed/);
  box.acknowledge("me-patch-2");
  assert.equal(storage.length, 0);
});

test("what two closed pages left is taken over, oldest first", () => {
  const storage = new MemoryStorage();
  const [one, two] = ["one", "two"].map((clientId) => outbox({ storage, clientId }));
  two.clock.pass(500);
  two.box.add([move("a", 2, 2)]);
  one.box.add([move("a", 1, 1)]);
  const next = outbox({ storage, clientId: "next" });
  next.box.restore();
  assert.deepEqual(ids(next.box.pending), ["one-patch-1", "two-patch-1"]);
});

test("a value that cannot be read, or belongs to others, harms nothing", () => {
  const storage = new MemoryStorage();
  storage.setItem("draft:old", '[{"id": "cut o');
  storage.setItem("another", "[]");
  const { box } = outbox({ storage });
  assert.deepEqual(box.restore(), []);
  assert.equal(storage.getItem("another"), "[]");
});

test("a full storage is told, and the patch goes out all the same", () => {
  const storage = new MemoryStorage();
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const { box, sent, reports } = outbox({ storage });
  box.add([move("a", 1, 1)]);
  assert.equal(sent.length, 1);
  assert.ok(reports.some(({ message }) => /no room/.test(message)));
});

test("a gesture too large for one message goes out in several patches", () => {
  const { box, sent } = outbox();
  const long = "x".repeat(150_000);
  const patchIds = box.add(["a", "b", "c", "d"].map((id) => ({ op: "remove_edge", id: id + long })));
  assert.ok(patchIds.length > 1);
  for (const id of patchIds) box.acknowledge(id);
  assert.equal(sent.flatMap(({ operations }) => operations).length, 4);
  for (const patch of sent) assert.ok(JSON.stringify(patch).length < 1_000_000);
});
