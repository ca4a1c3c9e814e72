// The fixed parts of the timeline, and its style sheet.

const link = document.createElement("link");
link.rel = "stylesheet";
link.href = new URL("./timeline.css", import.meta.url).href;

/** Resolves when the style sheet counts: before that, nothing has its size. */
export const styled = new Promise((resolve) => {
  link.addEventListener("load", resolve);
  link.addEventListener("error", resolve);
  document.head.append(link);
});

const HTML = `
  <header class="tl-head">Timeline <span class="count"></span></header>
  <div class="tl-axis"></div>
  <div class="tl-box" role="listbox" tabindex="0" aria-label="Steps">
    <div class="tl-space"></div>
    <div class="tl-names"></div>
  </div>
  <canvas class="tl-canvas" aria-hidden="true"></canvas>
  <p class="tl-empty" hidden>No steps yet.</p>
  <div class="tl-tip" role="tooltip" hidden></div>
  <footer class="tl-foot">
    <button type="button" class="icon-btn" data-do="out" aria-label="Zoom out" title="Zoom out (−)">
      <i class="ms">remove</i>
    </button>
    <button type="button" class="icon-btn" data-do="in" aria-label="Zoom in" title="Zoom in (+)">
      <i class="ms">add</i>
    </button>
    <button type="button" class="icon-btn" data-do="fit" aria-label="Fit" title="Fit (0)">
      <i class="ms">fit_width</i>
    </button>
  </footer>`;

/** Fills the root; returns its parts by name. */
export function build(root) {
  root.innerHTML = HTML;
  const part = (name) => root.querySelector(`.tl-${name}`);
  return {
    count: root.querySelector(".count"),
    box: part("box"),
    space: part("space"),
    names: part("names"),
    canvas: part("canvas"),
    empty: part("empty"),
    tip: part("tip"),
    foot: part("foot"),
  };
}
