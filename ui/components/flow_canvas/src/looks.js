import { pointAt } from "./geometry/bezier.js";
import { edgeState } from "./store/statuses.js";

const GRIP_FROM_HANDLE = 14;

const STATES = {
  pending: { card: "st-pending" },
  running: { card: "st-running is-blue", tint: "is-blue", said: "running", pulse: true },
  waiting: { card: "st-waiting is-amber", tint: "is-amber", said: "waiting", icon: "pending" },
  completed: { card: "st-done", markTint: "is-green", icon: "check_circle" },
  failed: { card: "st-failed is-red", tint: "is-red", said: "failed", icon: "error" },
  timed_out: { card: "st-failed is-red", tint: "is-red", said: "timed out", icon: "error" },
  skipped: { card: "st-skipped", said: "skipped" },
  cancelled: { card: "st-skipped", said: "cancelled" },
};

/** How a node looks just now; everything that the view needs and nothing that it must work out. */
export function nodeLook(box, { selected, status, problems, attached, refused, readOnly }) {
  const state = STATES[status?.status] ?? null;
  const chosen = selected || Boolean(status?.selected);
  const classes = ["node", box.shape, `type-${box.type}`, state?.card, chosen && "is-selected"];
  if (refused) classes.push("is-refused");
  const text = status?.text ?? state?.said;
  return {
    id: box.id,
    x: box.x,
    y: box.y,
    width: box.width,
    height: box.height,
    icon: box.icon,
    label: box.label,
    line: text ?? box.summary,
    lineTint: text && state?.tint ? state.tint : "",
    hint: status?.error || [box.label, box.summary].filter(Boolean).join("\n"),
    progress: typeof status?.progress === "number" ? Math.min(1, Math.max(0, status.progress)) : null,
    mark: state?.icon || state?.pulse ? { icon: state.icon, tint: state.markTint ?? state.tint } : null,
    badge: state?.icon || state?.pulse ? null : badgeOf(problems),
    handles: box.handles.map((handle) => handleLook(handle, attached, readOnly)),
    classes: classes.filter(Boolean).join(" "),
    attributes: attributesOf(box, status, state, problems, chosen),
  };
}

function attributesOf(box, status, state, problems, selected) {
  const said = [box.label, status?.text ?? state?.said ?? status?.status, spokenProblems(problems)];
  return {
    "data-status": status?.status ?? null,
    "data-type": box.type,
    "data-selected": selected ? "true" : null,
    role: "group",
    tabindex: 0,
    "aria-label": said.filter(Boolean).join(", "),
    "aria-roledescription": null,
    "aria-describedby": null,
  };
}

function badgeOf(problems) {
  if (!problems?.length) return null;
  const isWarning = problems.every(({ severity }) => severity === "warning");
  return { count: problems.length, isWarning, text: problems.map(({ message }) => message).join("\n") };
}

function spokenProblems(problems) {
  return problems?.map(({ message }) => message).join(". ");
}

function handleLook(handle, attached, readOnly) {
  const isFree = !attached.has(`${handle.type} ${handle.id}`);
  const classes = [
    "vue-flow__handle handle nopan",
    handle.type === "target" ? "in" : "out",
    handle.id === "error" && "err",
    isFree && "free",
    !readOnly && "connectable",
  ];
  const named = isFree && handle.named && handle.id !== "error" && !readOnly;
  return { ...handle, classes: classes.filter(Boolean).join(" "), name: named ? handle.id : null };
}

/** Where the ends of an edge are taken: a little inside, clear of the handles. */
function grips(points) {
  const [from, , , to] = points;
  const share = Math.min(0.35, GRIP_FROM_HANDLE / (1 + Math.hypot(to.x - from.x, to.y - from.y)));
  return [pointAt(points, share), pointAt(points, 1 - share)];
}

/** How an edge looks just now. */
export function edgeLook(edge, curve, { selected, statuses }) {
  const state = edgeState(edge, statuses.get(edge.source), statuses.get(edge.target));
  const isError = edge.sourceHandle === "error";
  const classes = ["edge", isError && "err", state && `is-${state}`, selected && "is-selected"];
  return {
    id: edge.id,
    curve,
    path: curve.path,
    label: curve.label,
    isError,
    isDead: state === "dead",
    state,
    ends: selected ? grips(curve.points) : null,
    classes: classes.filter(Boolean).join(" "),
    spoken: `From ${edge.source} to ${edge.target}`,
  };
}
