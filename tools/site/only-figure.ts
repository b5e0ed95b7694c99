/**
 * A script for the head of every page. An address with `?only=ID` shows that figure and nothing
 * else, before the first paint: what stands beside the figure and beside what it stands in is
 * hidden, and goes on to compute what the figure needs.
 */
const script = `{
  const only = /[?&]only=([\\w-]+)/.exec(location.search)?.[1];
  if (only !== undefined) {
    document.documentElement.dataset.only = only;
    const style = document.createElement("style");
    style.id = "only-figure";
    style.textContent = \`#observablehq-header, #observablehq-footer,
      #observablehq-main > :not(:has(#\${only}), #\${only}),
      #observablehq-main :has(#\${only}) > :not(:has(#\${only}), #\${only}) { display: none !important; }\`;
    document.head.append(style);
  }
}`;

/** The script, as HTML. */
export const onlyFigureScript = `<script>${script.replaceAll(/\s*\n\s*/g, " ")}</script>`;
