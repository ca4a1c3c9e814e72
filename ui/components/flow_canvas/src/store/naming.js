/** A readable identifier from a label, unlike all that are taken: `http_request`, `http_request_2`. */
export function newNodeId(label, fallback, taken) {
  const plain = slug(label) || slug(fallback) || "node";
  const base = /^\d/.test(plain) ? `n_${plain}` : plain;
  return firstFree((number) => (number === 1 ? base : `${base}_${number}`), taken);
}

/** The label, or the label with the first free number behind it. */
export function newLabel(label, taken) {
  const base = label.replace(/ \d+$/, "");
  return firstFree((number) => (number === 1 ? label : `${base} ${number}`), taken);
}

function slug(text) {
  const latin = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return latin
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);
}

function firstFree(name, taken) {
  let number = 1;
  while (taken.has(name(number))) number += 1;
  return name(number);
}
