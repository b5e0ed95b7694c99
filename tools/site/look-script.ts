/**
 * A script for the head of every page: how a reader wants pages to look, as site/look.ts has kept it in
 * this browser, or as a link says of the page, before the first paint. A text in nats that the page was
 * built with says itself in bits as soon as all of it is there.
 */
const script = `try {
  const linked = (name) => RegExp("~look-" + name + "='([a-z]+)'").exec(location.hash)?.[1];
  const kept = JSON.parse(localStorage.getItem("look") ?? "{}");
  const scheme = linked("colors") ?? kept.scheme;
  const size = linked("text") ?? kept.size;
  const unit = linked("unit") ?? kept.unit;
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
