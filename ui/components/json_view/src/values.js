// What a JSON value looks like in one line.

export const PAGE = 100;
const LONG = 100;
const CUT = 300;

/** Parsed, with integers beyond a browser's precision kept whole. */
export function parse(text) {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (key, value, context) => {
    const isInexact = Number.isInteger(value) && !Number.isSafeInteger(value);
    return isInexact && /^-?\d+$/.test(context?.source) ? BigInt(context.source) : value;
  });
}

export function isTree(value) {
  return typeof value === "object" && value !== null;
}

/** A text that one line does not hold: it opens to a block. */
export function isLong(value) {
  return typeof value === "string" && (value.length > LONG || value.includes("\n"));
}

export function canOpen(value) {
  return isTree(value) ? size(value) > 0 : isLong(value);
}

export function size(value) {
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

/** [[name, value]] of one page of the entries. */
export function entries(value, from) {
  if (Array.isArray(value)) {
    return value.slice(from, from + PAGE).map((item, index) => [`[${from + index}]`, item]);
  }
  return Object.keys(value)
    .slice(from, from + PAGE)
    .map((key) => [key, value[key]]);
}

/** { kind, text }: kind is the class that colours it. */
export function summary(value) {
  if (value === null || typeof value === "boolean") return { kind: "b", text: String(value) };
  if (typeof value === "number" || typeof value === "bigint") {
    return { kind: "n", text: String(value) };
  }
  if (typeof value === "string") return { kind: "s", text: quoted(value) };
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return { kind: "p", text: `${open}${size(value) || ""}${close}` };
}

export function moreWords(value, from) {
  const last = size(value) - 1;
  const more = `${(last - from + 1).toLocaleString("en")} more`;
  return Array.isArray(value) ? `[${from}] … [${last}]: ${more}` : `… ${more}`;
}

function quoted(text) {
  return text.length > CUT ? `${JSON.stringify(text.slice(0, CUT)).slice(0, -1)}…` : JSON.stringify(text);
}
