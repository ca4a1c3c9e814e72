// A value with its head, as tree or as text.
import { copyText, saveText } from "./transfer.js";
import { buildHead } from "./head.js";
import { parse } from "./values.js";
import { showRaw } from "./raw.js";
import { Tree } from "./tree.js";

// The reader's choice, also for values that are drawn later: one walks through steps and compares.
let chosenMode = "tree";

export class JsonView {
  #root;
  #options;
  #head;
  #body = document.createElement("div");
  #tree;
  #raw = document.createElement("div");
  #text = null;
  #mode;
  #drawn = new Set();

  /** options: { expandDepth, title, filename } */
  constructor(root, options) {
    this.#root = root;
    this.#options = options;
    this.#head = buildHead(options.title, {
      onMode: (mode) => this.#choose(mode),
      onCopy: () => this.#copy(),
      onDownload: () => saveText(this.#text, options.filename),
    });
    this.#body.className = "json";
    this.#raw.className = "json json-raw";
    this.#body.setAttribute("aria-label", options.title);
    this.#tree = new Tree(this.#body);
    root.append(this.#head.element, this.#body, this.#raw);
    this.#choose(chosenMode);
  }

  show(text) {
    if (text === this.#text) return;
    this.#text = text;
    this.#drawn.clear();
    this.#draw();
    this.#root.dataset.ready = "true";
  }

  async #copy() {
    await copyText(this.#text);
    this.#head.confirmCopy();
  }

  #choose(mode) {
    chosenMode = this.#mode = mode;
    this.#body.hidden = mode !== "tree";
    this.#raw.hidden = mode !== "raw";
    this.#head.setMode(mode);
    this.#draw();
  }

  /** Only what is shown is made. */
  #draw() {
    if (this.#text === null || this.#drawn.has(this.#mode)) return;
    this.#drawn.add(this.#mode);
    if (this.#mode === "raw") showRaw(this.#raw, this.#text);
    else this.#tree.show(parse(this.#text), this.#options.expandDepth);
  }
}
