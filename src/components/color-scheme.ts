/**
 * Calls a function whenever the page turns from light to dark or back: because the system does, or
 * because the reader has chosen so (see site/look.ts). What is drawn on a canvas is drawn anew.
 */
export function onColorScheme(redraw: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, {
    attributeFilter: ["data-scheme"]
  });
}
