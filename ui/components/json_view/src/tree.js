// The tree: one flat list of lines, each of which makes its children when it is opened.
import { canOpen, entries, isLong, isTree, moreWords, PAGE, size, summary } from "./values.js";

const OPENED_AT_FIRST = 300;

export class Tree {
  #root;
  #lines = new WeakMap();
  #budget = 0;

  constructor(root) {
    this.#root = root;
    root.setAttribute("role", "tree");
    root.addEventListener("click", (event) => this.#onClick(event));
    root.addEventListener("keydown", (event) => this.#onKey(event));
  }

  show(value, depth) {
    this.#budget = OPENED_AT_FIRST;
    const isRootOpen = isTree(value) && size(value) > 0;
    const content = isRootOpen ? this.#page(value, 0, 0, depth) : this.#line(null, value, 0, depth);
    this.#root.replaceChildren(content);
    this.#root.firstElementChild.tabIndex = 0;
  }

  /** Lines of one page of `value`, and one line that stands for all the pages after it. */
  #page(value, from, level, depth) {
    const page = document.createDocumentFragment();
    for (const [name, item] of entries(value, from)) {
      page.append(this.#line(name, item, level, depth));
    }
    const next = from + PAGE;
    if (next < size(value)) page.append(this.#moreLine(value, next, level));
    return page;
  }

  #line(name, value, level, depth) {
    const element = newLine(level);
    this.#lines.set(element, { value, level });
    const isOpening = canOpen(value);
    if (isOpening) element.append(part("i", "ms tw", ""));
    if (name !== null) element.append(part("span", "k", name), part("span", "p", ": "));
    const { kind, text } = summary(value);
    const shown = part("span", kind, text);
    if (kind === "s" && text.length > 24) shown.title = text;
    element.append(shown);
    this.#budget -= 1;
    const lines = document.createDocumentFragment();
    lines.append(element);
    if (!isOpening) return lines;
    setOpen(element, false);
    if (depth > 1 && isTree(value) && this.#budget > 0) {
      setOpen(element, true);
      lines.append(this.#page(value, 0, level + 1, depth - 1));
    }
    return lines;
  }

  #moreLine(value, from, level) {
    const element = newLine(level);
    element.classList.add("more");
    this.#lines.set(element, { value, level, from });
    element.append(part("i", "ms tw", "chevron_right"), part("span", "p", moreWords(value, from)));
    return element;
  }

  #toggle(element) {
    const line = this.#lines.get(element);
    if (line.from !== undefined) this.#openMore(element, line);
    else if (!canOpen(line.value)) return;
    else if (isOpen(element)) this.#close(element, line);
    else this.#open(element, line);
  }

  #open(element, { value, level }) {
    setOpen(element, true);
    element.after(isLong(value) ? wholeText(value, level) : this.#page(value, 0, level + 1, 1));
  }

  #close(element, { level }) {
    setOpen(element, false);
    let next = element.nextElementSibling;
    while (next && !(this.#lines.get(next)?.level <= level)) {
      next.remove();
      next = element.nextElementSibling;
    }
  }

  #openMore(element, { value, from, level }) {
    const before = element.previousElementSibling;
    const hadFocus = document.activeElement === element;
    element.replaceWith(this.#page(value, from, level, 1));
    this.#focus(before.nextElementSibling, hadFocus);
  }

  #onClick(event) {
    const element = event.target.closest(".l");
    if (!element) return;
    this.#focus(element, true);
    // Selecting text in a line is no click on it.
    if (getSelection().isCollapsed) this.#toggle(element);
  }

  #onKey(event) {
    const element = event.target.closest(".l");
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = KEYS[event.key];
    if (!action) return;
    event.preventDefault();
    const { level } = this.#lines.get(element);
    if (action === "toggle") this.#toggle(element);
    else if (action === "right" && !isOpen(element)) this.#toggle(element);
    else if (action === "left" && isOpen(element)) this.#toggle(element);
    else if (action === "left") this.#focus(this.#parent(element, level), true);
    else this.#focus(neighbour(element, action), true);
  }

  #parent(element, level) {
    let before = element.previousElementSibling;
    while (before && !(this.#lines.get(before)?.level < level)) before = before.previousElementSibling;
    return before;
  }

  /** Exactly one line can be reached by Tab; the arrows go on from there. */
  #focus(element, isFocused) {
    if (!element) return;
    for (const old of this.#root.querySelectorAll('.l[tabindex="0"]')) old.tabIndex = -1;
    element.tabIndex = 0;
    if (isFocused) element.focus();
  }
}

const KEYS = {
  Enter: "toggle",
  " ": "toggle",
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowDown: "down",
  ArrowUp: "up",
  Home: "home",
  End: "end",
};

function neighbour(element, action) {
  const lines = [...element.parentElement.querySelectorAll(":scope > .l")];
  if (action === "home") return lines[0];
  if (action === "end") return lines.at(-1);
  return lines[lines.indexOf(element) + (action === "up" ? -1 : 1)];
}

function newLine(level) {
  const element = part("div", "l", "");
  element.style.setProperty("--i", level);
  element.setAttribute("role", "treeitem");
  element.setAttribute("aria-level", level + 1);
  element.tabIndex = -1;
  return element;
}

function wholeText(value, level) {
  const element = part("div", "json-whole", value);
  element.style.setProperty("--i", level);
  element.tabIndex = 0;
  return element;
}

function setOpen(element, isNowOpen) {
  element.setAttribute("aria-expanded", isNowOpen);
  element.querySelector(".tw").textContent = isNowOpen ? "keyboard_arrow_down" : "chevron_right";
}

function isOpen(element) {
  return element.getAttribute("aria-expanded") === "true";
}

function part(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  if (tag === "i") element.setAttribute("aria-hidden", "true");
  return element;
}
