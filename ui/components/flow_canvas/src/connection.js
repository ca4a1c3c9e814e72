/** Tells the outbox when the page's socket is lost and back; NiceGUI keeps that socket in `window.socket`. */
export function watchConnection({ outbox }) {
  const { socket } = window;
  if (!outbox || !socket) return () => {};
  const lost = () => outbox.setOnline(false);
  const back = () => outbox.setOnline(true);
  socket.on("disconnect", lost);
  socket.on("connect", back);
  return () => {
    socket.off("disconnect", lost);
    socket.off("connect", back);
  };
}
