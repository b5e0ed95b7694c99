/**
 * Returns a page whose modules are asked for when its text has been read, not before: a hundred
 * requests at once hold up its first layout, for longer than they are there earlier.
 */
export function withLatePreloads(html: string): string {
  const preload = /<link rel="modulepreload"[^>]*>\n?/g;
  const links = html.match(preload) ?? [];
  // A function, as a text after $ would stand for what was found.
  return html.replace(preload, "").replace("</body>", () => `${links.join("")}</body>`);
}
