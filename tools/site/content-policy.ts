/**
 * What pages may load, and where their code may send to: their own host and nothing else. Cells
 * that a reader has edited are code too, and may have come by a link; they run by `eval`, as do
 * kernels of WebAssembly. A page’s policy holds for workers made of blobs as well; those of files
 * run the site’s own code only.
 */
const DIRECTIVES: Record<string, string> = {
  "default-src": "'self' data: blob:",
  "script-src": "'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
  "style-src": "'self' 'unsafe-inline' data: blob:",
  "connect-src": "'self' data: blob:",
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
