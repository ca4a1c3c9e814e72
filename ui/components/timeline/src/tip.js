// The pop-over with the exact times of a bar.
import { tipOf } from "./words.js";

const GAP = 10;

export class Tip {
  #element;

  constructor(element) {
    this.#element = element;
  }

  /** `place`: the bar's { left, top, bottom } and the { width, height } to stay within. */
  show(row, bar, now, place) {
    const { title, state, tone, lines } = tipOf(row, bar, now);
    const head = document.createElement("b");
    const mark = line("span", state);
    mark.className = `cfg is-${tone}`;
    head.append(line("em", title), mark);
    this.#element.replaceChildren(head, ...lines.map(pair));
    this.#element.hidden = false;
    this.#place(place);
  }

  hide() {
    this.#element.hidden = true;
  }

  #place({ left, top, bottom, width, height }) {
    const { offsetWidth, offsetHeight } = this.#element;
    const x = Math.max(Math.min(left, width - offsetWidth - GAP), GAP);
    const below = bottom + GAP;
    const fitsBelow = below + offsetHeight <= height;
    const y = fitsBelow ? below : Math.max(top - GAP - offsetHeight, 0);
    this.#element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }
}

function pair([name, value]) {
  const element = line("div", name);
  element.append(line("span", value));
  return element;
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
