// The server's clock, kept by this computer's.

/** Estimates the server's time in epoch seconds. */
export class Clock {
  #ahead = -Infinity;

  /** A message is late by its way here, so the latest of all estimates is the best. */
  hear(serverNow) {
    this.#ahead = Math.max(this.#ahead, serverNow - local());
  }

  reset(serverNow) {
    this.#ahead = serverNow - local();
  }

  now() {
    return local() + this.#ahead;
  }
}

// Not Date.now(): it jumps when somebody sets the computer's clock.
function local() {
  return performance.now() / 1000;
}
