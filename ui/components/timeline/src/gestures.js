// Mouse, wheel and keys become named intents; nothing here knows what they do.

const CLICK = 4;
const KEY_PAN = 60;
const KEY_ZOOM = 1.5;
const LINE = 16;

/**
 * intents: zoom(factor, clientX), pan(pixels), hover(clientX, clientY), leave(), pick(clientX, clientY),
 * step(rows), edge(isLast), page(direction), fit(). Returns how to stop listening.
 */
export function listen(root, box, intents) {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  listenToWheel(root, intents, stop.signal);
  listenToPointer(root, intents, options);
  box.addEventListener('keydown', (event) => onKey(event, intents), options);
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
  root.addEventListener('wheel', onWheel, { passive: false, signal });
}

function listenToPointer(root, intents, options) {
  let drag = null;
  root.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || !intents.isLane(event.clientX, event.clientY)) return;
      drag = { pointer: event.pointerId, from: event.clientX, at: event.clientX, isPan: false };
    },
    options,
  );
  root.addEventListener(
    'pointermove',
    (event) => {
      if (!drag) {
        intents.hover(event.clientX, event.clientY);
        return;
      }
      if (!drag.isPan && Math.abs(event.clientX - drag.from) > CLICK) {
        drag.isPan = true;
        root.setPointerCapture(drag.pointer);
        root.classList.add('is-panning');
        intents.leave();
      }
      if (drag.isPan) intents.pan(drag.at - event.clientX);
      drag.at = event.clientX;
    },
    options,
  );
  const end = () => {
    const wasPan = drag?.isPan ?? false;
    drag = null;
    root.classList.remove('is-panning');
    return wasPan;
  };
  root.addEventListener(
    'pointerup',
    (event) => {
      if (event.button === 0 && !end()) intents.pick(event.clientX, event.clientY);
    },
    options,
  );
  root.addEventListener('pointercancel', end, options);
  root.addEventListener('pointerleave', () => intents.leave(), options);
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
  '+': (intents) => intents.zoom(KEY_ZOOM),
  '=': (intents) => intents.zoom(KEY_ZOOM),
  '-': (intents) => intents.zoom(1 / KEY_ZOOM),
  0: (intents) => intents.fit(),
};
