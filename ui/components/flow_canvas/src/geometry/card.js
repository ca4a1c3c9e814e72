// The size of a node's card and where its handles sit, in canvas units.

const HEIGHT = 48;
const CHROME = 55; // paddings, tile and gap: all of the card's width that is not text
const WIDTH = { plain: [128, 240], trigger: [128, 240], end: [80, 240] };
const SUMMARY = 101; // a longer second line is cut, it does not widen the card
const LABEL = 16; // height of a handle's name: handles stand at least so far apart
const ERROR_FROM_RIGHT = 24;

/** {width, height, handles: [{id, type, x, y, side, of}]}; `measure` is (text, "name" or "sub") => width. */
export function card({ shape, label, summary, hasInput, outputs }, measure) {
  const plain = outputs.filter((id) => id !== "error");
  const width = cardWidth(shape, label, summary, measure);
  const height = plain.length > 2 ? (plain.length + 1) * LABEL : HEIGHT;
  const handles = plain.map((id, index) => ({
    id,
    type: "source",
    side: "right",
    x: width,
    y: (height * (index + 1)) / (plain.length + 1),
    named: plain.length > 1,
  }));
  if (hasInput)
    handles.unshift({ id: "in", type: "target", side: "left", x: 0, y: height / 2, named: false });
  if (outputs.includes("error")) handles.push(errorHandle(width, height));
  return { width, height, handles };
}

function cardWidth(shape, label, summary, measure) {
  const text = Math.max(measure(label, "name"), Math.min(measure(summary, "sub"), SUMMARY));
  const [least, most] = WIDTH[shape] ?? WIDTH.plain;
  return Math.min(most, Math.max(least, Math.ceil((text + CHROME) / 4) * 4));
}

function errorHandle(width, height) {
  return { id: "error", type: "source", side: "bottom", x: width - ERROR_FROM_RIGHT, y: height, named: true };
}
