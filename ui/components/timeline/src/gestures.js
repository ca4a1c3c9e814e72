// Mouse, wheel and keys become named intents; nothing here knows what they do.

const CLICK = 4;
const KEY_PAN = 60;
const KEY_ZOOM = 1.5;
const LINE = 16;

/**
 * intents: zoom(factor, clientX), pan(pixels), fit(), hover(clientX, clientY), leave(),
 * pick(clientX, clientY), step(rows), page(direction), edge(isLast), and isLane(clientX, clientY),
 * which tells where a drag pans. Returns how to stop listening.
 */
export function listen(root, box, intents) {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  listenToWheel(root, intents, stop.signal);
  listenToPointer(root, intents, options);
  box.addEventListener("keydown", (event) => onKey(event, intents), options);
  return () => stop.abort();
}

function listenToWheel(root, intents, signal) {
  const onWheel = (event) => {
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const deltaX = event.deltaX * scale;
    const deltaY = event.deltaY * scale;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const power = Math.min(Math.max(-deltaY * 0.01, -0.25), 0.25);
      intents.zoom(Math.exp(power), event.clientX);
    } else if (event.shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) {
      event.preventDefault();
      intents.pan(deltaX || deltaY);
    }
  };
  // Passive, the browser would zoom the whole page before we could say no.
  root.addEventListener("wheel", onWheel, { passive: false, signal });
}

function listenToPointer(root, intents, options) {
  let press = null;
  const release = () => {
    const released = press;
    press = null;
    root.classList.remove("is-panning");
    return released;
  };
  const on = (type, handle) => root.addEventListener(type, handle, options);
  on("pointerdown", ({ button, pointerId, clientX, clientY }) => {
    if (button !== 0) return;
    const canPan = intents.isLane(clientX, clientY);
    press = { pointerId, from: clientX, at: clientX, canPan, isPan: false };
  });
  on("pointermove", ({ clientX, clientY }) => {
    if (!press) intents.hover(clientX, clientY);
    else if (press.canPan) drag(root, intents, press, clientX);
  });
  on("pointerup", ({ clientX, clientY }) => {
    const released = release();
    if (released && !released.isPan) intents.pick(clientX, clientY);
  });
  on("pointercancel", release);
  on("pointerleave", () => intents.leave());
}

function drag(root, intents, press, clientX) {
  if (!press.isPan && Math.abs(clientX - press.from) > CLICK) {
    press.isPan = true;
    root.setPointerCapture(press.pointerId);
    root.classList.add("is-panning");
    intents.leave();
  }
  if (press.isPan) intents.pan(press.at - clientX);
  press.at = clientX;
}

function onKey(event, intents) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action(intents);
}

const KEYS = {
  ArrowDown: (intents) => intents.step(1),
  ArrowUp: (intents) => intents.step(-1),
  PageDown: (intents) => intents.page(1),
  PageUp: (intents) => intents.page(-1),
  Home: (intents) => intents.edge(false),
  End: (intents) => intents.edge(true),
  ArrowLeft: (intents) => intents.pan(-KEY_PAN),
  ArrowRight: (intents) => intents.pan(KEY_PAN),
  "+": (intents) => intents.zoom(KEY_ZOOM),
  "=": (intents) => intents.zoom(KEY_ZOOM),
  "-": (intents) => intents.zoom(1 / KEY_ZOOM),
  0: (intents) => intents.fit(),
};
