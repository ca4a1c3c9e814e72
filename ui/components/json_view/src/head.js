// Title, tree or text, copy, download; and the style sheet of it all.

const COPIED_FOR = 1500;

const link = document.createElement("link");
link.rel = "stylesheet";
link.href = new URL("./json_view.css", import.meta.url).href;
document.head.append(link);

/** actions: { onMode(mode), onCopy(), onDownload() } */
export function buildHead(title, { onMode, onCopy, onDownload }) {
  const element = document.createElement("div");
  element.className = "json-head";
  const modes = document.createElement("span");
  modes.className = "json-modes";
  modes.setAttribute("role", "group");
  modes.setAttribute("aria-label", "Shown as");
  const buttons = { tree: modeButton("Tree"), raw: modeButton("Raw") };
  for (const [mode, button] of Object.entries(buttons)) {
    button.addEventListener("click", () => onMode(mode));
    modes.append(button);
  }
  const copy = iconButton("content_copy", "Copy", onCopy);
  element.append(title, modes, copy, iconButton("download", "Download", onDownload));
  return {
    element,
    setMode(mode) {
      for (const [name, button] of Object.entries(buttons)) {
        button.setAttribute("aria-pressed", name === mode);
      }
    },
    confirmCopy() {
      name(copy, "check", "Copied");
      setTimeout(() => name(copy, "content_copy", "Copy"), COPIED_FOR);
    },
  };
}

function modeButton(words) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  return button;
}

function iconButton(icon, words, onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-btn";
  const mark = document.createElement("i");
  mark.className = "ms";
  mark.setAttribute("aria-hidden", "true");
  button.append(mark);
  name(button, icon, words);
  button.addEventListener("click", onClick);
  return button;
}

function name(button, icon, words) {
  button.firstElementChild.textContent = icon;
  button.setAttribute("aria-label", words);
  button.title = words;
}
