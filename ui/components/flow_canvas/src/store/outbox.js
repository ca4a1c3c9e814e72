const RETRY_MS = [3000, 6000, 12_000, 24_000];
const TYPING_MS = 250;
const LONGEST_TYPING_MS = 700;
// Browser messages over 1 MB are dropped on their way to the server.
const MESSAGE_CHARACTERS = 400_000;

/**
 * Patches on their way to the server: kept in order, in the browser's storage too, until acknowledged. One is under
 * way at a time, so the server sees them in the order in which they were made, whatever gets lost.
 */
export class Outbox {
  /** `clock` is {now, setTimeout, clearTimeout}; `storage` a Storage or null; `send` takes a patch. */
  constructor({ clientId, storage, storageKey, send, report, clock = systemClock, newId = randomId }) {
    Object.assign(this, { clientId, storage, storageKey, send, report, clock, newId });
    this.pending = [];
    this.online = true;
    this.attempts = 0;
    this.typing = null; // the id of the last patch while it may still grow
    this.underWay = null;
  }

  /** Takes what an earlier page left behind, oldest first, and sends it. */
  restore() {
    const left = this.storage ? takeLeft(this.storage, this.storageKey) : [];
    const known = new Set(this.pending.map(({ id }) => id));
    this.pending.unshift(...left.filter(({ id }) => !known.has(id)));
    this.#write();
    this.resend();
    this.#tell();
    return this.pending;
  }

  /** Takes one gesture's operations; answers the ids of the patches that carry them. */
  add(operations) {
    const typed = operations.every(({ op }) => op === "set_data");
    const grown = typed && this.#grow(operations);
    const ids = grown ? [grown] : this.#append(operations);
    if (typed) this.#sendWhenQuiet(ids.at(-1));
    else this.#finishTyping();
    this.#write();
    this.#tell();
    return ids;
  }

  acknowledge(patchId) {
    const patch = this.pending.find(({ id }) => id === patchId);
    if (!patch) return null;
    this.pending = this.pending.filter((other) => other !== patch);
    this.#settle(patchId);
    return patch;
  }

  refuse(patchId, message) {
    const patch = this.pending.find(({ id }) => id === patchId);
    if (!patch) return null;
    this.pending = this.pending.filter((other) => other !== patch);
    this.report({ state: "refused", pending: this.pending.length, message });
    this.told = null;
    this.#settle(patchId, { quiet: true });
    return patch;
  }

  setOnline(online) {
    if (online === this.online) return;
    this.online = online;
    if (online) this.resend();
    this.#tell();
  }

  /** Sends the oldest patch again, now. */
  resend() {
    this.underWay = null;
    this.attempts = 0;
    this.#finishTyping();
  }

  close() {
    this.clock.clearTimeout(this.retryTimer);
    this.clock.clearTimeout(this.typingTimer);
  }

  #append(operations) {
    const at = this.clock.now();
    const patches = portions(operations).map((part) => ({ id: this.newId(), at, operations: part }));
    this.pending.push(...patches);
    return patches.map(({ id }) => id);
  }

  /** Puts typed values into the last patch while that one has not been sent. */
  #grow(operations) {
    const last = this.pending.at(-1);
    if (!last || last.id !== this.typing) return null;
    const kept = last.operations.filter((old) => !operations.some((added) => sameField(old, added)));
    last.operations = [...kept, ...operations];
    return last.id;
  }

  #sendWhenQuiet(patchId) {
    if (this.typing !== patchId) {
      this.#finishTyping(patchId);
      this.typing = patchId;
      this.typingSince = this.clock.now();
    }
    this.clock.clearTimeout(this.typingTimer);
    const left = this.typingSince + LONGEST_TYPING_MS - this.clock.now();
    this.typingTimer = this.clock.setTimeout(
      () => this.#finishTyping(),
      Math.max(0, Math.min(TYPING_MS, left)),
    );
  }

  #finishTyping(next = null) {
    this.clock.clearTimeout(this.typingTimer);
    this.typing = next;
    this.#sendNext();
  }

  #sendNext() {
    const patch = this.pending[0];
    if (!patch || this.underWay || patch.id === this.typing || !this.online) return;
    this.underWay = patch.id;
    this.#schedule();
    this.send({ id: patch.id, client: this.clientId, operations: patch.operations });
  }

  #schedule() {
    this.clock.clearTimeout(this.retryTimer);
    const wait = RETRY_MS[Math.min(this.attempts, RETRY_MS.length - 1)];
    this.retryTimer = this.clock.setTimeout(() => {
      this.attempts += 1;
      this.underWay = null;
      this.#sendNext();
      this.#tell();
    }, wait);
  }

  #settle(patchId, { quiet = false } = {}) {
    this.clock.clearTimeout(this.retryTimer);
    this.attempts = 0;
    if (this.underWay === patchId) this.underWay = null;
    this.#write();
    this.#sendNext();
    if (!quiet) this.#tell();
  }

  #tell() {
    const lost = !this.online || this.attempts > 1;
    const state = !this.pending.length ? "saved" : lost ? "offline" : "saving";
    const news = `${state} ${this.pending.length}`;
    if (news === this.told) return;
    this.told = news;
    this.report({ state, pending: this.pending.length, message: "" });
  }

  #write() {
    if (!this.storage) return;
    const key = `${this.storageKey}:${this.clientId}`;
    try {
      if (this.pending.length) this.storage.setItem(key, JSON.stringify(this.pending));
      else this.storage.removeItem(key);
    } catch {
      // The storage is full. The patches still go out from memory, only a reload before that would lose them.
      this.report({
        state: "saving",
        pending: this.pending.length,
        message: "Not kept in the browser: no room",
      });
    }
  }
}

/** What any page of this document has left in the storage, oldest first, and no longer there. A page that still lives
 * keeps its own in memory; sending a patch twice is harmless. */
function takeLeft(storage, storageKey) {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  const ours = keys.filter((key) => key.startsWith(`${storageKey}:`));
  const left = ours.flatMap((key) => parsed(storage.getItem(key)));
  for (const key of ours) storage.removeItem(key);
  return left.sort((a, b) => a.at - b.at);
}

function parsed(text) {
  try {
    const patches = JSON.parse(text);
    return Array.isArray(patches) ? patches.filter(({ id, operations }) => id && operations?.length) : [];
  } catch {
    return []; // cut off while it was written: nothing in it can be read
  }
}

const systemClock = {
  now: () => Date.now(),
  setTimeout: (call, ms) => setTimeout(call, ms),
  clearTimeout: (timer) => clearTimeout(timer),
};

function sameField(a, b) {
  return a.op === "set_data" && a.id === b.id && JSON.stringify(a.path) === JSON.stringify(b.path);
}

function portions(operations) {
  const parts = [[]];
  let size = 0;
  for (const operation of operations) {
    const length = JSON.stringify(operation).length;
    if (size + length > MESSAGE_CHARACTERS && parts.at(-1).length) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1).push(operation);
    size += length;
  }
  return parts;
}

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
