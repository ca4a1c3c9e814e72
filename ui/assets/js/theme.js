// In the head, before anything is painted: the language of the page and the theme of this browser, "light", "dark" or "system".
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("workflow-builder:theme") || "system";
  document.documentElement.lang = "en";
  const apply = () => {
    const theme = chosen() === "system" ? (dark.matches ? "dark" : "light") : chosen();
    document.documentElement.dataset.theme = theme;
    window.Quasar?.Dark?.set(theme === "dark");
  };
  window.workflowBuilder = {
    theme: chosen,
    setTheme(theme) {
      localStorage.setItem("workflow-builder:theme", theme);
      apply();
    },
    markTheme() {
      for (const item of document.querySelectorAll("[data-theme-item]")) {
        item.setAttribute("aria-checked", item.dataset.themeItem === chosen());
      }
    },
  };
  dark.addEventListener("change", apply);
  addEventListener("storage", (event) => event.key === "workflow-builder:theme" && apply());
  addEventListener("load", () => setTimeout(apply));
  apply();
})();
