const INTERVAL_MS = 50;

/** Statuses of steps by node id. News are collected and told 20 times a second, however often they come. */
export class Statuses {
  constructor(onChange, schedule = (call) => setTimeout(call, INTERVAL_MS)) {
    this.byNode = new Map();
    this.news = new Map();
    this.onChange = onChange;
    this.schedule = schedule;
    this.waiting = false;
  }

  get isEmpty() {
    return this.byNode.size === 0;
  }

  get(nodeId) {
    return this.byNode.get(nodeId) ?? null;
  }

  add(statuses) {
    for (const [id, status] of Object.entries(statuses)) this.news.set(id, status);
    if (this.waiting || !this.news.size) return;
    this.waiting = true;
    this.schedule(() => this.#tell());
  }

  #tell() {
    this.waiting = false;
    const wasEmpty = this.isEmpty;
    const nodes = new Set(this.news.keys());
    for (const [id, status] of this.news) {
      if (status) this.byNode.set(id, status);
      else this.byNode.delete(id);
    }
    this.news.clear();
    // With the first status, or without the last, every node looks different.
    this.onChange({ nodes, all: wasEmpty !== this.isEmpty });
  }
}

const CLOSED = new Set(["completed", "failed", "cancelled", "timed_out"]);

/** How an edge looks while an execution runs: "taken", "live", "dead" or null, from the steps at its ends. */
export function edgeState(edge, source, target) {
  if (!source) return null;
  if (source.status === "skipped") return "dead";
  const handles = source.handles ?? impliedHandles(source.status, edge.sourceHandle);
  if (handles.includes(edge.sourceHandle)) return target?.status === "running" ? "live" : "taken";
  return CLOSED.has(source.status) ? "dead" : null;
}

function impliedHandles(status, handle) {
  if (status === "completed" && handle !== "error") return [handle];
  return [];
}
