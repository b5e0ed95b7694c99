/**
 * What pages may load, and where their code may send requests to: their own host and nothing else.
 * Cells that a reader has edited are code too, and may have come by a link; they run by `eval`, as
 * do kernels of WebAssembly. A page’s policy holds for workers made of blobs as well; those of files
 * run the site’s own code only. There are no frames: one with a file of the host, which has no
 * policy of its own, would let a cell ask any host through it. (Other sites may have our pages in
 * their frames: `frame-ancestors`, which a `<meta>` cannot hold, is not wanted.)
 *
 * What such code can still do, since no policy in a page forbids it: go to another address, open a
 * window, let the browser prefetch an address or look up its name (`<link rel>`, speculation rules),
 * and connect by WebRTC; each can carry what the code has read. It can also ask its own host, read
 * what this origin keeps in the browser, and start scripts of the host that are not of this site.
 * So the dialog before cells of a link run, and the notes, say that they can send things away.
 */
const DIRECTIVES: Record<string, string> = {
  "default-src": "'none'",
  "script-src": "'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
  "style-src": "'self' 'unsafe-inline' data: blob:",
  "img-src": "'self' data: blob:",
  "font-src": "'self' data:",
  "connect-src": "'self' data: blob:",
  "worker-src": "'self' blob:",
  "frame-src": "'none'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'"
};

const policy = Object.entries(DIRECTIVES)
  .map(([name, sources]) => `${name} ${sources}`)
  .join("; ");

/**
 * Returns a page with its Content-Security-Policy, before anything that it could hold for.
 *
 * @throws Error if there is no place for it
 */
export function withContentPolicy(html: string): string {
  const charset = '<meta charset="utf-8">';
  if (!html.includes(charset)) throw new Error(`invalid page: no ${charset}`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return html.replace(charset, () => `${charset}\n${meta}`);
}
