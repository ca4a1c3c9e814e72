import { contains, viewRect } from "../geometry/viewport.js";

const MARGIN = 300; // pixels around the view in which nodes are mounted ahead of need
const SLACK = 60;
const TOO_MUCH = 3;

/** The part of the canvas whose nodes are mounted. It stands still while the view moves within it, so that panning
 * mounts a batch now and then and nothing on most frames. */
export class ViewWindow {
  constructor() {
    this.rect = null;
  }

  /** True when the part changed. */
  follow(viewport, size) {
    if (this.rect && !this.#isOutgrown(viewport, size)) return false;
    this.rect = viewRect(viewport, size, MARGIN);
    return true;
  }

  reset() {
    this.rect = null;
  }

  #isOutgrown(viewport, size) {
    const needed = viewRect(viewport, size, SLACK);
    const ideal = viewRect(viewport, size, MARGIN);
    const area = (rect) => rect.width * rect.height;
    return !contains(this.rect, needed) || area(this.rect) > TOO_MUCH * area(ideal);
  }
}
