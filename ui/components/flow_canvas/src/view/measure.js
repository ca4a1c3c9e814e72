const FONTS = { name: '520 13px "Inter Variable"', sub: '420 11.5px "Inter Variable"' };

/** Measures text in the canvas' fonts, in pixels; remembers what it measured. */
export function textMeasure() {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  const measure = (text, kind) => {
    const key = `${kind}${text}`;
    if (!known.has(key)) {
      context.font = `${FONTS[kind]}, system-ui, sans-serif`;
      known.set(key, context.measureText(text).width);
    }
    return known.get(key);
  };
  measure.forget = () => known.clear();
  return measure;
}

/** Resolves to true when the fonts had to be waited for, so that earlier measures are wrong. */
export async function fontsArrived() {
  const missing = Object.values(FONTS).filter((font) => !document.fonts.check(font));
  if (!missing.length) return false;
  await Promise.all(missing.map((font) => document.fonts.load(font)));
  return true;
}
