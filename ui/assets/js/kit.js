// Times in the reader's zone and language, durations that tick, and the arrow keys in menus.
(() => {
  const format = (options) => new Intl.DateTimeFormat(undefined, options);
  const exact = format({ dateStyle: "full", timeStyle: "long" });
  const clock = format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const shortClock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = format({ day: "numeric", month: "long" });
  const weekday = format({ weekday: "long" });

  const daysAgo = (at, now) =>
    Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);

  function relative(at) {
    const now = new Date();
    const seconds = (now - at) / 1000;
    if (seconds < 45) return "now";
    if (seconds < 3570) return `${Math.round(seconds / 60)} min ago`;
    const days = daysAgo(at, now);
    if (days === 0) return shortClock.format(at);
    if (days === 1) return "yesterday";
    if (days < 7) return weekday.format(at);
    return at.getFullYear() === now.getFullYear() ? day.format(at) : `${day.format(at)} ${at.getFullYear()}`;
  }

  function moment(at) {
    const days = daysAgo(at, new Date());
    if (days === 0) return clock.format(at);
    return `${days === 1 ? "yesterday" : day.format(at)} ${shortClock.format(at)}`;
  }

  function duration(seconds) {
    const s = Math.max(0, seconds);
    if (s < 1) return `${Math.round(s * 1000)} ms`;
    if (s < 59.95) return `${s < 10 ? s.toFixed(1) : Math.floor(s)} s`;
    const whole = Math.round(s);
    if (whole < 3600) return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, "0")} s`;
    if (whole < 86_400)
      return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} m`;
    return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
  }

  const ticking = new Set();
  setInterval(() => document.hidden || ticking.forEach((element) => element.draw()), 1000);

  class Ticking extends HTMLElement {
    connectedCallback() {
      this.draw();
      ticking.add(this);
    }
    disconnectedCallback() {
      ticking.delete(this);
    }
    attributeChangedCallback() {
      if (this.isConnected) this.draw();
    }
    write(text) {
      if (this.textContent !== text) this.textContent = text;
    }
  }

  class WbTime extends Ticking {
    static observedAttributes = ["at", "form"];
    draw() {
      const at = new Date(this.getAttribute("at"));
      if (!this.firstElementChild) this.append(document.createElement("time"));
      const time = this.firstElementChild;
      const text = this.getAttribute("form") === "moment" ? moment(at) : relative(at);
      if (time.textContent !== text) time.textContent = text;
      time.dateTime = at.toISOString();
      if (time.title !== exact.format(at)) time.title = exact.format(at);
    }
  }

  class WbElapsed extends Ticking {
    static observedAttributes = ["since"];
    draw() {
      this.write(duration((Date.now() - new Date(this.getAttribute("since"))) / 1000));
    }
  }

  customElements.define("wb-time", WbTime);
  customElements.define("wb-elapsed", WbElapsed);
  // Puts the caret into the field of a form that a dotted path names, or into the one that holds it.
  async function focusField(path) {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      for (let name = path; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
        const field = `[data-field="${CSS.escape(name)}"]`;
        // What is filled in, rather than the buttons of its label.
        const control =
          document.querySelector(`${field} :is(textarea, input, select)`) ??
          document.querySelector(`${field} button`);
        if (!control) continue;
        control.closest("[data-field]").scrollIntoView({ block: "nearest" });
        return control.focus();
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  // While the page has lost its server nobody else can say so: edits are kept in this browser.
  function followConnection() {
    if (!window.socket) return setTimeout(followConnection, 200);
    const indicators = () => document.querySelectorAll('[data-testid="saved"]');
    const mark = (lost) => {
      document.documentElement.dataset.connection = lost ? "lost" : "";
      // Only the server knows what a form's text means: nothing is taken that a reload would lose.
      for (const each of document.querySelectorAll("[data-needs-server]")) each.inert = lost;
      if (lost) {
        for (const each of indicators())
          Object.assign(each.dataset, { before: each.dataset.state, state: "offline" });
        return;
      }
      // The server says anew how saving stands where edits were kept; elsewhere it is as it was.
      setTimeout(() => {
        for (const each of indicators()) if (each.dataset.before) each.dataset.state = each.dataset.before;
      }, 1000);
    };
    window.socket.on("disconnect", () => mark(true));
    window.socket.on("connect", () => mark(false));
  }
  followConnection();

  Object.assign(window.workflowBuilder, { duration, relative, focusField });

  // Widths of panels that were dragged in this browser.
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("workflow-builder:panel:")) continue;
    document.documentElement.style.setProperty(key.slice(23), `${parseFloat(localStorage.getItem(key))}px`);
  }

  // The border of a panel, by mouse and by arrow keys: a function that moves it by pixels from where it is now.
  function resizing(border) {
    const { size: name, direction } = border.dataset;
    const size = parseFloat(
      getComputedStyle(border.parentElement.closest("[data-panels]")).getPropertyValue(name),
    );
    const [least, most] = [border.ariaValueMin, border.ariaValueMax].map(Number);
    return (by) => {
      const next = Math.min(most, Math.max(least, size + direction * by));
      document.documentElement.style.setProperty(name, `${next}px`);
      localStorage.setItem(`workflow-builder:panel:${name}`, next);
      border.ariaValueNow = Math.round(next);
    };
  }

  const borderOf = (event) => event.target.closest?.("[role=separator][data-size]");
  document.addEventListener("focusin", (event) => borderOf(event) && resizing(borderOf(event))(0));
  document.addEventListener("pointerdown", (event) => {
    const border = borderOf(event);
    if (!border) return;
    event.preventDefault();
    const resize = resizing(border);
    const along = (at) => (border.dataset.axis === "y" ? at.clientY : at.clientX);
    const stop = new AbortController();
    addEventListener("pointermove", (at) => resize(along(at) - along(event)), { signal: stop.signal });
    for (const end of ["pointerup", "pointercancel"])
      addEventListener(end, () => stop.abort(), { signal: stop.signal });
  });
  document.addEventListener("keydown", (event) => {
    const border = borderOf(event);
    const keys =
      border?.dataset.axis === "y" ? { ArrowUp: -16, ArrowDown: 16 } : { ArrowLeft: -16, ArrowRight: 16 };
    if (!border || !keys[event.key]) return;
    event.preventDefault();
    resizing(border)(keys[event.key]);
  });

  // "/" leads to the search field of the page, from anywhere but another field.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], .q-dialog")) return;
    const field = document.querySelector("[data-slash] input");
    if (!field) return;
    event.preventDefault();
    field.focus();
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.(".menu");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (menu && step) {
      const items = [...menu.querySelectorAll('[role^="menuitem"]')];
      const index = items.indexOf(document.activeElement);
      items.at((index + step + items.length) % items.length)?.focus();
      event.preventDefault();
    }
    // A link that acts as a button or a tab answers the keyboard as one.
    if ((event.key === "Enter" || event.key === " ") && event.target.matches?.("a[role]:not([href])")) {
      event.preventDefault();
      event.target.click();
    }
  });
})();
