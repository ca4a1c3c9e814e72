// A tab whose session has ended (signed out in another tab, or elsewhere) goes to the login page instead of waiting for ever.
(() => {
  const look = async () => {
    const answer = await fetch("/session", { cache: "no-store" }).catch(() => null);
    if (answer?.status === 401) {
      location.href = "/login?next=" + encodeURIComponent(location.pathname + location.search);
    }
  };
  const attach = () => {
    if (!window.socket) return setTimeout(attach, 200);
    window.socket.on("disconnect", look);
    window.socket.on("connect_error", look);
  };
  attach();
})();
