// The column of names: a list box of which only the rows in view exist.
import { elapsed } from "./steps.js";
import { duration } from "./format.js";
import { rowTop } from "./geometry.js";
import { rowWords } from "./words.js";

const AGENT = "smart_toy";
let lists = 0;

export class Names {
  #layer;
  #box;
  #prefix = `timeline-${lists++}`;
  #slots = [];

  /** `box` is the scrolling list box; `layer` stays in view inside it. */
  constructor(box, layer) {
    this.#box = box;
    this.#layer = layer;
  }

  paint({ rows, first, last, scrollTop, hovered, selected, now }) {
    this.#resize(last - first);
    this.#layer.style.transform = `translateY(${rowTop(first) - scrollTop}px)`;
    this.#slots.forEach((slot, offset) => {
      const index = first + offset;
      const row = rows[index];
      slot.show("row", row, () => showRow(slot, row));
      slot.show("index", index, () => {
        slot.element.id = `${this.#prefix}-${index}`;
        slot.element.setAttribute("aria-posinset", index + 1);
      });
      slot.show("count", rows.length, (count) => slot.element.setAttribute("aria-setsize", count));
      const length = elapsed(row, now);
      slot.show("length", length === null ? "" : duration(length), (words) => {
        slot.length.textContent = words;
      });
      slot.show("selected", index === selected, (isSelected) => {
        slot.element.classList.toggle("on", isSelected);
        slot.element.setAttribute("aria-selected", isSelected);
      });
      slot.show("hovered", index === hovered?.index, (isHovered) =>
        slot.element.classList.toggle("hover", isHovered),
      );
    });
    this.#announce(selected >= first && selected < last ? selected : null);
  }

  #announce(index) {
    if (index === null) this.#box.removeAttribute("aria-activedescendant");
    else this.#box.setAttribute("aria-activedescendant", `${this.#prefix}-${index}`);
  }

  #resize(count) {
    while (this.#slots.length < count) {
      const slot = new Slot();
      this.#slots.push(slot);
      this.#layer.append(slot.element);
    }
    while (this.#slots.length > count) this.#slots.pop().element.remove();
  }
}

/** One element that shows one row after another; it touches the page only for what changed. */
class Slot {
  element = document.createElement("div");
  icon = document.createElement("i");
  label = document.createElement("span");
  length = document.createElement("span");
  #shown = new Map();

  constructor() {
    this.element.className = "tl-row";
    this.element.setAttribute("role", "option");
    this.icon.className = "ms";
    this.icon.setAttribute("aria-hidden", "true");
    this.label.className = "cut";
    this.length.className = "d";
    this.element.append(this.icon, this.label, this.length);
  }

  show(aspect, value, apply) {
    if (this.#shown.get(aspect) === value) return;
    this.#shown.set(aspect, value);
    apply(value);
  }
}

function showRow(slot, row) {
  const { step, bars } = row;
  slot.icon.textContent = step.icon;
  slot.label.textContent = step.label;
  slot.label.title = step.label;
  slot.element.dataset.path = step.path;
  slot.element.classList.toggle("agent", step.icon === AGENT);
  slot.element.classList.toggle("off", bars.length === 0);
  slot.element.setAttribute("aria-label", rowWords(row));
}
