// The colours of the theme, as CSS has them at this moment.

const TONES = ["grey", "blue", "green", "amber", "red"];
const SHADES = ["fg", "solid", "tint", "line"];

/** { text, surface, …, tones: { red: { fg, solid, tint, line }, … } } */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const tones = TONES.map((tone) => [
    tone,
    Object.fromEntries(SHADES.map((shade) => [shade, read(`${tone}-${shade}`)])),
  ]);
  return {
    surface: read("surface"),
    border: read("border"),
    borderStrong: read("border-strong"),
    text: read("text-3"),
    ink: read("accent"),
    onInk: read("on-accent"),
    hover: read("hover"),
    selected: read("selected"),
    tones: Object.fromEntries(tones),
  };
}

/** Calls back after the theme of the page has changed; returns how to stop. */
export function onThemeChange(callback) {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
