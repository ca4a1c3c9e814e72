// Text on the canvas: the fonts of the page, and figures of equal width.

const FAMILY = '"Inter Variable", "Inter", system-ui, sans-serif';

export const FONTS = {
  axis: `420 11px ${FAMILY}`,
  tag: `520 11px ${FAMILY}`,
  note: `420 11.5px ${FAMILY}`,
  bar: `520 10.5px ${FAMILY}`,
};

/** Resolves when every font can be drawn; the page may have loaded none of them yet. */
export function fontsLoaded() {
  return Promise.all(Object.values(FONTS).map((font) => document.fonts.load(font)));
}

/** A canvas has no `tabular-nums`: a clock would tremble with each second. */
export function fillTabular(context, text, x, y) {
  const digit = context.measureText("0").width;
  let left = x;
  for (const character of text) {
    const own = context.measureText(character).width;
    const slot = isDigit(character) ? digit : own;
    context.fillText(character, left + (slot - own) / 2, y);
    left += slot;
  }
}

fillTabular.width = (context, text) => {
  const digit = context.measureText("0").width;
  return [...text].reduce(
    (sum, character) => sum + (isDigit(character) ? digit : context.measureText(character).width),
    0,
  );
};

/** The text, cut with … where it is wider than `width`; empty when not even one letter fits. */
export function cut(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let end = Math.floor((text.length * width) / context.measureText(text).width);
  while (end > 0 && context.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return end > 0 ? `${text.slice(0, end).trimEnd()}…` : "";
}

const isDigit = (character) => character >= "0" && character <= "9";
