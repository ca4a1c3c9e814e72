// Which stretch of time is shown: the whole execution, until the reader chooses another.
import { fitted, panned, zoomed } from "./geometry.js";

export class Viewport {
  #whole = { start: 0, end: 1, width: 1 };
  #chosen = null;

  /** Takes the size and the time of this moment; gives the window to paint. */
  settle(width, { started_at, completed_at }, now) {
    this.#whole = fitted(width, started_at, completed_at, now);
    if (this.#chosen) this.#chosen = { ...this.#chosen, width };
    return this.window;
  }

  get window() {
    return this.#chosen ?? this.#whole;
  }

  fit() {
    this.#chosen = null;
  }

  /** Around a pixel of the lanes, or around their middle. */
  zoom(factor, x = this.window.width / 2) {
    const within = Math.min(Math.max(x, 0), this.window.width);
    this.#chosen = zoomed(this.window, factor, within, this.#whole);
  }

  pan(pixels) {
    this.#chosen = panned(this.window, pixels, this.#whole);
  }
}
