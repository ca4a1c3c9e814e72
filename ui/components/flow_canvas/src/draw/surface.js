/** Makes the canvas as fine as the screen and empties it; answers its context in CSS pixels. */
export function cleared(canvas, { width, height }) {
  const ratio = window.devicePixelRatio || 1;
  const [fine, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== fine || canvas.height !== high) {
    canvas.width = fine;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
