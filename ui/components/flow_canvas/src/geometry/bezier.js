// Curves from handle to handle, as Vue Flow's getBezierPath draws them (curvature 0.25).

const CURVATURE = 0.25;

/** The four points of the curve; ends are {x, y, side} with side "left", "right", "top" or "bottom". */
export function bezier(from, to) {
  return [from, control(from, to), control(to, from), to];
}

function control({ x, y, side }, other) {
  if (side === "right") return { x: x + reach(other.x - x), y };
  if (side === "left") return { x: x - reach(x - other.x), y };
  if (side === "bottom") return { x, y: y + reach(other.y - y) };
  return { x, y: y - reach(y - other.y) };
}

function reach(distance) {
  return distance >= 0 ? distance / 2 : CURVATURE * 25 * Math.sqrt(-distance);
}

export function svgPath([a, b, c, d]) {
  return `M${a.x},${a.y} C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`;
}

/** The point at the share `t` of the curve. */
export function pointAt([a, b, c, d], t) {
  const u = 1 - t;
  const mix = (axis) =>
    u * u * u * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t * t * t * d[axis];
  return { x: mix("x"), y: mix("y") };
}

/** A rectangle around the curve (that of its four points, which always holds it). */
export function curveBounds(points) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
