import { Catalogue } from "../src/store/catalogue.js";
import { Document } from "../src/store/document.js";
import { Outbox } from "../src/store/outbox.js";

export const TYPES = [
  { type: "manual", icon: "play_circle", shape: "trigger", has_input: false, outputs: ["out"] },
  { type: "activity", icon: "bolt", outputs: ["out"], error_output: true },
  { type: "condition", icon: "call_split", outputs: ["true", "false"], summary: "{expression}" },
  { type: "switch", icon: "alt_route", outputs: ["default"], outputs_from: "cases" },
  { type: "transform", icon: "data_object", outputs: ["out"], summary: "{fields}" },
];
const ACTIVITIES = [{ name: "http_request", icon: "language", summary: "{method} {url}" }];

export const catalogue = () => new Catalogue(TYPES, ACTIVITIES);

export function node(id, { type = "transform", x = 0, y = 0, label = id, config = {} } = {}) {
  return { id, type, position: { x, y }, data: { label, config } };
}

export function edge(source, target, handle = "out") {
  const id = `${source}.${handle}-${target}`;
  return { id, source, target, sourceHandle: handle, targetHandle: "in" };
}

/** a → b → c */
export const chain = () => ({
  nodes: [node("a"), node("b", { x: 200 }), node("c", { x: 400 })],
  edges: [edge("a", "b"), edge("b", "c")],
});

/** Time that stands still until `pass` is called. */
export class Clock {
  time = 1_000_000;
  timers = new Map();
  count = 0;

  now = () => this.time;
  setTimeout = (call, ms) => {
    this.timers.set((this.count += 1), { call, at: this.time + ms });
    return this.count;
  };
  clearTimeout = (id) => this.timers.delete(id);

  pass(ms) {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.time = due[1].at;
      due[1].call();
    }
    this.time = end;
  }
}

export class MemoryStorage {
  items = new Map();
  get length() {
    return this.items.size;
  }
  key = (index) => [...this.items.keys()][index];
  getItem = (key) => this.items.get(key) ?? null;
  setItem = (key, value) => this.items.set(key, value);
  removeItem = (key) => this.items.delete(key);
}

/** An outbox whose wire, clock and storage a test holds in its hands. */
export function outbox({ storage = new MemoryStorage(), clock = new Clock(), clientId = "me" } = {}) {
  const sent = [];
  const reports = [];
  let count = 0;
  const box = new Outbox({
    clientId,
    storage,
    storageKey: "draft",
    clock,
    newId: () => `${clientId}-patch-${(count += 1)}`,
    send: (patch) => sent.push(structuredClone(patch)),
    report: (report) => reports.push(report),
  });
  return { box, sent, reports, clock, storage };
}

export function loaded(definition = chain(), parts = outbox()) {
  const changes = [];
  const document = new Document({
    outbox: parts.box,
    onChange: (change) => changes.push(change),
    now: parts.clock.now,
  });
  document.load(definition, 1);
  return { document, changes, ...parts };
}

export const setUrl = (id, value) => ({ op: "set_data", id, path: ["config", "url"], value });
export const move = (id, x, y) => ({ op: "move_nodes", positions: { [id]: { x, y } } });
