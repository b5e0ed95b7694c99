/**
 * A script for the head of every page: how a reader wants pages to look, as site/look.ts has kept
 * it in this browser, before the first paint.
 */
const script = `try {
  const {scheme, size} = JSON.parse(localStorage.getItem("look") ?? "{}");
  if (/^(light|dark)$/.test(scheme)) document.documentElement.dataset.scheme = scheme;
  if (size === "larger") document.documentElement.dataset.size = size;
} catch {}`;

/** The script, as HTML. */
export const lookScript = `<script>${script.replaceAll(/\s*\n\s*/g, " ")}</script>`;
