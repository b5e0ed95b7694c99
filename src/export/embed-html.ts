/** Returns the HTML that shows a figure alone on another page, so many CSS pixels high. */
export function embedHtml(link: string, title: string, height: number): string {
  const attributes = {src: link, title, width: "100%", height, style: "border: 0", loading: "lazy"};
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<iframe ${written.join(" ")}></iframe>`;
}

function escaped(value: string | number): string {
  return String(value).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
