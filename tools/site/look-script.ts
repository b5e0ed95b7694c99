/**
 * A script for the head of every page: how a reader wants pages to look, as site/look.ts has kept
 * it in this browser, before the first paint. A text in nats that the page was built with says itself in
 * bits as soon as all of it is there.
 */
const script = `try {
  const {scheme, size, unit} = JSON.parse(localStorage.getItem("look") ?? "{}");
  if (/^(light|dark)$/.test(scheme)) document.documentElement.dataset.scheme = scheme;
  if (size === "larger") document.documentElement.dataset.size = size;
  if (unit === "bits") {
    document.documentElement.dataset.unit = unit;
    document.addEventListener("readystatechange", () => {
      for (const place of document.querySelectorAll("[data-bits]"))
        [place.textContent, place.dataset.bits] = [place.dataset.bits, place.textContent];
    }, {once: true});
  }
} catch {}`;

/** The script, as HTML. */
export const lookScript = `<script>${script.replaceAll(/\s*\n\s*/g, " ")}</script>`;
