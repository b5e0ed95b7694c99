/**
 * Runs in a page before anything else: keeps what goes wrong in it. A driver tells nothing of the
 * console, and comes only when a page is loaded.
 */
function watch(): void {
  const faults: string[] = [];
  (window as {faults?: string[]}).faults = faults;
  const {error} = console;
  console.error = (...said) => {
    faults.push(`console error: ${said.map(String).join(" ")}`);
    error.apply(console, said);
  };
  // Errors of scripts and, as they come down, of what does not load.
  window.addEventListener(
    "error",
    ({message, target}) => {
      // A part whose size follows from a smaller part’s is told a frame later, and nothing is lost.
      if (message?.startsWith("ResizeObserver loop")) return;
      const {src, href} = target as {src?: string; href?: string};
      faults.push(`error: ${message ?? src ?? href}`);
    },
    true
  );
  window.addEventListener("unhandledrejection", ({reason}) =>
    faults.push(`unhandled rejection: ${reason}`)
  );
  window.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
    faults.push(`refused by ${violatedDirective}: ${blockedURI}`)
  );
}

/**
 * Returns the text of a page that keeps what goes wrong in it, for faultsOf.
 *
 * @throws Error if there is no place for that
 */
export function watchedPage(html: string): string {
  const charset = '<meta charset="utf-8">'; // what the page’s policy follows
  if (!html.includes(charset)) throw new Error(`invalid page: no ${charset}`);
  const script = `<script>((__name) => (${String(watch)})())((named) => named)</script>`;
  return html.replace(charset, () => charset + script);
}

/** Runs in a page: what has gone wrong in it, cells that show an error among it. */
export function faultsOf(): string[] {
  const cells = Array.from(document.querySelectorAll(".observablehq--error"));
  return [
    ...((window as {faults?: string[]}).faults ?? ["nobody has watched this page"]),
    ...cells.map(({textContent}) => `cell error: ${textContent}`)
  ];
}
