const NAMES = {
  canvas: "--canvas",
  surface: "--surface",
  raised: "--raised",
  border: "--border",
  borderStrong: "--border-strong",
  text1: "--text-1",
  text2: "--text-2",
  text3: "--text-3",
  accent: "--accent",
  hover: "--hover",
  edge: "--edge",
  edgeTaken: "--edge-taken",
  edgeDead: "--edge-dead",
  red: "--red-solid",
  blue: "--blue-solid",
  green: "--green-solid",
  amber: "--amber-solid",
  grey: "--grey-solid",
};

/** The theme's colours as a 2D context takes them. */
export function readColours(element) {
  const style = getComputedStyle(element);
  const colours = Object.entries(NAMES).map(([name, variable]) => [
    name,
    style.getPropertyValue(variable).trim(),
  ]);
  const isDark = document.documentElement.dataset.theme === "dark";
  return {
    ...Object.fromEntries(colours),
    card: style.getPropertyValue(isDark ? "--raised" : "--surface").trim(),
  };
}

/** Calls back when the page changes between light and dark; answers how to stop that. */
export function onThemeChange(call) {
  const observer = new MutationObserver(call);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  return () => observer.disconnect();
}
