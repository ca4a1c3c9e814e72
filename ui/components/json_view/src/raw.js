// The text in blocks: the browser lays out those that can be seen, yet finds words in all of them.

const LINES = 200;
const LINE_HEIGHT = 19;

export function showRaw(root, text) {
  root.tabIndex = 0;
  root.replaceChildren(...blocks(text).map(newBlock));
}

function blocks(text) {
  const lines = text.split("\n");
  const found = [];
  for (let from = 0; from < lines.length; from += LINES) found.push(lines.slice(from, from + LINES));
  return found;
}

function newBlock(lines) {
  const element = document.createElement("pre");
  element.textContent = lines.join("\n");
  element.style.containIntrinsicHeight = `auto ${lines.length * LINE_HEIGHT}px`;
  return element;
}
